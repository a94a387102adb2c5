"""The bench's test of itself as it is installed: small, and about what every verdict rests on.

A clean order has no finding, a planted defect has one, and equal seeds give equal journals.
"""

import hashlib
import io

import msgspec

from linebench.content import Content
from linebench.line.kinds import KINDS
from linebench.oracle.judge import judge_blocks
from linebench.records.requirement import Requirement
from linebench.scenario.load import load
from linebench.scenario.model import Scenario
from linebench.simulation import simulate
from linebench.units import Share

__all__ = ["DEFECT", "WORLD", "self_test"]

WORLD = "carton-line"
"""The world in which the bench tests itself."""
DEFECT = "l1-blames-neighbour"
"""The planted defect that it has to find: L1 rejects the pack behind a rejected one as well."""
_PACKS = 40
_NO_READS = Share(100_000)


def self_test(content: Content, requirements: tuple[Requirement, ...], *,
              defect: str = DEFECT) -> list[tuple[str, str, str]]:
    """Rows of what was tested: what, as it should be, as found. Takes less than a second.

    ``content``: where the world lies; ``defect``: the one that is planted.
    """
    world = _world(content)
    once, again, other = (_journal(world, seed, requirements) for seed in (7, 7, 8))
    planted = _journal(world, 7, requirements, (defect,))
    found = _found(planted)
    return [
        ("rules with findings in a clean order", "none", _found(once) or "none"),
        ("rules with findings where a defect is planted", found or "at least one", found or "none"),
        ("journal of the same seed, SHA-256", _hash(once), _hash(again)),
        ("journal of another seed", "another one", "the same" if _hash(once) == _hash(other) else "another one"),
    ]


def _world(content: Content) -> Scenario:
    scenario = load(WORLD, content.fresh(), KINDS).scenario
    order = msgspec.structs.replace(scenario.batches[0], quantity=_PACKS)
    return msgspec.structs.replace(scenario, batches=(order,), no_read=_NO_READS)


def _journal(world: Scenario, seed: int, requirements: tuple[Requirement, ...],
             mutants: tuple[str, ...] = ()) -> bytes:
    sink = io.BytesIO()
    simulate(world, seed, sink, requirements=requirements, mutants=mutants)
    return sink.getvalue()


def _found(journal: bytes) -> str:
    return ", ".join(outcome.rule for outcome in judge_blocks(journal).outcomes if outcome.findings)


def _hash(journal: bytes) -> str:
    return hashlib.sha256(journal).hexdigest()
