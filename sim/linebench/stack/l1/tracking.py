"""What happens to packs at the camera, the scale, the gate, the chute and the exit.

This is the per-pack path: a good pack costs one comparison per edge and no effects but its result.
"""

from collections.abc import Sequence

from linebench.ports.io import Compare, Reached
from linebench.ports.plc import Setup
from linebench.stack.l1.decisions import L1Decisions
from linebench.stack.l1.gate import Order, RejectGate
from linebench.stack.l1.layout import L1Layout
from linebench.stack.l1.operation import Operation
from linebench.stack.l1.rate import RejectRate
from linebench.stack.l1.register import Register
from linebench.stack.l1.track import Track
from linebench.stack.l1.watch import EncoderWatch
from linebench.stack.machine import Effect, Send
from linebench.stack.packml import State

__all__ = ["Tracking"]

_NOTHING: tuple[Effect, ...] = ()
_UNCOUNTED = frozenset({"zone"})
"""Causes that say nothing about printer, camera or scale and so do not count as rejects in a row."""
_BLIND_AFTER = 3
"""Packs missing in a row from which a dead light barrier is the better explanation."""


class Tracking:
    """Moves tracks through the register and gives every pack its fate.

    ``blind``: the program does not know what is on the belt; unknown packs are rejected as ``zone`` without an
    alarm of their own until the belt has moved the length of the zone.
    """

    __slots__ = ("_blind", "_consecutive", "_decide", "_decisions", "_gap", "_last_camera", "_layout", "_missed",
                 "_operation", "_previous", "_rate", "_results", "_strays", "_watching", "_weighs", "gate",
                 "register", "setup", "watch")

    def __init__(self, layout: L1Layout, decisions: L1Decisions, operation: Operation) -> None:
        self._layout = layout
        self._decisions = decisions
        self._operation = operation
        self._results = operation.results
        self._decide = decisions.cause_to_reject if layout.camera_to_seal is None else self._with_seal
        self._weighs = layout.camera_to_scale is not None
        self._gap = layout.min_gap + layout.tolerance
        self._last_camera = -(layout.pitch + self._gap)
        self._previous: Track | None = None
        self._consecutive = self._missed = self._strays = 0
        self._rate = RejectRate(layout.rate_of)
        self._watching = False
        self._blind = operation.tracking_lost
        self.setup = operation.setup
        self.register = Register(layout)
        self.gate = RejectGate(layout)
        self.watch = EncoderWatch(layout)

    def at_camera(self, encoder: int, t: int) -> Sequence[Effect]:
        """A pack reached the camera's light barrier."""
        watch = self.watch
        if encoder - watch.encoder < watch.small and watch.lost(self._operation.drive.since, t):
            return self._encoder_lost("barrier_camera", encoder, t)
        watch.encoder = encoder
        watch.t = t
        track = self.register.camera(encoder)
        if encoder - self._last_camera < self._gap and self._decisions.rejects_close():
            track.spoiled = "gap"
            if self._previous is not None:
                self._previous.spoiled = "gap"
        self._last_camera = encoder
        self._previous = track
        if self._watching:
            return _NOTHING
        out: list[Effect] = []
        self._arm_watch(out)
        return out

    def at_gate(self, encoder: int, t: int) -> Sequence[Effect]:
        """A pack reached the barrier before the reject gate: decide now."""
        watch = self.watch
        if encoder - watch.encoder < watch.small and watch.lost(self._operation.drive.since, t):
            return self._encoder_lost("barrier_gate", encoder, t)
        watch.encoder = encoder
        watch.t = t
        register = self.register
        ahead = register.ahead
        track: Track | None
        if ahead and register.gate_low <= encoder - ahead[0].encoder <= register.gate_high:
            track = ahead.popleft()
        else:
            track = register.gate(encoder)
        cause = ""
        if track is not None:
            cause = self._decide(track, self.setup, self._weighs)
            if not cause:
                self._consecutive = 0
                register.leaving.append(track)
                if not register.missing:
                    return _NOTHING
        out: list[Effect] = []
        self._miss(out, t)
        if track is None:
            self._untracked(encoder, out, t)
        elif cause:
            self.gate.order(track.trigger, cause, encoder, out)
            self._count(cause, track.trigger, out, t)
        return out

    def at_seal(self, encoder: int, t: int) -> Sequence[Effect]:  # noqa: ARG002  # every edge is told the time
        """The seal sensor saw a seal."""
        self.register.sealed(encoder)
        return _NOTHING

    def at_exit(self, encoder: int, t: int) -> Sequence[Effect]:
        """A pack reached the barrier behind the reject zone: it is on the good side now."""
        register = self.register
        leaving = register.leaving
        if leaving and register.exit_low <= encoder - leaving[0].encoder <= register.exit_high:
            self._missed = 0
            return self._results.passed(leaving.popleft().trigger)
        track = register.exit(encoder)
        out: list[Effect] = []
        self._miss(out, t)
        if track is None:
            self._escaped(out, t)
        else:
            out.extend(self._results.passed(track.trigger))
        return out

    def at_chute(self, encoder: int, t: int) -> Sequence[Effect]:  # noqa: ARG002  # the order, not the count, tells which
        """A pack fell past the confirmation sensor."""
        out: list[Effect] = []
        order = self.gate.confirmed(out)
        if order is None:
            # which pack is gone shows at the exit, where one will be missing
            self._strays += 1
            self._operation.alarm("good pack removed", out, t, command="stop")
        elif order.state == "confirmed":
            self._results.add((order.trigger, "rejected" if order.trigger else "extra", order.cause), out)
        return out

    def reached(self, message: Reached, t: int) -> Sequence[Effect]:
        """The encoder reached a value that was asked for."""
        out: list[Effect] = []
        slot, encoder = message.slot, message.encoder
        if slot == "watch":
            self._watching = False
            self.register.sweep(encoder)
            self._miss(out, t)
            self._arm_watch(out)
        elif slot == "now":
            out.append(Send("io", Compare("empty", encoder + self._layout.run_out)))
        elif slot == "empty":
            self._emptied(encoder, out, t)
        elif slot == "zone":
            length = self._layout.camera_to_gate + self._layout.gate_to_exit + 2 * self._layout.tolerance
            out.append(Send("io", Compare("seen", encoder + length)))
        elif slot == "seen":
            self._sighted(out, t)
        else:
            self._unconfirmed(self.gate.reached(slot, encoder, out), out, t)
        return out

    def overdue(self, name: str, out: list[Effect], t: int) -> None:
        """A confirmation timer ran out: the belt may stand, but the pack should have fallen."""
        self._unconfirmed(self.gate.expired(name), out, t)

    def aborted(self) -> None:
        """Nobody watched the belt coming to rest: what is before the gate will be rejected."""
        self.register.spoil()

    def started(self, out: list[Effect]) -> None:
        """The line runs again."""
        if self._blind:
            out.append(Send("io", Compare("zone", 0)))

    def restart_count(self, out: list[Effect]) -> None:
        """A new count of triggers begins."""
        self._results.forget(out)
        self.register.restart_count()
        self._previous = None
        self._consecutive = 0
        self._rate.restart()

    def _with_seal(self, track: Track, setup: Setup, weighs: bool) -> str:
        return self._decisions.cause_to_reject(track, setup, weighs) or self._decisions.cause_of_seal(track)

    def _arm_watch(self, out: list[Effect]) -> None:
        # the newest deadline, not the oldest: edges find a missing pack sooner anyway, and one comparison
        # then serves all packs of the zone
        deadline = self.register.deadline()
        if deadline is not None:
            self._watching = True
            out.append(Send("io", Compare("watch", deadline)))

    def _count(self, cause: str, trigger: int, out: list[Effect], t: int) -> None:
        if cause in _UNCOUNTED or not self._operation.drive.feeds:
            return  # a challenge says nothing about the packs that are made
        if self._decisions.rate_reached(self._rate.add(trigger), self._layout.rate_limit):
            self._rate.forget()
            self._operation.alarm("reject rate", out, t, command="stop")
        self._consecutive += 1
        if self._decisions.limit_reached(self._consecutive, self.setup):
            self._consecutive = 0
            self._operation.alarm("consecutive rejects", out, t, command="stop")

    def _untracked(self, encoder: int, out: list[Effect], t: int) -> None:
        if self._blind:
            unplaced = self.register.unplaced
            trigger = unplaced.popleft().trigger if unplaced else 0
            self.gate.order(trigger, "zone", encoder, out)
            return
        if self._decisions.rejects_untracked():
            self.gate.order(0, "untracked", encoder, out)
            self._operation.alarm("extra pack", out, t, latched=False)
            self._count("untracked", 0, out, t)
        else:
            self.register.leaving.append(Track(0, encoder - self._layout.camera_to_gate))

    def _escaped(self, out: list[Effect], t: int) -> None:
        """A pack on the good side that should not be there: too late to reject it, so stop."""
        if self._blind:
            self._results.add((0, "extra", "zone"), out)
        elif self.gate.overdue:
            self.gate.overdue.popleft()
            self._operation.alarm("reject not confirmed", out, t, command="abort")
        else:
            self._results.add((0, "extra", "untracked"), out)
            self._operation.alarm("extra pack", out, t, command="stop")

    def _miss(self, out: list[Effect], t: int) -> None:
        missing = self.register.missing
        if not missing:
            return
        for track in missing:
            if self._strays:
                self._strays -= 1
                self._results.add((track.trigger, "rejected", "untracked"), out)
                continue
            self._results.add((track.trigger, *self._decisions.fate_of_missing(track)), out)
            self._missed += 1
            many = self._missed >= _BLIND_AFTER
            self._operation.alarm("missing pack", out, t, command="stop" if many else "", latched=many)
        missing.clear()

    def _unconfirmed(self, order: Order | None, out: list[Effect], t: int) -> None:
        if order is None or not self._decisions.checks_confirmation():
            return
        self._results.add((order.trigger, "missing", order.cause), out)
        self._operation.alarm("reject not confirmed", out, t, command="abort")

    def _encoder_lost(self, signal: str, encoder: int, t: int) -> Sequence[Effect]:
        out: list[Effect] = []
        if signal == "barrier_camera":
            self.register.camera(encoder)
        gone = self.register.displace()
        if signal == "barrier_gate" and self.register.unplaced:
            gone.append(self.register.unplaced.popleft())
        for track in gone:
            self._results.add((track.trigger, "missing", "zone"), out)
        for order in self.gate.abandon():
            self._results.add((order.trigger, "missing", order.cause), out)
        self._blind = True
        self._previous = None
        self.watch.t, self.watch.encoder = t, encoder
        self._operation.alarm("encoder lost", out, t, command="abort")
        return out

    def _sighted(self, out: list[Effect], t: int) -> None:
        """The zone's length has gone by: every pack in it was seen by the camera."""
        self._blind = False
        self.register.missing.extend(self.register.unplaced)
        self.register.unplaced.clear()
        self._miss(out, t)

    def _emptied(self, encoder: int, out: list[Effect], t: int) -> None:
        self.register.sweep(encoder)
        self._miss(out, t)
        if self._operation.drive.state is State.COMPLETING:
            self._operation.drive.complete("", out, t)
            self._results.flush(out)
