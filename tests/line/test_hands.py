"""What people do to the line, and what it looks like in truth."""

import pytest

from linebench.line.hands import Hands, UnknownActError
from linebench.ports.io import Input
from linebench.records import truth


@pytest.fixture
def hands(stand):
    stand.asked = []
    return Hands(stand.line, lambda *request: stand.asked.append(request))


def test_the_next_pack_at_a_place_is_taken_away(stand, hands):
    """Of the packs before the gate the foremost is taken just behind it, and no other."""
    stand.begin()
    stand.run(2_000_000)
    hands.do(stand.now, "take_pack", place="camera")
    stand.run(2_000_000)
    taken = stand.of(truth.PackRemoved)
    assert [(record.place, record.why) for record in taken] == [("camera", "lost")]
    viewed = [view for view in stand.of(truth.PackViewed) if view.pack == taken[0].pack]
    assert viewed[0].t < taken[0].t
    assert taken[0].pack not in [weighed.pack for weighed in stand.of(truth.PackWeighed)]
    gated = [gated.pack for gated in stand.of(truth.PackGated)]
    assert taken[0].pack not in gated
    assert taken[0].pack + 1 in [weighed.pack for weighed in stand.of(truth.PackWeighed)]


def test_an_act_waits_for_a_pack_when_none_is_there(stand, hands):
    """On an empty belt the first pack that comes is the one."""
    stand.begin()
    hands.do(stand.now, "take_pack", place="infeed")
    stand.run(1_000_000)
    assert [record.pack for record in stand.of(truth.PackRemoved)] == [1]


def test_a_strange_pack_comes_into_a_free_place(stand, hands):
    """The infeed leaves a place, and the pack passes the gate in it, unseen by the camera."""
    stand.begin()
    stand.run(1_000_000)
    hands.do(stand.now, "put_pack", place="gate")
    stand.run(5_000_000)
    put = stand.of(truth.PackReturned)[0]
    assert (put.place, put.why) == ("gate", "inserted")
    gated = stand.of(truth.PackGated)
    order = [record.pack for record in gated]
    place = order.index(put.pack)
    assert {gated[place].t - gated[place - 1].t, gated[place + 1].t - gated[place].t} == {150_000}
    assert put.pack not in [record.pack for record in stand.of(truth.PackViewed)]


def test_a_sample_is_taken_behind_the_exit_and_scanned(stand, hands):
    """The next good pack is removed as a sample, and its code goes to the HMI."""
    stand.begin()
    hands.do(stand.now, "take_sample")
    stand.run(4_000_000)
    taken = stand.of(truth.PackRemoved)[0]
    printed = next(record for record in stand.of(truth.PackPrinted) if record.pack == taken.pack)
    assert (taken.place, taken.why) == ("exit", "sample")
    assert stand.asked == [("take_sample", printed.content, "operator 1")]


def reject_one(stand):
    stand.begin()
    stand.run(2_745_000)
    stand.output("pusher", True)
    stand.run(500_000)


def test_a_reject_goes_to_rework_with_its_code(stand, hands):
    """The oldest pack in the bin is taken out and scanned."""
    reject_one(stand)
    hands.do(stand.now, "rework")
    assert stand.asked == [("rework", stand.of(truth.PackPrinted)[0].content, "operator 1")]
    assert [(r.pack, r.place, r.why) for r in stand.of(truth.PackRemoved)] == [(1, "bin", "rework")]


def test_a_reject_can_be_put_back_onto_the_belt(stand, hands):
    """It passes the camera again in a free place."""
    reject_one(stand)
    hands.do(stand.now, "return_reject")
    stand.run(3_000_000)
    assert [record.pack for record in stand.of(truth.PackViewed)].count(1) == 2


def test_a_reject_can_be_put_before_the_packer(stand, hands):
    """It comes onto the belt again, and neither camera nor exit sees it."""
    reject_one(stand)
    hands.do(stand.now, "return_reject", place="packer")
    stand.run(8_000_000)
    assert [record.pack for record in stand.of(truth.PackViewed)].count(1) == 1
    assert 1 not in [record.pack for record in stand.of(truth.PackExited)]
    assert [(r.pack, r.place, r.why) for r in stand.of(truth.PackReturned)] == [(1, "packer", "returned")]


def test_a_reject_is_scrapped_with_its_code(stand, hands):
    """The oldest pack in the bin is taken out and scanned by the person who may destroy it."""
    reject_one(stand)
    hands.do(stand.now, "scrap", "supervisor")
    assert stand.asked == [("scrap", stand.of(truth.PackPrinted)[0].content, "supervisor")]
    assert [(r.pack, r.place, r.why) for r in stand.of(truth.PackRemoved)] == [(1, "bin", "scrap")]


def test_switches_are_conditions_the_plc_hears_of(stand, hands):
    """Pressing the emergency stop opens its contact, stops the belt and tells L1."""
    stand.begin()
    stand.run(1_000_000)
    hands.do(stand.now, "press_estop")
    stand.run(500_000)
    assert stand.of(truth.ConditionChanged) == [truth.ConditionChanged(1_000_000, "estop", True)]
    assert stand.belt.speed == 0
    assert (1_000_000, Input("estop", True, 940)) in stand.heard("io>l1")


def test_every_act_is_recorded_with_who_did_it(stand, hands):
    """The journal names the person and the act."""
    hands.do(0, "open_guard", "operator 2")
    assert stand.of(truth.OperatorActed) == [truth.OperatorActed(0, "operator 2", "open_guard", "")]


def test_an_unknown_act_or_place_is_named(stand, hands):
    """The message lists what there is."""
    with pytest.raises(UnknownActError, match="'dance': there are press_estop"):
        hands.do(0, "dance")
    with pytest.raises(UnknownActError, match="'roof'"):
        hands.do(0, "take_pack", place="roof")
