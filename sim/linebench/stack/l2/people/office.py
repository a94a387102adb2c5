"""People at a line controller that keeps users: who they are, what they may, what they sign, what they read."""

from collections.abc import Callable
from typing import Any

from linebench.ports.operator import Request
from linebench.ports.people import Acknowledge, Change, Hello, Paper, Prove, Sign, log_in_text, sign_text
from linebench.stack.l2.people.accounts import WRONG, Accounts
from linebench.stack.l2.people.administration import Administration
from linebench.stack.l2.people.config import PeopleConfig
from linebench.stack.l2.people.decisions import PeopleDecisions
from linebench.stack.l2.people.desk import PeopleDesk
from linebench.stack.l2.people.reading import FilterError, as_csv, as_print, matching
from linebench.stack.machine import Effect, Send

__all__ = ["Office"]

Act = Callable[[Any, list[Effect], int], None]


class Office:
    """Takes everything that people say, and passes on what they may have done. ``line``: does what L2 is for."""

    def __init__(self, config: PeopleConfig, decisions: PeopleDecisions, desk: PeopleDesk,
                 accounts: Accounts, line: Act) -> None:
        self._config, self._decisions, self._desk = config, decisions, desk
        self._accounts, self._line = accounts, line
        self._administration = Administration(accounts, desk)
        self._own: dict[str, Callable[[Request, list[Effect]], str]] = {
            "log_out": self._log_out, "unlock": self._unlock, "read_trail": self._read,
            "export_trail": self._export, "print_trail": self._print, "read_alarms": self._alarms,
        }
        self.acts: dict[type, Act] = {
            Hello: lambda m, out, _: out.append(Send("hmi", accounts.challenge(m.user, out))),
            Prove: self._prove, Request: self._asked, Sign: self._signed, Change: self._change,
            Acknowledge: self._acknowledge,
        }

    def idle(self, user: str, out: list[Effect]) -> None:
        """A user has asked nothing for the time allowed."""
        if self._accounts.idle(user):
            self._desk.trail.add(user, "log_off", out, why="inactivity")

    def _prove(self, said: Prove, out: list[Effect], t: int) -> None:  # noqa: ARG002  # all acts alike
        nonce = self._accounts.nonce(said.user)
        if self._accounts.is_locked(said.user):
            self._refuse(Request("log_in", "", said.user), f"{said.user} is locked", out)
        elif not self._accounts.knows(said.user, nonce, log_in_text(nonce, said.user), said.proof):
            self._refuse(Request("log_in", "", said.user), WRONG, out)
            self._count_wrong(said.user, out)
        else:
            self._accounts.enter(said.user, out)
            self._done(Request("log_in", "", said.user), out)

    def _count_wrong(self, user: str, out: list[Effect]) -> None:
        if self._accounts.was_wrong(user, out):
            self._desk.trail.add("l2", f"lock {user}", out, why="wrong passwords")
            self._desk.alarm("user locked", out)

    def _asked(self, request: Request, out: list[Effect], t: int) -> None:
        reason = self._barred(request.action, request.by)
        if not reason and request.action in self._config.signed:
            reason = f"{_words(request.action)} needs a signature"
        if reason:
            self._refuse(request, reason, out)
        else:
            self._pass_on(request, out, t)

    def _signed(self, said: Sign, out: list[Effect], t: int) -> None:
        request = Request(said.action, said.subject, said.by)
        nonce = self._accounts.nonce(said.signer)
        if reason := self._barred(said.action, said.by):
            self._refuse(request, reason, out)
            return
        known = self._accounts.knows(said.signer, nonce, sign_text(nonce, said), said.proof)
        fault = "" if said.signer == said.by else f"{said.signer} cannot sign for {said.by}"
        fault = fault or ("" if known else WRONG) or ("" if said.meaning.strip() else "a signature needs a meaning")
        if reason := self._decisions.signature_fault(fault):
            self._refuse(request, f"signature: {reason}", out)
            if not known:
                self._count_wrong(said.signer, out)
            return
        self._desk.signature = (said.signer, said.meaning)
        self._pass_on(request, out, t)
        self._desk.signature = ("", "")

    def _pass_on(self, request: Request, out: list[Effect], t: int) -> None:
        self._accounts.active(request.by, out)
        self._desk.person = request.by
        own = self._own.get(request.action)
        if own is None:
            self._line(request, out, t)
        elif reason := own(request, out):
            self._refuse(request, reason, out)
        else:
            self._done(request, out)

    def _barred(self, action: str, by: str) -> str:
        """Why somebody may not do something, ``""`` when they may."""
        accounts = self._accounts
        if not accounts.role(by):
            return f"unknown user {by!r}"
        if by not in accounts.inside:
            return f"{by} is not logged in"
        if not any(action in rights for rights in self._config.rights.values()):
            return f"unknown action {action!r}"
        if not self._decisions.permits(action, accounts.rights(by)):
            return f"role {accounts.role(by)} may not {_words(action)}"
        return ""

    def _change(self, said: Change, out: list[Effect], t: int) -> None:  # noqa: ARG002  # all acts alike
        old = self._administration.standing(said.thing)
        reason = self._barred("manage_users", said.by)
        if not reason:
            self._accounts.active(said.by, out)
            reason = self._administration.change(said, out)
        if not reason or self._decisions.keeps_refused(reason):
            new = f"refused: {reason}" if reason else said.value
            self._desk.trail.add(said.by, f"{said.act} {said.thing}", out, old=old, new=new, why=said.why)
        self._desk.answer("manage_users", reason, out)

    def _acknowledge(self, said: Acknowledge, out: list[Effect], t: int) -> None:
        self._desk.comment = said.comment
        self._asked(Request("acknowledge", said.alarm, said.by), out, t)
        self._desk.comment = ""

    def _log_out(self, request: Request, out: list[Effect]) -> str:
        self._accounts.leave(request.by, out)
        return ""

    def _unlock(self, request: Request, out: list[Effect]) -> str:
        if not self._accounts.is_locked(request.subject):
            return f"{request.subject!r} is not locked"
        self._accounts.unlock(request.subject, out)
        return ""

    def _read(self, request: Request, out: list[Effect]) -> str:
        try:
            lines = matching(self._desk.trail.lines, request.subject)
        except FilterError as error:
            return str(error)
        out.extend(Send("hmi", line) for line in lines)
        return ""

    def _export(self, request: Request, out: list[Effect]) -> str:
        return self._paper(request, out, "text/csv")

    def _print(self, request: Request, out: list[Effect]) -> str:
        return self._paper(request, out, "text/plain")

    def _paper(self, request: Request, out: list[Effect], media: str) -> str:
        try:
            lines = matching(self._desk.trail.lines, request.subject)
        except FilterError as error:
            return str(error)
        lines = lines[:self._decisions.exported(len(lines))]
        text = as_csv(lines) if media == "text/csv" else as_print(lines, request.by, self._desk.trail.time)
        out.append(Send("hmi", Paper("audit trail", media, text)))
        return ""

    def _alarms(self, request: Request, out: list[Effect]) -> str:  # noqa: ARG002  # all alike
        out.extend(Send("hmi", line) for line in self._desk.journal.lines)
        return ""

    def _refuse(self, request: Request, reason: str, out: list[Effect]) -> None:
        if self._decisions.keeps_refused(reason):
            self._desk.requested(request, f"refused: {reason}", out, 0)
        self._desk.answer(request.action, reason, out)

    def _done(self, request: Request, out: list[Effect]) -> None:
        self._desk.requested(request, "done", out, 0)
        self._desk.answer(request.action, "", out)


def _words(action: str) -> str:
    return action.replace("_", " ")
