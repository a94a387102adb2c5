"""Every kind of thing on a line that can be named in a scenario, found by looking into the devices' folder."""

import importlib
import pkgutil
from types import MappingProxyType, ModuleType

from linebench.line import devices
from linebench.line.wire_faults import WIRE_FAULTS
from linebench.scenario.kinds import DeviceKind, FaultKind, Parameter
from linebench.units import Duration

__all__ = ["BELT", "BUILDERS", "KINDS", "LINK"]

BELT = DeviceKind(
    name="belt",
    faults=(FaultKind("encoder_lost", "physical", "The encoder gives no pulses while the belt runs."),),
    summary="a conveyor belt; the first belt carries the encoder",
)
LINK = DeviceKind(
    name="link",
    faults=(
        FaultKind("cut", "wire", "Nothing passes until the fault ends; what is sent meanwhile is lost."),
        FaultKind("drop", "wire", "A message is lost."),
        FaultKind("delay", "wire", "A message arrives later than it should.", (
            Parameter("time", Duration, 0, 600_000_000, "500 ms", "how much later"),
        )),
        *WIRE_FAULTS,
    ),
    summary="what joins two seats; named from>to; faults other than cut, drop and delay act on wires only",
)


def _modules() -> tuple[ModuleType, ...]:
    names = sorted(module.name for module in pkgutil.iter_modules(devices.__path__))
    return tuple(importlib.import_module(f"{devices.__name__}.{name}") for name in names)


_MODULES = _modules()

KINDS: MappingProxyType[str, DeviceKind] = MappingProxyType(
    {kind.name: kind for kind in (*(module.KIND for module in _MODULES), BELT, LINK)},
)
"""Kinds by name: all devices, ``belt`` and ``link``."""

BUILDERS = MappingProxyType({module.KIND.name: module.build for module in _MODULES})
"""How to build a device of each kind."""
