"""The rules about strangers: who was dealt with, and what the log of the level says of the others."""

import json

import pytest

from linebench.oracle.judge import judge
from linebench.records.claim import RefusalClaimed
from linebench.records.door import Approached
from tests.oracle.story import Story, scenario

MS = 1_000
WRONG = "certificate expired"


class Door(Story):
    """A batch, and somebody at the door of the enterprise behind it."""

    def __init__(self):
        world = {**json.loads(scenario()), "epoch": "2026-01-05T06:00:00Z"}
        super().__init__(stack=json.dumps(world))
        self.t = 100_000_000

    def came(self, *, wrong="", served=False, who="O=x,CN=kim", level="l4", stranger="client"):
        self.add(Approached(self.t, level, stranger, who, "a certificate", wrong, self.t, served))
        return self

    def line(self, number=1, *, after=100 * MS, why=WRONG, who="O=x,CN=kim", time=None, level="l4",
             stranger="client"):
        t = self.t + after
        stated = f"2026-01-05T06:01:40.{after // 1000:03}Z" if time is None else time
        self.add(RefusalClaimed(t, level, number, stated, who, why, stranger))
        return self


def outcome(story, rule):
    said = judge(story.records()).outcome(rule)
    return said.opportunities, [each.message.partition(" ")[2] for each in said.findings]


@pytest.mark.parametrize(("wrong", "served", "found"), [
    ("", True, []), (WRONG, False, []),
    (WRONG, True, [f"l4 dealt with the client O=x,CN=kim (a certificate): {WRONG}"]),
    ("", False, ["l4 turned away the client O=x,CN=kim (a certificate), who is known"])])
def test_whoever_is_known_is_dealt_with_and_nobody_else(wrong, served, found):
    """Each of the two ways to be wrong is found."""
    assert outcome(Door().came(wrong=wrong, served=served), "stranger-let-in") == (1, found)


def test_a_stranger_without_a_name_is_told_as_such():
    """So that a finding can be read."""
    (text,) = outcome(Door().came(wrong=WRONG, served=True, who=""), "stranger-let-in")[1]
    assert "the client without a name" in text


def test_an_entry_for_each_who_was_turned_away():
    """Of whom is known nothing has to be said, and of a stranger who was let in the other rule speaks."""
    assert outcome(Door().came(wrong=WRONG).line(), "refusal-logged") == (1, [])
    assert outcome(Door().came().came(wrong=WRONG, served=True), "refusal-logged") == (0, [])
    assert outcome(Door(), "refusal-logged") == (0, [])


@pytest.mark.parametrize("line", [
    {"who": "O=x,CN=lee"}, {"who": ""}, {"why": "no certificate"}, {"why": ""},
    {"after": 1_001 * MS, "time": "2026-01-05T06:01:41Z"}, {"level": "l3"}, {"stranger": "server"}])
def test_an_entry_that_says_something_else_is_none(line):
    """Another name or reason, another level, another end, or too late."""
    count, found = outcome(Door().came(wrong=WRONG).line(**line), "refusal-logged")
    assert (count, found) == (1, [f"l4 turned away the client O=x,CN=kim ({WRONG}), and its log does not say so"])


def test_one_entry_is_not_enough_for_two():
    """Each has its own."""
    twice = Door().came(wrong=WRONG).came(wrong=WRONG).line()
    assert len(outcome(twice, "refusal-logged")[1]) == 1
    assert outcome(twice.line(2), "refusal-logged")[1] == []


def test_a_number_that_is_left_out_is_found():
    """Each level counts by itself."""
    door = Door().line(1).line(3).line(1, level="l3")
    assert outcome(door, "refusal-logged")[1] == ["l4 numbers an entry of its log 3 behind 1"]


@pytest.mark.parametrize(("time", "told"), [
    ("2026-01-05T06:01:39Z", "1.100 s off"), ("yesterday", "s off"), ("2026-01-05T06:01:40", "s off")])
def test_an_entry_states_the_right_time(time, told):
    """By the level's own clock, with an offset."""
    (text,) = outcome(Door().came(wrong=WRONG).line(time=time), "refusal-logged")[1]
    assert text.startswith(f"l4 states {time} in its log, which is ")
    assert text.endswith(told)
