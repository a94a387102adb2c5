"""What a comparison takes for alike, what it is told, and what it says of times."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.ports.printer import PrintDone, PrintOrders
from linebench.twin.comparing import Comparer, IgnoreError
from linebench.twin.figures import rhythm
from linebench.twin.matching import Emulated, Recorded, align
from linebench.twin.naming import TwinError, named, of_stack
from linebench.twin.report import compare
from linebench.wire.captured.streams import read
from linebench.wire.stream import Capture
from linebench.wire.witness import Piece
from tests.twin.recorded import EPOCH, PORT, Once, Session
from tests.twin.sessions import JOB, print_packs

STACK = """
[[wire]]
id = "l2-printer"
dialect = "codenet"
profile = "a200"
options = {depth = 5}
"""


def rows(recorded, emulated):
    """Both rows aligned, by their bytes; a dot for what stands alone."""
    real = [Recorded(0, number, Piece(each[0], each.encode())) for number, each in enumerate(recorded)]
    ours = [Emulated(0, 0, Piece(each[0], each.encode())) for each in emulated]
    pairs = align(real, ours, lambda a, b: a.data == b.data, ordered=True)
    return [(pair.recorded.piece.data.decode() if pair.recorded else ".",
             pair.emulated.piece.data.decode() if pair.emulated else ".") for pair in pairs]


@pytest.mark.parametrize(("recorded", "emulated", "differing"), [
    (["a1", "b1", "a2"], ["a1", "b2", "a2"], [("b1", "b2")]),
    (["a1", "b1", "a2", "a3"], ["a1", "a2", "a3"], [("b1", ".")]),
    (["a1", "a2", "a3"], ["a1", "b1", "a2", "a3"], [(".", "b1")]),
    (["a1", "c1", "a2"], ["a1", "d1", "a2"], [("c1", "d1")]),
    (["a1"] * 5 + ["b1"], ["a1"] * 5, [("b1", ".")]),
])
def test_one_that_differs_does_not_shift_the_others(recorded, emulated, differing):
    """A frame of the same kind is another answer; one too many stands alone."""
    assert [pair for pair in rows(recorded, emulated) if pair[0] != pair[1]] == differing


@given(st.lists(st.sampled_from(["a1", "a2", "b1"]), max_size=60),
       st.lists(st.sampled_from(["a1", "b1"]), max_size=60))
def test_no_frame_is_lost_and_none_is_told_twice(recorded, emulated):
    """Whatever both rows are, each of their frames is in one pair, in its order."""
    pairs = rows(recorded, emulated)
    assert [a for a, _ in pairs if a != "."] == recorded
    assert [b for _, b in pairs if b != "."] == emulated


def test_kinds_and_patterns_can_be_ignored():
    """A kind is not compared at all; of a pattern only what fits it is passed over."""
    edits = Once(b"A300000", b"A309999")
    for ignore, expected in ((("A",), (0, 1)), ((r"A30\d+",), (0, 1)), ((r"A31\d+",), (1, 0))):
        edits.done = False
        edits._left = 0
        session = Session("codenet", "deep", edit=edits)
        print_packs(session, 2)
        found = session.compared(ignore=ignore)
        assert (found.different, found.ignored) == expected, ignore


def test_what_is_no_pattern_is_told():
    """The message has the pattern and what is wrong with it."""
    with pytest.raises(IgnoreError, match=r"^--ignore '\(': missing \)"):
        Comparer(["("], {})


def codenet(*said):
    """A comparison of a dialogue with Codenet, one thing each 10 ms: host and device in turn."""
    import io  # noqa: PLC0415  # only here

    file = io.BytesIO()
    capture = Capture(file, EPOCH)
    capture.opened(0, 50_000, PORT)
    for number, data in enumerate(said):
        capture.data(number * 10_000, 50_000, data, from_client=number % 2 == 0)
    capture.close()
    return compare(read(file.getvalue()), named("codenet", {}))


def counter(count):
    return b"\x1bT1%010d\x04" % count


ASK = b"\x1bT1?\x04"


def test_counters_that_began_before_the_recording_are_assumed():
    """Only their growth is compared: prints that nobody announced are told; the assumption is told too."""
    found = codenet(ASK, counter(1200), ASK, counter(1201), ASK, counter(1203))
    assert (found.equal, found.differences, found.told, found.assumed[0]) == (
        3, [], {"print_done, shown by an answer": 3}, "T1: counters began 1200 before the recording")


def test_a_counter_that_is_taken_back_is_a_difference():
    """No unit counts 57 and then 3."""
    found = codenet(ASK, counter(0), ASK, counter(57), ASK, counter(3), ASK, counter(4))
    assert [each.recorded for each in found.differences] == ["<ESC>T10000000057<EOT>"]


def test_a_state_of_which_one_answer_alone_tells_is_a_difference():
    """A state is believed when it stays, not when the answers around it, which are alike, know nothing of it."""
    ask, ready, fault = b"\x1bO1?\x04", b"\x1bO100100\x04", b"\x1bO101104\x04"
    lone = codenet(ask, ready, ask, fault, ask, ready)
    lasting = codenet(ask, ready, ask, fault, ask, fault, ask, ready)
    assert [(each.recorded, each.emulated) for each in lone.differences] == [
        ("<ESC>O101104<EOT>", "<ESC>O100100<EOT>")]
    assert (lasting.differences, lasting.told) == ([], {"printer_state, shown by an answer": 2})


def test_answer_times_suggest_the_latency():
    """Half of the median, one way; the emulator answers at once."""
    session = Session("codenet", "deep", delay_us=12_000)
    print_packs(session, 4)
    found = session.compared()
    row = next(each for each in found.latencies if each.question == "OE")
    assert (row.p50_us, row.p99_us, row.emulated_us, found.latency_us, found.latency_key, found.latency_now_us) == (
        12_000, 12_000, 0, 6_000, "stack.device_latency", 5_000)


def test_prints_tell_the_rhythm_of_the_packs():
    """Packs that come every 150 ms, as the prints say."""
    session = Session("codenet", "deep")
    session.connect()
    session.host(JOB, PrintOrders(1, tuple(f"A{number}" for number in range(12))))
    session.device(*map(PrintDone, range(1, 13)))
    found, = session.compared().rhythms
    assert (found.kind, found.count, found.period_us, found.per_hour, found.worst_us, found.gaps) == (
        "print", 12, 150_000, 24_000, 0, 0)


def test_a_missing_pack_and_a_stop_do_not_bend_the_rhythm():
    """The gap is counted, the stop parts two runs, jitter is a residual."""
    times = [100, 1100, 2100, 4100, 5090, 6110, 50_000, 51_000, 52_000]
    found = rhythm("print", times)
    assert (found.runs, found.gaps, round(found.period_us), round(found.worst_us)) == (2, 1, 1000, 11)
    assert rhythm("print", [1, 2]) is None


def test_a_stack_file_names_the_device():
    """Dialect, profile and options of a wire; what the file does not name is spoken natively."""
    found = of_stack(STACK, "stack", "l2-printer", {"reply": "fixed"})
    assert (found.seat, found.wire.dialect, found.wire.profile, found.wire.options) == (
        "printer", "codenet", "a200", {"depth": "5", "reply": "fixed"})
    assert of_stack(STACK, "stack", "l2-camera", {}).wire.dialect == "native"


@pytest.mark.parametrize(("name", "options", "says"), [
    ("codent", {}, "--device: found 'codent'; expected one of codenet, dmcc"),
    ("codenet:b9", {}, "wire to printer: dialect codenet has no profile 'b9'; expected one of deep"),
    ("codenet", {"depht": "3"}, "wire to printer: dialect codenet, profile deep"),
    ("opcua", {}, "opcua: its library owns its sockets"),
])
def test_a_device_that_is_none_is_told(name, options, says):
    """The message says what was found and what is expected."""
    session = Session("codenet")
    session.connect()
    with pytest.raises(TwinError, match=f"^{says}"):
        compare(read(session.capture()), named(name, options))


def test_the_device_is_found_by_its_port():
    """By the port that is said, or by whoever was dialled; a port that nobody speaks to is told."""
    session = Session("codenet")
    session.connect()
    capture, device = read(session.capture()), named("codenet", {})
    assert compare(capture, device, ports={"": PORT}).equal == compare(capture, device).equal > 0
    with pytest.raises(TwinError, match=r"^--port 9: the capture holds no connection to it, but to 7000"):
        compare(capture, device, ports={"": 9})
    with pytest.raises(TwinError, match=r"^--port: found channel 'printer'"):
        compare(capture, device, ports={"printer": 9})


def test_a_device_that_says_nothing_is_not_alike():
    """Nothing was compared, and that is no pass."""
    import io  # noqa: PLC0415  # only here

    file = io.BytesIO()
    capture = Capture(file, EPOCH)
    capture.opened(0, 50_000, PORT)
    capture.data(0, 50_000, struct.pack(">B", 7), from_client=True)
    capture.close()
    with pytest.raises(TwinError, match=r"^the device says nothing"):
        compare(read(file.getvalue()), named("codenet", {}))
