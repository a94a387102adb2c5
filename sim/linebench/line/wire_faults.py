"""Faults on the bytes of a link, as a scenario may plan them. They act on sockets; a direct link has none of them.

``wire.stream`` carries them out and declares the same list: a wire knows no scenario and a scenario no wire, so a
test holds the two equal.
"""

from linebench.scenario.kinds import FaultKind, Parameter
from linebench.units import Duration

__all__ = ["WIRE_FAULTS"]

_TEN_MINUTES = 600_000_000


def _time(low: int, default: str, summary: str, name: str = "time") -> Parameter:
    return Parameter(name, Duration, low, _TEN_MINUTES, default, summary)


WIRE_FAULTS = (
    FaultKind("silent", "wire", "The connection stays open, but no byte gets through in this direction."),
    FaultKind("refused", "wire", "Connections are reset, and nobody who dials is let in until the fault ends."),
    FaultKind("half_open", "wire", "The device forgets its connections without a word: the host believes itself "
              "connected until the fault ends."),
    FaultKind("drop_before_ack", "wire", "The connection is reset by the next bytes of the host, before the device "
              "sees them."),
    FaultKind("drop_after_ack", "wire", "The connection is reset when the device has answered the next bytes of "
              "the host."),
    FaultKind("split", "wire", "Bytes come one by one, each in a segment of its own.", (
        _time(0, "1 ms", "time between two bytes", "gap"),)),
    FaultKind("glued", "wire", "Bytes wait for the next ones and come with them as one segment.", (
        _time(1, "50 ms", "how long they wait at most"),)),
    FaultKind("late", "wire", "Bytes come later than they should, and those behind them too.", (
        _time(0, "500 ms", "how much later"),)),
    FaultKind("duplicated", "wire", "Bytes come twice."),
    FaultKind("reordered", "wire", "Bytes come after those that followed them.", (
        _time(1, "200 ms", "how long they wait at most"),)),
    FaultKind("garbage", "wire", "Random bytes come before those that were said.", (
        Parameter("count", "number", 1, 65_536, "16", "how many"),)),
    FaultKind("slow_drain", "wire", "Bytes come at a low rate.", (
        Parameter("rate", "number", 1, 1_000_000_000, "100", "bytes in a second", "B/s"),)),
)
"""All of them, in the order in which they are listed."""
