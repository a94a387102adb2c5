"""The enterprise repository: what it stores, what it refuses and why, and what it knows after a loss of power."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.epcis.history import RULES, History
from linebench.ports.l4 import Capture, Captured
from linebench.stack.l4.config import L4Config
from linebench.stack.l4.enterprise import EnterpriseRepository
from linebench.stack.machine import Send
from linebench.store import MemoryRepository, StoreError, open_repository
from tests.stack.l4.goods import (
    CASE,
    OTHER,
    PACK,
    SECOND,
    THIRD,
    Enterprise,
    born,
    declared,
    ended,
    event,
    packed,
    said,
)

ALL = born(PACK, OTHER, CASE, SECOND)


def test_what_is_sound_is_stored_and_acknowledged():
    """In its order, with the time at which it was recorded."""
    site = Enterprise()
    assert site.capture(1, ALL, packed(CASE, PACK), t=1_500_000) == (True, 2, [])
    assert site.capture(2, said("shipping", CASE)) == (True, 1, [])
    assert site.capture(3) == (True, 0, [])
    assert [each.record_time for each in site.store.replay()] == [
        "2026-01-01T00:00:01.500Z", "2026-01-01T00:00:01.500Z", "2026-01-01T00:00:00.000Z"]
    assert site.stored == [ALL, packed(CASE, PACK), said("shipping", CASE)]


def test_the_answer_is_one_message():
    """It names the rule, the thing and where in the capture it is."""
    site = Enterprise()
    send = site.level.receive("l3", Capture(1, (ALL, packed(CASE, THIRD, PACK))), 0)
    assert send == Send("l3", Captured(1, success=False, stored=0, errors=(
        f"eventList[1]: not-commissioned: {RULES['not-commissioned']}; {THIRD}",)))


@pytest.mark.parametrize(("rule", "events"), [
    ("not-commissioned", [packed(CASE, THIRD)]),
    ("commissioned-twice", [born(PACK, at=1)]),
    ("after-end", [ended(PACK), packed(CASE, PACK, at=4)]),
    ("two-parents", [packed(CASE, PACK), packed(SECOND, PACK)]),
    ("not-in-parent", [event("AggregationEvent", "DELETE", "unpacking", 1, parent_id=CASE, child_epcs=(PACK,))]),
    ("in-itself", [packed(CASE, SECOND), packed(SECOND, CASE)]),
    ("not-top-level", [packed(CASE, PACK), said("shipping", PACK)]),
    ("not-shipped", [said("void_shipping", PACK)]),
    ("back-in-time", [said("inspecting", PACK, at=9), said("inspecting", PACK, at=8)]),
])
def test_each_rule_rolls_back_or_leaves_one_out(rule, events):
    """All or nothing, unless told to proceed: then all but the event that cannot be."""
    whole, parts = Enterprise(), Enterprise()
    *sound, _ = [ALL, *events]
    assert whole.capture(1, ALL, *events) == (False, 0, [[f"eventList[{len(events)}]", rule]])
    assert whole.stored == []
    assert parts.capture(1, ALL, *events, said("inspecting", OTHER, at=20), proceed=True) == (
        False, len(events) + 1, [[f"eventList[{len(events)}]", rule]])
    assert parts.stored == [*sound, said("inspecting", OTHER, at=20)]
    assert whole.capture(1, ALL, *sound[1:]) == (True, len(sound), [])


def test_what_was_rolled_back_never_was():
    """Its packs can be commissioned anew, its containers are empty; also when something was declared erroneous."""
    site = Enterprise()
    site.capture(1, ALL)
    assert site.capture(2, packed(CASE, PACK), declared(ALL), packed(SECOND, PACK))[:2] == (False, 0)
    assert site.capture(3, packed(SECOND, PACK)) == (True, 1, [])
    assert site.capture(4, born(THIRD), packed(CASE, PACK))[2] == [["eventList[1]", "two-parents"]]
    assert site.capture(5, born(THIRD)) == (True, 1, [])


def test_a_repeat_is_acknowledged_and_stored_once():
    """Also after a loss of power, and also with what was said of it when a part was left out."""
    site = Enterprise()
    first = site.capture(1, ALL, said("inspecting", PACK))
    assert [site.capture(1, ALL, said("inspecting", PACK)) for _ in range(2)] == [first, first]
    partly = site.capture(2, packed(CASE, THIRD, PACK), said("inspecting", OTHER), proceed=True)
    assert partly == (False, 1, [["eventList[0]", "not-commissioned"]])
    site.power()
    assert site.capture(1, ALL, said("inspecting", PACK)) == first
    assert site.capture(2, packed(CASE, THIRD, PACK), said("inspecting", OTHER), proceed=True) == partly
    assert site.stored == [ALL, said("inspecting", PACK), said("inspecting", OTHER)]


def test_a_capture_of_which_nothing_is_stored_may_come_again():
    """It is looked at anew, and succeeds when what it lacked has come."""
    site = Enterprise()
    for proceed in (False, True):
        assert site.capture(2, packed(CASE, PACK), proceed=proceed)[:2] == (False, 0)
    site.capture(1, ALL)
    assert site.capture(2, packed(CASE, PACK)) == (True, 1, [])


def test_an_event_id_names_one_event():
    """The same event is passed over, in this capture and in a later one; another one of that id is refused."""
    site = Enterprise()
    one, other = born(PACK, event_id="urn:x:1"), born(OTHER, event_id="urn:x:1")
    assert site.capture(1, one, one) == (True, 1, [])
    assert site.capture(2, one, born(CASE, event_id="urn:x:2")) == (True, 1, [])
    assert site.capture(3, other)[2] == [["eventList[0]", "event id urn:x:1"]]
    assert site.stored == [one, born(CASE, event_id="urn:x:2")]


@pytest.mark.parametrize("name", ["urn:x:1", ""])
def test_a_declared_error_takes_its_event_back(name):
    """By its id or, where there is none, by what it says; the declaration is stored, and holds after a restart."""
    site = Enterprise()
    wrong = ended(PACK, event_id=name)
    site.capture(1, ALL, wrong, said("inspecting", OTHER))
    assert site.capture(2, packed(CASE, PACK))[2] == [["eventList[0]", "after-end"]]
    assert site.capture(3, declared(wrong), packed(CASE, PACK)) == (True, 2, [])
    assert site.stored == [ALL, wrong, said("inspecting", OTHER), declared(wrong), packed(CASE, PACK)]
    site.power()
    assert site.capture(4, said("shipping", PACK, at=4))[2] == [["eventList[0]", "not-top-level"]]
    assert site.capture(5, said("shipping", CASE, at=4)) == (True, 1, [])


def test_an_error_is_declared_in_the_capture_itself():
    """Behind its event, or before it comes at all: it has no effect either way."""
    site = Enterprise()
    wrong = packed(CASE, PACK, event_id="urn:x:1")
    assert site.capture(1, ALL, wrong, declared(wrong), packed(SECOND, PACK)) == (True, 4, [])
    late = ended(OTHER, event_id="urn:x:2")
    assert site.capture(2, declared(late), late, said("inspecting", OTHER, at=4)) == (True, 3, [])


class Failing(MemoryRepository):
    """A store whose disk is full now and then."""

    full = False

    def add(self, capture_id, events, errors=()):
        if self.full:
            raise StoreError("the disk is full")
        super().add(capture_id, events, errors)


def test_what_could_not_be_stored_was_not():
    """The error is the bench's own; afterwards the same capture is taken as if it were the first time."""
    store = Failing()
    site = Enterprise(store)
    site.capture(1, ALL)
    store.full = True
    with pytest.raises(StoreError, match="the disk is full"):
        site.capture(2, packed(CASE, PACK))
    store.full = False
    assert site.capture(2, packed(CASE, PACK)) == (True, 1, [])


def test_power_loss_leaves_what_the_store_has(tmp_path):
    """A level on the same file knows every state, parent and capture."""
    url = f"sqlite:///{tmp_path / 'stock.db'}"
    first = Enterprise(open_repository(url))
    first.capture(1, ALL, packed(CASE, PACK), ended(OTHER))
    first.store.close()
    again = Enterprise(open_repository(url))
    assert again.capture(1, ALL, packed(CASE, PACK), ended(OTHER)) == (True, 3, [])
    assert again.capture(2, packed(SECOND, PACK, at=4), packed(SECOND, OTHER, at=4), born(PACK, at=4),
                         proceed=True)[2] == [["eventList[0]", "two-parents"], ["eventList[1]", "after-end"],
                                              ["eventList[2]", "commissioned-twice"]]
    again.store.close()


def test_the_epoch_is_the_scenarios(carton):
    """Times of recording are those of the world, and so are the products that may be asked about."""
    assert L4Config.from_scenario(carton) == L4Config(epoch_us=1_767_592_800_000_000,
                                                      gtins=("09501101530003", "09501101530010"))


@pytest.fixture
def carton():
    from linebench.content import Content, library  # noqa: PLC0415  # here alone
    from linebench.line.kinds import KINDS  # noqa: PLC0415  # here alone
    from linebench.scenario.load import load  # noqa: PLC0415  # here alone

    return load("carton-line", Content((library(),)), KINDS).scenario


THINGS = st.lists(st.sampled_from((PACK, OTHER, THIRD, CASE)), min_size=1, max_size=2, unique=True)
CHANCE = st.one_of(
    THINGS.map(lambda epcs: born(*epcs)), THINGS.map(lambda epcs: ended(*epcs)),
    THINGS.map(lambda epcs: packed(SECOND, *epcs)), THINGS.map(lambda epcs: packed(CASE, *epcs)),
    THINGS.map(lambda epcs: said("shipping", *epcs)), THINGS.map(lambda epcs: declared(born(*epcs))),
    THINGS.map(lambda epcs: declared(packed(CASE, *epcs))))


def content(one):
    """What an event says: in whatever order it names things, whenever recorded, declared erroneous or not."""
    return msgspec.structs.replace(one, record_time="", error_declaration=None,
                                   epc_list=tuple(sorted(one.epc_list)), child_epcs=tuple(sorted(one.child_epcs)))


def plain(store):
    """The history of what is stored, made in the plainest way; and what in it cannot be."""
    events = list(store.replay())
    gone = [content(each) for each in events if each.error_declaration]
    history = History()
    breaches = history.replay([each for each in events if content(each) not in gone])
    return vars(history), breaches


@given(st.lists(st.tuples(st.lists(CHANCE, max_size=4), st.booleans()), max_size=6))
def test_the_level_knows_what_its_store_says(captures):
    """After any captures, the history that the store makes anew; and without declarations all of it sound."""
    site = Enterprise()
    for number, (events, proceed) in enumerate(captures):
        site.capture(number, *events, proceed=proceed)
    history, breaches = plain(site.store)
    assert vars(site.level._standing.history()) == history
    if not any(each.error_declaration for each in site.store.replay()):
        assert breaches == []
    restarted = EnterpriseRepository(site.config, site.store)
    restarted.start({}, 0)
    assert vars(restarted._standing.history()) == history
