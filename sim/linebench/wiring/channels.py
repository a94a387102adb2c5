"""Wires of several connections: what is spoken on each, their sides, and their bytes counted as those of one."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from linebench.scenario.stack import WirePlan
from linebench.wire.composite import Channel, Composite, Join, Sides, composites
from linebench.wire.side import Setting, Side
from linebench.wiring.control import Counts, WireTo
from linebench.wiring.ends import NATIVE, WiringError, device_end, host_end

__all__ = ["device_ends", "host_ends", "is_composite", "joined", "parted", "wire_to"]

_PORTS = 65_536


def is_composite(peer: str, name: str) -> bool:
    """Whether a seat is spoken to over several connections in the dialect of this name."""
    return name in composites() and peer in composites()[name].seats


def wire_to(name: str, pair: str, plans: Mapping[str, WirePlan]) -> WireTo:
    """How two seats speak, as a stack file has it in ``plans``, by id. ``name``: the device's own.

    Raises:
        WiringError: a channel that the pair does not have.

    """
    plan = plans.get(pair, WirePlan(id=pair))
    wire = WireTo(name, plan.dialect, plan.profile, plan.options, plan.host, plan.port, tls=plan.tls)
    found = {each.removeprefix(f"{pair}-"): plans[each] for each in plans if each.startswith(f"{pair}-")}
    kinds = composites()[plan.dialect].channels if is_composite(pair.partition("-")[2], plan.dialect) else ()
    unknown = found.keys() - {channel.name for channel in kinds}
    if unknown:
        expected = ", ".join(f"{pair}-{channel.name}" for channel in kinds) or "none: its dialect has no channels"
        raise WiringError(f"wire {pair}-{min(unknown)}: no such channel; expected one of {expected}")
    channels = {each.name: _channel(wire, each, found.get(each.name)) for each in kinds}
    return msgspec.structs.replace(wire, channels=channels)


def device_ends(peer: str, wire: WireTo, setting: Setting) -> dict[str, Side]:
    """Make the device's side of each channel; raises as ``device_end``."""
    sides = {name: _side(device_end, peer, wire, name, setting) for name in wire.channels}
    return _joined(_composite(wire).device, peer, wire, setting, sides)


def host_ends(peer: str, wire: WireTo, setting: Setting) -> dict[str, Side]:
    """Make the host's side of each channel; raises as ``device_end``."""
    sides = {name: _side(host_end, peer, wire, name, setting) for name in wire.channels}
    return _joined(_composite(wire).host, peer, wire, setting, sides)


def joined(counts: Sequence[Counts]) -> Counts:
    """Counts of several ends as those of one: two connections to different ports may come from the same port."""
    return {index * _PORTS + port: both for index, each in enumerate(counts) for port, both in each.items()}


def parted(counts: Counts, number: int) -> list[Counts]:
    """The counts of ``number`` ends that were joined."""
    found: list[Counts] = [{} for _ in range(number)]
    for key, both in counts.items():
        found[key // _PORTS][key % _PORTS] = both
    return found


def _channel(wire: WireTo, kind: Channel, plan: WirePlan | None) -> WireTo:
    """What a stack file says of a channel, and what is usual where it says nothing."""
    unsaid = WirePlan(id="")
    plan = plan or unsaid
    dialect = kind.dialect if plan.dialect == NATIVE else plan.dialect
    usual = dialect == kind.dialect and not plan.profile
    options = {**_texts(kind.options), **plan.options} if usual else plan.options
    return WireTo(wire.name, dialect, kind.profile if usual else plan.profile, options,
                  wire.host if plan.host == unsaid.host else plan.host, plan.port)


def _texts(options: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in options.items()}


def _composite(wire: WireTo) -> Composite:
    return composites()[wire.dialect]


def _side(make: Callable[..., Side], peer: str, wire: WireTo, name: str, setting: Setting) -> Side:
    """Make the side of a channel; what is wrong is told of the channel."""
    one = wire.channels[name]
    seat = next(each.seat for each in _composite(wire).channels if each.name == name)
    try:
        return make(seat, one.dialect, one.profile, one.options, setting)
    except WiringError as error:
        raise WiringError(f"wire to {peer}, {name}: {str(error).removeprefix(f'wire to {seat}: ')}") from error


def _joined(join: Join, peer: str, wire: WireTo, setting: Setting, sides: Sides) -> dict[str, Side]:
    try:
        profile = _composite(wire).profile(wire.profile, wire.options)
    except (LookupError, ValueError) as error:
        raise WiringError(f"wire to {peer}: {error.args[0]}") from error
    return dict(join(profile, peer, setting, sides))
