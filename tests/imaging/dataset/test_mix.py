"""The mix of a data set: what it draws, how often, how strong."""

import random
from collections import Counter

import pytest

from linebench.imaging.dataset.mix import DEFAULT, draw_faults, read_mix
from linebench.imaging.faults.catalogue import catalogue, fault
from linebench.imaging.faults.kind import FaultError


def many(text, count=2000):
    mix, rng = read_mix(text), random.Random(1)
    return [draw_faults(mix, rng) for _ in range(count)]


def test_the_usual_mix_draws_from_the_whole_catalogue():
    """Sound ones by weight, else one to three of different kinds, every fault allowed, no kind forgotten."""
    drawn = many(DEFAULT, 8000)
    assert {each.kind for faults in drawn for each in faults} == set(catalogue())
    assert 0.16 < sum(not faults for faults in drawn) / 8000 < 0.20
    assert {len(faults) for faults in drawn} == {0, 1, 2, 3}
    for faults in drawn:
        assert len({each.kind for each in faults}) == len(faults)
        assert [fault(each.kind, each.values) for each in faults] == list(faults)


def test_weights_are_shares():
    """Two to one to one, and what is not named does not come."""
    found = Counter(faults[0].kind if faults else "" for faults in many("sound weight=2; mirror; gain weight=1"))
    assert set(found) == {"", "mirror", "gain"}
    assert 0.46 < found[""] / 2000 < 0.54


def test_ranges_are_kept():
    """A range binds its parameter; whole ones stay whole; a single value stands."""
    for (one,) in many("modules_lost count=3..5; nozzle_dead nozzles=1..2 place=0.25", 300):
        if one.kind == "modules_lost":
            assert one.values["count"] in (3, 4, 5)
        else:
            assert 1 <= one.values["nozzles"] <= 2
            assert one.values["place"] == 0.25


def test_severities_are_spread_over_the_sweep():
    """A quarter of the draws lies in each quarter of the steps, however far these are apart."""
    worse = catalogue()["defocus"].worse
    values = sorted(one.values["sigma"] for (one,) in many("defocus", 4000))
    assert (worse[0] <= values[0], values[-1] <= worse[-1]) == (True, True)
    assert values[2000] == pytest.approx(worse[3], abs=0.01)


@pytest.mark.parametrize(("text", "problem"), [
    ("", "has nothing to draw"),
    ("sound weight=0", "has nothing to draw"),
    ("bla", "'bla' is no fault of a code image"),
    ("gain growth=0..7", "gain with growth 7; expected 0 to 0.9 X"),
    ("gain grow=0..7", "gain has no parameter 'grow'"),
    ("gain growth", "found 'growth' in 'gain growth'; expected a parameter such as nozzles=1..4"),
    ("gain growth=a", "found 'a' in 'gain growth=a'; expected a number or a range"),
    ("gain growth=0.3..0.1", "expected a number or a range"),
    ("gain weight=-1", "found weight -1"),
    ("print growth=1", "print has no parameter 'growth'"),
    ("gain; faults=0..2", "expected faults=1..3"),
    ("gain; faults=1.5", "expected faults=1..3"),
])
def test_what_is_no_mix_is_told(text, problem):
    """One message that names the part."""
    with pytest.raises(FaultError, match=problem.replace("(", r"\(")):
        read_mix(text)


def test_a_mix_without_faults_is_sound():
    """Faults are not needed."""
    assert set(many("sound", 50)) == {()}
