"""Faults that grow from picture to picture."""

import pytest

from linebench.imaging.drift import read_drift
from linebench.imaging.faults.catalogue import fault
from linebench.imaging.faults.kind import FaultError


def test_one_parameter_grows_linearly_and_the_others_stand():
    """From the first value to the last, both included."""
    drift = read_drift("nozzle_dead nozzles=0..6 place=0.25")
    assert [drift.at(share) for share in (0, 0.25, 1)] == [
        fault("nozzle_dead", nozzles=nozzles, place=0.25) for nozzles in (0, 1.5, 6)]


def test_whole_parameters_stay_whole_and_may_fall():
    """The severity needs no name, and a drift may get better."""
    drift = read_drift("modules_lost=9..0")
    assert [drift.at(share).values["count"] for share in (0, 0.5, 1)] == [9, 4, 0]


@pytest.mark.parametrize(("text", "problem"), [
    ("nozzle_dead nozzles=3", "has 0 ranges; expected one parameter that grows"),
    ("nozzle_dead nozzles=0..3 place=0..1", "has 2 ranges"),
    ("nozzle_dead nozzles=0..99", "nozzle_dead with nozzles 99; expected 0 to 24 nozzles"),
    ("nozle_dead nozzles=0..3", "'nozle_dead' is no fault of a code image"),
    ("gtin_wrong=1..2", "has no severity"),
])
def test_what_is_no_drift_is_told(text, problem):
    """Both ends of the range are checked as faults are."""
    with pytest.raises(FaultError, match=problem):
        read_drift(text)
