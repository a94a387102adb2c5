"""The rule about questions for packs: the right answer by what happened, whoever gives it."""

import json

import msgspec
import pytest

from linebench.ports.verification import Notice, Noticed, Verified, Verify
from linebench.records import truth, wire
from linebench.records.requirement import Limit, Requirement, decode_requirements, encode_requirements
from tests.oracle.story import EXPIRY, GTIN, LOT, Story, requirements, scenario, serial

HERE, THERE = "9501101000100", "9501101000209"
SECOND, DAY = 1_000_000, 24 * 3_600_000_000
LIMITS = (("URS-VER-002", Limit("300 ms", "us", None, 300_000)),
          ("URS-VER-003", Limit("60 s", "us", None, 60_000_000)))


def limits():
    more = [Requirement(name, "1", name, "", "URS", critical=True, classes=("verification",), limit=limit)
            for name, limit in LIMITS]
    return encode_requirements((*decode_requirements(requirements()), *more))


class Asked(Story):
    """A batch, one pack of it rejected, and questions behind it. The world knows a second product."""

    def __init__(self):
        world = json.loads(scenario())
        super().__init__(limits=limits(), stack=json.dumps({**world, "epoch": "2026-01-05T06:00:00Z"}))
        self.pack(5).bad(readable=False, reading="no_read")
        self.asked = 0

    def ask(self, after, answer, number=1, *, by=HERE, took=50_000, **more):
        """A question so long after the batch, and what is answered: verified, why not and what else."""
        self.asked += 1
        t = self.tail + 100 * SECOND + after
        token = more.pop("request", f"q{self.asked}")
        ask = Verify(**{"request": token, "gtin": GTIN, "serial": serial(number), "lot": LOT, "expiry": EXPIRY,
                        "asker": by, **more})
        self.add(wire.Delivered(t + 10, "partner>l4", t, ask))
        if answer is not None:
            verified, why, *notes = answer
            said = Verified(token, verified, why, "", tuple(notes))
            self.add(wire.Delivered(t + took, "l4>partner", t + 20, said))
        return t

    def tell(self, after, kind, **more):
        t = self.tail + 100 * SECOND + after
        notice = Notice(**{"notice": f"n{after}", "kind": kind, "gtin": GTIN, "lot": LOT, **more})
        self.add(wire.Delivered(t, "partner>l4", t, notice),
                 wire.Delivered(t + 1, "l4>partner", t, Noticed(notice.notice, accepted=True)))


GOOD = (True, "")


@pytest.fixture
def found(findings):
    """What the rule finds in a story, without the time in front."""
    def of(story):
        return [text.split(" ", 1)[1] for text in findings(story).get("verification-right", ())]

    return of


RIGHT = [
    (1, GOOD, {}), (5, (False, "inactive"), {}), (999, (False, "unknown"), {}), (1, (False, "lot_and_expiry"),
    {"lot": "X", "expiry": "991231"}), (1, (False, "unknown_lot"), {"lot": "X"}),
    (1, (False, "expiry"), {"expiry": "271230"}), (1, (False, "unknown_product"), {"gtin": "09501101530010"}),
    (1, (False, "not_dispensed"), {"intent": "undo"}), (1, GOOD, {"intent": "dispense"}),
    (1, GOOD, {"lot": "", "expiry": ""}),
]


@pytest.mark.parametrize(("number", "right", "more"), RIGHT)
def test_the_right_answer_and_every_other(found, number, right, more):
    """The right one passes; any of the others is found, with both in words."""
    story = Asked()
    story.ask(0, right, number, **more)
    assert found(story) == []
    for wrong in {answer for _, answer, _ in RIGHT} - {right}:
        story = Asked()
        story.ask(0, wrong, number, **more)
        (text,) = found(story)
        assert "and was told" in text
        assert "right is" in text


def test_recalls_and_extensions(found):
    """They hold from when they were taken, until they are taken back; of single serials for these alone."""
    story = Asked()
    story.tell(0, "recall", serials=(serial(1),))
    story.ask(1 * SECOND, (True, "", "recalled"))
    story.ask(2 * SECOND, (False, "recalled"), intent="dispense")
    story.ask(3 * SECOND, GOOD, 2)
    story.tell(4 * SECOND, "recall")
    story.ask(5 * SECOND, (True, "", "recalled"), 2)
    story.tell(6 * SECOND, "revoke")
    story.ask(7 * SECOND, GOOD, 2)
    story.tell(8 * SECOND, "extend", expiry="290100")
    story.ask(9 * SECOND, (True, "", "extended"), 3)
    assert found(story) == []
    late = Asked()
    late.tell(0, "recall")
    late.ask(1 * SECOND, GOOD)
    assert found(late) == [
        f"{HERE} asked about serial {serial(1)} (verify) and was told good; right is good, recalled"]


def test_dispensing_to_its_end(found):
    """A pack is dispensed once, undone by who did it, within ten days."""
    story = Asked()
    story.ask(0, GOOD, intent="dispense", request="d")
    story.ask(1 * SECOND, GOOD, intent="dispense", request="d")
    story.ask(2 * SECOND, (False, "dispensed"))
    story.ask(70 * SECOND, (False, "cloned"), by=THERE, intent="dispense")
    story.ask(140 * SECOND, (False, "not_by_you"), by=THERE, intent="undo")
    story.ask(210 * SECOND, GOOD, intent="undo")
    story.ask(280 * SECOND, GOOD)
    story.ask(350 * SECOND, GOOD, intent="dispense")
    story.ask(11 * DAY, (False, "too_late"), intent="undo")
    assert found(story) == []


def test_two_places_at_once(found):
    """Within the limit it is a clone, behind it not; close to it nobody can say, nor when L4 had no power."""
    for after, right in ((1 * SECOND, (False, "cloned")), (59 * SECOND + SECOND // 2, None), (62 * SECOND, GOOD)):
        for answer in ((False, "cloned"), GOOD):
            story = Asked()
            story.ask(0, GOOD)
            story.ask(after, answer, by=THERE)
            assert bool(found(story)) == (right not in (None, answer))
    story = Asked()
    t = story.ask(0, GOOD)
    story.add(truth.PowerChanged(t + SECOND, "l4", False), truth.PowerChanged(t + 2 * SECOND, "l4", True))
    story.ask(5 * SECOND, GOOD, by=THERE)
    assert found(story) == []


def test_in_time(found):
    """Late answers and none at all are found; not where the link was broken on purpose."""
    story = Asked()
    story.ask(0, GOOD, took=300_000)
    story.ask(1 * SECOND, GOOD, took=400_000)
    story.ask(2 * SECOND, None)
    story.ask(9 * SECOND, GOOD)
    assert found(story) == [f"{HERE} was answered after 0.400 s, allowed are 0.300 s",
                            f"{HERE} asked about serial {serial(1)} and was not answered"]
    broken = Asked()
    t = broken.ask(0, None)
    broken.ask(9 * SECOND, GOOD)
    broken.add(truth.FaultBegan(t - 1, 1, "l4>partner", "cut", "{}"), truth.FaultEnded(t + SECOND, 1))
    assert found(broken) == []


def test_what_the_enterprise_has_not_heard_of_is_not_asked_in_earnest(found):
    """A pack that no report of the site has named may be known or not."""
    for answer in (GOOD, (False, "unknown")):
        story = Asked()
        story.site = False
        story.ask(0, answer)
        assert found(story) == []


def test_an_expired_pack(found):
    """The day is that of the world."""
    story = Asked()
    story.stack = json.dumps({**json.loads(story.stack), "epoch": "2028-01-01T00:00:00Z"})
    story.ask(0, (True, "", "expired"))
    story.ask(1 * SECOND, (False, "expired"), intent="dispense")
    assert found(story) == []
    story.ask(2 * SECOND, GOOD)
    assert len(found(story)) == 1


def test_a_message_is_written_and_read_like_any_other():
    """The port's messages are part of what a journal can hold."""
    said = wire.Delivered(2, "partner>l4", 1, Verify("1", GTIN, "S", LOT, EXPIRY, HERE))
    assert msgspec.json.encode(said) == (
        b'["wire.delivered.1",2,"partner>l4",1,["verify","1","09501101530003","S","LOT7A","271231","9501101000100",'
        b'"verify",""]]')
