"""What a pool of serials can be made to answer, as a scenario may plan it.

``stack.pool.nasty`` does it and declares the same list: the line knows no stack and the stack no faults, so a test
holds the two equal.
"""

from linebench.scenario.kinds import DeviceKind, FaultKind, Parameter
from linebench.units import Duration

__all__ = ["POOL"]

_MOST = 1_000_000
_TEN_MINUTES = 600_000_000


def _number(name: str, high: int, default: str, summary: str, low: int = 1) -> Parameter:
    return Parameter(name, "number", low, high, default, summary)


def _text(name: str, default: str | None, summary: str) -> Parameter:
    return Parameter(name, "text", None, None, default, summary)


POOL = DeviceKind(
    name="serials",
    faults=(
        FaultKind("empty_pool", "data", "The pool has no serials left, and says so."),
        FaultKind("fewer", "data", "Fewer serials come than were asked for; the rest is lost to everybody.", (
            _number("percent", 99, "50", "how many of a hundred come", low=0),
            _text("status", "insufficient", "what it says of it; ok: it keeps silent"))),
        FaultKind("repeated_delivery", "data", "One answer comes several times.", (
            _number("times", 100, "2", "how often"),)),
        FaultKind("wrong_gtin", "data", "The serials were made for another product.", (
            _text("gtin", None, "whose pool they are taken from"),)),
        FaultKind("duplicates", "data", "Serials of an earlier answer are among the new ones.", (
            _number("count", _MOST, "1", "how many"),)),
        FaultKind("wrong_acknowledgement", "data",
                  "What was moved is said to be refused, and what was refused to be moved.", (
                      _text("status", "not_accepted", "what it says of a move that was done"),)),
        FaultKind("unprintable", "data",
                  "Serials end with characters that no printer or camera mapping carries.", (
                      _number("count", _MOST, "1", "how many serials"),
                      _text("characters", "/%\"+'<>", "one for each of them, in turn"))),
        FaultKind("leading_zeros_lost", "data", "Serials have lost their leading zeros, as in a spreadsheet."),
        FaultKind("another_request", "data",
                  "What was answered to another request comes in place of the answer."),
        FaultKind("half_an_answer", "data", "The connection ends in the middle of the answer.", (
            _number("percent", 99, "50", "how many of a hundred bytes come", low=0),)),
        FaultKind("server_error", "data", "The server answers that it failed; the pool did what was asked.", (
            _number("status", 599, "500", "of HTTP", low=400),)),
        FaultKind("no_answer", "data", "Nothing comes, until whoever asked gives up."),
        FaultKind("slow", "data", "The answer comes late.", (
            Parameter("delay", Duration, 0, _TEN_MINUTES, "30 s", "how late"),)),
    ),
    summary="the pool of serials in the seat of that name; what it knows stays right",
)
