"""The emulated control levels of a scenario: what each is set up with, and how it is made from that.

What a level is set up with is plain data, so that it can be sent to the process a level runs in.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import TypeAlias

import msgspec

from linebench.product.serial_form import SerialForm, next_serials
from linebench.stack.l1.decisions import L1Decisions
from linebench.stack.l1.layout import L1Layout
from linebench.stack.l1.program import PlcProgram
from linebench.stack.l2.config import L2Config
from linebench.stack.l2.controller import LineController
from linebench.stack.l2.decisions import L2Decisions
from linebench.stack.l3.codes import Codes
from linebench.stack.l3.config import L3Config
from linebench.stack.l3.decisions import L3Decisions
from linebench.stack.l3.pool import Draw
from linebench.stack.l3.server import SiteServer
from linebench.stack.l4.config import L4Config
from linebench.stack.l4.decisions import L4Decisions
from linebench.stack.machine import Level
from linebench.stack.mutants import make_decisions
from linebench.stack.pool.crypto import SECRET_BYTES

__all__ = ["LEVELS", "L1Setup", "L2Setup", "L3Setup", "L4Setup", "LevelSetup", "level_maker"]

LEVELS = ("l4", "l3", "l2", "l1")
"""Every control level, in the order in which their power comes on."""


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


LevelSetup: TypeAlias = L1Setup | L2Setup | L3Setup | L4Setup


def level_maker(setup: LevelSetup, mutants: Sequence[str], stream: Callable[[str], Random]) -> Callable[[], Level]:
    """Return what makes a level anew each time its power comes on.

    Raises:
        UnknownMutantError: a name that is no mutant.

    """
    if isinstance(setup, L1Setup):
        layout, l1 = setup.layout, make_decisions("l1", mutants)
        assert isinstance(l1, L1Decisions)
        return lambda: PlcProgram(layout, l1)
    if isinstance(setup, L2Setup):
        line, l2 = setup.config, make_decisions("l2", mutants)
        assert isinstance(l2, L2Decisions)
        return lambda: LineController(line, l2)
    if isinstance(setup, L4Setup):
        from linebench.stack.l4.enterprise import EnterpriseRepository  # noqa: PLC0415  # few stacks have one
        from linebench.store import MemoryRepository  # noqa: PLC0415  # as above

        enterprise, l4, repository = setup.config, make_decisions("l4", mutants), MemoryRepository()
        assert isinstance(l4, L4Decisions)
        return lambda: EnterpriseRepository(enterprise, repository, l4)
    site, l3 = setup.config, make_decisions("l3", mutants)
    assert isinstance(l3, L3Decisions)
    draw = _serial_source(setup.serials, stream("l3.serials"))
    codes = Codes(setup.beside, stream("l3.codes").randbytes(SECRET_BYTES))
    return lambda: SiteServer(site, draw, l3, codes)


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
