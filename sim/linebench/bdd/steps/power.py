"""Power and cables: levels that lose their power, links that are cut, and both coming back."""

from linebench.bdd.attempt import Attempt
from linebench.bdd.flow import act, note
from linebench.bdd.phrase import when
from linebench.bdd.seen import each, fate
from linebench.records.truth import PackViewed


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


@when("the link between {one:level} and {other:level} is mended")
def link_mended(attempt: Attempt, one: str, other: str) -> None:
    """Mend the cable between two levels."""
    act(attempt, "restore_link", a=one, b=other)


def tracked(attempt: Attempt) -> tuple[int, ...]:
    """Return the packs that the camera has seen and that have not left the reject zone."""
    seen = dict.fromkeys(view.pack for _, view in each(attempt.records, PackViewed))
    return tuple(pack for pack in seen if fate(attempt.records, pack) is None)
