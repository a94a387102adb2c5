"""Devices that are not ours: the wires by which the bench dials them, as the host of their dialect."""

from collections.abc import Callable
from typing import Protocol

from linebench.ports import Message
from linebench.ports.presence import Presence
from linebench.scenario.devices import wire_of
from linebench.scenario.model import Scenario
from linebench.scenario.problems import Problem, ScenarioError
from linebench.scenario.stack import StackPlan
from linebench.wire.dialect import dialects
from linebench.wire.side import Setting
from linebench.wire.stream.clock import Cancel, Clock
from linebench.wiring.channels import is_composite, wire_to
from linebench.wiring.control import WireTo
from linebench.wiring.dialled import DialledEndpoint
from linebench.wiring.ends import WiringError, host_end, is_opcua

__all__ = ["Outsider", "UnitSeat", "check_units", "unit_wire"]

_BOOT_US = 100_000
"""A host that gets power dials a moment later: what it is told before it runs is lost."""


class Outsider(Protocol):
    """What stands on the line for a device that is not ours."""

    name: str

    def attach(self, tell: Callable[[Message], None]) -> None:
        """Give it the way to the unit."""

    def heard(self, t: int, message: Message) -> None:
        """The unit, or the wire to it, said this."""


def unit_wire(stack: StackPlan, device: str) -> WireTo:
    """How the bench speaks to a device that is not ours.

    Raises:
        WiringError: its dialect is none for this seat, has no end for the bench to dial with, or not these options.

    """
    pair = wire_of(device)
    wire = wire_to(device, pair, {wire.id: wire for wire in stack.wires})
    if is_opcua(device, wire.dialect) or is_composite(device, wire.dialect):
        spoken = ", ".join(sorted(each.name for each in dialects().values() if device in each.seats))
        raise WiringError(f"wire to {device}: found dialect {wire.dialect!r}, in which the bench dials no "
                          f"{device}; expected one of {spoken}")
    host_end(device, wire.dialect, wire.profile, wire.options, Setting(name=device, now=lambda: 0))
    return wire


def check_units(scenario: Scenario) -> None:
    """Check that the bench can speak to every device that is not ours.

    Raises:
        ScenarioError: everything that is wrong, one line for each problem.

    """
    problems = []
    for device in scenario.stack.devices:
        try:
            unit_wire(scenario.stack, device)
        except (WiringError, ValueError) as error:
            found, _, expected = str(error).partition("; expected ")
            bare = found.removeprefix(f"wire to {device}: ").removeprefix("found ")
            problems.append(Problem("", f"stack.wire.{wire_of(device)}", bare,
                                    expected or "a dialect with profile and options that fit", "correct it"))
    if problems:
        raise ScenarioError(tuple(problems))


class UnitSeat:
    """The end of such a wire in the bench: hands on what is said, at the time at which it is said.

    Attributes:
        here: whether the unit can be reached.

    """

    def __init__(self, device: str, outsider: Outsider, catch_up: Callable[[], int],
                 stir: Callable[[], None]) -> None:
        """``catch_up`` gives the time at which something from outside happens; ``stir`` is called after it."""
        self.device, self.here = device, False
        self._why = ""
        self._dialling: Cancel | None = None
        self._outsider, self._catch_up, self._stir = outsider, catch_up, stir

    def join(self, endpoint: DialledEndpoint) -> None:
        """Give it its wire."""
        self.endpoint = endpoint
        self._outsider.attach(endpoint.tell)

    def heard(self, message: Message) -> None:
        """The unit, or the wire to it, says something."""
        if isinstance(message, Presence):
            self.here, self._why = message.here, message.why
        self._outsider.heard(self._catch_up(), message)
        self._stir()

    def power(self, *, on: bool, clock: Clock) -> None:
        """L2, which is its host, loses its power and with it the connection, or gets it back and dials."""
        if on:
            self._dialling = clock.later(_BOOT_US, lambda: self.endpoint.power(on=True))
            return
        if self._dialling is not None:
            self._dialling()
        if self.here:
            self.heard(Presence(self.device, here=False, why="its host has no power"))
        self.endpoint.power(on=False)

    def missing(self) -> str:
        """Why nothing can be tried with it; empty when it is there."""
        wire = self.endpoint.wire
        return "" if self.here else (
            f"{self._outsider.name} is real and was not reached at {wire.host}:{wire.port}"
            f"{': ' + self._why if self._why else ''}; switch it on and see linebench stack check")
