"""Native lines carry every message unchanged, in any pieces, and survive anything else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.ports.camera import Reading
from linebench.ports.plc import Alarm, MachineState, TrackResults, Verdict
from linebench.ports.presence import Presence
from linebench.wire.dialect import dialects
from linebench.wire.native.codec import NativeDecoder, NativeError, encode
from linebench.wire.native.side import NativeSide
from linebench.wire.side import Arm, Cancel, Hang, Heard, Noted, Setting, Write

MESSAGES = (Reading(17, "read", "0109504000059101\x1d21A", "(01)\n(21)", "]d2"), Verdict(17, True),
            TrackResults(((1, "passed", ""), (2, "rejected", "verdict"))))
LINES = b"".join(map(encode, MESSAGES))
HELLO = b'["presence","x",true,"","linebench native 1"]\n'
QUESTION = b'["presence","printer-1",true,"",""]\n'
FORGOTTEN = (Cancel("hello"), Cancel("ask"), Cancel("answer"))


def side():
    dialect = dialects()["native"]
    made = dialect.device(dialect.profile(), Setting(name="x", now=lambda: 0))
    assert isinstance(made, NativeSide)
    made.opened(1)
    return made


@given(st.lists(st.integers(1, 40)))
def test_pieces_do_not_matter(sizes):
    """However the stream is cut, the same messages come out in their order."""
    decoder, rest, found = NativeDecoder(4096), LINES, []
    for size in [*sizes, len(LINES)]:
        found += decoder.feed(rest[:size])
        rest = rest[size:]
    assert tuple(found) == MESSAGES


@given(st.binary())
def test_any_bytes_are_survived(data):
    """Bytes that are no messages become errors, and the next line is read again."""
    decoder = NativeDecoder(64)
    assert all(isinstance(each, NativeError) for each in decoder.feed(data + b"\n") if not hasattr(each, "trigger"))
    assert decoder.feed(encode(Verdict(1, True))) == [Verdict(1, True)]


def test_a_line_without_end_is_not_kept():
    """What is longer than the limit is noted once and skipped to its end."""
    made, found = side(), []
    for _ in range(10):
        found += made.received(1, b"x" * 1_000_000)
    found += made.received(1, b"\n" + encode(Verdict(2, False)))
    assert [type(each) for each in found] == [Noted, Heard]
    assert found[-1] == Heard(Verdict(2, False))


def test_everybody_hears_what_is_told():
    """Two clients get the same line; one that is gone gets nothing."""
    made = side()
    made.opened(2)
    made.opened(3)
    made.closed(1)
    assert made.tell(Verdict(1, True)) == [Write(2, b'["verdict",1,true]\n'), Write(3, b'["verdict",1,true]\n')]


def test_whoever_connects_is_told_what_holds():
    """The state as it is now and the alarms that are on; what happened meanwhile is not told again."""
    made, state, alarm = side(), MachineState(4, "guard open"), Alarm("guard open", True, True)
    for message in (MachineState(6, "operator 1"), Alarm("bin full", True, True), alarm, Verdict(1, True),
                    Alarm("bin full", False, True), state):
        made.tell(message)
    assert made.opened(2) == [Write(2, HELLO), Write(2, encode(state)), Write(2, encode(alarm))]


def host(**options):
    dialect = dialects()["native"]
    made = dialect.host(dialect.profile("", options), Setting(name="printer-1", now=lambda: 0))
    assert made.opened(1) == [Arm("hello", 500_000)]
    return made


def test_a_host_hears_who_is_there():
    """By the first line; what it was to say before goes out behind that, and later lines are no hello."""
    made = host(supported="linebench native 1")
    assert [*made.tell(Verdict(1, True)), *made.tell(Verdict(2, True))] == []
    assert made.received(1, HELLO + LINES) == [
        Cancel("hello"), Heard(Presence("printer-1", here=True, identity="linebench native 1")),
        Write(1, encode(Verdict(1, True))), Write(1, encode(Verdict(2, True))), Arm("ask", 1_000_000),
        *map(Heard, MESSAGES)]
    assert made.tell(Verdict(3, True)) == [Write(1, encode(Verdict(3, True)))]
    assert [*made.received(1, HELLO), *made.expired("hello")] == []
    assert made.closed(1) == [*FORGOTTEN, Heard(Presence("printer-1", False, "connection closed"))]


def test_a_peer_that_does_not_answer_any_more_is_lost():
    """It answers twice, then not; nothing that it says otherwise is an answer. The loss is said once."""
    made = host()
    made.received(1, HELLO)
    for _ in range(2):
        assert made.expired("ask") == [Write(1, QUESTION), Arm("answer", 500_000), Arm("ask", 1_000_000)]
        assert [*made.received(1, HELLO), *made.expired("answer")] == []
    made.expired("ask")
    assert made.received(1, LINES) == [*map(Heard, MESSAGES)]
    why = "no answer within 500 ms"
    assert made.expired("answer") == [
        Noted("unanswered", f"answer: {why}"), Hang(1, why), *FORGOTTEN, Heard(Presence("printer-1", False, why))]
    assert [*made.closed(1), *made.tell(Verdict(1, True))] == []
    assert made.opened(1) == [Arm("hello", 500_000)]
    assert made.expired("hello") == [Noted("unanswered", f"hello: {why}"), Hang(1, why), *FORGOTTEN]
    assert [*made.closed(1), *made.opened(1)] == [Arm("hello", 500_000)]
    made.tell(MESSAGES[1])
    assert made.received(1, HELLO) == [Cancel("hello"), Write(1, QUESTION), Arm("answer", 500_000)]
    assert made.received(1, HELLO) == [
        Cancel("hello"), Heard(Presence("printer-1", here=True, identity="linebench native 1")),
        Write(1, encode(MESSAGES[1])), Arm("ask", 1_000_000)]


@pytest.mark.parametrize("options", [{}, {"ask_every": "0 s"}])
def test_a_peer_that_never_answers_knows_no_question(options):
    """Such a one is not lost by that; and nobody is asked where that is switched off."""
    made = host(**options)
    asks = Arm("ask", 1_000_000) in made.received(1, HELLO)
    assert asks is not bool(options)
    assert made.expired("ask") if asks else True
    assert made.expired("answer") == []


def test_a_device_answers_and_misses_who_asks_no_more():
    """Every client has its own time; one that never asked may be silent. Nobody else hears the answer."""
    made = side()
    made.opened(2)
    assert made.received(1, QUESTION + LINES) == [Write(1, HELLO), Arm("1", 3_000_000), *map(Heard, MESSAGES)]
    assert made.expired("1") == [Hang(1, "has not asked for 3 s")]
    assert made.closed(1) == [Cancel("1")]
    assert made.closed(2) == []


@pytest.mark.parametrize("options", [{}, {"identity": ""}])
def test_a_peer_without_a_hello_is_served(options):
    """One that says something else is there, and one that says nothing when its time is over."""
    here = [Cancel("hello"), Heard(Presence("printer-1", here=True))]
    assert host(**options).received(1, encode(MESSAGES[1])) == [*here, Heard(MESSAGES[1])]
    assert host(**options).expired("hello") == here


def test_an_unsupported_peer_is_left_alone():
    """It is neither heard nor told anything, until it comes with another connection."""
    made = host(supported="linebench native 2")
    why = "unsupported version 'linebench native 1'; expected 'linebench native 2'"
    made.tell(Verdict(1, True))
    assert made.received(1, HELLO + LINES) == [
        Cancel("hello"), Noted("unsupported", why), Heard(Presence("printer-1", here=False, why=why))]
    assert [*made.tell(Verdict(2, True)), *made.received(1, LINES), *made.expired("hello")] == []
    made.closed(1)
    made.opened(1)
    assert made.received(1, HELLO.replace(b"native 1", b"native 2"))[1] == Heard(
        Presence("printer-1", here=True, identity="linebench native 2"))


def test_a_device_need_not_say_who_it_is():
    """Where its identity is empty, as that of a peer of an older make."""
    dialect = dialects()["native"]
    made = dialect.device(dialect.profile("", {"identity": ""}), Setting(name="x", now=lambda: 0))
    assert made.opened(1) == []
    assert made.received(1, QUESTION) == []


def test_a_device_that_minds_hears_whether_anybody_is_there():
    """It hears of the first connection and of the end of the last."""
    dialect = dialects()["native"]
    plc = dialect.device(dialect.profile(), Setting(name="l1", now=lambda: 0, minds="l2"))
    hello = HELLO.replace(b"x", b"l1")
    assert plc.opened(1) == [Write(1, hello), Heard(Presence("l2", True))]
    assert [*plc.opened(2), *plc.closed(1)] == [Write(2, hello)]
    assert plc.closed(2) == [Heard(Presence("l2", False, "connection closed"))]
