import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.wire.vision.answers import MAX_ANSWER_BYTES, AnswerLines, decode_answer, encode_answer
from linebench.wire.vision.values import Answer, AnswerError
from tests.wire.vision.splitting import pieces

READ = Answer(7, "read", "010950400005910121A7\x1d10LOT-7A", "]d2", "LOT\nA7", 3.5)
_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_GRADE = st.none() | st.floats(0, 4, allow_nan=False)
_TRIGGER = st.integers(1, 2**32 - 1)
_ANSWERS = st.builds(Answer, _TRIGGER, st.just("no_read"), grade=_GRADE) | st.builds(
    Answer, _TRIGGER, st.just("read"), _TEXT.filter(bool), st.sampled_from(["]d2", "]C1", "]Q3"]), _TEXT, _GRADE)


def _in_pieces(data, cuts):
    lines = AnswerLines()
    found = [item for piece in pieces(data, cuts) for item in lines.feed(piece)]
    return [str(item) if isinstance(item, AnswerError) else item for item in [*found, lines.close()]]


@given(_ANSWERS)
def test_an_answer_survives_the_wire(answer):
    """What is encoded decodes to the same value."""
    assert decode_answer(encode_answer(answer)) == answer


def test_an_answer_on_the_wire():
    """One JSON object; separators are escaped."""
    assert encode_answer(READ) == (
        b'{"trigger":7,"outcome":"read","content":"010950400005910121A7\\u001d10LOT-7A","symbology":"]d2",'
        b'"text":"LOT\\nA7","grade":3.5}')


@pytest.mark.parametrize(("data", "message"), [
    (b"", "answer '': Input data was truncated"),
    (b"hello", "answer 'hello': JSON is malformed: invalid character (byte 0)"),
    (b'{"trigger":1', "answer '{\"trigger\":1': Input data was truncated"),
    (b"[1]", "answer '[1]': Expected `object`, got `array`"),
    (b'{"trigger":1}', "answer '{\"trigger\":1}': Object missing required field `outcome`"),
    (b'{"trigger":"1","outcome":"no_read"}', "Expected `int`, got `str` - at `$.trigger`"),
    (b'{"trigger":1,"outcome":"ok"}', "Invalid enum value 'ok' - at `$.outcome`"),
    (b'{"trigger":1,"outcome":"no_read","code":""}', "Object contains unknown field `code`"),
    (b'{"trigger":1,"outcome":"read"}', "outcome is read and content is empty; expected what was read"),
    (b'{"trigger":1,"outcome":"no_read","grade":"A"}', "Expected `float | null`, got `str` - at `$.grade`"),
    (b'{"trigger":1,"outcome":"no_read","text":"\xff"}', "text"),
    (b'"' + b"x" * MAX_ANSWER_BYTES, "answer: longer than 65536 bytes; expected one JSON object"),
])
def test_each_wrong_answer_has_its_message(data, message):
    """The message shows what arrived and says what is wrong with it."""
    with pytest.raises(AnswerError, match=re.escape(message)):
        decode_answer(data)


@given(st.lists(_ANSWERS, max_size=5), st.lists(st.integers(0, 5000), max_size=20))
def test_answers_survive_any_splitting(answers, cuts):
    """Split and glued input gives the same answers."""
    data = b"".join(encode_answer(answer) + b"\n" for answer in answers)
    assert _in_pieces(data, cuts) == [*answers, None]


@given(st.lists(st.binary(max_size=30) | st.just(encode_answer(READ)), max_size=8),
       st.lists(st.integers(0, 500), max_size=20))
def test_garbage_is_told_alike_however_it_is_split(pieces, cuts):
    """Good and bad lines give the same values and messages in whatever pieces they arrive."""
    data = b"\n".join(pieces)
    assert _in_pieces(data, cuts) == _in_pieces(data, [])


@pytest.mark.parametrize("piece", [1000, 65_537, 200_000])
def test_an_endless_line_is_told_once(piece):
    """A line that is too long is one error, and the next line is read."""
    data = b"x" * 200_000 + b"\r\n\n" + encode_answer(READ) + b"\r\n"
    cuts = list(range(0, len(data), piece))
    assert _in_pieces(data, cuts) == ["answer: longer than 65536 bytes; expected one JSON object", READ, None]


def test_a_line_cut_off_is_told():
    """A connection that ends within a line leaves an error, not silence."""
    assert _in_pieces(encode_answer(READ)[:9], []) == [
        "answer '{\"trigger': the connection ended within the line; expected a line feed after each answer"]
