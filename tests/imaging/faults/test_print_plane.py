import numpy as np
import pytest
from printed_pictures import LINEAR, PRINT, SWEPT, TEXT, at, drawn, fast, picture, text_area

from linebench.imaging.faults.catalogue import fault

RANDOM = {"pinholes", "mottle", "ribbon_wrinkle", "banding", "modules_lost", "modules_extra", "jitter", "spots",
          "speed_wobble"}
CODE_ONLY = {"modules_lost", "modules_extra", "module_small", "jitter", "nozzle_fade", "quiet_zone"}
MATRIX_ONLY = {"module_small"}
"""Of a reference symbol; bars have none like it."""
ROWS = {
    "nozzle_dead", "nozzle_skew", "nozzle_fade", "ink_low", "paper_dark", "pinholes", "mottle", "spots", "gain",
    "gain_along", "loss", "thinning", "smear", "double_strike", "stretch", "speed_wobble", "jitter",
    "ribbon_wrinkle", "banding", "module_small", "modules_lost", "modules_extra", "laser_over", "laser_under",
    "inverse", "cut_off", "offset", "rotation", "mirror", "quiet_zone", "blank", "dpi_rounding"}


def test_print_faults_are_those_of_the_catalogue():
    """Every cause of the catalogue's print plane has its fault, with a source."""
    assert {kind.id for kind in PRINT} == ROWS
    assert all(kind.source for kind in PRINT)


@pytest.mark.parametrize("kind", PRINT, ids=lambda kind: kind.id)
def test_equal_seeds_give_equal_pictures(kind):
    """A print fault drawn twice gives the same bytes; another seed gives others where chance is in it."""
    struck, other = (picture(fault(kind.id), text=TEXT, seed=seed, px_per_module=6) for seed in (1, 2))
    assert np.array_equal(struck, picture(fault(kind.id), text=TEXT, seed=1, px_per_module=6))
    assert np.array_equal(struck, other) == (kind.id not in RANDOM)


@pytest.mark.parametrize("kind", SWEPT, ids=lambda kind: kind.id)
def test_the_first_severity_of_a_sweep_is_sound(kind):
    """At the first severity of its sweep a fault changes nothing."""
    printed = {"text": "" if kind.id == "quiet_zone" else TEXT, "px_per_module": 6}
    assert np.array_equal(picture(at(kind.id, kind.worse[0]), **printed), picture(**printed))


@pytest.mark.parametrize("struck", [fault("offset", along=0), fault("rotation", angle=0),
                                    fault("dpi_rounding", pitch=0)], ids=str)
def test_a_move_by_nothing_changes_nothing(struck):
    """Offset, rotation and dots of nothing leave the picture as it is."""
    assert np.array_equal(picture(struck, text=TEXT), picture(text=TEXT))


@pytest.mark.parametrize("kind", PRINT, ids=lambda kind: kind.id)
def test_text_is_struck_where_the_print_is(kind):
    """What strikes the whole print strikes text as well; what strikes modules or the print's start does not."""
    values = {"nozzle_dead": {"place": 0.1}, "nozzle_skew": {"place": 0.1},
              "ribbon_wrinkle": {"streaks": 5, "angle": 15}}.get(kind.id, {})
    printed = {"text": TEXT, "margin": 6, "px_per_module": 6}
    shown, sound = picture(fault(kind.id, values), **printed), picture(**printed)
    changed = not np.array_equal(text_area(shown, **printed), text_area(sound, **printed))
    assert changed == (kind.id not in CODE_ONLY)


@pytest.mark.parametrize("kind", PRINT, ids=lambda kind: kind.id)
@pytest.mark.parametrize("symbol", [LINEAR, None], ids=["linear", "no symbol"])
def test_every_print_fault_is_drawn_on_any_label(kind, symbol):
    """Linear symbols and labels without symbol are drawn with every print fault, in both modes."""
    assert drawn(fault(kind.id), symbol=symbol, text=TEXT).picture.size
    assert fast(fault(kind.id), symbol=symbol, text=TEXT).picture.size


@pytest.mark.parametrize("kind", PRINT, ids=lambda kind: kind.id)
def test_linear_symbols_are_struck(kind):
    """A linear symbol shows every print fault but those of a matrix."""
    same = np.array_equal(picture(fault(kind.id), symbol=LINEAR), picture(symbol=LINEAR))
    assert same == (kind.id in MATRIX_ONLY)


@pytest.mark.parametrize("kind", PRINT, ids=lambda kind: kind.id)
def test_both_modes_draw_the_same_fault(kind):
    """Fast pictures differ from exact ones by what coarse edges and grain cost, not by the fault."""
    values = {"grain": 0.3} if kind.id == "pinholes" else {}
    exact = drawn(fault(kind.id, values), px_per_module=6).picture.astype(float)
    coarse = fast(fault(kind.id, values), noise=0).picture
    assert exact.shape == coarse.shape
    if kind.id not in {"pinholes", "mottle"}:
        assert np.abs(exact - coarse).mean() < 12
    assert exact.mean() == pytest.approx(coarse.mean(), abs=3)
