import random

import cv2
import numpy as np
import pytest

from linebench.imaging import UNREAD, Seen, Shot
from linebench.imaging.faults.catalogue import read_fault
from linebench.imaging.inspector import ImageInspector, symbol_contrast
from linebench.imaging.marking import PLAIN, Marking

READ = [
    pytest.param((), (), id="sound"),
    pytest.param(("nozzle_dead=1",), (), id="nozzle_dead mild"),
    pytest.param(("ink_low=0.44",), (), id="ink_low mild"),
    pytest.param((), ("defocus=0.4",), id="defocus mild"),
    pytest.param((), ("light_gradient=0.3",), id="light_gradient mild"),
]
LOST = [
    pytest.param(("nozzle_dead=12",), (), id="nozzle_dead severe"),
    pytest.param(("ink_low=0.5",), (), id="ink_low severe"),
    pytest.param((), ("defocus=0.6",), id="defocus severe"),
    pytest.param(("blank",), (), id="blank"),
]


def shots(codes, print_faults=(), camera_faults=()):
    return [Shot(code.content(), code.text(), PLAIN, tuple(map(read_fault, print_faults)),
                 tuple(map(read_fault, camera_faults))) for code in codes]


@pytest.mark.parametrize(("print_faults", "camera_faults"), READ)
def test_mild_faults_are_read_as_printed(inspector, codes, print_faults, camera_faults):
    """Code and text of every pack come back whole."""
    seen = [inspector.inspect(shot) for shot in shots(codes, print_faults, camera_faults)]
    assert seen == [Seen("read", code.content(), code.text(), "]d2", True) for code in codes]


@pytest.mark.parametrize(("print_faults", "camera_faults"), LOST)
def test_severe_faults_cannot_be_read(inspector, codes, print_faults, camera_faults):
    """No pack is readable, so every one must be rejected."""
    seen = [inspector.inspect(shot) for shot in shots(codes[:4], print_faults, camera_faults)]
    assert [answer.readable for answer in seen] == [False] * 4


def test_the_symbol_is_drawn_as_marked(inspector, codes):
    """A symbol without FNC1 is read, and the camera says that it is none of GS1."""
    shot = Shot(codes[0].content(), codes[0].text(), Marking("datamatrix"))
    assert inspector.inspect(shot) == Seen("read", codes[0].content(), codes[0].text(), "]d1", True)


def test_the_grade_is_that_of_the_print_alone(inspector, codes):
    """What the camera does to the picture does not lower the grade; what the printer did, does."""
    sound, = shots(codes[:1], (), ("defocus=0.6",))
    pale, = shots(codes[:1], ("ink_low=0.4",))
    grades = [inspector.grade(shot) for shot in (sound, pale)]
    assert [(grade.overall, grade.worst) for grade in grades] == [(4.0, ()), (2.0, ("SC",))]


def test_pale_ink_below_grade_2_is_refused(inspector, codes):
    """Contrast below 0.40 gives a no-read although a decoder would read it."""
    eager = ImageInspector(random.Random(1), min_contrast=0)
    shot = shots(codes[:1], ("ink_low=0.5",))[0]
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
        sights.append([(inspector.inspect(shot), inspector.latest()) for shot in shots(codes, ("nozzle_dead=2",))])
    assert sights[0] == sights[1]


def test_rejected_pictures_are_kept(inspector, codes):
    """The last rejects can be had as PNG, the newest first; read packs are not kept."""
    assert inspector.picture() is None
    assert inspector.latest() is None
    good, bad = shots(codes[:1])[0], shots(codes[:1], ("blank",))[0]
    for shot in (bad, good, good):
        inspector.inspect(shot)
    first = inspector.picture()
    inspector.inspect(bad)
    assert inspector.picture(1) == first
    assert inspector.picture(2) is None
    decoded = cv2.imdecode(np.frombuffer(first, dtype=np.uint8), cv2.IMREAD_GRAYSCALE)
    assert decoded.shape == (192, 642)
    assert round(float(decoded.mean())) == 217


def test_contrast_through_the_aperture():
    """Contrast is highest less lowest reflectance; a dark spot smaller than the aperture counts less."""
    picture = np.full((60, 60), 204, dtype=np.uint8)
    picture[20:40, 20:40] = 51
    assert symbol_contrast(picture, 6) == (204 - 51) / 255
    spot = np.full((60, 60), 204, dtype=np.uint8)
    spot[30, 30] = 79
    assert symbol_contrast(spot, 6) == 5 / 255
