"""What people reported was wrong: it is declared erroneous, and reported as it was.

Either it did not happen at all, or it happened to another thing: then the same events are reported of that one, at
the same times, and the declaration names them. Only the newest report of a thing can be taken back: others may rest
on an older one. EPCIS 2.0, 7.4.1.2: ``errorDeclaration``; CBV 2.0, 7.5: its reasons.
"""

import msgspec

from linebench.ports.l3 import AggregationEvent, Event
from linebench.stack.l3.procedure import Procedure, Resolved, Situation, Step, because, in_hand

__all__ = ["PROCEDURE"]

_OTHER = "incorrect_data"


def _wrong(situation: Situation) -> Resolved | None:
    """The newest report of the subject."""
    return situation.reports.get(situation.holdings.newest.get(situation.subject, 0))


def _begins(situation: Situation) -> str:
    wrong = _wrong(situation)
    if wrong is None or wrong.declares or not wrong.events:
        return f"nobody has reported anything of {situation.subject} that could be corrected"
    newer = [epc for epc in _named(wrong.events) if situation.holdings.newest.get(epc) != wrong.number]
    return f"something newer is reported of {newer[0]}; correct that first" if newer else ""


def _named(events: tuple[Event, ...]) -> list[str]:
    return [epc for event in events
            for epc in ((event.parent, *event.children) if isinstance(event, AggregationEvent) else event.epcs)]


def _as_it_was(situation: Situation, values: tuple[str, ...]) -> str:
    right, wrong = next(iter(values), ""), _wrong(situation)
    why = in_hand(situation, right)
    if why or wrong is None:
        return why
    parents = {event.parent for event in wrong.events if isinstance(event, AggregationEvent)}
    where = situation.holdings.parent(right)
    return "" if where in parents or not (where or parents) else f"{right} was not where that happened"


def _events(situation: Situation) -> tuple[Event, ...]:
    wrong = _wrong(situation)
    if wrong is None or situation.one("reason") != _OTHER:
        return ()
    return tuple(_of_other(event, situation.subject, situation.one("right")) for event in wrong.events)


def _of_other(event: Event, wrong: str, right: str) -> Event:
    if isinstance(event, AggregationEvent):
        return msgspec.structs.replace(event, children=_instead(event.children, wrong, right))
    return msgspec.structs.replace(event, epcs=_instead(event.epcs, wrong, right))


def _instead(epcs: tuple[str, ...], wrong: str, right: str) -> tuple[str, ...]:
    return tuple(right if epc == wrong else epc for epc in epcs)


def _declares(situation: Situation) -> tuple[int, str]:
    wrong = _wrong(situation)
    return (wrong.number if wrong else 0), situation.one("reason")


PROCEDURE = Procedure(
    name="correction", title="A report was wrong", begins=_begins, events=_events, declares=_declares,
    steps=(
        because("did_not_occur", _OTHER),
        Step(name="right", kind="scan", text="Scan the one to which it happened", act="fetch the right one",
             check=_as_it_was, when=lambda situation: situation.one("reason") == _OTHER),
    ))
