"""Lines of readers: what a profile can carry comes back as it was, and nothing that arrives breaks a decoder."""

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from linebench.ports.camera import CameraCounters, CameraState, Reading
from linebench.wire.readers.lines import ReaderLines
from linebench.wire.readers.profile import GS, ReaderProfile
from linebench.wire.readers.template import Marks, Template, TemplateError
from tests.wire.readers.values import JOB, NO_READ, READ, counters, readings, reads, states, texts

LINES = ReaderLines(ReaderProfile(), "camera-1")
gs_words = st.sampled_from([word for word in GS if word != "lost"])
encodings = st.sampled_from(["utf-8", "latin-1", "ascii"])
breaks = st.sampled_from([r"\n", "|", "<LF>", " "])


def lines(**options):
    return ReaderLines(ReaderProfile(**options), "camera-1")


def carries(chosen, reading):
    """Whether the reading comes back as it is, but for a number that the set-up does not send."""
    try:
        found = chosen.result.decode(chosen.result.encode(reading))
    except TemplateError:
        return False
    trigger = found.trigger if chosen.result.numbered else reading.trigger
    return msgspec.structs.replace(found, trigger=trigger) == reading


def test_the_default_line():
    """The default result line carries all of a reading, its line breaks escaped, 0x1D as it is."""
    assert LINES.encode(READ) == (b"7;read;]d2;01095040000591011728120010LOT7\x1d21A1B2;"
                                  b"(01)09504000059101\\n(21)A1B2")
    assert LINES.encode(NO_READ) == b"8;no_read;;NoRead;"
    assert LINES.encode(CameraState("camera-1", JOB, True, True)) == b"STATE;09504000059101;1;1"
    assert (LINES.encode(CameraCounters("camera-1", JOB, 9, 7, 2, 0, 1))
            == b"COUNTERS;09504000059101;9;7;2;0;1")


@given(readings, gs_words, encodings, breaks)
@example(READ, "{GS}", "ascii", "|")
def test_an_escaped_reading_comes_back(reading, gs, encoding, line_break):
    """With an escape every reading comes back, whatever its characters, marks and encoding."""
    chosen = lines(gs=gs, encoding=encoding, line_break=line_break)
    line = chosen.encode(reading)
    assert chosen.decode(line) == reading
    assert not set(line) & set(b"\r\n")


TEMPLATES = ["#{trigger}# {text} [{data}] {symbology}", "{trigger}\x1d{data}\x1d{symbology}\x1d{text}",
             "a{trigger}b{symbology}n{data}x{text}", "{data}|{trigger}|{text}|{symbology}"]


@given(reads, st.sampled_from(TEMPLATES), gs_words)
def test_other_templates(reading, template, gs):
    """A template without the outcome carries every read whose data is not the word for a no-read."""
    assert carries(lines(result=template, gs=gs), reading) is (reading.content != "NoRead")


@given(reads)
def test_an_identifier_before_the_data_needs_no_separator(reading):
    """An AIM identifier directly before the data is told from it by its form."""
    chosen = lines(result="{trigger};{symbology}{data};{text}")
    if reading.symbology in ("]d2", "]C1"):
        assert carries(chosen, reading) is (reading.content != "NoRead")


@given(states | counters)
def test_state_and_counters_come_back(message):
    """State and counters come back, whatever the job is called."""
    assert LINES.decode(LINES.encode(message)) == message


@given(st.binary(max_size=200))
def test_any_bytes_are_a_message_or_a_template_error(line):
    """No bytes make a decoder raise anything but its own error."""
    for chosen in (LINES, lines(result="{data}", escape="", state="", counters="")):
        try:
            message = chosen.decode(line)
        except TemplateError:
            continue
        assert isinstance(message, Reading | CameraState | CameraCounters)


@pytest.mark.parametrize(("gs", "sent"), [("raw", b"1\x1d2"), ("{GS}", b"1{GS}2"), ("<GS>", b"1<GS>2"),
                                          ("~", b"1~2"), ("lost", b"12")])
@pytest.mark.parametrize("escape", ["", "\\"])
def test_separators(gs, sent, escape):
    """A 0x1D is sent as the profile says, and read back unless it is lost."""
    chosen = lines(result="{data}", gs=gs, escape=escape)
    reading = Reading(1, "read", "1\x1d2", "", "")
    assert chosen.encode(reading) == sent
    assert carries(chosen, reading) is (gs != "lost")


def test_without_an_escape_a_separator_in_the_data_garbles():
    """An unescaped value with a separator is sent as it is and known not to be carried."""
    chosen = lines(result="{trigger};{data};{text}", escape="")
    assert chosen.encode(Reading(1, "read", "a;b", "c", "")) == b"1;a;b;c"
    assert not carries(chosen, Reading(1, "read", "a;b", "c", ""))
    assert chosen.decode(b"1;a;b;c") == Reading(1, "read", "a", "b;c", "")


@pytest.mark.parametrize("no_read", ["ERROR", "NR", ""])
def test_no_read_strings(no_read):
    """A no-read is its configured string where the data would be, with prefix and suffix around."""
    chosen = lines(result="{data}", prefix="<{", suffix="}>", no_read=no_read, state="", counters="")
    assert chosen.encode(NO_READ) == b"<{" + no_read.encode() + b"}>"
    assert chosen.result.decode(chosen.encode(NO_READ)) == Reading(0, "no_read", "", "", "")
    assert not carries(chosen, Reading(1, "read", no_read, "", ""))


def test_an_assumed_symbology_is_that_of_reads_only():
    """A line without symbology gives what the host assumes, but to a no-read none."""
    chosen = lines(result="{trigger};{data}", assumed_symbology="]d2")
    assert chosen.decode(b"1;abc") == Reading(1, "read", "abc", "", "]d2")
    assert chosen.decode(b"2;NoRead") == Reading(2, "no_read", "", "", "")


@pytest.mark.parametrize("line", [b"x;read;]d2;a;b", b"-1;read;]d2;a;b", b"1;maybe;]d2;a;b", b"1;read;]d2;a",
                                  b"1;read;]d2;a;b;c", b"1;no_read;]d2;;", b"1;no_read;;code;", b"1;no_read;;;text",
                                  b"9999999999999999999;read;;a;b", b"\xff;read;;a;b", b"",
                                  "²;read;;a;b".encode()])
def test_what_does_not_fit_is_refused(line):
    """A line with a wrong form, number, outcome or a no-read with data is no reading."""
    with pytest.raises(TemplateError):
        LINES.decode(line)


@pytest.mark.parametrize("template", ["{data}{text}", "{data};{data}", "{date}", "{data", "{data!r}",
                                      "{trigger};{}", "{trigger}", "{data:>5}"])
def test_templates_that_cannot_be_read_back_are_refused(template):
    """A template with unknown, doubled or touching fields, or without data, is refused when it is set up."""
    with pytest.raises(TemplateError):
        lines(result=template)


@pytest.mark.parametrize("options", [{"escape": "n"}, {"escape": "ab"}, {"line_break": r"\p"},
                                     {"line_break": "a;b"}])
def test_escapes_and_marks_that_cannot_be_read_back_are_refused(options):
    """An escape that is a letter and a mark with a separator are refused when they are set up."""
    with pytest.raises(TemplateError):
        lines(**options)


def test_a_long_hostile_line_takes_no_long_time():
    """A line of nothing but separators is refused in time linear in its length."""
    for escape in ("", "\\"):
        chosen = lines(escape=escape, suffix="!")
        with pytest.raises(TemplateError):
            chosen.decode(b";" * 200_000)


@given(texts)
def test_an_ended_value_never_holds_an_end(value):
    """Characters that end a frame never stand in an escaped value."""
    template = Template("{job}", Marks(ends="\x02\x03\r"), frozenset({"job"}))
    line = template.encode({"job": value})
    assert template.decode(line) == {"job": value}
    assert not set(line) & set(b"\x02\x03\r")
