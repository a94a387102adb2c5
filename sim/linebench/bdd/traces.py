"""What an attempt on wires leaves beside its journal: what was served where, bytes, how late events were."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

import msgspec

from linebench.binding.desk import Answered
from linebench.wiring.captures import Captured
from linebench.wiring.endpoint import Endpoint
from linebench.wiring.lateness import Measured, Quantiles

__all__ = ["LATENESS", "Served", "Traced", "Traces", "encode_lateness", "traces_of"]

LATENESS = "lateness.json"
"""Name of the file beside the journal that holds the distribution of lateness."""


class Served(msgspec.Struct, frozen=True, kw_only=True):
    """One wire as it was served. ``addresses``: what listened where, by dialect or channel."""

    wire: str
    device: str
    dialect: str
    profile: str
    addresses: dict[str, str]


class Traces(msgspec.Struct, frozen=True, kw_only=True):
    """Nothing of it is in the journal: addresses and bytes are others in every run.

    ``lateness``: ``None`` where time did not go by the wall; ``answered``: what people were asked, and when by the
    wall; ``clocks``: how a foreign clock stood against that of this computer; ``orders``: those of the attempt,
    where the system goes on from one to the next; ``noted``: what steps measured of the bench itself.
    """

    served: tuple[Served, ...] = ()
    captured: tuple[Captured, ...] = ()
    lateness: Quantiles | None = None
    answered: tuple[Answered, ...] = ()
    clocks: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    noted: tuple[str, ...] = ()


class Traced(Protocol):
    """A world that may have wires."""

    @property
    def endpoints(self) -> Mapping[str, Endpoint]:
        """What is served, by pair of seats."""

    @property
    def captured(self) -> tuple[Captured, ...]:
        """Files of bytes."""

    @property
    def measured(self) -> Measured | None:
        """What was measured of real time."""


def traces_of(world: Traced, answered: Iterable[Answered], clocks: Iterable[str],
              orders: tuple[str, ...] = ()) -> Traces:
    """Gather what a world left."""
    measured = world.measured
    return Traces(served=tuple(_served(world.endpoints)), captured=world.captured,
                  lateness=None if measured is None else measured.lateness,
                  answered=tuple(answered), clocks=tuple(clocks), orders=orders)


def _served(endpoints: Mapping[str, Endpoint]) -> Iterator[Served]:
    for pair, endpoint in endpoints.items():
        one = endpoint.wire
        yield Served(wire=pair, device=one.name, dialect=one.dialect, profile=one.profile,
                     addresses={name: f"{one.host}:{port}" for name, port in endpoint.ports.items()})


def encode_lateness(measured: Measured) -> bytes:
    """Write the distribution of lateness with what makes up the uncertainty, as indented JSON."""
    late = measured.lateness
    return msgspec.json.format(msgspec.json.encode({
        "schema": "linebench/lateness", "version": 1, "unit": "us of simulated time", "events": late.count,
        "p50": late.p50, "p99": late.p99, "worst": late.worst, "stall": measured.stall, "polling": measured.polling,
        "clock": measured.clock, "processor": measured.processor, "bins": measured.bins}), indent=1) + b"\n"
