"""What a procedure is: the steps by which L3 leads a person through an exception, and what is reported of it.

A procedure is data with small checks; a file in ``exceptions`` holds one. Every check looks at what L3 itself
knows, never at the goods: a person is its only eye.
"""

import importlib
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TypeAlias

import msgspec

from linebench.ports.desk import Kind, Told
from linebench.ports.l3 import AggregationEvent, Event, ObjectEvent
from linebench.stack.l3.holdings import Holdings
from linebench.stack.machine import Effect

__all__ = ["DONE", "PHOTO", "Fresh", "Given", "Procedure", "Resolved", "Situation", "Step", "Task",
           "as_many", "because", "has_contents", "in_hand", "is_single", "listed", "no_matter", "ordered", "packed",
           "procedures", "took_out", "unpacked"]

DONE = "done"
"""What a person tells of a step that is only to be done."""
_SHOWN = 3


class Task(msgspec.Struct, frozen=True):
    """A procedure under way. ``told``: the answers that were taken, in order; ``reserved``: a number set aside."""

    number: int
    procedure: str
    subject: str
    by: str
    reserved: str = ""
    told: tuple[Told, ...] = ()


class Resolved(msgspec.Struct, frozen=True):
    """A procedure that ended: what is reported of it. ``order``: under which new things were commissioned.

    ``number``: of the report, from 1 in the order in which procedures ended; ``after``: sequence of the line's last
    document before it; ``task``: with its answers; ``declares``: number of the report that it declares erroneous
    (0: none), by ``reason``; ``delivery``: number of the delivery note.
    """

    number: int
    after: int
    t: int
    task: Task
    events: tuple[Event, ...]
    order: str = ""
    declares: int = 0
    reason: str = ""
    delivery: str = ""


Fresh: TypeAlias = Callable[[str, list[Effect]], str]
"""Sets aside a new number: of the GTIN of a pack's element string, or an SSCC for ``"00"``."""
Given: TypeAlias = Mapping[str, tuple[str, ...]]


class Situation(msgspec.Struct, frozen=True):
    """What a procedure looks at: its task, what the site has, what was reported before, and the market's rule.

    ``relabel``: ``same serial`` or ``new serial`` on a label that replaces a damaged one.
    """

    task: Task
    holdings: Holdings
    reports: Mapping[int, Resolved]
    relabel: str
    t: int

    @property
    def subject(self) -> str:
        """What it is about."""
        return self.task.subject

    @property
    def given(self) -> Given:
        """What was told, by step."""
        return {told.step: told.values for told in self.task.told}

    def one(self, step: str) -> str:
        """The first value told in a step; ``""`` before."""
        return next(iter(self.given.get(step, ())), "")

    def inside(self, container: str = "") -> tuple[str, ...]:
        """What the site has in a container; by default, in the subject."""
        return self.holdings.inside(container or self.subject)


Check: TypeAlias = Callable[[Situation, tuple[str, ...]], str]
"""Why an answer cannot be taken, for the person who gave it; ``""``: it can."""


def no_matter(situation: Situation, values: tuple[str, ...]) -> str:  # noqa: ARG001  # a check that asks for no more
    """Take whatever was told."""
    return ""


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step. ``act``: what hands do first, as in ``ports.desk.Ask``; ``when``: whether it is asked at all.

    ``shown``: a code or number that goes with it; ``check``: beyond what holds for every answer of its kind.
    """

    name: str
    kind: Kind
    text: str
    act: str = ""
    choices: Callable[[Situation], tuple[str, ...]] = lambda _: ()
    shown: Callable[[Situation], str] = lambda _: ""
    check: Check = no_matter
    when: Callable[[Situation], bool] = lambda _: True


class Procedure(msgspec.Struct, frozen=True, kw_only=True):
    """How one kind of exception is resolved.

    ``begins``: why it cannot begin with its subject, ``""``: it can; ``events``: what is reported when all steps
    are done. ``reserves``: for which new number it needs (see ``Fresh``), ``""``: none. ``declares``: number of the
    report that is declared erroneous with it, and why.
    """

    name: str
    title: str
    begins: Callable[[Situation], str]
    steps: tuple[Step, ...]
    events: Callable[[Situation], tuple[Event, ...]]
    reserves: Callable[[Situation], str] = lambda _: ""
    declares: Callable[[Situation], tuple[int, str]] = lambda _: (0, "")
    delivery: Callable[[Situation], str] = lambda _: ""


PHOTO = Step(name="photo", kind="photo", text="Take a photo of it")


def because(*words: str) -> Step:
    """The step in which a person says why, or in which state something is."""
    return Step(name="reason", kind="choice", text="Choose what applies", choices=lambda _: words)


def in_hand(situation: Situation, epc: str) -> str:
    """Why nothing can be done with a thing here; ``""``: it can."""
    if not epc:
        return "nothing was read; scan it again"
    if not situation.holdings.lives(epc):
        ended = situation.holdings.ended.get(epc)
        return f"{epc} is not in use any more ({ended})" if ended else f"{epc} is not known here"
    if situation.holdings.has_left(epc):
        return f"{epc} was shipped"
    return ""


def has_contents(situation: Situation) -> str:
    """Why the subject is no container that something can be done about here; ``""``: it is."""
    return in_hand(situation, situation.subject) or (
        "" if situation.inside() else f"{situation.subject} has nothing in it; scan what it is in")


def is_single(situation: Situation) -> str:
    """Why the subject is no pack that something can be done with here; ``""``: it is."""
    return in_hand(situation, situation.subject) or (
        f"{situation.subject} has something in it; scan a pack" if situation.inside() else "")


def as_many(situation: Situation, values: tuple[str, ...]) -> str:
    """Check that as many were counted as were scanned before."""
    scanned = len(situation.given["contents"])
    return "" if values == (str(scanned),) else f"{scanned} were scanned; count again"


def listed(epcs: Sequence[str]) -> str:
    """Some things in words; of many, the first ones and how many more."""
    more = f" and {len(epcs) - _SHOWN} more" if len(epcs) > _SHOWN else ""
    return ", ".join(epcs[:_SHOWN]) + more


def ordered(situation: Situation, action: str, step: str, disposition: str, *epcs: str) -> ObjectEvent:
    """An object event of now."""
    return ObjectEvent(action, step, disposition, epcs, (situation.t,) * len(epcs), situation.one("reason"))


def packed(situation: Situation, parent: str, *children: str) -> AggregationEvent:
    """Children went into a container now."""
    return AggregationEvent("ADD", parent, children, situation.t)


def unpacked(situation: Situation, parent: str, *children: str) -> AggregationEvent:
    """Children were taken out of a container now."""
    return AggregationEvent("DELETE", parent, children, situation.t)


def took_out(situation: Situation, *epcs: str) -> tuple[Event, ...]:
    """Things were taken out of whatever they are in."""
    parents = dict.fromkeys(filter(None, map(situation.holdings.parent, epcs)))
    return tuple(unpacked(situation, parent, *(epc for epc in epcs if situation.holdings.parent(epc) == parent))
                 for parent in parents)


@cache
def procedures() -> Mapping[str, Procedure]:
    """Every procedure by name, found by looking into the folder ``exceptions``: a file holds one ``PROCEDURE``."""
    from linebench.stack.l3 import exceptions  # noqa: PLC0415  # its files import this one

    found = (importlib.import_module(f"{exceptions.__name__}.{module.name}").PROCEDURE
             for module in pkgutil.iter_modules(exceptions.__path__))
    return {procedure.name: procedure for procedure in found}
