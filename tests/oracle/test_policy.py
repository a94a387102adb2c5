"""What must happen to a pack, case by case."""

import json

import pytest

from linebench.oracle import policy
from linebench.oracle.facts import Batch, Fate
from linebench.oracle.plan import read_world
from linebench.records.run import Opened
from tests.oracle.story import EXPIRY, GTIN, LOT, code, requirements, scenario


def judging(limits=None, stack=None):
    record = Opened(0, "t", "", "", 1, "", stack or scenario(), "{}", requirements() if limits is None else limits,
                    (), ())
    rule = policy.Policy(read_world(record))
    rule.begin("carton", GTIN)
    return rule


def pack(**changes):
    """A good pack, verified in time, at the gate at 1 s."""
    fate = Fate(1, 20_000, 0)
    fate.shot = fate.readable = fate.read_ok = fate.good = True
    fate.shown, fate.read_t, fate.verdict_t = 20_000, 500_000, 520_000
    fate.weight_t, fate.gated_t = 700_000, 1_000_000
    for name, value in changes.items():
        setattr(fate, name, value)
    return fate


@pytest.mark.parametrize(("changes", "duty"), [
    ({}, policy.ACCEPT),
    ({"readable": False}, policy.REJECT),
    ({"shot": False}, policy.REJECT),
    ({"read_ok": False}, policy.REJECT),
    ({"shown": 18_999}, policy.REJECT), ({"shown": 19_000}, policy.ACCEPT),
    ({"shown": 21_000}, policy.ACCEPT), ({"shown": 21_001}, policy.REJECT),
    ({"shown": -1, "weight_t": -1}, policy.REJECT), ({"weight_t": -1}, policy.REJECT),
    ({"mg": 18_000}, policy.EITHER),
    ({"flags": policy.DUPLICATE}, policy.REJECT), ({"flags": policy.TWIN}, policy.EITHER),
    ({"flags": policy.ZONE}, policy.REJECT), ({"flags": policy.ZONE_EDGE}, policy.EITHER),
    ({"flags": policy.ZONE_EDGE, "readable": False}, policy.REJECT),
    ({"flags": policy.INSERTED}, policy.REJECT),
    ({"flags": policy.INSERTED, "gated_t": -1, "end_t": 2_000_000}, policy.EITHER),
    ({"verdict_t": -1}, policy.REJECT),
    ({"verdict_t": 1_000_000}, policy.ACCEPT), ({"verdict_t": 1_000_001}, policy.EITHER),
    ({"verdict_t": 1_012_000}, policy.EITHER), ({"verdict_t": 1_012_001}, policy.REJECT),
    ({"read_t": 899_999, "verdict_t": 950_000}, policy.ACCEPT),
    ({"read_t": 900_000, "verdict_t": 950_000}, policy.EITHER),
    ({"read_t": 1_012_001, "verdict_t": 1_012_001}, policy.REJECT),
])
def test_what_must_happen(changes, duty):
    """One change at a time to a good pack: limits are inclusive, the seam of the gate is a border case."""
    assert judging().judge(pack(**changes), verdicts_seen=True) == duty


def test_a_missing_verdict_is_a_fact_only_where_the_link_is_seen():
    """With a real L1 and L2 their link is not in the journal: nothing is concluded from silence."""
    assert judging().judge(pack(verdict_t=-1), verdicts_seen=False) == policy.ACCEPT
    assert judging().judge(pack(verdict_t=-1), verdicts_seen=True) == policy.REJECT


def test_without_a_scale_nothing_is_weighed():
    """A line without checkweigher asks for no weight."""
    world = json.loads(scenario())
    world["line"]["stations"] = [one for one in world["line"]["stations"] if one["kind"] != "checkweigher"]
    rule = judging(stack=json.dumps(world))
    assert rule.judge(pack(shown=-2, weight_t=-1, mg=1), verdicts_seen=True) == policy.ACCEPT


@pytest.mark.parametrize(("content", "flags"), [
    (code(1), 0), ("", policy.BLANK), ("not GS1", policy.MALFORMED),
    (code(1, lot="X"), policy.LOT), (code(1, gtin="09501101530997"), policy.GTIN),
    (code(1, expiry="271200"), policy.EXPIRY), (code(1, lot="X", expiry="280101"), policy.LOT | policy.EXPIRY),
    (f"21S1\x1d10{LOT}\x1d17{EXPIRY}01{GTIN}", 0), (f"01{GTIN}17{EXPIRY}10{LOT}", policy.MALFORMED),
])
def test_what_a_code_itself_says(content, flags):
    """Fields are compared with the order in whatever order they stand."""
    assert policy.code_flags(content, Batch("O-1", GTIN, LOT, EXPIRY, 0))[0] == flags


def test_reasons_in_words():
    """Every reason that makes a pack bad has its words, once."""
    assert policy.reasons_of(policy.LOT | policy.TEXT) == ("wrong lot", "its text differs from its code")
    assert len(set(policy.REASONS.values())) == len(policy.REASONS)
    assert not policy.REASONS.keys() & policy.BORDER.keys()
