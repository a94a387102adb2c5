"""Field data, formats, templates, replies and conditions: values alone, no device."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.ports.printer import PrinterState
from linebench.product.pack_code import PackCode
from linebench.wire.zpl.codec import CommandStream, ZplError
from linebench.wire.zpl.conditions import CONDITIONS, conditions_of, holding, seen_of, show
from linebench.wire.zpl.contents import Contents, read_label
from linebench.wire.zpl.field_data import from_hex, symbol_content, symbol_data, to_hex
from linebench.wire.zpl.labels import Label, LabelReader, Problem, Stored
from linebench.wire.zpl.profile import CASE_LABEL, PACK_LABEL
from linebench.wire.zpl.replies import (
    Block,
    Errors,
    HostStatus,
    Line,
    Quoted,
    ReplyStream,
    Spoiled,
    encode_block,
    encode_line,
    encode_quoted,
)
from linebench.wire.zpl.template import Template
from tests.wire.vision.splitting import pieces

CODE = PackCode("04012345678901", "270900", "L1", "A1")
VALUES = {"gtin": CODE.gtin, "lot": CODE.lot, "expiry": CODE.expiry, "serial": CODE.serial, "code": CODE.content()}
_PRINTABLE = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=30)


def formats(data, memory=None):
    """What formats complete."""
    reader = LabelReader({} if memory is None else memory, "_")
    done = [reader.take(command) for command in CommandStream().feed(data)]
    return [each for each in done if each is not None]


def contents(data, memory=None, copy=0):
    """What the last label of some formats says."""
    return read_label(formats(data, memory)[-1], copy)


@pytest.mark.parametrize("data", [
    b"^XA^BXN,8,200,,,,_^FD_101040123456789011727090010L1_121A1^FS^XZ",
    b"^XA^BXN,8,200^FD_101040123456789011727090010L1_121A1^FS^XZ",
    b"^XA^BXN,8,200,,,,#^FH^FD#101040123456789011727090010L1_1D21A1^FS^XZ",
    b"^XA^BXN,8,200,,,,_^FD_101040123456789011727090010L1_d02921A1^FS^XZ",
    b"^XA^BXN,8,200,,,,_^FD_101040123456789011727090010L1_]21A1^FS^XZ",
    b"^XA^BXN,8,200,,,,_^FH\\^FD\\1D01040123456789011727090010L1\\1D21A1^FS^XZ",
    b"^XA^BCN,100^FD>;>801040123456789011727090010L1>821A1^FS^XZ",
    b"^XA^BQN,2,8^FH^FDQA,01040123456789011727090010L1_1D21A1^FS^XZ",
])
def test_element_strings_in_every_escape(data):
    """FNC1 and separators in the escapes of Data Matrix, Code 128, QR and ``^FH`` give the same data."""
    assert contents(data) == Contents(CODE.content(), CODE.gtin, CODE.lot, CODE.expiry, CODE.serial,
                                      unstated=("gtin", "expiry", "lot", "serial"))


@given(_PRINTABLE, st.sampled_from("_#\\"))
def test_hexadecimal_escapes_survive(text, mark):
    """Whatever a field says comes back, and nothing in it is taken for a command."""
    written = to_hex(text, mark)
    assert from_hex(written, mark) == text
    assert not {"^", "~"} & set(written)


@given(_PRINTABLE.filter(lambda text: "\x1d" not in text), _PRINTABLE)
@pytest.mark.parametrize("symbology", ["^BX", "^BC", "^BQ"])
def test_symbols_survive(symbology, first, second):
    """An element string written for a symbology reads to itself."""
    content = f"10{first}\x1d21{second}"
    assert symbol_content(symbology, symbol_data(symbology, content, "_"), "_") == content


@given(_PRINTABLE, _PRINTABLE, st.booleans())
@pytest.mark.parametrize("symbol", ["^BXN,8,200,,,,_", "^BCN,100", "^BQN,2,8"])
def test_what_a_template_writes_a_printer_reads(symbol, lot, serial, stored):
    """As a stored format or a whole one, whatever characters lot and serial hold."""
    template = Template(f"^XA{symbol}^FD{{code}}^FS^FDlot {{lot}}^FS^FDno {{serial}}^FS^XZ")
    content = PackCode(CODE.gtin, CODE.expiry, lot, serial).content()
    values = {**VALUES, "lot": lot, "serial": serial, "code": content}
    data = (template.stored("F", values) + template.recall("F", values)) if stored else template.whole(values)
    label = formats(data)[-1]
    assert sorted(field.content() for field in label.fields) == sorted([content, f"lot {lot}", f"no {serial}"])


def test_a_stored_format_and_its_recall_as_bytes():
    """What stays the same is stored with the format; what changes is a numbered field."""
    template = Template(PACK_LABEL)
    assert template.stored("JOB", VALUES, "job=JOB") == (
        b"^XA^DFR:JOB.ZPL^FS^FXjob=JOB^FS^FO30,30^BXN,8,200,,,,_^FN1^FS"
        b"^FO260,30^A0N,28,28^FD(01)04012345678901^FS^FO260,70^A0N,28,28^FN2^FS"
        b"^FO260,110^A0N,28,28^FD(10)L1^FS^FO260,150^A0N,28,28^FD(17)270900^FS^XZ\r\n")
    assert template.recall("JOB", VALUES) == (
        b"^XA^XFR:JOB.ZPL^FS^FN1^FD_101040123456789011727090010L1_121A1^FS^FN2^FD(21)A1^FS^XZ\r\n")


def test_a_label_states_its_data_twice():
    """The default label's text agrees with its code."""
    assert contents(Template(PACK_LABEL).whole(VALUES)).unstated == ()


def test_a_case_label():
    """The SSCC in a GS1-128, the number of the container in a comment."""
    data = Template(CASE_LABEL).whole({"sscc": "340123450000000017", "trigger": "12"})
    label = formats(data)[-1]
    assert (label.trigger, read_label(label, 0).sscc) == ("12", "340123450000000017")


@pytest.mark.parametrize("text", [
    "", "^XA", "^XZ", "^XA^XZ^XA^XZ", "hello^XA^XZ", "^XA^XZhello", "^XA^FD\u20ac^FS^XZ", "^XA^FN1^FS^XZ",
    "^XA^FH^FD{lot}^FS^XZ", "^XA^FO{lot},1^FS^XZ"])
def test_templates_that_are_none(text):
    """Each is told what is wrong, when the profile is made."""
    with pytest.raises(ZplError, match="expected"):
        Template(text)


def test_stored_formats_are_recalled():
    """Numbered fields take the recall's data; a format recalled and not stored is a problem."""
    memory = {}
    assert formats(b"^XA^DFR:F.ZPL^FS^FN1^BXN,8,200,,,,_^FS^FDfixed^FS^XZ", memory) == [Stored("F")]
    label = formats(b"^XA^XFR:F.ZPL^FS^FN1^FD_121A9^FS^PQ3^XZ", memory)[0]
    assert ([field.content() for field in label.fields], label.name, label.quantity) == (["21A9", "fixed"], "F", 3)
    assert formats(b"^XA^XFR:G.ZPL^FS^XZ", memory) == [Problem("format G is recalled and not stored")]


def test_serialised_fields_count():
    """``^SN`` counts up from label to label; leading zeros are kept when told."""
    label = formats(b"^XA^SNA0098,1,Y^FS^FDx^FS^PQ3^XZ")[0]
    assert [label.fields[0].content(copy) for copy in range(3)] == ["A0098", "A0099", "A0100"]
    assert formats(b"^XA^SN07,-2,N^FS^XZ")[0].fields[0].content(1) == "5"


@pytest.mark.parametrize(("data", "found"), [
    (b"^XA^JUS^XZ", []), (b"^FDx^FS^XZ", []), (b"^XA^FDx^FS^PQ0^XZ", []), (b"^XA^XA^FDx^FS^XZ", [1]),
    (b"^XA^FDx^XZ", [1]), (b"^XA^FDx^FS^PQabc^XZ", [1])])
def test_formats_at_the_edge(data, found):
    """Settings alone, fields outside, quantity 0, a format begun twice, a last field without its end."""
    assert [each.quantity for each in formats(data)] == found


def test_memory_is_bounded():
    """A printer keeps 64 formats of 512 fields at most."""
    memory = {}
    assert isinstance(formats(b"^XA" + b"^FDx^FS" * 513 + b"^XZ")[0], Problem)
    done = formats(b"".join(b"^XA^DFR:F%d^FS^FDx^FS^XZ" % number for number in range(65)), memory)
    assert (len(memory), type(done[63]), type(done[64])) == (64, Stored, Problem)


@pytest.mark.parametrize(("data", "code"), [
    (b"^XA^FDhello^FS^XZ", "hello"), (b"^XA^BXN,8,200^FDhello^FS^XZ", "hello"), (b"^XA^BCN^FD10L1^FS^XZ", "10L1")])
def test_labels_without_data(data, code):
    """No code, no element string, or neither serial nor SSCC: the problem is told, and what the label says."""
    found = contents(data)
    assert (found.code, bool(found.problem), found.serial) == (code, True, "")


def test_host_status_as_bytes():
    """Three lines, each STX to ETX with its line end, fields in the order of the guide."""
    status = HostStatus(paper_out=True, paused=True, formats=3, head_up=True, remaining=12, stored=2)
    assert b"".join(map(encode_block, status.blocks())) == (
        b"\x02030,1,1,1245,003,0,0,0,000,0,0,0\x03\r\n\x02001,0,1,0,1,4,4,0,00000012,1,002\x03\r\n\x021234,0\x03\r\n")
    assert HostStatus.read(*status.blocks()[:2]) == status


@pytest.mark.parametrize(("first", "second"), [
    ("", ""), ("1,2", "3"), ("030,1,1,1245,003,0,0,0,000,0,0,x", "001,0,1,0,1,4,4,0,00000012,1,002")])
def test_what_is_no_host_status(first, second):
    """Other lines are told apart."""
    assert HostStatus.read(first, second) is None


def test_errors_as_bytes():
    """A line of errors and one of warnings: a flag and two groups of 8 nibbles, 16 to 9 and 8 to 1."""
    errors = Errors(0x1_0000_0005, 0)
    assert "ERRORS:         1 00000001 00000005" in errors.block()
    assert "WARNINGS:       0 00000000 00000000" in errors.block()
    assert Errors.read(errors.block()) == errors


_REPLY = st.builds(encode_block, _PRINTABLE) | st.builds(encode_line, _PRINTABLE) | st.builds(
    encode_quoted, _PRINTABLE) | st.binary(max_size=10)


@given(st.lists(_REPLY, max_size=8).map(b"".join), st.lists(st.integers(0, 500), max_size=20))
def test_answers_read_alike_however_they_are_split(data, cuts):
    """Garbage too, without an exception."""
    def read(places):
        stream = ReplyStream(40)
        return [item for piece in pieces(data, places) for item in stream.feed(piece)]

    assert read(cuts) == read([])


def test_answers_between_alerts():
    """Blocks, lines and values in one stream; one without end is lost in pieces."""
    stream = ReplyStream(40)
    assert stream.feed(encode_line("ALERT: X") + encode_block("a") + encode_quoted("7") + b"\x02" + b"y" * 50) == [
        Line("ALERT: X"), Block("a"), Quoted("7"), Spoiled(40)]


@pytest.mark.parametrize("condition", CONDITIONS)
def test_each_condition_survives_flags_and_bits(condition):
    """What the printer shows, the host understands."""
    warning = condition.kind == "warning"
    state = PrinterState("p", "ready" if warning else condition.kind, "" if warning else condition.reason, 0,
                         condition.reason if warning else "")
    found = holding(*show(conditions_of(state, CONDITIONS), HostStatus()), CONDITIONS, ())
    assert found == (condition,)
    assert (seen_of(found).state, seen_of(found).reason, seen_of(found).warning) == (
        state.state, state.reason, state.warning)


def test_reason_that_the_table_does_not_know():
    """Bits cannot name it; what an alert said before can."""
    strange = conditions_of(PrinterState("p", "fault", "cat on the line", 0), CONDITIONS)
    shown = show(strange, HostStatus())
    assert seen_of(holding(*shown, CONDITIONS, strange)).reason == "cat on the line"
    assert seen_of(holding(*shown, CONDITIONS, ())).reason == "bits 8000000000000000"


def test_label_is_a_value():
    """A format with fields and no quantity is printed once."""
    assert formats(b"^XA^FDx^FS^XZ")[0] == Label(fields=formats(b"^XA^FDx^FS^XZ")[0].fields, quantity=1)
