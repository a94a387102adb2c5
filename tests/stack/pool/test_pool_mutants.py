"""Every planted defect of the pool: the right pool does one thing, the mutant another."""

import pytest

from linebench.ports.serials import Drawn
from linebench.product import guess_odds
from linebench.stack.mutant import mutated
from linebench.stack.pool import Listed, PoolConfig, PoolDecisions, PoolPlan, Random
from linebench.stack.pool.mutants import MUTANTS
from tests.stack.pool.kit import OTHERS, PACKS, Kit


def same_block(kit):
    return set(kit.draw("a", 2).serials) & set(kit.draw("b", 2).serials) == set()


def unknown(kit):
    return kit.move("m", ["made up"], "encoded", OTHERS).status == "unknown_serial"


def encoded(kit):
    kit.draw("a", 1, OTHERS)
    kit.move("m1", ["007"], "encoded", OTHERS)
    kit.move("m2", ["007"], "unallocated", OTHERS)
    return kit.draw("b", 1, OTHERS).serials == ("B2",)


def token(kit):
    return kit.draw("a", 1, OTHERS) == kit.draw("a", 1, OTHERS)


def counts(kit):
    kit.draw("a", 2, OTHERS)
    return kit.count(OTHERS) == {"unassigned": 3, "allocated": 2}


def odds(kit):
    kit.config = PoolConfig(pools=(PoolPlan(form="SGTIN", source=Random(4)),))
    kit.power()
    return guess_odds(len(kit.draw("a", 1_000, ()).serials), length=4) > 10_000


def rest(kit):
    kit.draw("a", 2, OTHERS)
    kit.move("m1", ["007"], "encoded", OTHERS)
    kit.move("m2", ["007", "B2"], "encoded", OTHERS)
    return kit.count(OTHERS)["encoded"] == 1


def kept(kit):
    kit.draw("a", 1, OTHERS)
    kit.power()
    return kit.draw("b", 1, OTHERS).serials == ("B2",)


def criteria(kit):
    kit.config = PoolConfig(pools=(PoolPlan(form="SGTIN", criteria=OTHERS, source=Listed(("A",))),))
    kit.power()
    return kit.draw("a", 1, PACKS) == Drawn("a", "unknown_criteria")


CHECKS = {"pool-same-block-twice": same_block, "pool-accepts-unknown": unknown, "pool-takes-encoded-back": encoded,
          "pool-forgets-token": token, "pool-counts-wrong": counts, "pool-guessable": odds,
          "pool-moves-the-rest": rest, "pool-keeps-nothing": kept, "pool-ignores-criteria": criteria}


def test_every_mutant_is_caught():
    """There is a check for each, and every decision has a mutant."""
    assert set(CHECKS) == {mutant.name for mutant in MUTANTS}
    decisions = {name for name in vars(PoolDecisions) if not name.startswith("_")}
    assert {mutant.decision for mutant in MUTANTS} == decisions
    assert {mutant.level for mutant in MUTANTS} == {"pool"}


@pytest.mark.parametrize("name", CHECKS)
def test_a_mutant_is_unlike_the_right_pool(name):
    """The right pool passes its check, the mutant fails it, and passes the check of another decision."""
    def passes(check, mutants):
        return CHECKS[check](Kit(decisions=mutated(PoolDecisions, MUTANTS, mutants)))

    other = "pool-guessable" if name != "pool-guessable" else "pool-counts-wrong"
    assert (passes(name, []), passes(name, [name]), passes(other, [name])) == (True, False, True)
