"""The states of a serial and which may follow which. Source: OPC 30260, 1.02, SerialNumberStateEnum."""

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["FOLLOWING", "GIVEN_OUT", "RETURNED", "STATES"]

STATES = ("unassigned", "unallocated", "allocated", "invalid", "encoded", "label_sampled", "label_scrapped",
          "commissioned", "sampled", "inactive", "destroyed", "released")
"""In the order of the standard's numbers, from 0."""
GIVEN_OUT = ("unassigned", "unallocated", "allocated")
"""States in which serials are drawn, each nearer to a pack than the one before it."""
RETURNED = frozenset(("unassigned", "unallocated"))
"""States into which serials come back."""
FOLLOWING: Mapping[str, frozenset[str]] = MappingProxyType({
    "unassigned": frozenset(("unallocated", "invalid")),
    "unallocated": frozenset(("allocated", "unassigned", "invalid")),
    "allocated": frozenset(("encoded", "unallocated", "invalid")),
    "encoded": frozenset(("commissioned", "label_sampled", "label_scrapped", "invalid")),
    "commissioned": frozenset(("sampled", "inactive", "destroyed", "released")),
    **dict.fromkeys(("invalid", "label_sampled", "label_scrapped", "sampled", "inactive", "destroyed", "released"),
                    frozenset[str]()),
})
"""Of each state, those that may follow. What was encoded stands on a label somewhere: it never comes back."""
