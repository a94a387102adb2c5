"""What stands under the picture of a pack: one sentence from truth and claims."""

import pytest

from linebench.pack_facts import gather
from linebench.ports.camera import Reading
from linebench.product.pack_code import PackCode
from linebench.records.claim import SerialsClaimed, TracksClaimed
from linebench.records.truth import (
    FaultBegan,
    FaultStruck,
    PackDiverted,
    PackExited,
    PackFed,
    PackPrinted,
    PackRemoved,
    PackViewed,
)
from linebench.records.wire import Delivered

CODE = PackCode("09501101530003", "281231", "LOT1", "S1")
CONTENT = CODE.content()
EPC = "0109501101530003" + "21S1"
HUMAN = "code (01)09501101530003 (17)281231 (10)LOT1 (21)S1"
PRINTED = PackPrinted(2, 7, "printer-1", 1, CONTENT, None, ())
VIEWED = PackViewed(3, 7, "camera-1", 4, True, True, ())


def reading(outcome="read", content=CONTENT):
    return Delivered(4, "camera>l2", 3, Reading(4, outcome, content, CODE.text(), "]d2"))


def claimed(status, reason="", source="l2"):
    return SerialsClaimed(9, source, status, (EPC,), (8,), reason)


DIVERTED, EXITED = PackDiverted(6, 7, "gate-1"), PackExited(6, 7)


@pytest.mark.parametrize(("records", "caption"), [
    ([FaultBegan(0, 1, "printer-1", "stale_field", "{}"), FaultStruck(2, 1, 7), FaultStruck(2, 1, 7), PRINTED,
      VIEWED, reading(), DIVERTED, TracksClaimed(7, "l1", ((4, "rejected", "verdict"),)),
      claimed("rejected", "wrong lot"), claimed("rejected", "no read", "l3")],
     f"Pack 7: {HUMAN}; fault: stale field at printer-1; read by the camera; rejected (L2: wrong lot)"),
    ([PRINTED, VIEWED, reading("no_read", ""), EXITED, TracksClaimed(7, "l1", ((4, "passed", ""),)),
      claimed("commissioned")],
     f"Pack 7: {HUMAN}; not read by the camera; passed as a good pack (L2: commissioned)"),
    # a copy of a good pack: what is claimed of the serial number is about the other one
    ([PRINTED, VIEWED, reading(), DIVERTED, TracksClaimed(7, "l1", ((4, "rejected", "verdict"),)),
      claimed("commissioned")],
     f"Pack 7: {HUMAN}; read by the camera; rejected (L1: bad verdict of L2)"),
    ([PRINTED, VIEWED, reading(), DIVERTED, TracksClaimed(7, "l1", ((4, "rejected", "weight"),))],
     f"Pack 7: {HUMAN}; read by the camera; rejected (L1: weight)"),
    ([PackPrinted(2, 7, "printer-1", 1, CONTENT, "another text", ()), VIEWED, reading(content="0112"), EXITED],
     f"Pack 7: {HUMAN}, the text beside it differs; the camera read another code; passed as a good pack"),
    ([PackPrinted(2, 7, "printer-1", 0, "", None, ()), PackViewed(3, 7, "camera-1", 4, False, False, ("silent",)),
      PackRemoved(5, 7, "camera", "lost"), TracksClaimed(7, "l1", ((4, "missing", "untracked"),))],
     "Pack 7: no code printed; the camera took no picture; taken from the camera, lost (L1: missing)"),
    ([PackPrinted(2, 7, "printer-1", 1, "99rubbish\x1d21", None, ()), VIEWED],
     "Pack 7: code 99rubbish<GS>21; the camera gave no answer; still on the line at the end"),
    ([PRINTED], f"Pack 7: {HUMAN}; it did not reach the camera; still on the line at the end"),
])
def test_a_caption_tells_the_story_of_a_pack(records, caption):
    """Which pack, what is wrong with it, what was read, where it went, and who says why."""
    assert gather([PackFed(1, 7, 20_000), *records])[7].caption() == caption


@pytest.mark.parametrize(("removed", "fate"), [
    (PackRemoved(8, 7, "bin", "rework"), "rejected"), (PackRemoved(8, 7, "line", "clearance"), "rejected"),
])
def test_a_reject_stays_one_when_the_bin_is_emptied(removed, fate):
    """What is taken out of the bin or cleared away had its fate before."""
    assert gather([PRINTED, VIEWED, reading(), DIVERTED, removed])[7].caption().endswith(fate)


def test_packs_stand_out_when_they_are_struck_or_rejected():
    """Ordinary packs do not; a fault that strikes no pack in particular makes none stand out."""
    packs = gather([FaultBegan(0, 1, "l2>l3", "cut", "{}"), FaultStruck(1, 1, 0), PRINTED, EXITED,
                    PackPrinted(2, 8, "printer-1", 2, "", None, ()), FaultStruck(2, 1, 8),
                    PackPrinted(2, 9, "printer-1", 3, "", None, ()), PackDiverted(3, 9, "gate-1")])
    assert {number: pack.stands_out for number, pack in packs.items()} == {7: False, 8: True, 9: True}
