"""The faults of code images as faults that a scenario can plan, and back."""

from linebench.imaging.faults.catalogue import catalogue
from linebench.imaging.faults.kind import CodeFault, Fault, Parameter, Plane
from linebench.line.faults import ActiveFault
from linebench.scenario import kinds

__all__ = ["code_fault", "code_faults", "is_code_fault"]

_PLANES: dict[Plane, kinds.Plane] = {"content": "data", "print": "physical", "camera": "physical"}


def code_faults(*planes: Plane) -> tuple[kinds.FaultKind, ...]:
    """Every fault of the catalogue in these planes, as a device declares it."""
    return tuple(_declared(each) for each in catalogue().values() if each.plane in planes and each.on_line)


def _declared(each: CodeFault) -> kinds.FaultKind:
    return kinds.FaultKind(each.id, _PLANES[each.plane], each.summary, tuple(map(_parameter, each.parameters)))


def _parameter(each: Parameter) -> kinds.Parameter:
    return kinds.Parameter(each.name, "number", each.low, each.high, f"{each.default:g}", each.summary, each.unit)


def is_code_fault(fault: ActiveFault, *planes: Plane) -> bool:
    """Whether a fault acts on code images, in one of these planes."""
    known = catalogue().get(fault.kind)
    return known is not None and known.plane in planes


def code_fault(fault: ActiveFault) -> Fault:
    """The fault as it strikes now. A drift of something that is counted goes in whole steps."""
    values = {}
    for each in catalogue()[fault.kind].parameters:
        value = float(fault.values[each.name])
        values[each.name] = float(int(value)) if each.whole else value
    return Fault(fault.kind, values)
