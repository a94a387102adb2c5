"""What the line controller does about a station that fills containers and was out of reach for a while."""

import pytest

from linebench.ports.packer import LabelOrder, LabelRead, Release
from linebench.ports.presence import Presence
from linebench.stack.machine import Send
from tests.stack.plant import GTIN, Plant
from tests.stack.whole_line import SMALL, finish, parents


@pytest.fixture
def plant():
    made = Plant(SMALL)
    made.begin()
    return made


def lose_and_find(plant):
    """The packer is lost and comes back; what L2 says to it then."""
    level = plant.seats["l2"].level
    level.receive("packer", Presence("packer", here=False, why="connection closed"), plant.t)
    return told(plant, level.receive("packer", Presence("packer", here=True), plant.t))


def told(plant, effects):
    """Let L2 act so, and give what it says to the packer."""
    plant.perform("l2", effects)
    return [effect.message for effect in effects if isinstance(effect, Send) and effect.to == "packer"]


def test_a_container_under_way_is_refused(plant):
    """Nobody knows whether its label was printed: it is ejected, its packs are held, and a label read back later
    closes nothing.
    """
    assert plant.until(lambda: bool(plant.said("l2", "packer", LabelOrder)))
    (order,) = plant.said("l2", "packer", LabelOrder)
    assert lose_and_find(plant) == [Release("case", 1, accept=False), Release("case", 2, accept=False)]
    plant.seats["l2"].level.receive("packer", LabelRead("case", 1, "read", "00" + order.sscc), plant.t)
    finish(plant)
    assert plant.shown("alarm:case refused") == "on"
    held = {f"01{GTIN}21S{number:06d}" for number in range(5)}
    assert held.isdisjoint(parents(plant))
    assert "00" + order.sscc not in parents(plant).values()


def test_the_decision_on_a_finished_container_is_said_again(plant):
    """It may not have arrived; the next container, whose contents may be lost, is ejected."""
    accepted = Release("case", 1, accept=True)
    assert plant.until(lambda: accepted in plant.said("l2", "packer", Release))
    assert lose_and_find(plant) == [accepted, Release("case", 2, accept=False)]


def test_before_the_first_container_there_is_nothing_to_repeat(plant):
    """Only the first container, should it wait unheard, is ejected."""
    assert lose_and_find(plant) == [Release("case", 1, accept=False)]


def test_every_loss_lets_one_more_container_wait_unheard(plant):
    """The release said at the first return may have let the next container close, and that one was told to nobody
    either when the station was lost again.
    """
    accepted = Release("case", 1, accept=True)
    assert plant.until(lambda: accepted in plant.said("l2", "packer", Release))
    assert lose_and_find(plant) == [accepted, Release("case", 2, accept=False)]
    assert lose_and_find(plant) == [accepted, Release("case", 2, accept=False), Release("case", 3, accept=False)]


def test_a_label_that_nobody_reads_back_is_not_waited_for(plant):
    """The container is refused after a while, and packing goes on."""
    assert plant.until(lambda: bool(plant.said("l2", "packer", LabelOrder)))
    level, began = plant.seats["l2"].level, plant.t
    assert plant.seats["l2"].timers["case:label"] == began - 1_000 + 10_000_000  # ordered a step ago
    assert told(plant, level.expire("case:label", began)) == [Release("case", 1, accept=False)]
    assert "case:label" not in plant.seats["l2"].timers
    finish(plant)
    assert plant.shown("alarm:case refused") == "on"
    held = {f"01{GTIN}21S{number:06d}" for number in range(5)}
    assert held.isdisjoint(parents(plant))


def test_a_station_that_was_never_lost_is_told_nothing(plant):
    """That it came within reach when the level began is no news."""
    assert plant.seats["l2"].level.receive("packer", Presence("packer", here=True), plant.t) == []
