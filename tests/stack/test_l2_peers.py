"""What the line controller shows of its peers, and that it begins no batch without one."""

import pytest

from linebench.ports.operator import Answer, Shown
from linebench.ports.presence import Presence
from linebench.stack.machine import Send
from tests.stack.plant import Plant

WHY = "unsupported version 'X 1'; expected 'X 2'"


def shown(plant, message):
    effects = plant.seats["l2"].level.receive(message.peer, message, plant.t)
    return [(each.message.item, each.message.value) for each in effects
            if isinstance(each, Send) and isinstance(each.message, Shown)]


@pytest.fixture
def plant():
    return Plant()


def test_versions_of_peers_are_shown_when_they_change(plant):
    """Once for each that a peer tells; a peer that tells none, or the same again, shows nothing."""
    told = [Presence("printer", here=True, identity="X 1"), Presence("printer", here=False, why="gone"),
            Presence("printer", here=True, identity="X 1"), Presence("printer", here=True, identity="X 2"),
            Presence("camera", here=True)]
    assert [shown(plant, each) for each in told] == [
        [("printer version", "X 1")], [("printer", "not reached: gone")], [("printer", "reached")],
        [("printer version", "X 2")], []]


@pytest.mark.parametrize("peer", ["printer", "camera", "l1", "packer", "palletizer"])
def test_no_batch_begins_without_a_peer(plant, peer):
    """Lost or of a version that is not served: the answer names it and why; when it is back, the batch begins."""
    assert shown(plant, Presence(peer, here=False, why=WHY)) == [(peer, f"not reached: {WHY}")]
    plant.ask("confirm_clearance")
    assert plant.ask("start_batch", plant.order.order) == f"{peer} not reached: {WHY}"
    shown(plant, Presence(peer, here=True, identity="X 2"))
    assert plant.ask("start_batch", plant.order.order) == ""


def test_every_peer_that_is_missing_is_named(plant):
    """So that nobody mends one and is then told of the next."""
    for peer in ("camera", "printer"):
        shown(plant, Presence(peer, here=False, why="gone"))
    plant.ask("confirm_clearance")
    assert plant.ask("start_batch", plant.order.order) == "camera not reached: gone; printer not reached: gone"


def test_a_lost_site_server_is_asked_all_the_same(plant):
    """Whether it gives an order is its own answer."""
    shown(plant, Presence("l3", here=False, why="gone"))
    plant.ask("confirm_clearance")
    assert plant.ask("start_batch", plant.order.order) == ""


def test_answers_are_those_of_the_hmi(plant):
    """A refusal is an answer, not silence."""
    shown(plant, Presence("printer", here=False, why=WHY))
    plant.ask("confirm_clearance")
    plant.ask("start_batch", plant.order.order)
    assert plant.said("l2", "hmi", Answer)[-1] == Answer(
        "start_batch", accepted=False, reason=f"printer not reached: {WHY}")
