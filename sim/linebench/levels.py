"""Makes the emulated control levels of a scenario, with the mutants that are switched on."""

from collections.abc import Callable, Mapping, Sequence
from random import Random

import msgspec

from linebench.plc_layout import packs_before_verdict, plc_layout
from linebench.product.serials import serial_block
from linebench.scenario.model import Scenario
from linebench.stack.l1.decisions import L1Decisions
from linebench.stack.l1.program import PlcProgram
from linebench.stack.l2.config import L2Config
from linebench.stack.l2.controller import LineController
from linebench.stack.l2.decisions import L2Decisions
from linebench.stack.l3.config import L3Config
from linebench.stack.l3.decisions import L3Decisions
from linebench.stack.l3.server import SiteServer
from linebench.stack.machine import Level
from linebench.stack.mutants import make_decisions

__all__ = ["make_levels"]


def make_levels(scenario: Scenario, mutants: Sequence[str],
                stream: Callable[[str], Random]) -> Mapping[str, Callable[[], Level]]:
    """Return what makes each level anew when its power comes on, by level name.

    Raises:
        UnknownMutantError: a name that is no mutant.
        LayoutError: a line the PLC program cannot track on.

    """
    layout, site_config = plc_layout(scenario), L3Config.from_scenario(scenario)
    line_config = msgspec.structs.replace(L2Config.from_scenario(scenario), overrun=packs_before_verdict(scenario))
    draw = _serial_source(scenario, stream("l3.serials"))
    l1, l2, l3 = (make_decisions(level, mutants) for level in ("l1", "l2", "l3"))
    assert isinstance(l1, L1Decisions)
    assert isinstance(l2, L2Decisions)
    assert isinstance(l3, L3Decisions)
    return {
        "l3": lambda: SiteServer(site_config, draw, l3),
        "l2": lambda: LineController(line_config, l2),
        "l1": lambda: PlcProgram(layout, l1),
    }


def _serial_source(scenario: Scenario, chance: Random) -> Callable[[int], tuple[str, ...]]:
    """Return the random source behind the L3's pool: never the same serial twice in one world."""
    length = max(product.serial_length for product in scenario.products)
    issued: set[str] = set()

    def draw(count: int) -> tuple[str, ...]:
        block = serial_block(chance, count, length=length, taken=issued)
        issued.update(block)
        return tuple(block)

    return draw
