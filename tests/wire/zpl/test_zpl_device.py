"""The printer's side: formats become records, questions are answered, alerts are said to who wants them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.ports.packer import LabelOrder
from linebench.ports.printer import (
    ClearFaults,
    ClearQueue,
    PrintDone,
    PrinterEnable,
    PrinterState,
    PrintJob,
    PrintNow,
    PrintOrders,
)
from linebench.wire.side import Hang, Heard, Noted, Setting, Write
from linebench.wire.zpl.device import ZplDevice
from linebench.wire.zpl.dialect import DIALECTS
from linebench.wire.zpl.replies import Errors, HostStatus, encode_block

HEAD = b"^XA^BXN,8,200,,,,_^FD_101040123456789011727090010L1_121"
JOB = PrintJob("label", "04012345678901", "L1", "270900")


class Unit:
    """A device side with one client."""

    def __init__(self, profile="", **options):
        self.side = ZplDevice(DIALECTS[0].profile(profile, options), Setting(name="printer-1", now=lambda: 0))
        self.side.opened(1)
        self.noted = []

    def send(self, data, client=1):
        """The messages that the line hears of it, and the bytes answered."""
        return self._sorted(self.side.received(client, data))

    def says(self, message):
        return self._sorted(self.side.tell(message))[1]

    def label(self, serial, quantity=1):
        return self.send(HEAD + serial + b"^FS^PQ%d^XZ" % quantity)[0]

    def status(self):
        return self.send(b"~HS")[1]

    def _sorted(self, effects):
        self.noted += [each.what for each in effects if isinstance(each, Noted)]
        return ([each.message for each in effects if isinstance(each, Heard)],
                b"".join(each.data for each in effects if isinstance(each, Write)))


def status(**fields):
    return b"".join(map(encode_block, HostStatus(**fields).blocks()))


def state(kind, reason, warning=""):
    return PrinterState("printer-1", kind, reason, 0, warning)


def test_labels_become_records():
    """The job is told with its first label; nothing is answered."""
    unit = Unit()
    assert unit.send(HEAD + b"A1^FS^XZ" + HEAD + b"A2^FS^XZ") == (
        [JOB, PrintOrders(1, ("A1",)), PrintOrders(2, ("A2",))], b"")


def test_quantity_makes_as_many_records():
    """Three labels of one format are three records with one serial."""
    assert Unit().label(b"A1", 3) == [JOB, *(PrintOrders(number, ("A1",)) for number in (1, 2, 3))]


def test_formats_wait_in_the_buffer():
    """What the queue has no place for is ordered as labels are printed; ``~HS`` counts both down."""
    unit = Unit(depth=2)
    unit.label(b"A1", 3)
    assert unit.label(b"A2") == []
    assert unit.status() == status(formats=1, remaining=3)
    effects = unit.side.tell(PrintDone(1))
    assert effects == [Heard(PrintOrders(3, ("A1",)))]
    assert unit.status() == status(formats=1, remaining=2)
    unit.says(PrintDone(2)), unit.says(PrintDone(3))
    assert unit.status() == status(remaining=1)


def test_a_full_buffer_loses_formats_with_a_note():
    """It shows in ``~HS``."""
    unit = Unit(depth=1, buffer=1)
    for serial in (b"A1", b"A2", b"A3"):
        unit.label(serial)
    assert unit.noted == ["full"]
    assert unit.status() == status(formats=1, remaining=1, buffer_full=True)


def test_a_hundred_million_labels_need_no_memory():
    """A quantity is a number."""
    unit = Unit(depth=2)
    assert len(unit.label(b"A1", 99_999_999)) == 3
    assert unit.status() == status(remaining=99_999_999)
    assert Unit(records="dropped").label(b"A1", 99_999_999) == []


def test_questions():
    """Identification, errors, alert table; a half received format shows in ``~HS``."""
    unit = Unit()
    assert unit.send(b"~HI")[1] == b"\x02ZT411-300dpi,V92.21.39Z,12,65536KB\x03\r\n"
    assert unit.send(b"~HQES")[1] == encode_block(Errors().block())
    assert unit.send(b"~HU")[1] == b""
    assert unit.send(b"^XA^FD1^FS~HS")[1] == status(partial=True)


def test_alert_table():
    """``~HU`` reads back what ``^SX`` set; ``^JU`` saves, forgets and brings back."""
    unit = Unit()
    unit.send(b"^XA^SXK,D,Y,N,10.1.2.3,9200^SXE,A,Y,Y^JUS^XZ")
    assert unit.send(b"~HU")[1] == b"K,D,Y,N,10.1.2.3,9200\r\nE,A,Y,Y,,0\r\n"
    assert unit.send(b"^JUF~HU")[1] == b""
    assert unit.send(b"^JUR~HU")[1] == b"K,D,Y,N,10.1.2.3,9200\r\nE,A,Y,Y,,0\r\n"
    unit.send(b"^XA^SX^SXKK,D^SXK,Z^XZ")
    assert unit.noted == ["refused"] * 3


@pytest.mark.parametrize(("letters", "done"), [("current", b"K"), ("old", b"L")])
def test_alert_of_a_finished_job(letters, done):
    """Once for each format, when its last label is printed, in the letters of the firmware."""
    unit = Unit(letters=letters)
    unit.label(b"A1")
    assert unit.says(PrintDone(1)) == b""
    unit.send(b"^XA^SX" + done + b",D,Y,N^XZ")
    unit.label(b"A2", 2)
    assert [unit.says(PrintDone(2)), unit.says(PrintDone(3))] == [b"", b"ALERT: PQ JOB COMPLETED\r\n"]


def test_alerts_of_conditions():
    """Set and cleared, each when it is wanted; another shape is an option."""
    unit = Unit(alert="[{kind}] {text}!")
    unit.send(b"^XA^SXE,D,Y,Y^SXB,D,N,Y^XZ")
    assert [unit.says(each) for each in (state("fault", "head open"), state("fault", "ink out"),
                                         state("fault", "media out"), state("ready", ""))] == [
        b"[ERROR CONDITION] HEAD OPEN!\r\n", b"[ERROR CLEARED] HEAD OPEN!\r\n", b"[ERROR CLEARED] RIBBON OUT!\r\n",
        b""]


def test_states_show_in_flags_and_bits():
    """A fault with a flag, and a warning beside it."""
    unit = Unit()
    unit.says(state("fault", "head open", "media low"))
    assert unit.status() == status(head_up=True)
    assert unit.send(b"~HQES")[1] == encode_block(Errors(4, 0x0200_0000_0000).block())


@pytest.mark.parametrize(("reason", "answered"), [("head open", False), ("media out", False), ("ink out", False),
                                                  ("head too hot", False), ("queue empty", True)])
def test_silent_status(reason, answered):
    """Some firmware does not answer ``~HS`` while it is open, empty or too hot; ``~HQES`` it does answer."""
    unit = Unit("silent-hs")
    unit.says(state("fault", reason))
    assert bool(unit.status()) is answered
    assert unit.send(b"~HQES")[1]


def test_controls():
    """Cancel, pause, resume, calibrate, and the bench's own lines."""
    unit = Unit()
    unit.label(b"A1")
    assert unit.send(b"~JA~PP")[0] == [ClearQueue(), PrinterEnable(False)]
    assert unit.status() == status(paused=True)
    assert unit.send(b'~PS~JC! U1 do "bench.print_now" ""\r\n! U1 do "bench.clear_faults"\r\n')[0] == [
        PrinterEnable(True), PrintNow(), ClearFaults()]
    assert unit.send(b'! U1 getvar "bench.ink"\r\n! U1 getvar "x"\r\n')[1] == b'"100""?"'
    assert unit.status() == status()


def test_cancel_forgets_a_format_half_received():
    """Its rest is no label."""
    unit = Unit()
    assert unit.send(HEAD + b"A1^FS~JA^XZ")[0] == [ClearQueue()]


def test_reset_forgets_and_hangs_up():
    """Formats in memory are gone and every connection is closed; commands behind it are not heard."""
    unit = Unit(clients=2)
    unit.side.opened(2)
    unit.send(b"^XA^DFR:F.ZPL^FS^FN1^BX^FS^XZ")
    effects = unit.side.received(1, b"~JR" + HEAD + b"A1^FS^XZ")
    assert [each for each in effects if isinstance(each, Hang)] == [
        Hang(1, "the printer was reset"), Hang(2, "the printer was reset")]
    assert [each.message for each in effects if isinstance(each, Heard)] == [ClearQueue()]
    unit.side.closed(1), unit.side.closed(2), unit.side.opened(3)
    assert unit.send(b"~HS", client=3)[1] == status()


def test_labels_without_data_are_printed_as_they_are():
    """Their text is a serial that no reader takes for one; it is noted."""
    unit = Unit()
    assert unit.send(b"^XA^FDhello^FS^XZ")[0] == [PrintJob("label", "", "", ""), PrintOrders(1, ("hello",))]
    assert unit.noted == ["unreadable"]


def test_text_can_be_compared():
    """A label whose text does not state its data is noted and printed."""
    unit = Unit(text="compared")
    unit.send(HEAD + b"A1^FS^FD04012345678901 270900 L1 A2^FS^XZ")
    assert unit.noted == ["text"]


def test_containers():
    """An SSCC is a label order, numbered by the label's comment; 0 when it has none."""
    unit = Unit("case-label")
    label = b"^BCN^FD>;>800340123450000000017^FS^XZ"
    assert unit.send(b"^XA^FXtrigger=7^FS" + label + b"^XA" + label)[0] == [
        LabelOrder("case", 7, "340123450000000017"), LabelOrder("case", 0, "340123450000000017")]
    assert Unit().send(b"^XA" + label)[0] == [PrintJob("label", "", "", ""),
                                              PrintOrders(1, ("00340123450000000017",))]


def test_pictures_between_labels():
    """Binary data that looks like commands harms nothing."""
    unit = Unit()
    picture = b"^XA^GFB,20,20,2," + b"~JA^XZ" * 3 + b"xx^FS"
    assert unit.send(b"~DGR:A.GRF,4,2,FF00FF00\r\n" + picture + HEAD[3:] + b"A1^FS^XZ")[0] == [
        JOB, PrintOrders(1, ("A1",))]
    assert unit.noted == []


@pytest.mark.parametrize(("option", "alerts"), [("missing", 0), ("doubled", 2)])
def test_defects_of_print_complete(option, alerts):
    """A unit may announce a print not at all, or twice."""
    unit = Unit(print_complete=option)
    unit.send(b"^XA^SXK,D,Y,N^XZ")
    unit.label(b"A1")
    assert unit.says(PrintDone(1)) == b"ALERT: PQ JOB COMPLETED\r\n" * alerts


_WORDS = st.sampled_from([
    b"^XA", b"^XZ", b"^FS", b"^FDabc", b"^BXN,8,200", b"^FN1", b"^DFR:A.ZPL", b"^XFR:A.ZPL", b"^PQ9", b"^PQ",
    b"~HS", b"~HQES", b"~JA", b"~PP", b"~PS", b"^SXK,D,Y", b"^SN1", b"^SN", b"^BX", b"^FH", b"^FX", b"~HU", b"^JUF",
    b"^GFB,", b"^FXjob=_ZZ", b"^FXtrigger=\xb2", b'! U1 do "x"\r\n', b"_1", b"^SXK,D,Y\xff,\xff"])


@given(st.lists(_WORDS | st.binary(max_size=20), max_size=30), st.sampled_from(list(DIALECTS[0].profiles)))
def test_no_bytes_harm_the_printer(pieces, profile):
    """Whatever arrives, a new client is served."""
    unit = Unit(profile)
    for piece in pieces:
        unit.send(piece)
    unit.says(state("ready", ""))
    unit.side.closed(1)
    unit.side.opened(2)
    assert unit.send(b"~HI", client=2)[1].startswith(b"\x02ZT411")


@pytest.mark.parametrize(("options", "message"), [
    ({"label": "^XA"}, "is no format"), ({"alert": "{text}"}, "each once"), ({"escape": "^"}, "no prefix"),
    ({"buffer": -1}, "expected 0 or more")])
def test_options_that_cannot_work_are_told(options, message):
    """Each message says what was expected."""
    with pytest.raises(ValueError, match=message):
        DIALECTS[0].profile("", options)
