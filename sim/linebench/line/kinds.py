"""Every kind of thing on a line that can be named in a scenario, found by looking into the devices' folder."""

import importlib
import pkgutil
from types import MappingProxyType, ModuleType

from linebench.line import devices
from linebench.line.folder_faults import FOLDER
from linebench.line.message_faults import MESSAGE_FAULTS
from linebench.line.outside import camera, printer
from linebench.line.pool_faults import POOL
from linebench.line.store_faults import STORE
from linebench.line.wire_faults import WIRE_FAULTS
from linebench.scenario.kinds import DeviceKind, FaultKind, Parameter
from linebench.units import Duration

__all__ = ["BELT", "BUILDERS", "HANDHELD", "KINDS", "LINK", "OUTSIDE"]

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
        *MESSAGE_FAULTS,
        *WIRE_FAULTS,
    ),
    summary="what joins two seats; named from>to; faults of the plane wire other than cut, drop and delay act on "
            "wires only",
)

HANDHELD = DeviceKind(
    name="handheld",
    faults=(
        FaultKind("yz_swapped", "data", "The computer has another layout than the scanner: y and z are swapped."),
        FaultKind("caps_lock", "data", "Caps lock is on at the computer: letters have the other case."),
        FaultKind("separator_lost", "data", "The scanner types, and no key stands for 0x1D."),
    ),
    summary="the scanner at the HMI, with which people scan packs they take in hand",
)


def _modules() -> tuple[ModuleType, ...]:
    names = sorted(module.name for module in pkgutil.iter_modules(devices.__path__))
    return tuple(importlib.import_module(f"{devices.__name__}.{name}") for name in names)


_MODULES = _modules()

KINDS: MappingProxyType[str, DeviceKind] = MappingProxyType(
    {kind.name: kind for kind in
     (*(module.KIND for module in _MODULES), BELT, LINK, HANDHELD, POOL, FOLDER, STORE)},
)
"""Kinds by name: all devices, ``belt``, ``link``, ``handheld``, ``serials``, ``folder`` and ``l2.store``."""

BUILDERS = MappingProxyType({module.KIND.name: module.build for module in _MODULES})
"""How to build a device of each kind."""

OUTSIDE = MappingProxyType({"printer": printer.build, "camera": camera.build})
"""How to build what stands for a device of a kind where that is real."""
