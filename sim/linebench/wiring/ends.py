"""Which code speaks at either end of a wire: a dialect of a device, or tags with the face of their seat."""

from collections.abc import Mapping
from typing import Any

from linebench.wire.dialect import Dialect, dialects
from linebench.wire.side import Setting, Side

__all__ = ["WiringError", "device_end", "host_end"]


class WiringError(ValueError):
    """A wire that cannot be made. The message names it, what was found and what to write instead."""


def device_end(peer: str, name: str, profile: str, options: Mapping[str, Any], setting: Setting) -> Side:
    """Make the end of the device in the seat ``peer``.

    Raises:
        WiringError: no such dialect for this seat, no such profile or option.

    """
    dialect, chosen = _chosen(peer, name, profile, options)
    return dialect.device(chosen, setting)


def host_end(peer: str, name: str, profile: str, options: Mapping[str, Any], setting: Setting) -> Side:
    """Make the end of the level that speaks with the seat ``peer``; raises as ``device_end``."""
    dialect, chosen = _chosen(peer, name, profile, options)
    return dialect.host(chosen, setting)


def _chosen(peer: str, name: str, profile: str, options: Mapping[str, Any]) -> tuple[Dialect, Any]:
    known = {each.name: each for each in dialects().values() if peer in each.seats}
    if name not in known:
        raise WiringError(f"wire to {peer}: found dialect {name!r}; expected one of {', '.join(sorted(known))}")
    try:
        return known[name], known[name].profile(profile, options)
    except (LookupError, ValueError) as error:
        raise WiringError(f"wire to {peer}: {error.args[0]}") from error
