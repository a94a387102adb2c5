"""A fault that grows: one parameter runs from one value to another, all others stand still."""

import re
from typing import NamedTuple

from linebench.imaging.faults.catalogue import catalogue, fault, read_fault
from linebench.imaging.faults.kind import Fault, FaultError

__all__ = ["Drift", "read_drift"]

_RANGE = re.compile(r"(?P<name>\w+)=(?P<first>[-+.\deE]+?)\.\.(?P<last>[-+.\deE]+)")


class Drift(NamedTuple):
    """The fault at the beginning, the parameter that grows, and its value at the end."""

    first: Fault
    name: str
    last: float

    def at(self, share: float) -> Fault:
        """The fault after a ``share`` of the way, 0 to 1; whole parameters are rounded."""
        begin = self.first.values[self.name]
        value = begin + (self.last - begin) * share
        whole = next(each.whole for each in catalogue()[self.first.kind].parameters if each.name == self.name)
        return fault(self.first.kind, self.first.values | {self.name: round(value) if whole else value})


def read_drift(text: str) -> Drift:
    """A drift written as a fault with one range: ``nozzle_dead nozzles=0..6 place=0.5``.

    As with faults, a range behind the fault itself is that of its severity: ``nozzle_dead=0..6``.

    Raises:
        FaultError: no range or more than one, an unknown fault or parameter, or a value out of range.

    """
    ranges = list(_RANGE.finditer(text))
    if len(ranges) != 1:
        raise FaultError(f"{text!r} has {len(ranges)} ranges; expected one parameter that grows, such as "
                         "nozzle_dead nozzles=0..6")
    found = ranges[0]
    first, last = (read_fault(text[:found.start()] + f"{found['name']}={found[end]}" + text[found.end():])
                   for end in ("first", "last"))
    name = found["name"] if found["name"] in first.values else catalogue()[first.kind].parameters[0].name
    return Drift(first, name, last.values[name])
