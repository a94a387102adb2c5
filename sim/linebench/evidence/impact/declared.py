"""The declared part of the model: what libraries and rooms of the bench touch, from ``declared.toml``."""

from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from linebench.evidence.impact.model import CaseFacts
from linebench.evidence.stored import Stored

__all__ = ["Declared", "declared_why", "harmless_why"]

_FILE = Path(__file__).with_name("declared.toml")
_Group = Literal["library", "room"]


class Declared(Stored, frozen=True, kw_only=True):
    """What some libraries or rooms touch. ``touches``: ``all``, ``none``, ``images``, or names of dialects."""

    names: tuple[str, ...]
    touches: tuple[str, ...]
    why: str


@cache
def _declared() -> dict[tuple[str, str], Declared]:
    groups = msgspec.toml.decode(_FILE.read_bytes(), type=dict[_Group, tuple[Declared, ...]])
    return {(group, name): one for group, some in groups.items() for one in some for name in one.names}


def declared_why(group: _Group, name: str, case: CaseFacts) -> str:
    """Say why a library or a room touches a test case, ``""`` where it does not."""
    said = _declared().get((group, name))
    if said is None:
        return f"what the {group} {name} touches is not declared"
    if not case.whole:
        return "" if said.touches == ("none",) else f"{said.why}; what this case used was not recorded"
    hit = "all" in said.touches or ("images" in said.touches and case.images)
    spoken = sorted(case.dialects & set(said.touches))
    return f"{said.why}{': ' + ', '.join(spoken) if spoken else ''}" if hit or spoken else ""


def harmless_why(group: _Group, name: str) -> str:
    """Say why a library or a room touches no test case of a set."""
    said = _declared()[group, name]
    if said.touches == ("none",):
        return f"{said.why}; no verdict follows from it"
    return f"{said.why}; no test case uses {', '.join(said.touches)}"
