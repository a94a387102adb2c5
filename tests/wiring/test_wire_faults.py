"""Faults on the wires of L2: no pack too many and none too few, the right alarms, and the batch is completed.

By day each fault strikes one wire at least in each direction, and each wire meets a harsh one; all combinations are
for the night, see `tests.wiring.cross`.
"""

from itertools import count

import pytest

from tests.wiring.expected import DANGEROUS, KNOWN_FOR, faults_of
from tests.wiring.matrix import MILD, SEATS, Trial, all_trials, profiles, trial

HARSH = ("half_open", "drop_before_ack")
_TURN = count()


def by_turns(seat, dialect, faults):
    """The next of these faults for a wire: neighbours meet different ones."""
    return Trial(seat=seat, dialect=dialect, fault=faults[next(_TURN) % len(faults)])


def rotated(trials):
    """One wire for each fault in each direction, another one for the next."""
    found = {}
    for one in trials:
        found.setdefault((one.fault, one.direction), []).append(one)
    return [some[number % len(some)] for number, some in enumerate(found.values())]


TRIED = tuple(rotated(
    one for seat, (first, *_) in SEATS.items() for one in all_trials(seat, first)
    if (seat, one.direction) != ("camera", "to_device")  # it pushes: there is nothing on that way
    and (one.fault not in MILD or one.direction == "to_host")))
OTHERS = tuple(by_turns(seat, dialect, HARSH) for seat, (_, *others) in SEATS.items() for dialect in others)


@pytest.mark.parametrize("one", [*TRIED, *OTHERS], ids=str)
def test_a_disturbed_wire_costs_nothing_but_time_and_packs(one):
    """In full flow a fault begins and ends; a person does what the screen asks for, and all counts agree."""
    assert faults_of(one, trial(one)) == []


@pytest.mark.parametrize("dialect", ["dmcc", pytest.param("insight", marks=pytest.mark.nightly)])
@pytest.mark.parametrize("fault", ["duplicated", "reordered"])
def test_what_a_dangerous_set_up_does_wrong_is_found(dialect, fault):
    """Without trigger numbers a line too many, or too early, shifts verdicts, and rules of the bench find it."""
    one = Trial(seat="camera", dialect=dialect, profile="unnumbered", fault=fault)
    assert faults_of(one, trial(one)) == []


def test_every_dangerous_set_up_of_a_camera_is_known_for_something():
    """What the expectations say of set-ups is said of those that there are."""
    named = {(seat, dialect) for seat, dialects in SEATS.items() for dialect in dialects
             if seat == "camera" and any((seat, profile) in DANGEROUS for profile in profiles(seat, dialect))}
    assert named == {key for key in KNOWN_FOR if key[0] == "camera"}
