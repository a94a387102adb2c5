"""The site server's desk in the store: leads people through exceptions, and reports what comes of them.

A procedure under way is stored with every answer that was taken; after a loss of power the person is asked for the
step at which it stood. What is reported is stored before it is sent, and kept: it is part of what the site has.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import msgspec

from linebench.ports.desk import Abandon, Ask, Begin, Done, Refused, Told
from linebench.ports.l3 import Event, Report
from linebench.stack.l3.acts import Act, taking
from linebench.stack.l3.config import L3Config
from linebench.stack.l3.decisions import L3Decisions
from linebench.stack.l3.holdings import Holdings
from linebench.stack.l3.numbers import Numbers
from linebench.stack.l3.pool import Draw
from linebench.stack.l3.procedure import (
    DONE,
    Procedure,
    Resolved,
    Situation,
    Step,
    Task,
    listed,
    procedures,
)
from linebench.stack.machine import Effect, Handler, Send, Store

__all__ = ["Desk", "Reporter"]

Reporter: TypeAlias = Callable[[Resolved, Resolved | None, list[Effect]], None]
"""Passes on what a procedure reports, and the earlier report that it declares erroneous."""

_TASK, _ENDED, _RESOLVED = "task:", "task ended:", "resolved:"
_PEER = "desk"
_PICTURES = ("image/png", "image/jpeg")
_HASH = 64


class Desk:
    """Procedures under way, and the reports of those that have ended.

    ``draw``: draws new serials; ``report``: passes on what procedures report. What the site has is made from what
    lines and people have told when somebody first comes to the desk.
    """

    def __init__(self, config: L3Config, draw: Draw, decisions: L3Decisions, report: Reporter) -> None:
        self._config, self._draw, self._decisions, self._report = config, draw, decisions, report
        self.restore({})

    @property
    def handlers(self) -> Mapping[type, Handler]:
        """What is heard here; without an enterprise there is nobody to report to, and the desk is shut."""
        acts: dict[type, Act] = {Begin: self.begin, Told: self.told, Abandon: self.abandon}
        return {kind: taking(act) if self._config.enterprise else _shut for kind, act in acts.items()}

    def restore(self, restored: Mapping[str, Any]) -> None:
        """Begin with what was stored."""
        self._fresh = Numbers(self._config.orders, self._draw, restored).fresh
        reports = (value for value in restored.values() if type(value) is Report)
        self._lines: list[Report] = sorted(reports, key=lambda report: report.sequence)
        self._resolved: dict[int, Resolved] = {
            value.number: value for key, value in sorted(restored.items()) if key.startswith(_RESOLVED)}
        self._open: dict[int, Task] = {value.number: value for key, value in sorted(restored.items())
                                       if key.startswith(_TASK) and self._decisions.remembers(value)}
        self._ended: dict[int, Done] = {
            value.task: value for key, value in sorted(restored.items()) if key.startswith(_ENDED)}
        self._holdings: Holdings | None = None

    def line_told(self, report: Report) -> None:
        """Take note of what the line has told."""
        self._lines.append(report)
        if self._holdings is not None:
            self._holdings.take(report.events, report.order)

    def forget(self, order: str) -> None:
        """What the line has told of an order is purged."""
        self._lines = [report for report in self._lines if report.order != order]
        self._holdings = None

    @property
    def open(self) -> tuple[Task, ...]:
        """Procedures under way."""
        return tuple(self._open.values())

    @property
    def holdings(self) -> Holdings:
        """What the site has."""
        if self._holdings is None:
            self._holdings = self._made()
        return self._holdings

    def start(self, t: int, out: list[Effect]) -> None:
        """Power came on: ask people for the steps at which they stand."""
        for task in self._open.values():
            self._ask(task, t, out)

    def begin(self, begun: Begin, t: int, out: list[Effect]) -> None:
        """Begin a procedure, or say once more where it stands."""
        if begun.task in self._ended:
            out.append(Send(_PEER, self._ended[begun.task]))
            return
        task = self._open.get(begun.task) or self._begun(begun, t, out)
        if task is not None:
            self._ask(task, t, out)

    def told(self, told: Told, t: int, out: list[Effect]) -> None:
        """Take an answer, or ask once more with the reason; the answer to another step changes nothing."""
        task = self._open.get(told.task)
        if task is None:
            ended = self._ended.get(told.task)
            unknown = Refused(told.task, "", f"no task {told.task} is under way; begin it again")
            out.append(Send(_PEER, ended or unknown))
            return
        step = self._step(task, t)
        if step is not None and told.step == step.name:
            wrong = self._decisions.wrong(self._wrong(step, self._situation(task, t), told))
            if not wrong:
                task = self._keep(task, told, out)
            self._ask(task, t, out, wrong)

    def abandon(self, left: Abandon, t: int, out: list[Effect]) -> None:
        """Let go of a procedure: nothing is reported."""
        task = self._open.get(left.task)
        if task is not None:
            if self._decisions.reports_abandoned():
                self._finish(task, t, out)
            self._end(Done(task.number, task.procedure, abandoned=True), out)

    def _begun(self, begun: Begin, t: int, out: list[Effect]) -> Task | None:
        procedure = procedures().get(begun.procedure)
        task = Task(begun.task, begun.procedure, begun.subject, begun.by)
        situation = self._situation(task, t)
        why = self._why_not(procedure, situation)
        if procedure is None or why:
            out.append(Send(_PEER, Refused(begun.task, begun.procedure, why)))
            return None
        kind = procedure.reserves(situation)
        task = msgspec.structs.replace(task, reserved=self._fresh(kind, out) if kind else "")
        self._open[task.number] = task
        out.append(Store(_key(_TASK, task.number), task))
        return task

    def _why_not(self, procedure: Procedure | None, situation: Situation) -> str:
        if procedure is None:
            return f"there is no such procedure; there are {', '.join(sorted(procedures()))}"
        busy = next((task for task in self._open.values() if task.subject == situation.subject), None)
        if busy is not None:
            return f"{busy.by} has begun {busy.procedure!r} about it; end that first"
        return procedure.begins(situation)

    def _keep(self, task: Task, told: Told, out: list[Effect]) -> Task:
        task = msgspec.structs.replace(task, told=(*task.told, told))
        self._open[task.number] = task
        out.append(Store(_key(_TASK, task.number), task))
        return task

    def _ask(self, task: Task, t: int, out: list[Effect], wrong: str = "") -> None:
        step = self._step(task, t)
        if step is None:
            self._finish(task, t, out)
            self._end(Done(task.number, task.procedure), out)
            return
        situation = self._situation(task, t)
        out.append(Send(_PEER, Ask(task.number, step.name, step.kind, step.text, step.act, step.shown(situation),
                                   step.choices(situation), wrong)))

    def _step(self, task: Task, t: int) -> Step | None:
        """The next step of a task; ``None``: all are done."""
        situation = self._situation(task, t)
        given = situation.given
        steps = self._decisions.steps(procedures()[task.procedure].steps)
        return next((step for step in steps if step.name not in given and step.when(situation)), None)

    def _wrong(self, step: Step, situation: Situation, told: Told) -> str:
        """Why an answer cannot be taken."""
        if step.kind == "photo":
            fits = len(told.sha256) == _HASH and told.media_type in _PICTURES
            return "" if fits else f"a photo is needed, as {' or '.join(_PICTURES)}"
        if step.kind == "confirm" and told.values != (DONE,):
            return "say when it is done"
        choices = step.choices(situation)
        if choices and (len(told.values) != 1 or told.values[0] not in choices):
            return f"choose one of {', '.join(choices)}"
        twice = [epc for epc in dict.fromkeys(told.values) if told.values.count(epc) > 1]
        return f"{listed(twice)} was scanned twice" if twice else step.check(situation, told.values)

    def _finish(self, task: Task, t: int, out: list[Effect]) -> None:
        """Report what a task comes to."""
        number = len(self._resolved) + 1
        procedure, situation = procedures()[task.procedure], self._situation(task, t)
        declares, reason = procedure.declares(situation)
        declares, events = self._decisions.corrects(declares, procedure.events(situation))
        done = Resolved(number, self._lines[-1].sequence if self._lines else 0, t, task,
                        self._decisions.told(events, situation.holdings), self._order(situation, task), declares,
                        reason, procedure.delivery(situation))
        self._resolved[number] = done
        out.append(Store(_key(_RESOLVED, number), done))
        self._holdings = None if declares else self._holdings
        if self._holdings is not None:
            self._holdings.take(done.events, done.order, number)
        self._report(done, self._resolved.get(declares), out)

    @staticmethod
    def _order(situation: Situation, task: Task) -> str:
        """The order that new packs of a task belong to: that of those beside them."""
        of = situation.holdings.order
        return next((of[epc] for epc in situation.inside() if epc in of), "") if task.reserved else ""

    def _end(self, done: Done, out: list[Effect]) -> None:
        self._open.pop(done.task, None)
        self._ended[done.task] = done
        out.append(Store(_key(_TASK, done.task), None))
        out.append(Store(_key(_ENDED, done.task), done))
        out.append(Send(_PEER, done))

    def _situation(self, task: Task, t: int) -> Situation:
        return Situation(task, self.holdings, self._resolved, self._config.relabel, t)

    def _made(self) -> Holdings:
        """What the site has, from all that was told and not declared erroneous."""
        holdings = Holdings()
        for events, order, number in self.history():
            holdings.take(events, order, number)
        return holdings

    def history(self) -> Iterator[tuple[tuple[Event, ...], str, int]]:
        """All that was told and not declared erroneous, in its order: events, their order number, and the number of
        the report where people have told them.
        """
        undone = {done.declares for done in self._resolved.values()}
        people = iter([done for number, done in self._resolved.items() if number not in undone])
        after = next(people, None)
        for report in self._lines:
            while after is not None and after.after < report.sequence:
                yield after.events, after.order, after.number
                after = next(people, None)
            yield report.events, report.order, 0
        for done in _rest(after, people):
            yield done.events, done.order, done.number


def _shut(message: Begin | Told | Abandon, t: int) -> Sequence[Effect]:  # noqa: ARG001  # signature of a handler
    return (Send(_PEER, Refused(message.task, "", "there is no enterprise to report it to")),)


def _rest(first: Resolved | None, others: Iterator[Resolved]) -> Iterator[Resolved]:
    if first is not None:
        yield first
        yield from others


def _key(prefix: str, number: int) -> str:
    return f"{prefix}{number:09}"
