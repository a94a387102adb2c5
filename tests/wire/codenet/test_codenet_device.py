import pytest

from linebench.ports.printer import (
    ClearQueue,
    PrintDone,
    PrinterEnable,
    PrinterState,
    PrintJob,
    PrintNow,
    PrintOrders,
)
from linebench.wire.codenet.codec import CommandDecoder, encode_frame
from linebench.wire.codenet.device import CodenetDevice
from linebench.wire.codenet.profile import PROFILES, CodenetProfile
from linebench.wire.side import Hang, Heard, Noted, Write
from tests.wire.pipe import Clock
from tests.wire.printers.link import GTIN


def made(clock=None, **options):
    """A unit with one client."""
    unit = CodenetDevice(CodenetProfile(**{"depth": 2, **options}), (clock or Clock()).setting("printer-1"))
    assert unit.opened(1) == ()
    return unit


def say(unit, *texts, client=1):
    """The unit's answer to commands that arrive in one piece, and what its port heard."""
    effects = unit.received(client, b"".join(map(encode_frame, texts)))
    return (b"".join(effect.data for effect in effects if isinstance(effect, Write)),
            [effect.message for effect in effects if isinstance(effect, Heard)])


def record(serial="A1"):
    data = f"{GTIN},L1,270900,{serial}"
    return f"OE{len(data):04d}{data}"


def frame(text):
    return encode_frame(text)


def test_records_reach_the_port():
    """A record is acknowledged and heard with its job; the second one alone."""
    unit = made()
    assert say(unit, "ON105BEANS") == (b"\x06", [])
    assert say(unit, record("A1"), record("A2")) == (b"\x06\x06", [
        PrintJob("BEANS", GTIN, "L1", "270900"), PrintOrders(1, ("A1",)), PrintOrders(2, ("A2",))])


@pytest.mark.parametrize(("profile", "answers"), [
    ("ax", b"\x06\x06\x15000\x15000"), ("a200", b"\x06\x06\x06\x06")])
def test_depth_of_each_unit(profile, answers):
    """An Ax takes one record at a time and refuses others with 000; an A200+ takes three."""
    unit = CodenetDevice(PROFILES[profile], Clock().setting("printer-1"))
    unit.opened(1)
    assert say(unit, "ON105BEANS", record("A1"), record("A2"), record("A3"))[0] == answers


def test_full_a200_answers_a_bare_refusal():
    """The fourth record of an A200+ is refused without digits, and its depth can be asked for."""
    unit = CodenetDevice(PROFILES["a200"], Clock().setting("printer-1"))
    unit.opened(1)
    say(unit, "ON105BEANS", *(record(f"A{number}") for number in range(3)))
    assert say(unit, record("A4"), "OE00017")[0] == b"\x15" + frame("OE0003")


def test_print_character_is_sent_once_chosen():
    """Nothing is announced before the host chose a character; the choice ends with the connection."""
    unit = made()
    say(unit, "ON105BEANS", record("A1"), record("A2"))
    assert unit.tell(PrintDone(1)) == []
    assert say(unit, "I1B")[0] == b"\x06"
    assert unit.tell(PrintDone(2)) == [Write(1, b"B")]
    unit.closed(1)
    assert unit.opened(2) == ()
    say(unit, record("A3"), client=2)
    assert unit.tell(PrintDone(3)) == []


def test_stray_bytes_behind_print_characters():
    """A unit may send a byte that nobody asked for behind each print character."""
    unit = made(stray="0")
    say(unit, "I12", "ON105BEANS", record())
    assert unit.tell(PrintDone(1)) == [Write(1, b"20")]


@pytest.mark.parametrize(("state", "extended"), [
    (PrinterState("p", "ready", "", 0), "O100100"),
    (PrinterState("p", "ready", "", 0, "ink low", 10), "O100102"),
    (PrinterState("p", "fault", "queue empty", 0), "O110104"),
    (PrinterState("p", "fault", "head hot", 0), "O101104"),
    (PrinterState("p", "offline", "offline", 0), "O100920")])
def test_extended_status(state, extended):
    """Status code and lamp say ready, warning, fault with its reason, and offline."""
    unit = made()
    unit.tell(state)
    assert say(unit, "O1?")[0] == frame(extended)


def test_status_carries_the_time_of_its_change():
    """The current status is 12 bytes with hour and minute of the last change; older ones are read one by one."""
    clock = Clock()
    unit = made(clock)
    clock.time = 65 * 60_000_000
    unit.tell(PrinterState("p", "fault", "queue empty", 0))
    clock.time = 66 * 60_000_000
    unit.tell(PrinterState("p", "ready", "", 6))
    answers = say(unit, "1C?", "1H?", "1H?", "1H?")[0]
    assert len(frame("1C00110706")) == 12
    assert answers == frame("1C00110706") + frame("1H10110705") + frame("1H00110706") + frame("1H")


def test_sixteen_reports_are_kept():
    """The seventeenth report pushes the oldest out."""
    clock = Clock()
    unit = made(clock)
    for minute in range(17):
        clock.time = minute * 60_000_000
        unit.tell(PrinterState("p", "fault", f"reason {minute}", 0))
    assert say(unit, "1H?")[0] == frame("1H01110601")
    assert say(unit, *["1H?"] * 16)[0].endswith(frame("1H01110616") + frame("1H"))


def test_levels():
    """Levels are told in eighths, or as a sensor that is not there."""
    unit = made(make_up=5)
    unit.tell(PrinterState("p", "ready", "", 0, "", 50))
    assert say(unit, "y?")[0] == frame("y004005")
    assert say(made(level_sensor=False), "y?")[0] == frame("y021021")


def test_product_counter():
    """Prints are counted in ten digits until the counter is reset."""
    unit = made()
    say(unit, "ON105BEANS", record("A1"), record("A2"))
    unit.tell(PrintDone(1))
    unit.tell(PrintDone(2))
    assert say(unit, "T1?", "T10", "T1?")[0] == frame("T10000000002") + b"\x06" + frame("T10000000000")


def test_queue_is_cleared():
    """Queue 0 holds the records, which its own command and the reset of the external queue forget."""
    unit = made()
    say(unit, "ON105BEANS", record("A1"))
    assert say(unit, "OE00001", "}J0") == (b"\x06\x06", [])
    assert say(unit, "OE00000") == (b"\x06", [ClearQueue()])
    assert say(unit, "}J1") == (b"\x06", [ClearQueue()])
    assert list(unit.core.waiting) == []


def test_history_is_cleared():
    """Queue 2 holds the reports."""
    unit = made()
    unit.tell(PrinterState("p", "fault", "hot", 0))
    assert say(unit, "OE00002", "1H?")[0] == b"\x06" + frame("1H")


def test_head_and_jet():
    """Nothing prints while the head is disabled or the ink does not run; both can be asked for."""
    unit = made()
    assert say(unit, "Q1N", "Q1?", "OS0", "OS?") == (
        b"\x06" + frame("Q1N") + b"\x06" + frame("OS0"), [PrinterEnable(False)])
    assert say(unit, "O1?", "OS1", "Q1Y") == (frame("O100302") + b"\x06\x06", [PrinterEnable(True)])


def test_print_go():
    """A print is made at once when a label is selected, else refused."""
    unit = made()
    assert say(unit, "N1") == (b"\x15027", [])
    assert say(unit, "ON105BEANS", "N1") == (b"\x06\x06", [PrintNow()])


def test_labels():
    """Labels are selected by name or number, stored under either, and cleared; unknown ones are refused."""
    unit = made(jobs=("BEANS", "009"), labels={"001": "BEANS"})
    assert say(unit, "ON104PEAS", "P1002", "P1009", "P1?", "P1001", "P1?")[0] == (
        b"\x15052\x15017\x06" + frame("P1009") + b"\x06" + frame("P1001"))
    assert say(unit, "OM04PEASxyz", "ON104PEAS", "S002xyz", "P1002", "OQ005abc", "P1?")[0] == (
        b"\x06" * 5 + frame("P1005"))
    assert say(unit, "R", "P1?", record())[0] == b"\x06" + frame("P1000") + b"\x15027"


def test_identity():
    """The unit says its type and its protocol's version."""
    assert say(made(), "A?", "}D?")[0] == frame("A300000") + frame("}D0100")


@pytest.mark.parametrize(("text", "code"), [
    ("XYZ", "003"), ("", "003"), ("OE0005ABCD", "001"), ("OEABCD", "001"), ("OE0004AB\xe9D", "013"),
    (f"OE1025{'A' * 1025}", "007"), ("OE00009", "007"), ("ON205BEANS", "005"), ("ON104BEANS", "001"),
    ("ON1", "001"), ("P2009", "005"), ("P19", "008"), ("SX", "008"), ("OM", "001"), ("OM05PEAS", "001"),
    ("OQ1", "008"), (f"S001{'A' * 1025}", "010"), (f"OQ001{'A' * 1025}", "011"), ("I3B", "005"), ("I15", "007"),
    ("I1", "007"), ("N3", "007"), ("N", "007"), ("Q1X", "009"), ("Q2Y", "005"), ("T2?", "005"), ("T1X", "009"),
    ("[1Y00100", "020"), ("[1Y1", "009"), ("[2Y", "003"), ("P\xb2\xb2\xb2\xb2", "005"),
    ("OE\xb2\xb2\xb2\xb2A", "001")])
def test_refusals(text, code):
    """Each wrong command is refused with its code, and the port hears nothing."""
    assert say(made(), text) == (b"\x15" + code.encode(), [])


def test_continuous_print_ends():
    """Continuous print that never began can be ended; set-up of the queue is acknowledged with a note."""
    unit = made()
    assert say(unit, "[1N", "OP123")[0] == b"\x06\x06"
    assert any(isinstance(effect, Noted) and effect.what == "ignored"
               for effect in unit.received(1, encode_frame("OP123")))


def test_answer_on_receipt_hides_refusals():
    """A unit that answers on receipt accepts everything; a record too many is lost in silence."""
    unit = made(depth=1, respond="received")
    answer, heard = say(unit, "ON105BEANS", record("A1"), record("A2"), "XYZ", "T1?")
    assert answer == b"\x06\x06\x06\x06" + frame("T10000000000")
    assert [message for message in heard if isinstance(message, PrintOrders)] == [PrintOrders(1, ("A1",))]


def test_frame_too_long_is_refused():
    """A frame longer than the unit's buffer is refused with 011 and noted."""
    unit = made(max_frame=16)
    assert unit.received(1, frame("OE0020" + "A" * 20)) == [
        Noted("oversized", "found a frame of more than 16 bytes"), Write(1, b"\x15011")]


def test_garbage_is_passed_over():
    """Bytes outside frames are noted and not answered."""
    unit = made()
    assert unit.received(1, b"GET / HTTP/1.1") == [Noted("garbage", "14 bytes outside a frame; expected ESC")]


def test_second_client_is_refused():
    """A unit takes one client; bytes of another are not looked at, and its end changes nothing."""
    unit = made()
    say(unit, "I12", "ON105BEANS", record())
    why = "client 2; 1 are connected, which is all the device takes"
    assert unit.opened(2) == (Noted("refused", why), Hang(2, why))
    assert unit.received(2, frame("A?")) == []
    assert unit.closed(2) == ()
    assert unit.tell(PrintDone(1)) == [Write(1, b"2")]


def test_fixed_places():
    """Fields of a record may stand at fixed places."""
    profile = CodenetProfile()
    options = {"fields": type(profile.fields)(widths=(14, 10, 6, 20))}
    unit = made(**options)
    data = f"{GTIN}{'L1':10}270900{'A1':20}"
    assert say(unit, "ON105BEANS", f"OE{len(data):04d}{data}")[1] == [
        PrintJob("BEANS", GTIN, "L1", "270900"), PrintOrders(1, ("A1",))]


def test_nothing_of_another_seat_is_said():
    """A message that no printer says is noted."""
    assert made().tell(PrintNow()) == (Noted("unsaid", "PrintNow: nothing a printer says"),)


def test_every_command_has_a_published_length():
    """What the unit answers decodes as frames of their own."""
    unit = made()
    answer, _ = say(unit, "A?", "1C?", "O1?")
    assert [item.text[:2] for item in CommandDecoder(100).feed(answer)] == ["A3", "1C", "O1"]


@pytest.mark.parametrize("options", [{"print_character": "5"}, {"full": "11"}, {"labels": {"1": "BEANS"}},
                                     {"reasons": {"x01": "hot"}}])
def test_profiles_that_cannot_be_said(options):
    """Characters and codes that the protocol has no place for are refused."""
    with pytest.raises(ValueError, match="expected"):
        CodenetProfile(**options)
