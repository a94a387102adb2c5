"""ZPL as a stream: commands in pieces of any size, pictures of any length, changed prefixes, garbage."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.wire.zpl.codec import (
    Command,
    CommandStream,
    Oversized,
    SetGetDo,
    Stray,
    ZplError,
    encode_command,
    encode_set_get_do,
)
from tests.wire.vision.splitting import pieces

LABEL = (b"^XA\r\n^FO30,20^A0N,28,28^FDLOT 7A^FS\r\n^FO30,60^BXN,8,200,,,,_^FH^FD_5F1010950400005910121A7^FS\r\n"
         b"^PQ2,0,1,Y^XZ\r\n")
COMMANDS = [
    Command("^XA"), Command("^FO", "30,20"), Command("^A", "0N,28,28"), Command("^FD", "LOT 7A"), Command("^FS"),
    Command("^FO", "30,60"), Command("^BX", "N,8,200,,,,_"), Command("^FH"),
    Command("^FD", "_5F1010950400005910121A7"), Command("^FS"), Command("^PQ", "2,0,1,Y"), Command("^XZ")]
_CUTS = st.lists(st.integers(0, 5000), max_size=40)
_PIECE = st.sampled_from([
    b"^XA", b"^XZ", b"~HS", b"~HQES", b"^FD", b"^FS", b"^", b"~", b"^A", b"^a", b"\r\n", b"! U",
    b'! U1 getvar "a"\r\n', b"!", b"^GFB,3,3,1,", b"^GFA,3,3,1,", b"^GFC,,9,", b"~DGR:A.GRF,6,1,",
    b"~DYR:A,B,G,4,,", b"^CC+", b"~CT!", b"^CD;", b"+XA", b"x" * 30, b",", b"  ", b"\x00", b"~ZZ1"])
_STREAM = st.lists(_PIECE | st.binary(max_size=12), max_size=25).map(b"".join)


def read(data, cuts=(), **limits):
    stream = CommandStream(**limits)
    return [item for piece in pieces(data, cuts) for item in stream.feed(piece)]


def test_a_format_is_read_command_by_command():
    """Line ends between commands say nothing; a font is ``^A`` with its letter among the parameters."""
    assert read(LABEL) == COMMANDS


@given(_CUTS)
def test_a_format_over_any_number_of_segments(cuts):
    """Segments do not matter, nor do several formats in one."""
    assert read(LABEL * 2, cuts) == COMMANDS * 2


@given(_STREAM, _CUTS)
def test_anything_reads_alike_however_it_is_split(data, cuts):
    """Garbage, half commands and pictures give the same items in whatever pieces they arrive, and no exception."""
    assert read(data, cuts, longest=40, longest_binary=50) == read(data, longest=40, longest_binary=50)


@pytest.mark.parametrize("query", b"~HS ~HI ~HQES ~JA ~PP ~PS ~JR ~JC ~HU ^JUS".split())
def test_a_query_is_complete_with_its_last_letter(query):
    """No printer waits for what comes behind it."""
    assert read(query) == [Command(query[:3].decode(), query[3:].decode())]


def test_binary_pictures_pass_by_their_length():
    """Bytes of a picture that look like commands are none, and the next command is read."""
    picture = b"^XZ~JA^XA," * 3
    assert read(b"^XA^GFB,30,30,3," + picture + b"^FS~DYR:A,B,G,30,," + picture + b"^XZ") == [
        Command("^XA"), Command("^GF", "B,30,30,3", 30), Command("^FS"), Command("~DY", "R:A,B,G,30,", 30),
        Command("^XZ")]


def test_hexadecimal_pictures_end_at_the_next_command():
    """Their data is counted and not kept."""
    data = b"FF00\r\n" * 5000
    assert read(b"~DGR:A.GRF,15000,4," + data + b"^XA^GFA,4,4,1,FF00FF00^FS") == [
        Command("~DG", ("R:A.GRF,15000,4," + data.decode())[:128].replace("\r\n", ""), 30_000 - 112),
        Command("^XA"), Command("^GF", "A,4,4,1,FF00FF00"), Command("^FS")]


def test_a_picture_of_a_million_bytes_needs_no_memory():
    """What is dropped is never held."""
    stream = CommandStream()
    assert stream.feed(b"^GFB,1000000,1000000,10,") == [Command("^GF", "B,1000000,1000000,10", 1_000_000)]
    for _ in range(100):
        assert stream.feed(bytes(10_000)) == []
        assert len(stream._rest) == 0
    assert stream.feed(b"~HS") == [Command("~HS")]


def test_a_length_that_nobody_believes_is_oversized():
    """The stream is read on from the next prefix."""
    assert read(b"^GFB,99999999,99999999,1,abc^XZ") == [Oversized("^GF"), Command("^XZ")]


def test_a_field_without_end_is_oversized():
    """It is told once, the rest is dropped, and the next command is read."""
    assert read(b"^FD" + b"x" * 100_000 + b"^FS", [*range(0, 100_000, 777)]) == [Oversized("^FD"), Command("^FS")]


def test_prefixes_and_the_delimiter_can_be_changed():
    """After ``^CC+`` a format begins with ``+XA``; the old prefix is a character like any other."""
    assert read(b"^CC+~CT!+CD;+XA+FDa^b+FS+PQ2;0+XZ!HS") == [
        Command("^CC", "+"), Command("~CT", "!"), Command("^CD", ";", 0, ";"), Command("^XA", "", 0, ";"),
        Command("^FD", "a^b", 0, ";"), Command("^FS", "", 0, ";"), Command("^PQ", "2;0", 0, ";"),
        Command("^XZ", "", 0, ";"), Command("~HS", "", 0, ";")]
    assert Command("^PQ", "2; 0", 0, ";").parts() == ["2", "0"]


def test_garbage_between_commands_is_told():
    """It ends at a line end, at the next command, or after 64 bytes."""
    assert read(b"hello \r\n\x01\x02^XA^%!^FS" + b"z" * 65 + b"^XZ") == [
        Stray(b"hello"), Stray(b"\x01\x02"), Command("^XA"), Stray(b"^%!"), Command("^FS"), Stray(b"z" * 64),
        Stray(b"z"), Command("^XZ")]


def test_lines_of_set_get_do():
    """Printers take them beside ZPL; a line that is none is garbage."""
    assert read(b'! U1 getvar "a.b"\r\n! U1 setvar "a.b" "7"\r\n! U1 oops\r\n~HS') == [
        SetGetDo("getvar", "a.b"), SetGetDo("setvar", "a.b", "7"), Stray(b"! U1 oops"), Command("~HS")]


@given(st.sampled_from(["^FD", "^FO", "~TA", "^A", "^XF"]),
       st.text(st.characters(max_codepoint=255, exclude_characters="^~\r\n\0"), max_size=30))
def test_a_command_survives_the_wire(name, text):
    """What is encoded reads to the same value."""
    assert read(encode_command(Command(name, text)) + b"^XZ")[0] == Command(name, text)


@given(st.sampled_from(["getvar", "setvar", "do"]), st.from_regex("[a-z][a-z.]{0,20}", fullmatch=True),
       st.from_regex("[ -!#-~]{0,20}", fullmatch=True))
def test_a_set_get_do_line_survives_the_wire(verb, name, value):
    """What is encoded reads to the same value."""
    assert read(encode_set_get_do(SetGetDo(verb, name, value))) == [SetGetDo(verb, name, value)]


@pytest.mark.parametrize("command", [Command("^FD", "a^b"), Command("^FD", "~"), Command("^FD", "\u20ac")])
def test_a_text_that_zpl_cannot_carry_is_refused(command):
    """Prefixes and wide characters need escapes; nothing is sent that would read as something else."""
    with pytest.raises(ZplError, match=r"expected hexadecimal escapes|more than one byte"):
        encode_command(command)


@pytest.mark.parametrize("setting", [SetGetDo("do", 'a"b'), SetGetDo("do", "a", "b\r\n"), SetGetDo("do", "\xe4")])
def test_a_set_get_do_line_that_would_break_is_refused(setting):
    """Quotation marks and line ends within it would end it early."""
    with pytest.raises(ZplError, match="expected printable ASCII"):
        encode_set_get_do(setting)
