"""What must be so where something real sits in the seat of a device: its wire, and the line around it."""

from collections.abc import Callable, Iterator

from linebench.scenario.model import FaultPlan, Scenario
from linebench.scenario.stack import DEVICES, SeatPlan, StackPlan, WirePlan

__all__ = ["HOST", "check_devices", "check_units", "faults_on_real", "wire_of"]

Wrong = tuple[str, str, str, str]
"""Key path, what was found, what was expected, what to do."""
HOST = "l2"
"""The level that is the host of devices."""
_CAMERA = "camera"
_OWN = ("trigger", "job", "answer_within")
"""What only a camera can be set up with."""
_UNSPOKEN = ("map", "map_options", "dials", "also", "level_options", "tls")
"""What a wire to a device cannot have: the bench speaks one dialect there, as its host."""


def wire_of(device: str) -> str:
    """The id of the wire to a device."""
    return f"{HOST}-{device}"


def check_devices(stack: StackPlan, report: Callable[..., None]) -> None:
    """Check the seats of devices and their wires, as a stack file has them."""
    for seat in stack.seats:
        for wrong in _seat(seat, stack):
            report(*wrong)
    if stack.devices and stack.remote:
        level = min(stack.remote)
        report(f"stack.seat.{level}", f"level {level} elsewhere beside a real {min(stack.devices)}",
               "all levels in the bench where a device is real", "leave one of the two out")


def check_units(scenario: Scenario, report: Callable[..., None], *, own: bool) -> None:
    """Check the line of a scenario in which devices are real, and its faults where the stack is its ``own``.

    A stack file that is laid over a scenario makes no mistake of its faults: what needs them cannot be done there.
    """
    for device, seat in scenario.stack.devices.items():
        stations = [station.id for station in scenario.line.stations if station.kind == device]
        if len(stations) != 1:
            report(f"stack.seat.{seat.id}", f"a line with {len(stations)} stations of kind {device!r}",
                   "exactly one, which the real one stands for", "take another line, or leave the seat out")
    for number, fault in enumerate(scenario.faults, 1) if own else ():
        if fault in faults_on_real(scenario):
            report(f"fault.{number}.target", repr(fault.target),
                   "a simulated device or a link: what is real the bench cannot break", "leave the fault out")


def faults_on_real(scenario: Scenario) -> tuple[FaultPlan, ...]:
    """The faults that a scenario plans on what is real."""
    real = {station.id for station in scenario.line.stations if station.kind in scenario.stack.devices}
    real.update(scenario.stack.foreign)
    return tuple(fault for fault in scenario.faults if fault.target in real)


def _seat(seat: SeatPlan, stack: StackPlan) -> Iterator[Wrong]:
    path, usual = f"stack.seat.{seat.id}", SeatPlan(id=seat.id)
    for key in _OWN if seat.id != _CAMERA else ():
        if getattr(seat, key) != getattr(usual, key):
            yield f"{path}.{key}", str(getattr(seat, key)), "nothing: it is a set-up of cameras", "leave it out"
    if seat.id not in DEVICES:
        return
    if seat.process:
        yield f"{path}.process", "true", "nothing: a device is no level", "leave it out"
    if seat.nature != "real":
        yield (f"{path}.nature", repr(seat.nature), '"real": what is simulated needs no [[seat]]',
               'write nature = "real"')
        return
    yield from _wire(seat.id, {wire.id: wire for wire in stack.wires}.get(wire_of(seat.id)))


def _wire(device: str, wire: WirePlan | None) -> Iterator[Wrong]:
    path = f"stack.wire.{wire_of(device)}"
    if wire is None:
        yield (f"stack.seat.{device}", "no wire to it", f"the wire by which the bench reaches the {device}",
               f'add [[wire]] with id = "{wire_of(device)}", dialect, host and port')
        return
    for key in _UNSPOKEN:
        if value := getattr(wire, key):
            yield (f"{path}.{key}", "true" if value is True else repr(value),
                   f"nothing: the bench dials the {device} and speaks one dialect to it", "leave it out")
    if not wire.port:
        yield f"{path}.port", "0", f"1 to 65535, the port at which the {device} listens", "write its own port"
    if not wire.host.strip():
        yield f"{path}.host", repr(wire.host), f"the address of the {device}", "write its own address"
