import msgspec
import pytest

from linebench.wire.vision.carrier import Arrived, Came, Refused, Shown
from linebench.wire.vision.judging import Expected, Judged, judge
from linebench.wire.vision.matching import Matcher
from linebench.wire.vision.summary import Latency, Summary, Trouble
from linebench.wire.vision.values import Answer

CODE, OTHER = "0109504000059101", "0109504000059118"
READABLE, UNREADABLE = Expected(1, True, "accept", CODE, "LOT A"), Expected(1, False, "reject", CODE)
EMPTY = Expected(1, False, "reject", "")
NO_READ = Answer(1, "no_read")


def read(content=CODE, text="", trigger=1):
    return Answer(trigger, "read", content, "]d2", text)


@pytest.mark.parametrize(("expected", "answer", "outcome", "text_right", "right"), [
    (READABLE, read(), "right_read", None, True),
    (READABLE, read(text="LOT A"), "right_read", True, True),
    (READABLE, read(text="L0T A"), "right_read", False, False),
    (READABLE, read(OTHER), "misread", None, False),
    (READABLE, NO_READ, "no_read_of_readable", None, False),
    (UNREADABLE, NO_READ, "right_no_read", None, True),
    (UNREADABLE, read(), "read_of_unreadable", None, False),
    (UNREADABLE, read(OTHER), "misread", None, False),
    (EMPTY, read(), "read_of_unreadable", None, False),
    (READABLE, None, "missing", None, False),
])
def test_every_outcome(expected, answer, outcome, text_right, right):
    """What was expected and what was answered give one outcome; a wrong content is a misread wherever it occurs."""
    judged = judge(expected, answer)
    assert judged == Judged(expected, outcome, answer, text_right)
    assert judged.right is right


def matcher(*triggers, limit_us=100, idle_us=1000):
    made = Matcher(limit_us, idle_us)
    for trigger in triggers:
        made.offered(Expected(trigger, False, "reject", ""), 0)
    return made


def came(trigger, at_us):
    return Came(at_us, Answer(trigger, "no_read"))


def odd(summary):
    return [(trouble.kind, trouble.trigger) for trouble in summary.troubles]


def test_answers_in_any_order_have_their_own_latency():
    """Latency runs from showing to answer, frame by frame."""
    m = matcher(1, 2, 3)
    for event in (Shown(10, 1), Shown(20, 2), Shown(30, 3), came(3, 35), came(1, 50), came(2, 90)):
        m.see(event)
    assert [(j.expected.trigger, j.latency_us) for j in m.judged()] == [(3, 5), (1, 40), (2, 70)]
    assert m.judged() == []
    assert m.summary(0, "").latency == Latency(3, 5, 40, 70, 70, 70, 70)


def test_what_does_not_fit_is_named():
    """Second, late, unknown and premature answers are told apart, and garbage beside them."""
    m = matcher(1, 2, 3)
    for event in (Shown(0, 1), Shown(0, 2), came(1, 5), came(1, 6), came(9, 7), came(3, 8), Refused(9, "bad")):
        m.see(event)
    assert m.expire(99) == []
    assert m.expire(100) == [2]
    m.see(came(2, 101))
    summary = m.summary(0, "")
    assert odd(summary) == [("duplicate", 1), ("unexpected", 9), ("unexpected", 3), ("refused", 0), ("late", 2)]
    assert summary.troubles[3] == Trouble("refused", 0, "bad")
    assert [summary.outcomes[name] for name in ("right_no_read", "missing", "not_shown")] == [1, 1, 1]
    assert not summary.right


def test_an_answer_after_the_limit_is_late_whenever_it_is_looked_at():
    """The time of arrival decides, not the time at which the bench gets to it."""
    m = matcher(1)
    m.see(Shown(0, 1))
    m.see(came(1, 100))
    assert (m.open, odd(m.summary(0, ""))) == (0, [("late", 1)])


def test_a_frame_shown_again_keeps_its_limit_and_restarts_its_latency():
    """A client that returns is timed from its own frame; one that keeps returning cannot hold the feed up."""
    m = matcher(1, 2)
    for event in (Shown(0, 1), Shown(0, 2), Shown(60, 1), Shown(60, 2), came(1, 70)):
        m.see(event)
    assert (m.judged()[0].latency_us, m.due_us()) == (10, 100)
    assert m.expire(100) == [2]
    assert (m.summary(0, "").shown, m.summary(0, "").shown_again) == (2, 2)


def test_silence_is_measured_from_the_last_sign():
    """A connection or an answer, even a bad one, is a sign of life; showing is not."""
    m = matcher(1)
    assert [m.silent(999), m.silent(1000)] == [False, True]
    m.see(Arrived(500))
    m.see(Shown(900, 1))
    assert [m.silent(1499), m.silent(1500), m.due_us()] == [False, True, 1000]
    m.see(Refused(700, "bad"))
    assert [m.silent(1500), m.silent(1700)] == [False, True]


def test_only_time_with_open_frames_is_silence():
    """Frames that go missing one after another add up to silence; a pause between pictures does not."""
    m = matcher(1, limit_us=400)
    m.see(Shown(0, 1))
    assert m.expire(400) == [1]
    m.offered(Expected(2, False, "reject", ""), 5000)
    assert [m.silent(5599), m.silent(5600)] == [False, True]


def test_a_summary_in_full():
    """All counts of a small feed, and JSON there and back."""
    m = matcher(1, 2)
    m.offered(Expected(3, True, "accept", CODE), 0)
    for event in (Arrived(0), Shown(0, 1), Shown(0, 2), Shown(0, 3), came(1, 4), came(3, 9)):
        m.see(event)
    m.expire(100)
    wrong = (Judged(Expected(3, True, "accept", CODE), "no_read_of_readable", Answer(3, "no_read"), latency_us=9),
             Judged(Expected(2, False, "reject", ""), "missing"))
    summary = m.summary(120, "")
    assert summary == Summary(
        offered=3, shown=3, shown_again=0, answered=2, connections=1,
        outcomes={"right_read": 0, "right_no_read": 1, "misread": 0, "no_read_of_readable": 1,
                  "read_of_unreadable": 0, "missing": 1, "not_shown": 0},
        by_verdict={"accept": {"no_read_of_readable": 1}, "reject": {"missing": 1, "right_no_read": 1}},
        texts_right=0, texts_wrong=0, late=0, duplicate=0, unexpected=0, refused=0, troubles=(), wrong=wrong,
        latency=Latency(2, 4, 4, 9, 9, 9, 9), elapsed_us=120, stopped="")
    assert msgspec.json.decode(msgspec.json.encode(summary), type=Summary) == summary


def test_percentiles_are_values_that_occurred():
    """Nearest rank: of 1 to 200, half is 100 and 99 % is 198."""
    assert Latency.of(range(200, 0, -1)) == Latency(200, 1, 100, 180, 190, 198, 200)
    assert Latency.of([]) is None
