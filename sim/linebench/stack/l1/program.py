"""The PLC program of one line: what each message and timer means, wired to the parts that act on it."""

from collections.abc import Callable, Sequence
from typing import Any

from linebench.ports.checkweigher import ScaleState, Weight
from linebench.ports.io import Edges, Input, Reached
from linebench.ports.plc import AskSetup, Command, Setup, SetupTold, Verdict
from linebench.ports.presence import Presence
from linebench.stack.l1.bypass import TIMER
from linebench.stack.l1.decisions import L1Decisions
from linebench.stack.l1.layout import L1Layout
from linebench.stack.l1.operation import Operation
from linebench.stack.l1.tracking import Tracking
from linebench.stack.machine import Effect, Handler, Machine, Send, Store

__all__ = ["PlcProgram"]

_NOTHING: tuple[Effect, ...] = ()


class PlcProgram(Machine):
    """L1 as a ``Level``. Peers: ``io``, ``scale`` and ``l2``.

    Invariant: the motor is on only in states that move, and never while a stop cause is there.
    """

    def __init__(self, layout: L1Layout, decisions: L1Decisions | None = None) -> None:
        self._layout = layout
        self._decisions = decisions or L1Decisions()
        self._build({})

    def start(self, restored: dict[str, Any], t: int) -> Sequence[Effect]:
        """Power came on: everything is off. After a power loss the register is gone, and a person must start."""
        self._build(restored)
        out: list[Effect] = []
        self._operation.boot(restored, out, t)
        return out

    def expire(self, name: str, t: int) -> Sequence[Effect]:
        """A timer ran out."""
        out: list[Effect] = []
        if name == "flush":
            self._operation.results.tick(out)
        elif name == "acting":
            self._operation.acted(out, t)
        elif name.startswith(TIMER):
            self._operation.bypass_over(name.removeprefix(TIMER), out, t)
        else:
            self._tracking.overdue(name, out, t)
        return out

    def _build(self, restored: dict[str, Any]) -> None:
        operation = Operation(self._layout, self._decisions, restored)
        tracking = Tracking(self._layout, self._decisions, operation)
        operation.tracking = tracking
        self._operation, self._tracking = operation, tracking
        self._signals: dict[str, Callable[[int, int], Sequence[Effect]]] = {
            "barrier_camera": tracking.at_camera, "barrier_gate": tracking.at_gate,
            "barrier_exit": tracking.at_exit, "reject_confirm": tracking.at_chute,
            "seal_seen": tracking.at_seal,
        }
        self._alone: dict[tuple[str, ...], Callable[[int, int], Sequence[Effect]]] = {
            (signal,): edge for signal, edge in self._signals.items()
        }
        self._handlers: dict[type, Handler] = {  # each handler knows its own type
            Edges: self._edges, Input: self._input, Reached: tracking.reached,
            Verdict: tracking.register.judged, Weight: tracking.register.weighed,
            ScaleState: self._scale, Command: self._command, Setup: self._setup, AskSetup: self._told,
            Presence: self._presence,
        }

    def _edges(self, message: Edges, t: int) -> Sequence[Effect]:
        alone = self._alone.get(message.signals)
        if alone is not None:
            return alone(message.encoder, t)
        out: list[Effect] = []
        for signal in message.signals:
            out += self._signals[signal](message.encoder, t)
        return out

    def _input(self, message: Input, t: int) -> Sequence[Effect]:
        out: list[Effect] = []
        self._operation.condition(message.signal, out, t, on=message.on)
        return out

    def _scale(self, message: ScaleState, t: int) -> Sequence[Effect]:
        out: list[Effect] = []
        self._operation.condition("scale_fault", out, t, on=message.state != "ready")
        return out

    def _presence(self, message: Presence, t: int) -> Sequence[Effect]:
        out: list[Effect] = []
        self._operation.condition(f"{message.peer}_lost", out, t, on=not message.here)
        return out

    def _command(self, message: Command, t: int) -> Sequence[Effect]:
        out: list[Effect] = []
        self._operation.command(message.name, message.by, out, t)
        return out

    def _setup(self, message: Setup, t: int) -> Sequence[Effect]:  # noqa: ARG002  # every handler is told the time
        self._operation.setup = self._tracking.setup = message
        return (Store("setup", message),)

    def _told(self, message: AskSetup, t: int) -> Sequence[Effect]:  # noqa: ARG002  # every handler is told both
        setup = self._operation.setup
        return (Send("l2", SetupTold(setup.weight_low, setup.weight_high, setup.consecutive_limit)),)
