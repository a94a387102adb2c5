"""Facts as events: what L3 is told, in the words of EPCIS and CBV.

Commissioned packs and containers: ObjectEvent ADD, commissioning, active. Rejected: DELETE, decommissioning,
inactive. Sampled: DELETE, sampling, inactive. Destroyed: DELETE, destroying, destroyed. Containers:
AggregationEvent ADD and DELETE, a parent commissioned right before it is used and, when people break it up,
decommissioned behind the DELETE. Serials that go back and
children that are held make no event.
"""

from collections.abc import Iterable

from linebench.ports.l3 import AggregationEvent, Event, ObjectEvent
from linebench.stack.l2.batch import Batch
from linebench.stack.l2.decisions import L2Decisions
from linebench.stack.l2.facts import BROKEN, PUT_IN, Fact

__all__ = ["events_of"]

_WORDS = {
    "commissioned": ("ADD", "commissioning", "active"),
    "rejected": ("DELETE", "decommissioning", "inactive"),
    "sampled": ("DELETE", "sampling", "inactive"),
    "destroyed": ("DELETE", "destroying", "destroyed"),
}


def events_of(batch: Batch, facts: Iterable[Fact], decisions: L2Decisions) -> tuple[Event, ...]:
    """The events of one report. Neighbouring facts of the same kind and reason make one event."""
    events: list[Event] = []
    run: list[Fact] = []
    for fact in facts:
        if run and (fact[0], fact[4]) != (run[0][0], run[0][4]):
            _close(batch, run, events)
        if fact[0] in _WORDS:
            run.append(fact)
        else:
            _container(fact, events, decisions)
    _close(batch, run, events)
    return decisions.in_order(tuple(events))


def _close(batch: Batch, run: list[Fact], events: list[Event]) -> None:
    if not run:
        return
    action, step, disposition = _WORDS[run[0][0]]
    prefix = batch.epc_prefix
    epcs: list[str] = []
    times: list[int] = []
    for _, t, _, serials, _ in run:
        epcs += [prefix + serial for serial in serials]
        times += [t] * len(serials)
    events.append(ObjectEvent(action, step, disposition, tuple(epcs), tuple(times), run[0][4]))
    run.clear()


def _container(fact: Fact, events: list[Event], decisions: L2Decisions) -> None:
    kind, t, parent, children, _ = fact
    if kind == "packed":
        action, step, disposition = _WORDS["commissioned"]
        events.append(ObjectEvent(action, step, disposition, (parent,), (t,)))
        for reported, part in decisions.children_of(children, parent):
            events.append(AggregationEvent("ADD", reported, part, t))
    elif kind == "unpacked":
        if children:
            events.append(AggregationEvent("DELETE", parent, children, t))
    elif kind == PUT_IN:
        events.append(AggregationEvent("ADD", parent, children, t))
    elif kind == BROKEN:
        events.append(ObjectEvent(*_WORDS["rejected"], (parent,), (t,)))
