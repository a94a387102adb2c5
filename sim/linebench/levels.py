"""The emulated control levels of a scenario: what each is set up with, and how it is made from that.

What a level is set up with is plain data, so that it can be sent to the process a level runs in.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from random import Random
from types import MappingProxyType
from typing import Any, TypeAlias

import msgspec

from linebench.product.serial_form import SerialForm, next_serials
from linebench.stack.erp.config import PlannerConfig
from linebench.stack.erp.planner import Planner
from linebench.stack.l1.decisions import L1Decisions
from linebench.stack.l1.layout import L1Layout
from linebench.stack.l1.program import PlcProgram
from linebench.stack.l2.config import L2Config
from linebench.stack.l2.controller import LineController
from linebench.stack.l2.decisions import L2Decisions
from linebench.stack.l3.codes import Codes
from linebench.stack.l3.config import L3Config
from linebench.stack.l3.decisions import L3Decisions
from linebench.stack.l3.planned import PlannedSite
from linebench.stack.l3.pool import Draw
from linebench.stack.l3.server import SiteServer
from linebench.stack.l4.config import L4Config
from linebench.stack.l4.decisions import L4Decisions
from linebench.stack.machine import Level
from linebench.stack.mutants import make_decisions
from linebench.stack.pool import PoolConfig, PoolDecisions, SerialPool
from linebench.stack.pool.crypto import SECRET_BYTES

__all__ = ["LEVELS", "POWERED", "ErpSetup", "L1Setup", "L2Setup", "L3Setup", "L4Setup", "LevelSetup",
           "SerialsSetup", "level_maker"]

LEVELS = ("l4", "serials", "l3", "l2", "l1")
"""Every control level, in the order in which their power comes on."""

POWERED = (*LEVELS, "erp")
"""The levels and then the planner, which speaks when they are there."""


class L1Setup(msgspec.Struct, frozen=True, tag="l1"):
    """What the PLC program is set up with."""

    layout: L1Layout


class L2Setup(msgspec.Struct, frozen=True, tag="l2"):
    """What the line controller is set up with."""

    config: L2Config


class L3Setup(msgspec.Struct, frozen=True, tag="l3"):
    """What the site server is set up with.

    ``serials``: by GTIN, what the serials are like that it makes up; ``beside``: by GTIN, the application
    identifiers of what it makes up with each.
    """

    config: L3Config
    serials: Mapping[str, SerialForm] = {}
    beside: Mapping[str, tuple[str, ...]] = {}


class L4Setup(msgspec.Struct, frozen=True, tag="l4"):
    """What the enterprise repository is set up with."""

    config: L4Config


class SerialsSetup(msgspec.Struct, frozen=True, tag="serials"):
    """What the pool of serials is set up with."""

    config: PoolConfig


class ErpSetup(msgspec.Struct, frozen=True, tag="erp"):
    """What the planner is set up with."""

    config: PlannerConfig


LevelSetup: TypeAlias = L1Setup | L2Setup | L3Setup | L4Setup | SerialsSetup | ErpSetup


Maker: TypeAlias = Callable[[], Level]
Stream: TypeAlias = Callable[[str], Random]


def level_maker(setup: LevelSetup, mutants: Sequence[str], stream: Stream) -> Maker:
    """Return what makes a level anew each time its power comes on.

    Raises:
        UnknownMutantError: a name that is no mutant.

    """
    return _MAKERS[type(setup)](setup, mutants, stream)


def _l1(setup: L1Setup, mutants: Sequence[str], _: Stream) -> Maker:
    decisions = make_decisions("l1", mutants)
    assert isinstance(decisions, L1Decisions)
    return lambda: PlcProgram(setup.layout, decisions)


def _l2(setup: L2Setup, mutants: Sequence[str], _: Stream) -> Maker:
    decisions = make_decisions("l2", mutants)
    assert isinstance(decisions, L2Decisions)
    return lambda: LineController(setup.config, decisions)


def _l3(setup: L3Setup, mutants: Sequence[str], stream: Stream) -> Maker:
    site, decisions = setup.config, make_decisions("l3", mutants)
    assert isinstance(decisions, L3Decisions)
    draw = _serial_source(setup.serials, stream("l3.serials"))
    codes = Codes(setup.beside, stream("l3.codes").randbytes(SECRET_BYTES))
    if site.planner:
        return lambda: PlannedSite(site, lambda config: SiteServer(config, draw, decisions, codes), decisions)
    return lambda: SiteServer(site, draw, decisions, codes)


def _l4(setup: L4Setup, mutants: Sequence[str], _: Stream) -> Maker:
    from linebench.stack.l4.enterprise import EnterpriseRepository  # noqa: PLC0415  # few stacks have one
    from linebench.store import MemoryRepository  # noqa: PLC0415  # as above

    repository, decisions = MemoryRepository(), make_decisions("l4", mutants)
    assert isinstance(decisions, L4Decisions)
    return lambda: EnterpriseRepository(setup.config, repository, decisions)


def _serials(setup: SerialsSetup, mutants: Sequence[str], stream: Stream) -> Maker:
    chance, decisions = stream("serials.pool"), make_decisions("pool", mutants)
    assert isinstance(decisions, PoolDecisions)
    return lambda: SerialPool(setup.config, chance, decisions)


def _erp(setup: ErpSetup, _: Sequence[str], __: Stream) -> Maker:
    return lambda: Planner(setup.config)


# each takes the setup of its own type
_MAKERS: Mapping[type, Callable[[Any, Sequence[str], Stream], Maker]] = MappingProxyType({
    L1Setup: _l1, L2Setup: _l2, L3Setup: _l3, L4Setup: _l4, SerialsSetup: _serials, ErpSetup: _erp})


def _serial_source(forms: Mapping[str, SerialForm], chance: Random) -> Draw:
    """Return the source behind the L3's pool: never the same serial twice in one world, whatever the GTIN."""
    issued: set[str] = set()
    counted: Counter[SerialForm] = Counter()

    def draw(count: int, gtin: str) -> tuple[str, ...]:
        form = forms.get(gtin, SerialForm())
        block = next_serials(form, chance, count, issued, counted[form])
        counted[form] += count
        issued.update(block)
        return tuple(block)

    return draw
