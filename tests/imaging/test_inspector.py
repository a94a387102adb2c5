import random

import cv2
import numpy as np
import pytest

from linebench.imaging import NO_DEFECTS, UNREAD, DefectError, Seen, Shot
from linebench.imaging.inspector import ImageInspector, symbol_contrast

READ = [
    pytest.param({}, {}, id="sound"),
    pytest.param({"nozzle_dead": 1}, {}, id="nozzle_dead mild"),
    pytest.param({"ink_low": 0.45}, {}, id="ink_low mild"),
    pytest.param({}, {"blur": 0.4}, id="blur mild"),
    pytest.param({"blank": 0}, {}, id="blank not struck"),
]
LOST = [
    pytest.param({"nozzle_dead": 12}, {}, id="nozzle_dead severe"),
    pytest.param({"ink_low": 0.5}, {}, id="ink_low severe"),
    pytest.param({}, {"blur": 0.6}, id="blur severe"),
    pytest.param({"blank": 1}, {}, id="blank"),
]


def shots(codes, print_defects=NO_DEFECTS, camera_defects=NO_DEFECTS):
    return [Shot(code.content(), code.text(), print_defects, camera_defects) for code in codes]


@pytest.mark.parametrize(("print_defects", "camera_defects"), READ)
def test_mild_defects_are_read_as_printed(inspector, codes, print_defects, camera_defects):
    """Code and text of every pack come back whole."""
    seen = [inspector.inspect(shot) for shot in shots(codes, print_defects, camera_defects)]
    assert seen == [Seen("read", code.content(), code.text(), "]d2", True) for code in codes]


@pytest.mark.parametrize(("print_defects", "camera_defects"), LOST)
def test_severe_defects_cannot_be_read(inspector, codes, print_defects, camera_defects):
    """No pack is readable, so every one must be rejected."""
    seen = [inspector.inspect(shot) for shot in shots(codes[:4], print_defects, camera_defects)]
    assert [answer.readable for answer in seen] == [False] * 4


def test_pale_ink_below_grade_2_is_refused(inspector, codes):
    """Contrast below 0.40 gives a no-read although a decoder would read it."""
    eager = ImageInspector(random.Random(1), min_contrast=0)
    shot = shots(codes[:1], {"ink_low": 0.5})[0]
    assert inspector.inspect(shot) == UNREAD
    assert eager.inspect(shot).outcome == "read"


def test_text_is_read_from_the_picture(inspector, codes):
    """Text that says something else than the code is read as printed."""
    text = codes[0].text().replace("LOT-7A", "L0T-7A")
    seen = inspector.inspect(Shot(codes[0].content(), text))
    assert seen == Seen("read", codes[0].content(), text, "]d2", True)


def test_an_unprinted_pack_is_a_no_read(inspector):
    """Nothing printed, nothing read."""
    assert inspector.inspect(Shot("", "")) == UNREAD


def test_a_wrong_code_is_read_as_it_is(inspector):
    """A wrong check digit is the host's business, not the camera's."""
    assert inspector.inspect(Shot("010950400005910221A", "(01)09504000059102")).content == "010950400005910221A"


def test_the_same_seed_sees_the_same(codes):
    """Outcomes and picture bytes depend on the seed alone."""
    sights = []
    for _ in range(2):
        inspector = ImageInspector(random.Random(9))
        sights.append([(inspector.inspect(shot), inspector.latest()) for shot in shots(codes, {"nozzle_dead": 2})])
    assert sights[0] == sights[1]


def test_rejected_pictures_are_kept(inspector, codes):
    """The last rejects can be had as PNG, the newest first; read packs are not kept."""
    assert inspector.picture() is None
    assert inspector.latest() is None
    good, bad = shots(codes[:1])[0], shots(codes[:1], {"blank": 1})[0]
    for shot in (bad, good, good):
        inspector.inspect(shot)
    first = inspector.picture()
    inspector.inspect(bad)
    assert inspector.picture(1) == first
    assert inspector.picture(2) is None
    decoded = cv2.imdecode(np.frombuffer(first, dtype=np.uint8), cv2.IMREAD_GRAYSCALE)
    assert decoded.shape == (192, 624)
    assert round(float(decoded.mean())) == 217


@pytest.mark.parametrize(("print_defects", "camera_defects", "message"), [
    ({"blurr": 1}, {}, "'blurr' is no print defect; expected one of: nozzle_dead, ink_low, blank"),
    ({}, {"blank": 1}, "'blank' is no camera defect; expected one of: blur"),
    ({"ink_low": 1.5}, {}, "ink_low with reflectance 1.5; expected 0 to 1 of 1"),
])
def test_wrong_defects(inspector, print_defects, camera_defects, message):
    """A defect that does not exist or is out of range is refused."""
    with pytest.raises(DefectError) as caught:
        inspector.inspect(Shot("10A", "", print_defects, camera_defects))
    assert str(caught.value) == message


def test_contrast_through_the_aperture():
    """Contrast is highest less lowest reflectance; a dark spot smaller than the aperture counts less."""
    picture = np.full((60, 60), 204, dtype=np.uint8)
    picture[20:40, 20:40] = 51
    assert symbol_contrast(picture, 6) == (204 - 51) / 255
    spot = np.full((60, 60), 204, dtype=np.uint8)
    spot[30, 30] = 79
    assert symbol_contrast(spot, 6) == 5 / 255
