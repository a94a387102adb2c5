"""What is known about a picture is complete, right, and can be written down."""

import msgspec
import numpy as np
import pytest

from linebench.imaging.faults.catalogue import fault
from linebench.imaging.grading import Grade, Grading, grade
from linebench.imaging.readers import CodeRead
from linebench.imaging.recipe import Drawer, Recipe
from linebench.imaging.truth import FaultTruth, PictureTruth, Read, Value, expected, packed, truth_of, unpacked
from linebench.product.pack_code import PackCode

CODE = PackCode("09501101530003", "271231", "L1", "ABC123")


def drawn(**changes):
    """A picture in fast mode and the truth about it."""
    recipe = Recipe(**{"code": CODE, "mode": "fast", "frame": (640, 480), "px_per_module": 6} | changes)
    made = Drawer().draw(recipe)
    return made, truth_of(made.scene, made.drawn, made.writing, recipe=recipe)


def graded(overall):
    """A grading that says so much and no more."""
    return Grading(edition="an edition", overall=overall, aperture_x=0.8,
                   parameters=(Grade("SC", 0.3, overall), Grade("UEC", 1.0, 4.0)))


def test_a_sound_picture_is_known_whole():
    """Symbol, place and camera are as ordered; nothing is wrong, so the pack must be accepted."""
    made, truth = drawn(text=False)
    symbol = made.scene.symbol
    assert truth == PictureTruth(
        seed=0, versions=truth.versions, mode="fast", carrier="gs1-datamatrix", aim="]d2",
        content="01095011015300031727123110L1\x1d21ABC123", ordered="01095011015300031727123110L1\x1d21ABC123",
        text="", codewords=symbol.codewords.hex(), data_codewords=30, wrong_codewords=(), rows=22, columns=22,
        encoded=packed(symbol.modules), printed=packed(symbol.modules), width=640, height=480,
        homography=(6.0, 0.0, 254.0, 0.0, 6.0, 174.0, 0.0, 0.0, 1.0), warped=False,
        corners=((254.0, 174.0), (386.0, 174.0), (386.0, 306.0), (254.0, 306.0)), px_per_module=6, x_mm=0.38,
        ink=0.05, paper=0.85, faults=(), grading=None, readable=None, reads=(), verdict="accept", reason="",
        recipe=truth.recipe)
    assert set(truth.versions) == {"linebench", "numpy", "cv2", "zxing-cpp"}


def test_faults_are_told_with_units_in_the_order_in_which_they_act():
    """Content before print before camera, whatever the order given."""
    _, truth = drawn(faults=(fault("defocus", sigma=0.3), fault("nozzle_dead", nozzles=2), fault("ecc_errors",
                                                                                             codewords=3)))
    assert truth.faults == (
        FaultTruth("ecc_errors", "content", (Value("codewords", 3, "codewords"),)),
        FaultTruth("nozzle_dead", "print", (Value("nozzles", 2, "nozzles"),
                                            Value("place", 0.5, "of the symbol's height"))),
        FaultTruth("defocus", "camera", (Value("sigma", 0.3, "X"),)))
    assert len(truth.wrong_codewords) == 3


def test_modules_as_encoded_and_as_printed_are_kept_apart():
    """Four modules lost in print are missing from one and stand in the other."""
    made, truth = drawn(faults=(fault("modules_lost", count=4),))
    encoded, printed = (unpacked(text, 22, 22) for text in (truth.encoded, truth.printed))
    assert np.array_equal(encoded, made.scene.symbol.modules)
    assert np.array_equal(printed, made.drawn.matrix)
    assert (encoded & ~printed).sum() == 4


def test_corners_follow_warps():
    """On a bottle the corners are where the geometry has them, and the truth says that a homography is not all."""
    made, truth = drawn(faults=(fault("curvature", radius=12),))
    assert truth.warped
    size = np.array([[0, 0], [22, 0], [22, 22], [0, 22]], dtype=float)
    assert truth.corners == tuple(map(tuple, made.drawn.geometry.px(size).tolist()))


def test_the_truth_survives_json():
    """What is written is what is read, the recipe included, and the same picture is drawn from it."""
    made, truth = drawn(faults=(fault("jitter"), fault("tilt")), seed=5)
    again = msgspec.json.decode(msgspec.json.encode(truth), type=PictureTruth)
    assert again == truth
    assert np.array_equal(Drawer().draw(again.recipe).drawn.picture, made.drawn.picture)


def test_grade_and_readability_are_two_facts():
    """Reads are told with their filters; a wrong read does not make a picture readable."""
    made, _ = drawn()
    grading = grade(made.drawn.picture, made.drawn.geometry, made.scene.symbol)
    right = CodeRead(made.scene.symbol.content, "]d2", "zxing-cpp, blurred 0.2 X")
    wrong = CodeRead("0109501101530003", "]d2", "libdmtx")
    found = [truth_of(made.scene, made.drawn, made.writing, grading=grading, reads=reads)
             for reads in ([right, wrong], [wrong], [])]
    assert [each.readable for each in found] == [True, False, False]
    assert [each.verdict for each in found] == ["accept"] * 3
    assert found[0].reads == (Read("zxing-cpp, blurred 0.2 X", right.content, "]d2"),
                              Read("libdmtx", wrong.content, "]d2"))
    assert found[0].grading == grading


@pytest.mark.parametrize(("faults", "grading", "verdict"), [
    ((), None, ("accept", "")),
    ((), graded(4.0), ("accept", "")),
    ((), graded(1.0), ("reject", "grade 1.0 (SC), required 1.5")),
    (("ink_low",), graded(2.0), ("accept", "")),
    (("ink_low",), None, ("unknown", "not graded")),
    (("ai_order",), None, ("accept", "")),
    (("ai_order", "ink_low"), None, ("unknown", "not graded")),
    (("ink_low", "check_digit"), graded(4.0), ("reject", "bad check digit")),
    (("mirror", "lot_wrong"), None, ("reject", "mismatch with order")),
])
def test_content_decides_before_the_grade(faults, grading, verdict):
    """A perfect print of wrong data is rejected for the data; else the grade decides against 1.5."""
    assert expected([fault(each) for each in faults], grading) == verdict


def test_a_picture_without_code_has_none_in_its_truth():
    """No symbol, no corners, no codewords."""
    recipe = Recipe(code=None, content="", mode="fast", text=False, frame=(100, 100))
    made = Drawer().draw(recipe)
    truth = truth_of(made.scene, made.drawn, made.writing)
    assert (truth.carrier, truth.content, truth.corners, truth.encoded, truth.rows) == ("", "", (), "", 0)
