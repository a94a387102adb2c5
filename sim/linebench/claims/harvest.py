"""Turns what the system under test reports into claim records, the same for an emulated and a real one.

Claims are taken from links on which a level reports: nothing here knows what is physically true.
"""

import re
from collections.abc import Callable
from types import MappingProxyType
from typing import Any, TypeAlias

import msgspec

from linebench.claims.office import OFFICE
from linebench.claims.visibility import STATUS, claims_of
from linebench.epcis.times import micros
from linebench.ports import Message, access, desk, l3, l4, operator, people, plc
from linebench.records import AnyRecord
from linebench.records.claim import (
    AlarmClaimed,
    AlarmLineClaimed,
    AnswerClaimed,
    BatchClaimed,
    CountersClaimed,
    PackedClaimed,
    PaperClaimed,
    RefusalClaimed,
    SerialsClaimed,
    StateClaimed,
    TaskClaimed,
    TracksClaimed,
    TrailLineClaimed,
    UnpackedClaimed,
    ValueClaimed,
)

__all__ = ["HARVESTED", "harvest"]

Reader: TypeAlias = Callable[[int, str, Any], list[AnyRecord]]

_COUNTERS = re.compile(r"total=(\d+), detections=(\d+), rejects=(\d+), series=(\d+), longest=(\d+), job=(.*)")


def _report(t: int, source: str, report: l3.Report) -> list[AnyRecord]:
    return [_event(t, source, event) for event in report.events]


def _event(t: int, source: str, event: l3.Event) -> AnyRecord:
    if isinstance(event, l3.ObjectEvent):
        status = STATUS.get(event.step, event.step)
        return SerialsClaimed(t, source, status, event.epcs, event.times_us, event.reason)
    kind = PackedClaimed if event.action == "ADD" else UnpackedClaimed
    return kind(t, source, event.parent, event.children, event.time_us)


def _batch(t: int, source: str, report: l3.BatchReport) -> list[AnyRecord]:
    names = ("allocated", "commissioned", "rejected", "sampled", "destroyed", "returned", "open", "cases",
             "pallets")
    return [BatchClaimed(t, source, report.order, tuple((name, getattr(report, name)) for name in names))]


def _returned(t: int, source: str, back: l3.SerialReturn) -> list[AnyRecord]:
    return [SerialsClaimed(t, source, "returned", back.serials, (), back.order)]


def _tracks(t: int, source: str, tracks: plc.TrackResults) -> list[AnyRecord]:
    return [TracksClaimed(t, source, tracks.results)]


def _state(t: int, source: str, state: plc.MachineState) -> list[AnyRecord]:
    return [StateClaimed(t, source, state.state, state.reason)]


def _alarm(t: int, source: str, alarm: plc.Alarm) -> list[AnyRecord]:
    return [AlarmClaimed(t, source, alarm.name, alarm.on, alarm.latched)]


def _answer(t: int, source: str, answer: operator.Answer) -> list[AnyRecord]:
    return [AnswerClaimed(t, source, answer.action, answer.accepted, answer.reason)]


def _shown(t: int, source: str, shown: operator.Shown) -> list[AnyRecord]:
    head, _, alarm = shown.item.partition("alarm:")
    if not head and alarm:
        return [AlarmClaimed(t, source, alarm, shown.value != "off", shown.value == "latched")]
    counted = _COUNTERS.fullmatch(shown.value) if shown.item.startswith("counters:") else None
    if counted:
        *counts, job = counted.groups()
        return [CountersClaimed(t, source, shown.item.partition(":")[2], job, *map(int, counts))]
    return [ValueClaimed(t, source, shown.item, shown.value)]


def _trail(t: int, source: str, line: people.TrailLine) -> list[AnyRecord]:
    return [TrailLineClaimed(t, source, *msgspec.structs.astuple(line))]


def _journal(t: int, source: str, line: people.AlarmLine) -> list[AnyRecord]:
    return [AlarmLineClaimed(t, source, *msgspec.structs.astuple(line))]


def _paper(t: int, source: str, paper: people.Paper) -> list[AnyRecord]:
    return [PaperClaimed(t, source, paper.name, paper.media, paper.text)]


def _done(t: int, source: str, done: desk.Done) -> list[AnyRecord]:
    return [TaskClaimed(t, source, done.task, done.procedure, "abandoned" if done.abandoned else "done", "")]


def _refused(t: int, source: str, no: desk.Refused) -> list[AnyRecord]:
    return [TaskClaimed(t, source, no.task, no.procedure, "refused", no.reason)]


def _turned_away(t: int, source: str, line: access.RefusalLine) -> list[AnyRecord]:
    return [RefusalClaimed(t, source, *msgspec.structs.astuple(line))]


HARVESTED: MappingProxyType[str, tuple[str, dict[type, Reader]]] = MappingProxyType({
    "l1>l2": ("l1", {plc.TrackResults: _tracks, plc.MachineState: _state, plc.Alarm: _alarm}),
    "l2>hmi": ("l2", {operator.Answer: _answer, operator.Shown: _shown, people.TrailLine: _trail,
                      people.AlarmLine: _journal, people.Paper: _paper}),
    "l2>l3": ("l2", {l3.Report: _report, l3.BatchReport: _batch, l3.SerialReturn: _returned}),
    "l3>l4": ("l3", {l3.Report: _report, l3.BatchReport: _batch}),
    "l4>l3": ("l4", {}),
    "l4>partner": ("l4", {access.RefusalLine: _turned_away}),
    "l3>desk": ("l3", {desk.Done: _done, desk.Refused: _refused, access.RefusalLine: _turned_away, **OFFICE}),
})
"""Links on which something is claimed: who claims there, and what each message becomes."""


_EVENTS: MappingProxyType[str, type] = MappingProxyType({"l3>l4": l4.Capture, "l4>l3": l4.Found})
"""Links on which EPCIS events are said, and in which message."""


def harvest(link: str, epoch: str = "1970-01-01T00:00:00Z") -> Callable[[int, Message], list[AnyRecord]] | None:
    """Return what turns the messages of a link into claims, ``None`` where nothing is claimed.

    ``epoch``: UTC of t = 0, which the times of events are counted from.
    """
    if link not in HARVESTED:
        return None
    source, readers = HARVESTED[link]
    if link in _EVENTS:
        readers = {**readers, _EVENTS[link]: _visible(micros(epoch))}

    def read(t: int, message: Message) -> list[AnyRecord]:
        reader = readers.get(type(message))
        return reader(t, source, message) if reader else []

    return read


def _visible(epoch_us: int) -> Reader:
    def read(t: int, source: str, said: l4.Capture | l4.Found) -> list[AnyRecord]:
        return claims_of(t, source, said.events, epoch_us)

    return read
