"""Checks a planned fault against what its target declares it can have."""

from collections.abc import Mapping

from linebench.scenario.build import nearest
from linebench.scenario.check import Report
from linebench.scenario.drift import DriftError, read_drift
from linebench.scenario.kinds import DeviceKind, FaultKind
from linebench.scenario.model import FaultPlan
from linebench.units import UnitError

__all__ = ["check_fault"]

_LIST = "linebench faults lists them"


def check_fault(fault: FaultPlan, targets: Mapping[str, DeviceKind | None], path: str, report: Report) -> None:
    """Check target, kind, parameters and window.

    Args:
        fault: the fault.
        targets: kind of everything a fault may strike, by id; ``None`` where that kind is itself unknown.
        path: key path for messages.
        report: takes the problems.

    """
    if fault.end is not None and fault.end <= fault.start:
        report(f"{path}.end", str(fault.end), f"later than the start, {fault.start}")
    if fault.target not in targets:
        report(f"{path}.target", repr(fault.target), "a station, belt or link of this line",
               nearest(fault.target, targets))
        return
    device = targets[fault.target]
    if device is None:
        return
    declared = device.fault(fault.kind)
    if declared is None:
        known = [each.kind for each in device.faults]
        report(f"{path}.kind", f"{fault.kind!r}, which a {device.name} cannot have",
               f"one of {', '.join(known) or 'no faults at all'}", nearest(fault.kind, known))
        return
    _params(fault, declared, path, report)
    if fault.drift:
        _drift(fault, declared, path, report)


def _drift(fault: FaultPlan, declared: FaultKind, path: str, report: Report) -> None:
    try:
        read_drift(fault.drift, declared)
    except DriftError as error:
        report(f"{path}.drift.{error.key}", error.found, error.expected)


def _params(fault: FaultPlan, declared: FaultKind, path: str, report: Report) -> None:
    known = {parameter.name: parameter for parameter in declared.parameters}
    for name, text in fault.params.items():
        where = f"{path}.params.{name}"
        if name not in known:
            report(where, f"the unknown parameter {name!r}", f"one of {', '.join(known) or 'none'}",
                   nearest(name, known) if known else _LIST)
            continue
        try:
            known[name].read(text)
        except UnitError as error:
            report(where, repr(text), str(error).partition("expected ")[2] or f"a {known[name].unit}", _LIST)
    for name, parameter in known.items():
        if parameter.default is None and name not in fault.params:
            report(f"{path}.params.{name}", "nothing", f"a {parameter.unit}", f"add {name} to params")
