"""The bench's end of a wire to a PLC that shows a project's tags, in each protocol that is polled."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from linebench.wire.mapped.blocks import BlockLink
from linebench.wire.mapped.host import MappedHost
from linebench.wire.mapped.members import MemberLink
from linebench.wire.mapped.placed import Base, PlacedLink
from linebench.wire.mapped.registers import RegisterLink
from linebench.wire.side import Setting, Side
from linebench.wire.tags.polling import Limits, PollingHost
from linebench.wire.tags.tag import TagTable

__all__ = ["POLLED", "polled"]

POLLED: Mapping[str, Callable[[TagTable, Any], Base]] = MappingProxyType({
    "modbus": RegisterLink, "s7": BlockLink, "enip": MemberLink})
"""The protocols, by name."""


def polled(protocol: str, profile: Any, face: MappedHost, setting: Setting) -> Side:  # noqa: ANN401  # its own options
    """Make the host side. ``profile``: of the protocol."""
    limits = Limits(answer_within=profile.answer_within, retries=profile.retries, overlap=profile.overlap,
                    supported=profile.supported)
    return PollingHost[Any](face, PlacedLink(POLLED[protocol](face.table, profile), face), limits, setting)
