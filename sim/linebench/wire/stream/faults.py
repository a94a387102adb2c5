"""The faults that act on bytes, declared as data: name, sentence, parameters, and what they act on.

``line.wire_faults`` declares the same towards scenarios; a test holds both lists equal.
"""

from types import MappingProxyType
from typing import Literal, TypeAlias

import msgspec

from linebench.units import Duration, Quantity
from linebench.wire.stream.passage import Direction

__all__ = ["FAULTS", "Acts", "WireFault", "WireParameter"]

Acts: TypeAlias = Literal["direction", "host bytes", "connections"]
"""``direction``: on the direction it is begun for; ``host bytes``: on what the host says, and ``connections``: on
connections as a whole, whichever of the two directions it is begun for."""

_TEN_MINUTES = 600_000_000


class WireParameter(msgspec.Struct, frozen=True):
    """One parameter: its quantity, its range in base units, and the text that holds where none is given."""

    name: str
    quantity: type[Quantity] | Literal["number"]
    low: float
    high: float
    default: str
    summary: str
    suffix: str = ""

    def read(self, given: float | str | None) -> int:
        """A value in base units, from text or as it is; ``None``: the default.

        Raises:
            ValueError: text of another kind, or out of range.

        """
        value = self._parse(given)
        if not self.low <= value <= self.high:
            raise ValueError(f"{self.name} {given!r} is out of range; expected {self.low:g} to {self.high:g}")
        return int(value)

    def clamped(self, given: float | str | None) -> int:
        """A value that may have drifted out of range, at the end of the range it left."""
        return int(min(max(self._parse(given), self.low), self.high))

    def _parse(self, given: float | str | None) -> float:
        given = self.default if given is None else given
        if not isinstance(given, str):
            return given
        if self.quantity != "number":
            return self.quantity.parse(given)
        try:
            return float(given)
        except ValueError as error:
            raise ValueError(f"{self.name} {given!r} is no number") from error


class WireFault(msgspec.Struct, frozen=True):
    """One kind of fault. ``sentence``: what then happens to bytes."""

    name: str
    sentence: str
    acts: Acts = "direction"
    parameters: tuple[WireParameter, ...] = ()

    @property
    def is_condition(self) -> bool:
        """Whether it holds as long as it is active, rather than striking single chunks."""
        return self.acts == "connections"

    def acts_on(self, begun: Direction, direction: Direction) -> bool:
        """Whether it acts on what goes in ``direction`` when it was begun for ``begun``."""
        if self.acts == "direction":
            return begun == direction
        return self.acts == "host bytes" and direction == "to_device"


def _time(low: int, default: str, summary: str, name: str = "time") -> WireParameter:
    return WireParameter(name, Duration, low, _TEN_MINUTES, default, summary)


_ALL = (
    WireFault("silent", "The connection stays open, but no byte gets through in this direction."),
    WireFault("refused", "Connections are reset, and nobody who dials is let in until the fault ends.",
              "connections"),
    WireFault("half_open", "The device forgets its connections without a word: the host believes itself "
              "connected until the fault ends.", "connections"),
    WireFault("drop_before_ack", "The connection is reset by the next bytes of the host, before the device sees "
              "them.", "host bytes"),
    WireFault("drop_after_ack", "The connection is reset when the device has answered the next bytes of the "
              "host.", "host bytes"),
    WireFault("split", "Bytes come one by one, each in a segment of its own.", parameters=(
        _time(0, "1 ms", "time between two bytes", "gap"),)),
    WireFault("glued", "Bytes wait for the next ones and come with them as one segment.", parameters=(
        _time(1, "50 ms", "how long they wait at most"),)),
    WireFault("late", "Bytes come later than they should, and those behind them too.", parameters=(
        _time(0, "500 ms", "how much later"),)),
    WireFault("duplicated", "Bytes come twice."),
    WireFault("reordered", "Bytes come after those that followed them.", parameters=(
        _time(1, "200 ms", "how long they wait at most"),)),
    WireFault("garbage", "Random bytes come before those that were said.", parameters=(
        WireParameter("count", "number", 1, 65_536, "16", "how many"),)),
    WireFault("slow_drain", "Bytes come at a low rate.", parameters=(
        WireParameter("rate", "number", 1, 1_000_000_000, "100", "bytes in a second", "B/s"),)),
)

FAULTS: MappingProxyType[str, WireFault] = MappingProxyType({fault.name: fault for fault in _ALL})
"""All of them by name."""
