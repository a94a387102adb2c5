"""Rules about the owner of serials: each with what breaks it, and what must not be held against anybody."""

import pytest

from linebench.oracle.judge import judge
from linebench.ports import l3
from linebench.ports.serials import Count, Counted, Draw, Drawn, Move, Moved
from linebench.records import truth, wire
from tests.oracle.story import GTIN, ORDER, Story, serial

CRITERIA = (("GTIN", GTIN),)
RULES = ("pool-answers-alike", "pool-counts", "pool-gives-once", "pool-keeps-states", "pool-told-all",
         "serial-from-pool", "serial-guessable")
ALL = tuple(serial(number) for number in range(1, 30))
COMMISSIONED = ALL[:24]


class Talk(Story):
    """A batch of 24 good packs whose 29 serials came from an owner, which is told of them at the end."""

    def __init__(self, **more):
        super().__init__(ended=False, **more)
        self.after = self.tail + 2_000_000
        self.ask(10_000, Draw("draw 1", 29, "SGTIN", CRITERIA), Drawn("draw 1", "ok", "", "allocated", ALL))

    def ask(self, t, question, *answers, lost=False):
        self.add(wire.Delivered(t, "l3>serials", t, question))
        for answer in answers:
            self.add(wire.Dropped(t + 1, "serials>l3", answer, "fault") if lost
                     else wire.Delivered(t + 1, "serials>l3", t, answer))

    def move(self, number, serials, state, status="ok", *, t=0, request=""):
        request = request or f"move {number}"
        self.ask(t or self.after + number * 10, Move(request, tuple(serials), state, "SGTIN", CRITERIA),
                 Moved(request, status))
        return self

    def told(self):
        """The owner hears of every good pack."""
        return self.move(1, COMMISSIONED, "encoded").move(2, COMMISSIONED, "commissioned")

    def later(self, seconds=20):
        """Time passes until nothing is under way."""
        self.add(truth.ConditionChanged(self.after + seconds * 1_000_000, "guard", False))
        return self


def said(story):
    outcomes = {one.rule: one for one in judge(story.records()).outcomes}
    return {rule: (outcomes[rule].result, outcomes[rule].opportunities, outcomes[rule].count) for rule in RULES}


def found(story):
    return {one.rule: one.findings[0].message.partition(" ")[2] for one in judge(story.records()).outcomes
            if one.count and one.rule in RULES}


def test_all_as_it_must_be():
    """Every rule has something to judge and passes; the one on repeated answers once there is such an answer."""
    story = Talk().told().later()
    story.ask(story.after + 50, Count("count 1", "SGTIN", CRITERIA),
              Counted("count 1", "ok", (("unassigned", 7), ("allocated", 5), ("commissioned", 24))))
    passes = {"pool-answers-alike": ("not_exercised", 0, 0), "pool-counts": ("pass", 2, 0),
              "pool-gives-once": ("pass", 29, 0), "pool-keeps-states": ("pass", 2, 0),
              "pool-told-all": ("pass", 24, 0), "serial-from-pool": ("pass", 29, 0),
              "serial-guessable": ("pass", 1, 0)}
    assert said(story) == passes
    story.ask(20_000, Draw("draw 1", 29, "SGTIN", CRITERIA), Drawn("draw 1", "ok", "", "allocated", ALL))
    assert said(story) == passes | {"pool-answers-alike": ("pass", 1, 0)}


def test_without_an_owner_nothing_is_judged():
    """The site makes its serials up, as it may."""
    assert set(said(Story()).values()) == {("not_exercised", 0, 0)}


def test_a_serial_that_is_with_somebody_is_given_out_again():
    """To another request, or twice in one answer; what came back unused may be."""
    story = Talk()
    story.ask(20_000, Draw("another 1", 2, "SGTIN", CRITERIA), Drawn("another 1", "ok", "", "allocated",
                                                                     (serial(1), "X", "X")))
    assert found(story) == {"pool-gives-once": "the owner gave 2 serials to request 'another 1' that are with "
                                               "somebody already, such as S000000001"}
    story = Talk().told().move(3, [serial(29)], "unallocated").later()
    story.ask(story.after + 60, Draw("draw 2", 1, "SGTIN", CRITERIA), Drawn("draw 2", "ok", "", "allocated",
                                                                           (serial(29),)))
    assert found(story) == {}


@pytest.mark.parametrize("lost", [False, True])
def test_a_repeated_request_is_answered_otherwise(lost):
    """The first answer counts, whether it was heard or not."""
    story = Talk()
    for number, given in enumerate(("X", "Y")):
        story.ask(20_000 + number * 100, Draw("draw 2", 1, "SGTIN", CRITERIA),
                  Drawn("draw 2", "ok", "", "allocated", (given,)), lost=lost and not number)
    assert found(story) == {"pool-answers-alike": "the owner gave other serials when request 'draw 2' was repeated"}


@pytest.mark.parametrize(("moves", "message"), [
    ([("X", "encoded", "ok")], "the owner took 1 serials as encoded that cannot be, such as X"),
    ([(serial(25), "encoded", "ok"), (serial(25), "unallocated", "ok")],
     "the owner took 1 serials as unallocated that cannot be, such as S000000025"),
    ([(serial(25), "unallocated", "ok"), (serial(25), "encoded", "ok")],
     "the owner took 1 serials as encoded that cannot be, such as S000000025"),
    ([(serial(25), "encoded", "unknown_serial")],
     "the owner refused 1 serials as encoded (unknown_serial), and all can be"),
    ([("X", "encoded", "unknown_serial")], ""),
    ([(serial(25), "commissioned", "not_allowed")], ""),
    ([(serial(25), "encoded", "not_accepted")], ""),
    ([(serial(25), "unallocated", "ok"), (serial(25), "invalid", "ok")], ""),
])
def test_moves_that_may_be_and_that_may_not(moves, message):
    """Which state follows which; a refusal for another reason says nothing about serials."""
    story = Talk()
    for number, (one, state, status) in enumerate(moves):
        story.move(0, [one], state, status, t=1_000_000 + number * 100, request=f"somebody {number}")
    assert found(story).get("pool-keeps-states", "") == message


def test_a_move_that_is_refused_once_and_done_the_next_time():
    """The state follows the answer that did it; told again it is the same move."""
    story = Talk()
    for number, status in enumerate(("not_accepted", "ok", "ok")):
        story.move(0, [serial(25)], "encoded", status, t=1_000_000 + number * 100, request="somebody 1")
    story.ask(1_001_000, Count("count 1", "SGTIN", CRITERIA),
              Counted("count 1", "ok", (("allocated", 28), ("encoded", 1))))
    assert found(story) == {}


def test_numbers_that_are_wrong():
    """A state too many, and one that is not told; how many are left is the owner's own matter."""
    story = Talk()
    story.ask(20_000, Count("count 1", "SGTIN", CRITERIA),
              Counted("count 1", "ok", (("unallocated", 3), ("encoded", 1))))
    outcome = judge(story.records()).outcome("pool-counts")
    assert [finding.message.partition(" ")[2] for finding in outcome.findings] == [
        f"the owner of SGTIN GTIN={GTIN} tells 1 encoded, and it must be 0",
        f"the owner of SGTIN GTIN={GTIN} tells 0 allocated, and it must be 29"]


def test_so_many_serials_that_one_is_guessed():
    """Twelve characters of 27 are enough; the rule counts what was given out at all."""
    story = Talk(stack=Story().stack.replace('"mass_low"', '"serial_length": 3, "mass_low"'))
    assert found(story)["serial-guessable"] == "29 serials of carton are given out: one guess in 678 hits one"


def test_a_serial_that_nobody_gave_to_the_site():
    """The line got it from L3 all the same."""
    story = Talk()
    story.say(300_000, "l2>l3", l3.SerialRequest(2, ORDER, GTIN, 2))
    story.say(400_000, "l3>l2", l3.Serials(2, GTIN, ("X", "Y")))
    assert found(story) == {"serial-from-pool": "L3 gave 2 serials that nobody gave to it, such as X"}


def test_what_the_owner_was_not_told():
    """The rule waits until nothing is under way; who tells nothing of its serials has no words for it."""
    silent = Talk().move(1, COMMISSIONED, "encoded")
    assert "pool-told-all" not in found(silent)
    assert found(silent.later())["pool-told-all"] == (
        "the owner was told encoded of serial S000000001, and the line reported what makes it commissioned")
    assert said(Talk().move(1, [serial(25)], "encoded").later())["pool-told-all"] == ("not_exercised", 0, 0)
    waiting = Talk().move(1, COMMISSIONED, "encoded").later()
    waiting.ask(waiting.after + 100, Move("move 2", COMMISSIONED, "commissioned", "SGTIN", CRITERIA))
    assert "pool-told-all" not in found(waiting)
    for level in ("serials", "l3"):
        down = Talk().move(1, COMMISSIONED, "encoded").later()
        down.add(truth.PowerChanged(down.after + 100, level, False))
        assert "pool-told-all" not in found(down)


def test_the_end_of_each_serial_by_what_the_line_reported():
    """A reject is encoded or scrapped; only what a serial cannot be is found."""
    for state, result in (("encoded", "pass"), ("label_scrapped", "pass"), ("commissioned", "fail")):
        story = Talk()
        story.pack(5).bad(readable=False, reading="no_read")
        others = [one for one in COMMISSIONED if one != serial(5)]
        story.move(1, COMMISSIONED, "encoded").move(2, others, "commissioned")
        if state != "encoded":
            story.move(3, [serial(5)], state)
        assert said(story.later())["pool-told-all"] == (result, 24, int(result == "fail")), state


def test_what_the_bench_changed_is_held_against_nobody():
    """From the first wrong answer on the owner is not judged; who uses its serials is."""
    story = Talk()
    story.add(truth.FaultBegan(5_000, 3, "serials", "duplicates", "{}"), truth.FaultStruck(19_000, 3, 0))
    story.ask(20_000, Draw("draw 2", 1, "SGTIN", CRITERIA), Drawn("draw 2", "ok", "", "allocated", (serial(1),)))
    story.move(0, ["X"], "encoded", "ok", t=1_000_000, request="somebody 1")
    story.ask(2_000_000, Count("count 1", "SGTIN", CRITERIA), Counted("count 1", "ok", (("encoded", 9),)))
    story.say(300_000, "l2>l3", l3.SerialRequest(2, ORDER, GTIN, 2))
    story.say(400_000, "l3>l2", l3.Serials(2, GTIN, ("Y",)))
    assert found(story) == {"serial-from-pool": "L3 gave 1 serials that nobody gave to it, such as Y"}
