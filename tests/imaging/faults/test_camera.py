"""What holds for every fault of the camera plane."""

import random

import numpy as np
import pytest
from tests.imaging.faults.camera_pictures import CODE, exact, fast, misread, scene

from linebench.imaging.drawing.exact import draw_exact
from linebench.imaging.drawing.fast import FastMode
from linebench.imaging.faults.catalogue import catalogue

KINDS = [kind for kind in catalogue().values() if kind.plane == "camera"]
BY_CHANCE = {"occlusion", "hair", "lamp_flicker", "film_wrinkle", "low_resolution", "noise", "hot_pixels"}
TEXT = "(01)09501101530003\n(21)ABCDEFGH0000"
SOUND = exact()
SCENE = {"text": TEXT, "frame": (480, 320)}


def severity(kind, value):
    return kind.id, {kind.parameters[0].name: value}


def test_the_plane_is_complete():
    """All that goes wrong between pack and picture."""
    assert [kind.id for kind in KINDS] == [
        "occlusion", "hair", "two_packs", "defocus", "light_gradient", "light_vignette", "lamp_flicker", "glare",
        "shadow", "overexposure", "underexposure", "motion_blur", "low_resolution", "noise", "hot_pixels",
        "dead_column", "jpeg", "curvature", "dent", "crease", "film_wrinkle", "keystone", "tilt",
        "camera_rotation", "out_of_field", "trigger_empty"]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_declarations_are_whole(kind):
    """Parameters of a sweep are in range, and each fault says where its model comes from."""
    for value in kind.worse:
        kind.values({kind.parameters[0].name: value})
    assert all((kind.summary, kind.source, kind.parameters))


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.worse], ids=lambda kind: kind.id)
def test_no_severity_is_no_fault(kind):
    """Each sweep begins with the sound picture, byte by byte, in both modes."""
    sound = severity(kind, kind.worse[0])
    assert np.array_equal(exact(sound), SOUND)
    assert np.abs(fast(sound).astype(int) - fast()).max() <= 1


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_the_seed_alone_decides(kind):
    """Equal seeds, equal bytes; another seed gives another picture where chance is at work, else the same."""
    struck = exact(kind.id, seed=1)
    assert np.array_equal(exact(kind.id, seed=1), struck)
    assert np.array_equal(exact(kind.id, seed=2), struck) == (kind.id not in BY_CHANCE)
    assert not np.array_equal(struck, SOUND)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
@pytest.mark.parametrize("fields", [{}, {"frame": (480, 320)}], ids=["label", "frame"])
def test_both_modes_agree(kind, fields):
    """The fast mode differs at edges alone."""
    fields = {"lens": 0.1, **fields}
    difference = np.abs(exact(kind.id, **fields).astype(int) - fast(kind.id, **fields))
    sound = np.abs(exact(**fields).astype(int) - fast(**fields))
    assert sound.mean() < 0.5
    assert (difference.mean(), np.median(difference)) <= (6, 2)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.place], ids=lambda kind: kind.id)
def test_geometry_follows_the_print(kind):
    """Wherever a fault moves the print, geometry knows where each module lies."""
    struck = scene((kind.id, {"late": 2} if kind.id == "out_of_field" else {}), frame=(480, 480), lens=0.1)
    assert misread(draw_exact(struck)) == 0
    assert misread(FastMode(random.Random(1)).draw(struck)) == 0


def test_no_seam_at_the_label():
    """With every fault of light and optics at once, the frame shows no edge where the label ends."""
    faults = [kind.id for kind in KINDS if kind.id in {
        "light_gradient", "glare", "shadow", "defocus", "motion_blur", "overexposure"}]
    picture = fast(*faults, **SCENE, of=CODE).astype(int)
    border = np.abs(np.diff(picture, axis=0))
    label = np.flatnonzero((picture < 120).any(axis=1))
    assert border[:label[0] - 10].max() <= 3
    assert border[label[-1] + 10:].max() <= 3
