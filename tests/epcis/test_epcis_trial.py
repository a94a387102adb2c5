"""Events on trial: whatever was taken, a history can be as it was before."""

import copy

from hypothesis import given
from hypothesis import strategies as st
from tests.epcis.strategies import EVENTS

from linebench.epcis.history import History
from linebench.epcis.model import Event
from linebench.epcis.trial import Trial

EPCS = st.sampled_from([f"urn:epc:id:sscc:9501101.3{number:09}" for number in range(6)])
SOME = st.lists(EPCS, min_size=1, max_size=3, unique=True).map(tuple)
TIMES = st.integers(0, 9).map(lambda at: f"2026-01-31T12:00:0{at}Z")
STEPS = st.sampled_from(("commissioning", "encoding", "shipping", "void_shipping", "receiving", "destroying",
                         "packing"))
ACTIONS = st.sampled_from(("ADD", "OBSERVE", "DELETE"))


def _events(kind, **fields):
    return st.builds(Event, type=st.just(kind), event_time=TIMES, event_time_zone_offset=st.just("+00:00"),
                     **fields)


BORN = Event(type="ObjectEvent", action="ADD", biz_step="commissioning", event_time="2026-01-31T12:00:00Z",
             event_time_zone_offset="+00:00", epc_list=tuple(f"urn:epc:id:sscc:9501101.3{n:09}" for n in range(6)))
FEW = st.one_of(
    st.just(BORN),
    _events("ObjectEvent", action=ACTIONS, biz_step=STEPS, epc_list=SOME),
    _events("AggregationEvent", action=ACTIONS, parent_id=EPCS, child_epcs=SOME),
    _events("AggregationEvent", action=st.just("DELETE"), parent_id=EPCS),
    _events("AggregationEvent", action=st.just("ADD"), child_epcs=SOME),
    _events("TransformationEvent", input_epc_list=SOME, output_epc_list=SOME), EVENTS)
"""Events of few things, so that they meet."""


def whole(history):
    """All that a history knows."""
    return copy.deepcopy(vars(history))


@given(st.lists(FEW, max_size=12), st.lists(FEW, max_size=12))
def test_undone_events_leave_nothing(before, after):
    """States, parents, contents, shippings and times are those of before, after each event and after all."""
    history = History()
    history.replay(before)
    known = [whole(history)]
    trial = Trial(history)
    for event in after:
        trial.take(event)
        known.append(whole(history))
    for expected in reversed(known[1:]):
        assert whole(history) == expected
        trial.take_back()
    assert whole(history) == known[0]
    for event in after:
        trial.take(event)
    trial.undo()
    assert whole(history) == known[0]


@given(st.lists(FEW, max_size=12))
def test_a_trial_says_and_leaves_what_the_history_does(events):
    """The same breaches, and where it is not undone the same history."""
    plain, tried = History(), History()
    trial = Trial(tried)
    assert [trial.take(event) for event in events] == [plain.take(event) for event in events]
    assert whole(tried) == whole(plain)


@given(st.lists(FEW, max_size=20))
def test_contents_and_parents_agree(events):
    """Whatever was said, a container holds just the things whose parent it is."""
    history = History()
    history.replay(events)
    inside = {epc: parent for parent, children in history.children.items() for epc in children}
    assert inside == history.parents


def packing(action, parent, *children):
    return Event(type="AggregationEvent", action=action, event_time="2026-01-31T12:00:01Z",
                 event_time_zone_offset="+00:00", parent_id=parent, child_epcs=children)


def test_a_container_that_was_none_is_none_again():
    """Not even an empty one is left."""
    history = History()
    history.take(BORN)
    trial = Trial(history)
    case, *packs = BORN.epc_list
    assert [trial.take(packing("ADD", case, pack)) for pack in packs] == [[]] * len(packs)
    trial.undo()
    assert (history.children, history.parents) == ({}, {})


def test_a_container_that_was_emptied_is_full_again():
    """With all that was in it, though the event named none of it."""
    history = History()
    case, *packs = BORN.epc_list
    history.replay([BORN, packing("ADD", case, *packs)])
    before = whole(history)
    trial = Trial(history)
    assert trial.take(packing("DELETE", case)) == []
    assert history.parents == {}
    trial.undo()
    assert whole(history) == before
