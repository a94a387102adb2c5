import msgspec
import pytest

from linebench.ports.camera import Reading
from linebench.wire.vision import Answer, Frame, FrameError


@pytest.mark.parametrize(("fields", "message"), [
    ((0, 1, 1, b"x"), "frame: trigger is 0; expected 1 to 4294967295"),
    ((2**32, 1, 1, b"x"), "frame: trigger is 4294967296; expected 1 to 4294967295"),
    ((1, 0, 1, b""), "frame: width is 0; expected 1 to 65535"),
    ((1, 1, 65536, b""), "frame: height is 65536; expected 1 to 65535"),
    ((5, 3, 2, b"abcd"), "frame 5: 4 bytes of pixels; expected 6, one for each pixel of 3x2"),
])
def test_a_frame_that_cannot_be_is_refused(fields, message):
    """Numbers out of range and missing pixels have one clear message each."""
    with pytest.raises(FrameError) as caught:
        Frame(*fields)
    assert str(caught.value) == message


@pytest.mark.parametrize(("fields", "message"), [
    ({"trigger": 0, "outcome": "no_read"}, "trigger is 0; expected 1 to 4294967295"),
    ({"outcome": "no_read", "grade": 4.1}, "grade is 4.1; expected 0.0 to 4.0, or null"),
    ({"outcome": "no_read", "content": "A"},
     "outcome is no_read and content is 'A'; expected it empty, or outcome read"),
    ({"outcome": "no_read", "text": "A"}, "outcome is no_read and text is 'A'; expected it empty, or outcome read"),
    ({"outcome": "read"}, "outcome is read and content is empty; expected what was read, or outcome no_read"),
    ({"outcome": "read", "content": "A", "symbology": "d2"},
     "symbology is 'd2'; expected an AIM identifier such as ']d2'"),
])
def test_an_answer_that_contradicts_itself_is_refused(fields, message):
    """A no-read holds nothing, a read holds content and a symbology."""
    with pytest.raises(ValueError, match="expected") as caught:
        Answer(**{"trigger": 1, **fields})
    assert str(caught.value) == message


def test_an_answer_speaks_the_camera_ports_words():
    """Every field of the camera's reading is a field of an answer, under the same name."""
    names = {field.name for field in msgspec.structs.fields(Answer)}
    assert names - {field.name for field in msgspec.structs.fields(Reading)} == {"grade"}
