"""What a comparison found, as values."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Literal, get_args

import msgspec

from linebench.scenario.stack import StackPlan
from linebench.twin.choosing import choose
from linebench.twin.comparing import Comparer
from linebench.twin.emulator import Channel, Emulator
from linebench.twin.figures import Latency, Rhythm, answer_times, latencies, rhythm, suggested_latency
from linebench.twin.hearing import Talk, listen
from linebench.twin.matching import Pair, Recorded, align
from linebench.twin.naming import Device, TwinError, emulator
from linebench.twin.replay import Conversation, Replay, Told
from linebench.wire.captured.streams import Connection, Recording

__all__ = ["Comparison", "Difference", "Spoken", "compare"]

_US = 1_000_000
_LATENCIES = {"l1": "plc_latency", "io": "field_latency", "l3": "site_latency", "l4": "site_latency",
              "hmi": "hmi_latency", "scale": "field_latency"}
_OFTEN = 3
"""How often something changes and returns at once until it is believed to beat."""
Kind = Literal["different", "missing", "extra"]


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One frame that is not alike. ``missing``: the device said it and the emulator did not; ``extra``: the other
    way round. ``packet`` and ``t_us``: where in the capture, since its beginning; ``question``: what was asked.
    """

    what: Kind
    channel: str
    connection: str
    packet: int
    t_us: int
    kind: str
    question: str
    recorded: str
    emulated: str
    detail: str = ""


class Spoken(msgspec.Struct, frozen=True, kw_only=True):
    """One connection, with its recorded frames. ``missing_bytes``: said, and not in the capture."""

    channel: str
    client: str
    device: str
    dialled: bool
    host_frames: int
    device_frames: int
    equal: int
    ignored: int
    missing_bytes: int
    retransmitted: int


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """The whole of it. ``told``: what the emulator was told as what happened, and how often; ``assumed``: what was
    taken for granted, in words; ``latency_us``: one way, which fits the recorded answers best; ``latency_key``: the
    scenario's value for it, and ``latency_now_us``: what that is unless a scenario says otherwise.
    """

    device: str
    profile: str
    seat: str
    connections: list[Spoken]
    equal: int
    different: int
    missing: int
    extra: int
    ignored: int
    differences: list[Difference]
    told: dict[str, int]
    assumed: list[str]
    notes: list[str]
    latencies: list[Latency]
    latency_us: int
    latency_key: str
    latency_now_us: int
    rhythms: list[Rhythm]

    @property
    def is_alike(self) -> bool:
        """Whether nothing differs."""
        return not (self.different or self.missing or self.extra)


class _Played(msgspec.Struct, frozen=True):
    emulator: Emulator
    replay: Replay
    comparers: dict[str, Comparer]


class _Row(msgspec.Struct, frozen=True):
    conversation: Conversation
    pairs: list[Pair]


def compare(recording: Recording, device: Device, *, ports: Mapping[str, int] = MappingProxyType({}),
            ignore: Sequence[str] = ()) -> Comparison:
    """Replay a recording into a device.

    Raises:
        TwinError: the device cannot be made, or it is not in the recording.
        IgnoreError: what is to be ignored is no pattern.

    """
    played = _played(recording, device, ports, ignore)
    called = next(filter(None, (each.happenings.called for each in played.emulator.channels.values())), "")
    if called and called != device.wire.name:
        device = Device(device.seat, msgspec.structs.replace(device.wire, name=called))
        played = _played(recording, device, ports, ignore)
    if trusted := {name: often for name, each in played.emulator.channels.items() if (often := _often(each))}:
        played = _played(recording, device, ports, ignore, trusted)
    rows = [_Row(each, _pairs(each, played.comparers[each.talk.channel])) for each in played.replay.conversations]
    return _comparison(device, played, rows, recording)


def _often(channel: Channel) -> frozenset[str]:
    """What was not believed again and again."""
    return frozenset(what for what, count in channel.happenings.lone.items() if count >= _OFTEN)


def _base(recording: Recording) -> int:
    return min((each.t for each in recording.connections), default=0)


def _played(recording: Recording, device: Device, ports: Mapping[str, int], ignore: Sequence[str],
            trusted: Mapping[str, frozenset[str]] = MappingProxyType({})) -> _Played:
    """Replay once. ``trusted``: what is believed although it changes and returns, by channel."""
    whole = _base(recording) // _US * _US
    made = emulator(device, whole, datetime.fromtimestamp(whole // _US, UTC).isoformat())
    for name, names in trusted.items():
        made.channels[name].happenings.trusted = names
    talks = _talks(choose(recording.connections, list(made.channels.values()), ports), made)
    comparers = {name: Comparer(ignore, each.happenings.counters) for name, each in made.channels.items()}
    replay = Replay(made, talks, comparers)
    replay.run()
    return _Played(made, replay, comparers)


def _talks(chosen: Iterable[tuple[str, Connection]], made: Emulator) -> list[Talk]:
    count: Counter[str] = Counter()
    found: list[Talk] = []
    for channel, connection in sorted(chosen, key=lambda each: each[1].number):
        count[channel] += 1
        found.append(listen(channel, count[channel], connection, made.channels[channel].ear()))
    return found


def _pairs(conversation: Conversation, comparer: Comparer) -> list[Pair]:
    """Answers with answers, what was pushed with what was pushed: which of both comes first is chance."""
    found: list[Pair] = []
    for pushed, frames in ((False, conversation.answers), (True, conversation.talk.pushes())):
        recorded = [Recorded(each.t, each.number, each.piece) for each in frames]
        emulated = [each for each in conversation.emulated if each.piece.pushed == pushed]
        found += align(recorded, emulated, lambda a, b: comparer.same(a, b) or comparer.masked(a, b),
                       ordered=not pushed)
    return found


def _comparison(device: Device, played: _Played, rows: Sequence[_Row], recording: Recording) -> Comparison:
    spoken, differences = _told_apart(played, rows, _base(recording))
    counts = Counter(each.what for each in differences)
    key = _LATENCIES.get(device.seat, "device_latency")
    times = latencies(answer_times(pair for row in rows for pair in row.pairs))
    return Comparison(
        device=device.wire.dialect, profile=_profile(played.emulator), seat=device.seat, connections=spoken,
        equal=sum(each.equal for each in spoken), different=counts["different"], missing=counts["missing"],
        extra=counts["extra"], ignored=sum(each.ignored for each in spoken), differences=differences,
        told=_told(played.replay.told), assumed=_assumed(played),
        notes=[*recording.notes, *_notes(rows, played.emulator)], latencies=times,
        latency_us=suggested_latency(times), latency_key=f"stack.{key}",
        latency_now_us=int(getattr(StackPlan(), key)),
        rhythms=_rhythms(rows, played.emulator))


def _told_apart(played: _Played, rows: Sequence[_Row], base: int) -> tuple[list[Spoken], list[Difference]]:
    """What is alike, by connection, and what is not, in the order of the capture."""
    spoken, differences = [], []
    for row in rows:
        comparer = played.comparers[row.conversation.talk.channel]
        found = [(pair, _verdict(pair, comparer)) for pair in row.pairs]
        spoken.append(_spoken(row.conversation, [verdict for _, verdict in found]))
        differences += [_difference(row.conversation, played.emulator, pair, verdict, base)
                        for pair, verdict in found if verdict in get_args(Kind)]
    if not differences and not any(each.device_frames for each in spoken):
        raise TwinError("the device says nothing in this capture: there is nothing to compare")
    return spoken, sorted(differences, key=lambda each: each.packet)


def _profile(made: Emulator) -> str:
    return ", ".join(f"{name} {each.dialect}:{each.profile}" if name else each.profile
                     for name, each in made.channels.items())


def _verdict(pair: Pair, comparer: Comparer) -> str:
    recorded, emulated = pair.recorded, pair.emulated
    if recorded is None or emulated is None:
        alone = recorded or emulated
        assert alone is not None
        return "ignored" if comparer.is_ignored(alone.piece) else "extra" if recorded is None else "missing"
    if comparer.same(recorded.piece, emulated.piece):
        return "equal"
    return "ignored" if comparer.masked(recorded.piece, emulated.piece) else "different"


def _spoken(conversation: Conversation, verdicts: Sequence[str]) -> Spoken:
    talk, connection = conversation.talk, conversation.talk.connection
    host = sum(each.by_client for each in talk.frames)
    return Spoken(channel=talk.channel, client=str(connection.client), device=str(connection.server),
                  dialled=connection.dialled, host_frames=host, device_frames=len(talk.frames) - host,
                  equal=verdicts.count("equal"), ignored=verdicts.count("ignored"),
                  missing_bytes=connection.missing, retransmitted=connection.retransmitted)


def _difference(conversation: Conversation, made: Emulator, pair: Pair, verdict: str, base: int) -> Difference:
    recorded, emulated = pair.recorded, pair.emulated
    where = recorded or emulated
    assert where is not None
    question = None if emulated is None or emulated.piece.pushed else emulated.question
    detail = ""
    if recorded is not None and emulated is not None and question is not None:
        happenings = made.channels[conversation.talk.channel].happenings
        detail = happenings.explain(question, recorded.piece, emulated.piece)
    return Difference(
        what=msgspec.convert(verdict, Kind), channel=conversation.talk.channel,
        connection=str(conversation.talk.connection.client), packet=where.number, t_us=where.t - base,
        kind=where.piece.kind, question="" if question is None else question.text,
        recorded="" if recorded is None else recorded.piece.text,
        emulated="" if emulated is None else emulated.piece.text, detail=detail)


def _told(told: Sequence[Told]) -> dict[str, int]:
    found = Counter(f"{each.what}, {'said unasked' if each.unasked else 'shown by an answer'}" for each in told)
    return dict(sorted(found.items()))


def _assumed(played: _Played) -> list[str]:
    assumed = [text for each in played.comparers.values() for text in each.assumed()]
    if values := played.replay.values:
        beating = sorted(name for each in played.emulator.channels.values() for name in each.happenings.trusted)
        assumed += [f"{name} changes and returns again and again: that is believed" for name in beating]
        assumed.append(f"{sum(values.values())} values of {len(values)} tags are what the controller's program "
                       "made them; its program is not compared")
    if any(not each.unasked for each in played.replay.told):
        assumed.append("states and counts that an answer shows are what happened; an answer that is unlike all its "
                       "neighbours, which are alike, is not believed")
    return assumed


def _notes(rows: Sequence[_Row], made: Emulator) -> list[str]:
    found = []
    for row in rows:
        talk = row.conversation.talk
        name = f"{talk.channel} {talk.connection.client}".strip()
        if talk.connection.missing:
            found.append(f"{name}: {talk.connection.missing} bytes are not in the capture; frames there differ")
        if not talk.connection.dialled:
            found.append(f"{name}: its beginning is not in the capture; nobody saw who dialled")
        if talk.cut:
            found.append(f"{name}: {talk.cut} frames did not come to an end")
        if row.conversation.hung:
            found.append(f"{name}: the emulator hung up: {row.conversation.hung}")
    return found + [f"emulator, {word} ({count} times): {made.details[word]}" for word, count in made.noted.items()]


def _rhythms(rows: Sequence[_Row], made: Emulator) -> list[Rhythm]:
    times: dict[str, list[int]] = {}
    for row in rows:
        for each in row.conversation.talk.pushes():
            if each.piece.kind in made.channels[row.conversation.talk.channel].rhythm:
                times.setdefault(f"{row.conversation.talk.channel} {each.piece.kind}".strip(), []).append(each.t)
    found = (rhythm(kind, sorted(each)) for kind, each in times.items())
    return [each for each in found if each is not None]
