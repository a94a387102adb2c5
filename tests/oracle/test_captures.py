"""What has to become of a capture is judged as the emulated repository decides it, by code of its own."""

from hypothesis import given, settings
from hypothesis import strategies as st

from linebench.oracle.captures import Captures, Due
from linebench.ports.l4 import Capture
from tests.stack.l4.goods import CASE, OTHER, PACK, SECOND, Enterprise, born, declared, ended, packed, said

EVENTS = (
    born(PACK, event_id="urn:a"), born(OTHER, CASE, SECOND), packed(CASE, PACK, event_id="urn:p"),
    packed(SECOND, PACK, OTHER), ended(PACK), said("shipping", CASE),
    declared(packed(CASE, PACK, event_id="urn:p")),
    declared(born(OTHER, CASE, SECOND)), born(PACK, at=5, event_id="urn:a"), said("void_shipping", CASE, at=6),
)


@settings(max_examples=200)
@given(st.lists(st.tuples(st.integers(1, 3), st.lists(st.sampled_from(EVENTS), min_size=1, max_size=4),
                          st.booleans()), max_size=6))
def test_it_is_due_what_the_repository_does(captures):
    """Whatever is captured in whatever order, also under a number that was there: refused or not, and how much."""
    site, due = Enterprise(), Captures()
    seen = {}
    for number, events, proceed in captures:
        capture = seen.setdefault(number, Capture(number, tuple(events), proceed))
        answer = site.level.receive("l3", capture, 0).message
        due.arrived("l3", capture)
        wanted = due.due("l3", number)
        assert (answer.success, answer.stored) == (not wanted.reasons, wanted.stored)


def test_who_captures_tells_captures_apart():
    """The same number of two peers is two captures; of one that never came nothing is due."""
    due = Captures()
    due.arrived("l3", Capture(1, (born(PACK),)))
    due.arrived("partner", Capture(1, (born(OTHER), born(PACK))))
    assert (due.due("l3", 1), due.due("partner", 2)) == (Due((), 1), None)
    assert due.due("partner", 1) == Due((f"a thing is commissioned once: {PACK}",), 0)
