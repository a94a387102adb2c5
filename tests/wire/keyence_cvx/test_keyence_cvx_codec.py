import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.wire.keyence_cvx.codec import (
    PARAMETER,
    Command,
    Refusal,
    decode_command,
    decode_refusal,
    encode_line,
    encode_refusal,
)

FIELD = st.text(st.characters(codec="ascii", exclude_characters=",\r\n"), max_size=8)


@pytest.mark.parametrize(("command", "line"), [
    (Command("T1"), b"T1\r"), (Command("PW", ("1", "7")), b"PW,1,7\r"), (Command("PR", ("1", "")), b"PR,1,\r"),
])
def test_golden_commands(command, line):
    """Word and fields with commas between, CR behind."""
    assert encode_line(str(command)) == line
    assert decode_command(line[:-1]) == command


@given(word=FIELD, fields=st.lists(FIELD, max_size=4))
def test_a_command_survives(word, fields):
    """Written and read it is the same."""
    command = Command(word, tuple(fields))
    assert decode_command(encode_line(str(command))[:-1]) == command


@pytest.mark.parametrize(("line", "refusal"), [
    (b"ER,PW,22", Refusal("PW", PARAMETER)), (b"ER,T1,03", Refusal("T1", 3)), (b"ER,T1", None), (b"T1", None),
    (b"ER,T1,xx", None), (b"ER,T1,1234", None), (b"ER,T1,02,", None), (b"\xff", None), (b"ER,,02", Refusal("", 2)),
])
def test_refusals_are_told_from_the_rest(line, refusal):
    """The refused word and a number."""
    assert decode_refusal(line) == refusal


@given(word=FIELD, code=st.integers(0, 999))
def test_a_refusal_survives(word, code):
    """With two digits at least."""
    assert decode_refusal(encode_refusal(Refusal(word, code))[:-1]) == Refusal(word, code)


@given(line=st.binary())
def test_any_bytes_are_some_command(line):
    """Bytes never raise."""
    assert isinstance(decode_command(line), Command)
    assert decode_refusal(line) is None or isinstance(decode_refusal(line), Refusal)
