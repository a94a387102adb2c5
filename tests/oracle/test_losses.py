"""Peers of the line controller that are lost: a cut wire is a condition like any other, when it lasts."""

import pytest

from linebench.oracle.judge import judge
from linebench.records import truth, wire
from linebench.records.requirement import Limit, Requirement, decode_requirements, encode_requirements
from tests.oracle.story import Story, acknowledged, alarm, requirements, stands

LIMIT = 3_000_000
PEERS = {"printer": ("l2>printer", "l2-printer", "printer not ready", "the wire to the printer was cut"),
         "camera": ("l2>camera", "l2-camera", "camera down", "the wire to the camera was cut"),
         "l1": ("l1>l2", "l2-l1", "line controller lost", "the wire between line controller and PLC was cut")}


def limits() -> str:
    one = Requirement("URS-COM-003", "1", "lost peers", "", "URS", critical=True, classes=("stop",),
                      limit=Limit("3 s", "us", None, LIMIT))
    return encode_requirements((*decode_requirements(requirements()), one))


def told(peer: str, *, stood: int, lasts: int = 20_000_000, raised: bool = True, noted: bool = True) -> dict:
    """A wire is cut at the tail; the belt stands ``stood`` later, if ever; returns findings by rule."""
    target, pair, name, _ = PEERS[peer]
    story = Story(packs=4, limits=limits())
    t = story.tail
    story.add(truth.FaultBegan(t, 1, target, "refused", "{}"))
    if noted:
        story.add(wire.WireNoted(t, pair, "device", "fault 1", "port shut, 1 connections reset"))
    story.add(*stands(t + stood, until=t + 30_000_000), truth.FaultEnded(t + lasts, 1))
    if raised:
        story.add(alarm(t + 50_000, name), *acknowledged(t + 25_000_000, name))
    outcomes = judge(story.records()).outcomes
    return {one.rule: [each.message.partition(" ")[2] for each in one.findings] for one in outcomes if one.count}


@pytest.mark.parametrize("peer", PEERS)
def test_the_belt_stands_in_time_without_a_peer(peer):
    """3 s are allowed, 3001 ms are not."""
    assert told(peer, stood=LIMIT) == {}
    words = PEERS[peer][3]
    assert told(peer, stood=LIMIT + 1_000) == {
        "line-ran-on": [f"{words}; the belt stood after 3001 ms, URS-COM-003 allows 3000 ms"]}


@pytest.mark.parametrize("peer", PEERS)
def test_a_lost_peer_raises_its_alarm(peer):
    """A line that stands without saying why is a finding."""
    _, _, name, words = PEERS[peer]
    assert told(peer, stood=300_000, raised=False) == {
        "alarm-missing": [f"{words}; no latched alarm {name!r} followed"]}


def test_a_cut_that_is_over_in_time_is_no_condition():
    """The line may run on when the peer is back before it had to stand."""
    assert told("l1", stood=29_000_000, lasts=LIMIT, raised=False) == {}


def test_a_direct_link_has_no_wire_to_cut():
    """Where no end of a wire says that the fault acted, it did not."""
    assert told("printer", stood=29_000_000, raised=False, noted=False) == {}
