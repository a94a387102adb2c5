"""Power and cables: levels that lose their power, links that are cut, and both coming back."""

from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.flow import act, note, report_time
from linebench.bdd.phrase import when
from linebench.bdd.seen import each, fate
from linebench.ports.l3 import Report
from linebench.records.truth import PackViewed
from linebench.records.wire import Delivered


@when("{level:level} loses its power")
def power_lost(attempt: Attempt, level: str) -> None:
    """Cut the power of one level of the stack; its memory is gone, what it stored stays.

    "Those packs" are the ones between camera and exit at that moment.
    """
    note(attempt, tracked(attempt), attempt.bench.now)
    act(attempt, "cut_power", level=level)


@when("the power of {level:level} comes back")
def power_back(attempt: Attempt, level: str) -> None:
    """Give a level its power back."""
    cursor = attempt.cursor
    act(attempt, "restore_power", level=level)
    attempt.cursor = cursor  # what a Then asks for counts from the loss


@when("the link between {one:level} and {other:level} is cut")
def link_cut(attempt: Attempt, one: str, other: str) -> None:
    """Cut the cable between two levels."""
    act(attempt, "cut_link", a=one, b=other)


@when("the link between L2 and L3 is cut just after a report has arrived")
def link_cut_under_report(attempt: Attempt) -> None:
    """Cut the cable when the site server has a report and L2 has not got the answer yet."""
    attempt.stimulus("wait for a report")
    if attempt.wait(lambda record: isinstance(record, Delivered) and isinstance(record.message, Report),
                    report_time(attempt)) is None:
        raise BenchError("L2 sent no report, so there is none to lose the answer to")
    act(attempt, "cut_link", a="l2", b="l3")


@when("the link between {one:level} and {other:level} is mended")
def link_mended(attempt: Attempt, one: str, other: str) -> None:
    """Mend the cable between two levels."""
    act(attempt, "restore_link", a=one, b=other)


def tracked(attempt: Attempt) -> tuple[int, ...]:
    """Return the packs that the camera has seen and that have not left the reject zone."""
    seen = dict.fromkeys(view.pack for _, view in each(attempt.records, PackViewed))
    return tuple(pack for pack in seen if fate(attempt.records, pack) is None)
