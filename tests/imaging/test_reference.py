"""The reference symbols of ISO/IEC 15426-2 grade as they must."""

import pytest

from linebench.imaging.reference import RECIPES, X_UM

SURE = 0.1
"""Share of a verifier's tolerance that is left to the bench, as cards are measured ten times finer."""


@pytest.mark.parametrize("x_um", X_UM)
@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.name)
def test_the_bench_measures_what_was_made(recipe, x_um):
    """At both module widths the value lies where the recipe puts it, ten times closer than a verifier must."""
    room = SURE * recipe.tolerance + 1e-9
    assert recipe.low - room <= recipe.value(x_um) <= recipe.high + room


def test_each_recipe_spoils_what_it_says():
    """The overall grade falls by the parameter that the recipe fixes, and by those that follow from it."""
    graded = {recipe.name: recipe.grading(200) for recipe in RECIPES}
    assert {name: (each.text, each.worst) for name, each in graded.items()} == {
        "high contrast": ("4.0/06/660", ()), "low contrast": ("1.0/06/660", ("SC",)),
        "even grid": ("4.0/06/660", ()), "uneven grid": ("1.0/06/660", ("GN",)),
        "nearly square": ("4.0/06/660", ()), "stretched": ("1.0/06/660", ("AN",)),
        "8 of 28 check codewords used": ("2.0/06/660", ("RM", "UEC")), "whole fixed pattern": ("4.0/06/660", ()),
        "damaged fixed pattern": ("0.0/06/660", ("decode", "FPD")), "one dark module of 5/9 X": ("4.0/06/660", ()),
    }
