"""Every step of every table: a value at the step has the grade, one just beyond it has the next lower."""

import numpy as np
import pytest

from linebench.imaging.grading import DECIMAL, ISO15415_2011, ISO15416_2016, ISO29158_2011, GradingError, rules_of
from linebench.imaging.grading.scale import Scale

TABLES = [
    (ISO15415_2011.contrast, (0.70, 0.55, 0.40, 0.20), -1),
    (ISO15415_2011.modulation, (0.50, 0.40, 0.30, 0.20), -1),
    (ISO15415_2011.unused_correction, (0.62, 0.50, 0.37, 0.25), -1),
    (ISO15415_2011.axial, (0.06, 0.08, 0.10, 0.12), 1),
    (ISO15415_2011.grid, (0.38, 0.50, 0.63, 0.75), 1),
    (ISO15415_2011.bar_damage, (0.0, 0.09, 0.13, 0.17), 1),
    (ISO15415_2011.pattern_average, (4.0, 3.5, 3.0, 2.5), -1),
    (ISO29158_2011.contrast, (0.30, 0.25, 0.20, 0.15), -1),
    (ISO29158_2011.modulation, (0.50, 0.40, 0.30, 0.20), -1),
    (ISO15416_2016.contrast, (0.70, 0.55, 0.40, 0.20), -1),
    (ISO15416_2016.edge_modulation, (0.70, 0.60, 0.50, 0.40), -1),
    (ISO15416_2016.defects, (0.15, 0.20, 0.25, 0.30), 1),
    (ISO15416_2016.decodability, (0.62, 0.50, 0.37, 0.25), -1),
]
STRICT = [(ISO15415_2011.transitions, (0.06, 0.08, 0.10, 0.12)),
          (ISO15415_2011.track_damage, (0.10, 0.15, 0.20, 0.25))]


@pytest.mark.parametrize(("scale", "steps", "worse"), TABLES)
def test_a_value_at_a_step_has_its_grade_and_one_beyond_has_less(scale, steps, worse):
    """The step itself belongs to the better grade."""
    for grade, step in zip((4, 3, 2, 1), steps, strict=True):
        assert scale.grade(step) == grade
        assert scale.grade(step + worse * 1e-6) == grade - 1


@pytest.mark.parametrize(("scale", "steps"), STRICT)
def test_transitions_and_tracks_must_stay_below_their_step(scale, steps):
    """Of these two tables the step itself belongs to the worse grade."""
    for grade, step in zip((4, 3, 2, 1), steps, strict=True):
        assert scale.grade(step) == grade - 1
        assert scale.grade(step - 1e-6) == grade


@pytest.mark.parametrize("scale", [*(table[0] for table in TABLES), *(table[0] for table in STRICT)])
@pytest.mark.parametrize("tenths", [False, True])
def test_many_values_have_the_grades_of_each(scale, tenths):
    """Whole arrays are graded as single values are."""
    values = np.concatenate([np.linspace(-0.1, 4.1, 400), scale.steps])
    assert scale.grades(values, tenths=tenths).tolist() == [scale.grade(value, tenths=tenths) for value in values]


def test_tenths_lie_on_straight_lines_between_the_steps():
    """0.4286 of unused error correction is the 2.4 that verifiers quote; below the last step it is 0."""
    scale = Scale((0.62, 0.50, 0.37, 0.25))
    assert [scale.grade(value, tenths=True) for value in (0.7, 0.62, 0.56, 0.50, 0.4286, 0.37, 0.25, 0.2499)] == [
        4.0, 4.0, 3.5, 3.0, 2.4, 2.0, 1.0, 0.0]


def test_an_edition_that_is_not_known_is_refused():
    """The message names those that are."""
    with pytest.raises(GradingError, match=r"edition 'ISO 15415:2024' is not known; expected one of 'ISO"):
        rules_of("ISO 15415:2024")


def test_the_decimal_rules_claim_no_edition_of_their_own():
    """Interpolation is named beside the grade."""
    assert DECIMAL.edition == "ISO/IEC 15415:2011, decimal (interpolated)"
