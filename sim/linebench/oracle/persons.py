"""The ledger's part on people at an L2 that keeps users: what they asked, whether they may, what was answered."""

from collections import Counter, defaultdict, deque
from collections.abc import Callable
from typing import Any, TypeAlias

import msgspec

from linebench.oracle.book import Book
from linebench.oracle.plan import PeopleView
from linebench.ports import clock, operator, people
from linebench.records import claim, truth
from linebench.records.wire import Delivered

__all__ = ["Asked", "Persons"]

_Named: TypeAlias = operator.Request | people.Sign | people.Change | people.Acknowledge
Said: TypeAlias = _Named | people.Prove

_TIME = ("l2>time", "time>l2")
_LATE_US = 1_000_000
"""What is asked within so short a time of the log-off may meet it on the way."""


class Asked(msgspec.Struct):
    """What a person asked. ``fault``: why it may not be done, ``""`` where it may; ``forged``: why its signature is
    none, ``""`` where it is genuine or none is needed.
    """

    said: Said
    action: str
    by: str
    t: int
    at: int
    fault: str
    forged: str


class Persons:
    """Follows who is logged in, locked and of which role, from what people typed and L2 answered."""

    def __init__(self, book: Book) -> None:
        self._book = book
        view = book.world.people or PeopleView()
        self._view = view
        self._roles = dict(view.users)
        self._rights = {role: _names(text) for role, text in view.roles.items()}
        self._signed = _names(view.signed)
        self._inside: dict[str, int] = {}  # user -> when they last did something
        self._cut: set[int] = set()  # faults by which the time server is not reached
        self._typed: defaultdict[str, deque[bool]] = defaultdict(deque)
        self._wrong: Counter[str] = Counter()
        self._open: defaultdict[str, deque[Asked]] = defaultdict(deque)

    def messages(self) -> dict[type, Callable[[Any, Delivered, int], None]]:
        """The message types this part reads; none where L2 keeps no users."""
        if self._book.world.people is None:
            return {}
        return {people.Prove: self._prove, operator.Request: self._request, people.Sign: self._sign,
                people.Change: self._change, people.Acknowledge: self._acknowledge, operator.Answer: self._answer,
                clock.ClockMoved: self._moved}

    def handlers(self) -> dict[type, Callable[[Any, int], None]]:
        """The record types this part reads."""
        if self._book.world.people is None:
            return {}
        book = self._book
        return {truth.FaultBegan: self._began, truth.FaultEnded: self._ended,
                truth.OperatorActed: self._acted, truth.PowerChanged: self._power,
                claim.TrailLineClaimed: lambda line, at: book.tell("trail_line", line, at),
                claim.AlarmLineClaimed: lambda line, at: book.tell("alarm_line", line, at),
                claim.AlarmClaimed: lambda alarm, at: book.tell("alarm", alarm, at),
                claim.PaperClaimed: self._paper}

    def _acted(self, act: truth.OperatorActed, _: int) -> None:
        if act.act == "type":
            user = act.detail.partition(" as ")[2].partition(" with the ")[0]
            self._typed[user].append("the right password" in act.detail)

    def _power(self, power: truth.PowerChanged, _: int) -> None:
        if power.level == "l2" and not power.on:
            self._inside.clear()
            self._open.clear()

    def _moved(self, said: clock.ClockMoved, heard: Delivered, at: int) -> None:
        if abs(said.by_us) > self._view.clock_limit:
            self._book.tell("time_fault", "clock moved", heard.t, at)

    def _began(self, fault: truth.FaultBegan, at: int) -> None:
        if fault.target in _TIME and fault.kind == "cut":
            self._cut.add(fault.fault)
            self._book.tell("time_fault", "time server lost", fault.t, at)

    def _ended(self, fault: truth.FaultEnded, at: int) -> None:
        if fault.fault in self._cut:
            self._cut.discard(fault.fault)
            self._book.tell("time_fault", "", fault.t, at)

    def _knows(self, user: str) -> bool:
        return bool(self._typed[user]) and self._typed[user].popleft()

    def _prove(self, said: people.Prove, heard: Delivered, at: int) -> None:
        known = self._knows(said.user)
        fault = "" if known else "with a wrong password"
        if self._wrong[said.user] >= self._view.lock_after:
            fault = "who is locked"
        self._wrong[said.user] += not known
        self._ask(Asked(said, "log_in", said.user, heard.t, at, fault, ""))

    def _request(self, said: operator.Request, heard: Delivered, at: int) -> None:
        forged = "without a signature" if said.action in self._signed else ""
        self._ask(self._judged(said, said.action, (heard.t, at), forged))

    def _sign(self, said: people.Sign, heard: Delivered, at: int) -> None:
        known = self._knows(said.signer)
        forged = "" if known else "signed with a wrong password"
        forged = forged if said.signer == said.by else f"signed by {said.signer}"
        self._ask(self._judged(said, said.action, (heard.t, at), forged))
        self._wrong[said.signer] = 0 if known else self._wrong[said.signer] + 1

    def _change(self, said: people.Change, heard: Delivered, at: int) -> None:
        asked = self._judged(said, "manage_users", (heard.t, at))
        if said.thing.partition(":")[0] == "trail" and not asked.fault:
            asked.fault = "which nobody may"
        self._ask(asked)

    def _acknowledge(self, said: people.Acknowledge, heard: Delivered, at: int) -> None:
        self._ask(self._judged(said, "acknowledge", (heard.t, at)))

    def _judged(self, said: _Named, action: str, when: tuple[int, int], forged: str = "") -> Asked:
        fault, by, (t, at) = "", said.by, when
        since = self._inside.get(by)
        if since is None or t - since > self._view.log_off_after + _LATE_US:
            fault = "who is not logged in"
        elif action not in self._rights.get(self._roles.get(by, ""), ()):
            fault = f"whose role {self._roles.get(by, '')!r} may not"
        else:
            self._inside[by] = t
        return Asked(said, action, by, t, at, fault, forged)

    def _ask(self, asked: Asked) -> None:
        self._open[asked.action].append(asked)

    def _answer(self, answer: operator.Answer, heard: Delivered, at: int) -> None:
        waiting = self._open[answer.action]
        if not waiting:
            return
        asked = waiting.popleft()
        self._book.tell("person", asked, answer, heard.t, at)
        if answer.accepted:
            self._granted(asked)

    def _granted(self, asked: Asked) -> None:
        said = asked.said
        if isinstance(said, people.Prove):
            self._inside[asked.by], self._wrong[asked.by] = asked.t, 0
        elif isinstance(said, people.Change) and said.thing.startswith("user:"):
            self._roles[said.thing.partition(":")[2]] = "" if said.act == "delete" else said.value
        elif isinstance(said, operator.Request) and asked.action == "unlock":
            self._wrong[said.subject] = 0
        elif asked.action == "log_out":
            self._inside.pop(asked.by, None)

    def _paper(self, paper: claim.PaperClaimed, at: int) -> None:
        action = "export_trail" if paper.media == "text/csv" else "print_trail"
        waiting = self._open[action]
        self._book.tell("paper", paper, waiting[0] if waiting else None, at)


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())
