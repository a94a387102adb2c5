"""What people ask for at the HMI: who may, under which condition, and what is done."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import msgspec

from linebench.ports.operator import Request
from linebench.stack.l2.changeover import Changeover
from linebench.stack.l2.closing import open_things
from linebench.stack.l2.config import L2Config
from linebench.stack.l2.desk import Desk
from linebench.stack.l2.hand_station import break_case, put_in, take_out
from linebench.stack.l2.plc import Plc
from linebench.stack.l2.printhead import Printhead
from linebench.stack.l2.production import Production
from linebench.stack.l2.scanned import rework, scrap, take_sample
from linebench.stack.l2.shutdown import Shutdown
from linebench.stack.machine import Arm, Effect
from linebench.stack.packml import State

__all__ = ["LATER", "STORE_FAULT", "Requests"]

LATER = "\0"
"""Returned by a request that is answered when somebody else has answered."""

STORE_FAULT = "store fault"
"""Alarm while nothing can be kept."""
_SAFE = frozenset({"stop_line", "hold_line", "acknowledge"})
"""What may be asked while nothing can be kept."""
_RIGHTS: Mapping[str, frozenset[str]] = MappingProxyType({
    **dict.fromkeys(("start_batch", "confirm_clearance", "start_line", "stop_line", "hold_line", "acknowledge",
                     "end_batch", "reset_camera", "take_sample", "rework", "take_out", "put_in", "break_case",
                     "challenge_line"), frozenset({"operator", "supervisor"})),
    **dict.fromkeys(("force_end_batch", "close_case", "close_pallet", "scrap"), frozenset({"supervisor"})),
    **dict.fromkeys(("bypass_bin_full", "bypass_bin_door"), frozenset({"engineer"})),
    "shut_down": frozenset({"supervisor", "utility"}),
})
"""Action to the roles that may do it (the role matrix of EU GMP Annex 11 clause 12)."""
_SCANS: Mapping[str, Callable[[Production, str, list[Effect], int], str]] = MappingProxyType({
    "take_sample": take_sample, "rework": rework, "scrap": scrap,
    "take_out": take_out, "put_in": put_in, "break_case": break_case,
})
"""What is done with what a person scans."""
_MOST_CHARACTERS = 200
"""Longest reason that a person may enter."""


class Requests:
    """Checks role and condition of each request, has it done, answers it and writes the audit trail.

    ``waiting``: scans of packs whose fate L1 has not reported yet. ``unkept``: the store takes nothing;
    ``unsure``: it is a backup, and the site has not told what has happened since.
    """

    def __init__(self, config: L2Config, desk: Desk, plc: Plc, production: Production,
                 changeover: Changeover, *, printhead: Printhead, shutdown: Shutdown) -> None:
        self._config = config
        self._desk = desk
        self._plc = plc
        self._production = production
        self._changeover = changeover
        self._printhead = printhead
        self._shutdown = shutdown
        self.waiting: list[Request] = []
        self.unkept = self.unsure = False
        self._kept_by = ""
        self._actions: dict[str, Callable[[Request, list[Effect], int], str]] = {
            "start_batch": self._start_batch, "confirm_clearance": self._confirm_clearance,
            "challenge_line": self._challenge_line, "start_line": self._start_line,
            "stop_line": self._stop_line, "hold_line": self._hold_line,
            "acknowledge": self._acknowledge, "reset_camera": self._reset_camera,
            "end_batch": self._end_batch, "force_end_batch": self._force_end_batch,
            "close_case": self._close, "close_pallet": self._close,
            "take_sample": self._scan, "rework": self._scan, "scrap": self._scan,
            "take_out": self._scan, "put_in": self._scan, "break_case": self._scan,
            "shut_down": self._shut_down,
            "bypass_bin_full": self._bypass, "bypass_bin_door": self._bypass,
        }

    def asked(self, request: Request, out: list[Effect], t: int) -> None:
        """Somebody asks for something."""
        if not self._refused_unkept(request, out, t):
            self._close_request(request, self._forbidden(request) or self._act(request, out, t), out, t)

    def carry_out(self, request: Request, out: list[Effect], t: int) -> None:
        """Do what somebody asks for who has shown elsewhere that they may."""
        if not self._refused_unkept(request, out, t):
            self._close_request(request, self._not_now(request) or self._act(request, out, t), out, t)

    def _refused_unkept(self, request: Request, out: list[Effect], t: int) -> bool:
        """Refuse what the store cannot keep; it can be answered at once, and recorded later."""
        if not self.unkept or request.action in _SAFE:
            return False
        self._desk.answer(request.action, STORE_FAULT, out)
        self._desk.record(request.by, f"{request.action}: refused: {STORE_FAULT}", out, t)
        return True

    def _act(self, request: Request, out: list[Effect], t: int) -> str:
        return self._actions[request.action](request, out, t)

    def _close_request(self, request: Request, reason: str, out: list[Effect], t: int) -> None:
        outcome = "asked" if reason == LATER else f"refused: {reason}" if reason else "done"
        self._kept_by = self._production.decisions.kept_under(request.by, self._kept_by)
        self._desk.requested(msgspec.structs.replace(request, by=self._kept_by), outcome, out, t)
        if reason != LATER:
            self._desk.answer(request.action, reason, out)

    def settled(self, out: list[Effect], t: int, *, last_chance: bool = False) -> None:
        """Fates of packs became known: scans that waited for one can be answered."""
        scans, self.waiting = self.waiting, []
        for request in scans:
            if self._production.awaits_fate(request.subject) and not last_chance:
                self.waiting.append(request)
            else:
                self._desk.answer(request.action, self._scanned(request, out, t), out)

    def _forbidden(self, request: Request) -> str:
        role = self._production.decisions.role_of(request.by, self._config.users.get(request.by))
        if role is None:
            return f"unknown user {request.by!r}"
        if request.action not in self._actions:
            return f"unknown action {request.action!r}"
        roles = self._production.decisions.roles_for(request.action, _RIGHTS[request.action])
        return self._not_now(request) or (
            "" if role in roles else f"role {role} may not {request.action.replace('_', ' ')}")

    def _not_now(self, request: Request) -> str:
        if self.unsure and request.action not in _SAFE:
            return "the site has not told what has happened since the backup"
        return "the line controller is shut down" if self._shutdown.begun else ""

    def _start_batch(self, request: Request, out: list[Effect], t: int) -> str:  # noqa: ARG002  # all actions alike
        return self._changeover.begin(request.subject, request.by, out) or LATER

    def _confirm_clearance(self, request: Request, out: list[Effect], t: int) -> str:
        production = self._production
        if not self._plc.stands():
            return "the line runs"
        if production.batch is not None:
            production.cleared(out, t)
        self._changeover.clear(request.by, out)
        return ""

    def _challenge_line(self, request: Request, out: list[Effect], t: int) -> str:  # noqa: ARG002  # all actions alike
        if self._production.batch is None or self._changeover.phase != "ready":
            return "no batch is ready"
        challenge = self._production.challenge
        if not challenge.missing():
            return "no challenge is asked for, or it is done"
        if latched := self._desk.alarms.latched():
            return f"not acknowledged: {', '.join(latched)}"
        challenge.start()
        self._plc.ask("challenge", "challenge_line", request.by, out)
        out.append(Arm("plc", self._config.answer_within_us))
        return LATER

    def _start_line(self, request: Request, out: list[Effect], t: int) -> str:  # noqa: ARG002  # all actions alike
        batch = self._production.batch
        if batch is None or self._changeover.phase != "ready":
            return "no batch is ready"
        self._printhead.set_right(out)
        latched = self._desk.alarms.latched()
        if latched:
            return f"not acknowledged: {', '.join(latched)}"
        if missing := self._production.challenge.missing():
            return missing
        if self._plc.state is State.COMPLETE and batch.good() >= batch.order.quantity:
            return "the ordered quantity is reached"
        out.append(Arm("plc", self._config.answer_within_us))
        if not self._changeover.prepare(out, request.by):
            self._production.printing.fill(out)
            self._plc.ask("start", "start_line", request.by, out)
        return LATER

    def _stop_line(self, request: Request, out: list[Effect], t: int) -> str:  # noqa: ARG002  # all actions alike
        self._plc.ask("stop", "stop_line", request.by, out)
        out.append(Arm("plc", self._config.answer_within_us))
        return LATER

    def _hold_line(self, request: Request, out: list[Effect], t: int) -> str:  # noqa: ARG002  # all actions alike
        self._plc.ask("hold", "hold_line", request.by, out)
        out.append(Arm("plc", self._config.answer_within_us))
        return LATER

    def _acknowledge(self, request: Request, out: list[Effect], t: int) -> str:  # noqa: ARG002  # all actions alike
        self._desk.acknowledge(request.subject, out)
        self._plc.ask("acknowledge", "acknowledge", request.by, out)
        out.append(Arm("plc", self._config.answer_within_us))
        return LATER

    def _reset_camera(self, request: Request, out: list[Effect], t: int) -> str:  # noqa: ARG002  # all actions alike
        self._changeover.inspection.reset(out)
        return LATER

    def _end_batch(self, request: Request, out: list[Effect], t: int) -> str:
        reason = self._not_endable()
        batch = self._production.batch
        if reason or batch is None:
            return reason
        reason = self._production.decisions.end_fault(
            open_things(self._production, batch, empty=self._plc.state is State.COMPLETE))
        if not reason:
            self._changeover.end(request.by, "", out, t)
        elif self._production.tracks.unsettled():
            self._plc.tell("resend", out)  # a report of L1 may have got lost
        return reason

    def _force_end_batch(self, request: Request, out: list[Effect], t: int) -> str:
        reason = self._not_endable() or _entry_fault(request.subject)
        if not reason:
            self._changeover.end(request.by, request.subject, out, t)
        return reason

    def _shut_down(self, request: Request, out: list[Effect], t: int) -> str:  # noqa: ARG002  # all actions alike
        if self._changeover.phase not in ("none", "ready"):
            return "a batch is being started"
        self._shutdown.begin(out)
        return LATER

    def _not_endable(self) -> str:
        if self._production.batch is None or self._changeover.phase != "ready":
            return "no batch is open"
        return "" if self._plc.stands() else "the line runs"

    def _close(self, request: Request, out: list[Effect], t: int) -> str:  # noqa: ARG002  # all actions alike
        batch = self._production.batch
        word = request.action.removeprefix("close_")
        fault = _entry_fault(request.subject)
        if fault:
            return fault
        if batch is None or not (batch.unpacked() if word == "case" else batch.unpalletized()):
            return f"no {word} is open"
        self._production.stations[word].close_now(request.subject, out)
        return ""

    def _bypass(self, request: Request, out: list[Effect], t: int) -> str:  # noqa: ARG002  # all actions alike
        fault = _entry_fault(request.subject)
        if fault:
            return fault
        self._plc.ask(request.action, request.action, request.by, out)
        out.append(Arm("plc", self._config.answer_within_us))
        return LATER

    def _scan(self, request: Request, out: list[Effect], t: int) -> str:
        if self._production.awaits_fate(request.subject):
            self.waiting.append(request)
            out.append(Arm("scan", self._config.settle_within_us))
            return LATER
        return self._scanned(request, out, t)

    def _scanned(self, request: Request, out: list[Effect], t: int) -> str:
        return _SCANS[request.action](self._production, request.subject, out, t)


def _entry_fault(text: str) -> str:
    """Why a reason that a person entered is not taken, ``""`` when it is."""
    if not text.strip():
        return "a reason is needed"
    if len(text) > _MOST_CHARACTERS:
        return f"the entry is too long: {len(text)} characters, {_MOST_CHARACTERS} are allowed"
    return "" if text.isprintable() else "the entry holds control characters"
