"""Every fault on a wire of L2: no pack too many and none too few, the right alarms, and the batch is completed."""

import pytest

from tests.wiring.expected import faults_of
from tests.wiring.matrix import MILD, SEATS, Trial, all_trials, trial

HARSH = ("half_open", "drop_before_ack")

TRIED = tuple(one for seat, (first, *_) in SEATS.items() for one in all_trials(seat, first)
              if (seat, one.direction) != ("camera", "to_device")  # it pushes: there is nothing on that way
              and (one.fault not in MILD or one.direction == "to_host"))
OTHERS = tuple(Trial(seat=seat, dialect=dialect, fault=fault)
               for seat, (_, *others) in SEATS.items() for dialect in others for fault in HARSH)


@pytest.mark.parametrize("one", [*TRIED, *OTHERS], ids=str)
def test_a_disturbed_wire_costs_nothing_but_time_and_packs(one):
    """In full flow a fault begins and ends; a person does what the screen asks for, and all counts agree."""
    assert faults_of(one, trial(one)) == []
