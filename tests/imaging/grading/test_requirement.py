"""Requirements of applications, such as 1.5/08/660."""

import pytest

from linebench.imaging.grading import Grade, Grading, GradingError, Requirement, Verdict, aperture_x, letter, meets


def grading(overall, aperture=0.8, x_mm=0.254):
    return Grading(edition="ISO/IEC 15415:2011", parameters=(Grade("SC", 0.5, 4.0), Grade("AN", 0.1, overall)),
                   overall=overall, aperture_x=aperture, x_mm=x_mm)


@pytest.mark.parametrize(("text", "read"), [
    ("1.5/08/660", Requirement(1.5, 8, 660, "45")), ("1.5/10/660/30Q", Requirement(1.5, 10, 660, "30Q")),
    ("3.5", Requirement(3.5)), ("2/06", Requirement(2.0, 6))])
def test_requirements_are_read_as_written(text, read):
    """The angle is 45 degrees where a wavelength stands without one."""
    assert Requirement.parse(text) == read


@pytest.mark.parametrize("text", ["", "A", "4.5/08/660", "1.5/8mil", "1,5/08/660", "1.5/08/660/", "-1"])
def test_what_is_no_requirement_is_refused(text):
    """The message shows how one is written."""
    with pytest.raises(GradingError, match=r"such as 1\.5/08/660"):
        Requirement.parse(text)


def test_a_grade_at_the_limit_meets_it():
    """Under whole grades 1.5 means 2."""
    assert meets(grading(2.0), "1.5/08/660") == Verdict(True, ())
    assert meets(grading(1.0), "1.5/08/660") == Verdict(False, ("grade 1.0 (AN), required 1.5",))


def test_a_mean_that_equals_the_requirement_meets_it():
    """Means of scans have tenths."""
    assert meets(grading(1.5), "1.5/08/660").met
    assert not meets(grading(1.4), "1.5/08/660").met


def test_other_terms_than_asked_do_not_meet():
    """However good the grade."""
    assert meets(grading(4.0, x_mm=0.38), "1.5/08/660").reasons == ("aperture 12, required 08",)
    assert meets(grading(4.0, x_mm=None), "1.5/08/660").reasons == ("aperture 0.8 X with X unknown, required 08",)
    assert meets(grading(4.0), "1.5/08/850/30").reasons == ("wavelength 660 nm, required 850 nm",
                                                            "light at 45, required 30")


def test_an_aperture_in_thousandths_of_an_inch_is_part_of_a_module():
    """08 at 0.254 mm is 0.8 X."""
    assert aperture_x(8, 0.254) == pytest.approx(0.8)
    assert grading(4.0, aperture_x(8, 0.38), 0.38).text == "4.0/08/660"


def test_the_grade_is_written_in_x_where_the_module_width_is_unknown():
    """No thousandths of an inch are made up."""
    assert grading(3.0, x_mm=None).text == "3.0/0.8X/660"


@pytest.mark.parametrize(("overall", "expected"), [(4, "A"), (3.5, "A"), (3.4, "B"), (2.5, "B"), (1.5, "C"),
                                                   (1.4, "D"), (0.5, "D"), (0.4, "F"), (0, "F")])
def test_letters_change_at_the_halves(overall, expected):
    """The usual marks of a mean of several scans or pictures."""
    assert letter(overall) == expected
