"""environment.json: what was installed when a run began and when it ended, and what differed.

An inventory is a list of facts about the installation as it was found: wall-clock facts, which no journal of an
ordinary test case holds. What could not be found out is ``unknown``, and says so.
"""

from collections.abc import Iterable
from typing import Literal

import msgspec

from linebench.evidence.model import encode_pretty
from linebench.evidence.stored import Stored

__all__ = ["AREAS", "ENVIRONMENT", "MEASURED", "MISSING", "Area", "Difference", "Environment", "Inventory", "Item",
           "decode_environment", "differences", "encode_environment", "fact_of"]

ENVIRONMENT = "environment.json"
"""Its name in a package."""
MISSING = "not there"
"""The value of what only one of two inventories has, in the other."""

MEASURED = frozenset({"free disk space", "offset", "days left"})
"""Properties that are another number at every look; no difference is made of them."""

Area = Literal["hardware", "software", "configuration", "network", "instruments", "accounts", "documents", "bench"]
AREAS: tuple[Area, ...] = (
    "hardware", "software", "configuration", "network", "instruments", "accounts", "documents", "bench")
"""The kinds of facts, in the order in which a reader meets them."""


class Item(Stored, frozen=True, kw_only=True):
    """One fact: the ``property`` of a ``subject`` has this ``value``. ``source``: what it was read from.

    ``value`` is a text as a reader wants it, with unit.
    """

    area: Area
    subject: str
    property: str
    value: str
    source: str = ""


class Inventory(Stored, frozen=True, kw_only=True):
    """What was found at a moment. ``at``: wall clock, RFC 3339 with offset."""

    at: str
    items: tuple[Item, ...]


class Difference(Stored, frozen=True, kw_only=True):
    """A fact of which two inventories have different values. ``item`` is as it was found later, or last."""

    item: Item
    before: str
    after: str

    def __str__(self) -> str:
        """Write it as one line."""
        return f"{self.item.area}, {self.item.subject}, {self.item.property}: was {self.before}, is {self.after}"


class Environment(Stored, frozen=True, kw_only=True):
    """What environment.json holds."""

    schema: str = "linebench/environment"
    version: int = 1
    start: Inventory
    end: Inventory
    differences: tuple[Difference, ...]


def differences(before: Iterable[Item], after: Iterable[Item]) -> tuple[Difference, ...]:
    """Return every fact whose value is not the same, in the order in which they are listed.

    What only one of the two has differs too: there it is ``not there`` in the other. What is ``MEASURED`` does not.
    """
    old, new = ({fact_of(item): item for item in items} for items in (before, after))
    found = []
    for key, item in (old | new).items():
        was, is_now = (each[key].value if key in each else MISSING for each in (old, new))
        if was != is_now and item.property not in MEASURED:
            found.append(Difference(item=item, before=was, after=is_now))
    return tuple(found)


def fact_of(item: Item) -> tuple[str, str, str]:
    """What it is a fact about: the same in every inventory."""
    return item.area, item.subject, item.property


def encode_environment(start: Inventory, end: Inventory) -> bytes:
    """Write environment.json."""
    return encode_pretty(Environment(start=start, end=end, differences=differences(start.items, end.items)))


def decode_environment(stored: bytes) -> Environment:
    """Read environment.json.

    Raises:
        msgspec.MsgspecError: it is damaged, or of another version.

    """
    return msgspec.json.decode(stored, type=Environment)
