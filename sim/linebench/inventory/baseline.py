"""Baselines: an inventory as a file that people approve, and what differs from it later."""

from collections.abc import Iterable, Iterator

from linebench.evidence.environment import MEASURED, Difference, Inventory, Item, differences
from linebench.toml_text import quoted

__all__ = ["against", "write_baseline"]

_HEAD = """\
# What is installed, as found; whoever approves it strikes out what is not to be compared.
# linebench inventory --against FILE tells every difference; installation.toml names it as its baseline.
at = {at}
"""


def write_baseline(inventory: Inventory) -> str:
    """Write an inventory as TOML. What is another number at every look is left out."""
    rows = (_row(item) for item in inventory.items if item.property not in MEASURED)
    return _HEAD.format(at=quoted(inventory.at)) + "".join(rows)


def _row(item: Item) -> str:
    facts = (("area", item.area), ("subject", item.subject), ("property", item.property), ("value", item.value),
             ("source", item.source))
    return "\n[[item]]\n" + "".join(f"{name} = {quoted(value)}\n" for name, value in facts if value)


def against(approved: Iterable[Item], found: Iterable[Item], *, itself: str = "") -> tuple[Difference, ...]:
    """Return every difference between an approved baseline and what was found.

    ``itself``: the name of the baseline's own file in its content folder, which is left out: no file holds its
    own hash. What was approved has to be there as it was. What is new counts only where the baseline has the same
    property of other subjects: a package or a file that nobody approved, not a kind of fact that nobody compares.
    """
    rows = tuple(item for item in approved if item.subject != itself)
    return differences(rows, _comparable(rows, (item for item in found if item.subject != itself)))


def _comparable(approved: tuple[Item, ...], found: Iterable[Item]) -> Iterator[Item]:
    kinds = {(item.area, item.property) for item in approved}
    return (item for item in found if (item.area, item.property) in kinds)
