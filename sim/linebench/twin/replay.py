"""The recorded host speaks to the emulator, at the recorded times, and what happened at the device is told to it.

A question whose answer tells of the world (a status, a counter, registers) is asked, and its answer compared with
the recorded one. Where they differ and something can have happened that makes them alike, that is told, the first
answer is withdrawn, and the question is asked again; such questions change nothing.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

import msgspec

from linebench.ports import Message
from linebench.twin.comparing import Comparer
from linebench.twin.emulator import Emulator
from linebench.twin.hearing import Cut, Frame, Talk
from linebench.twin.matching import Emulated
from linebench.wire.witness import Answer, Piece

__all__ = ["Conversation", "Replay", "Told"]

_OPENED, _CLOSED = "opened", "closed"
_AROUND = 2
"""Answers before and after one that say whether it is believed."""
_LATER = 24
"""Answers behind one that may say what it is about."""
_AHEAD = 6
"""Answers that are looked over for the one to a question."""


class Told(msgspec.Struct, frozen=True, gc=False):
    """What the emulator was told as what happened. ``unasked``: the device said so of its own; else an answer shows
    it.
    """

    t: int
    number: int
    what: str
    unasked: bool


class Conversation:
    """One connection on its way through the replay.

    Attributes:
        emulated: what the emulator said, in order.
        hung: why the emulator ended the connection before the recording did; empty: it did not.

    """

    def __init__(self, talk: Talk, emulator: Emulator) -> None:
        ear = emulator.channels[talk.channel].ear()
        self.talk = talk
        self.emulated: list[Emulated] = []
        self.hung = ""
        self.answers = talk.answers()
        self.question: Frame | None = None
        self.outstanding: list[Piece] = []
        self._host, self._device = Cut(ear.host), Cut(ear.device)
        self._asked = [each.number for each in talk.frames if each.by_client]
        self._owed = self._taken = 0
        self._places: dict[str, list[int]] = {}
        for place, each in enumerate(self.answers):
            self._places.setdefault(each.piece.kind, []).append(place)

    def asks(self, frame: Frame) -> None:
        """The host says this now; the emulator's ear has to know."""
        self.question = frame
        self._host.feed(frame.piece.data)

    def says(self, t: int, data: bytes) -> None:
        """The emulator writes."""
        asked = self.question
        for piece in self._device.feed(data):
            if piece.pushed:
                self.outstanding.append(piece)
            else:
                self._owed -= 1
            self.emulated.append(Emulated(t, 0 if asked is None else asked.number, piece,
                                          None if asked is None else asked.piece, 0 if asked is None else asked.t))

    def owes(self) -> bool:
        """One more recorded answer: whether the emulator said fewer."""
        self._owed += 1
        return self._owed > 0

    def take_back(self, place: int) -> None:
        """What the emulator answered from ``place`` on was not said."""
        kept = [each for each in self.emulated[place:] if each.piece.pushed]
        self._owed += len(self.emulated) - place - len(kept)
        self.emulated[place:] = kept

    def answer(self, frame: Frame, emulated: Sequence[Piece]) -> Answer | None:
        """What the real device answered to the question in ``frame``; ``None``: that cannot be found."""
        at = self._first(frame, emulated)
        if at is None:
            return None
        size = max(len(emulated), 1)
        self._taken = at + size
        last = at + size - 1
        if last >= len(self.answers):
            return None
        places = self._places[self.answers[last].piece.kind]
        here = bisect_left(places, last)
        before, after = places[max(here - _AROUND, 0):here][::-1], places[here + 1:here + 1 + _AROUND]
        return Answer(frame.piece, self._pieces(last, size), tuple(emulated),
                      tuple(self._pieces(place, size) for place in before),
                      tuple(self._pieces(place, size) for place in after),
                      tuple(each.piece for each in self.answers[last + 1:last + 1 + _LATER]))

    def _pieces(self, last: int, size: int) -> tuple[Piece, ...]:
        return tuple(each.piece for each in self.answers[max(last - size + 1, 0):last + 1])

    def _first(self, frame: Frame, emulated: Sequence[Piece]) -> int | None:
        while self._taken < len(self.answers) and self.answers[self._taken].number < frame.number:
            self._taken += 1
        behind = range(self._taken, min(self._taken + _AHEAD, len(self.answers)))
        if not emulated or not behind:
            return None
        if self.answers[behind[0]].number < self._following(frame):
            return behind[0]  # it came before anything else was asked
        return next((at for at in behind if self.answers[at].piece.kind == emulated[0].kind), behind[0])

    def _following(self, frame: Frame) -> int:
        """The packet in which the host says the next."""
        at = bisect_right(self._asked, frame.number)
        return self._asked[at] if at < len(self._asked) else frame.number


class Replay:
    """All connections of one device.

    Attributes:
        told: what the emulator was told as what happened.
        values: how often each tag was given a value, by name.

    """

    def __init__(self, emulator: Emulator, talks: Sequence[Talk], comparers: dict[str, Comparer]) -> None:
        self.told: list[Told] = []
        self.values: Counter[str] = Counter()
        self._emulator, self._comparers = emulator, comparers
        self.conversations = [Conversation(talk, emulator) for talk in talks]
        self._by_client = {(each.talk.channel, each.talk.client): each for each in self.conversations}
        emulator.wrote, emulator.hung = self._wrote, self._hung

    def run(self) -> None:
        """Replay everything."""
        for t, _, conversation, what in self._events():
            self._emulator.until(t)
            if isinstance(what, Frame):
                (self._asked if what.by_client else self._said)(conversation, what)
            elif what == _OPENED:
                self._emulator.opened(conversation.talk.channel, conversation.talk.client)
            elif not conversation.hung:
                self._emulator.closed(conversation.talk.channel, conversation.talk.client)

    def _events(self) -> list[tuple[int, int, Conversation, Frame | str]]:
        """In the order of the capture."""
        found: list[tuple[int, int, Conversation, Frame | str]] = []
        for each in self.conversations:
            connection = each.talk.connection
            found.append((connection.t, connection.number, each, _OPENED))
            found += [(frame.t, frame.number, each, frame) for frame in each.talk.frames]
            if connection.ended is not None:
                found.append((connection.ended, connection.last, each, _CLOSED))
        return sorted(found, key=lambda event: event[1])

    def _asked(self, conversation: Conversation, frame: Frame) -> None:
        if conversation.hung:
            return
        conversation.asks(frame)
        place = len(conversation.emulated)
        emulated = self._fed(conversation, frame)
        answer = conversation.answer(frame, emulated)
        happenings = self._emulator.channels[conversation.talk.channel].happenings
        if answer is None or not happenings.asks(frame.piece):
            return
        if self._alike(conversation, answer):
            happenings.confirmed(answer)
            return
        taken = happenings.take(answer)
        self.values.update(taken.keys())
        messages = happenings.answered(answer)
        for message in messages:
            self._tell(conversation, frame, message, unasked=False)
        if taken or messages:
            conversation.take_back(place)
            self._fed(conversation, frame)

    def _fed(self, conversation: Conversation, frame: Frame) -> list[Piece]:
        """Let the emulator hear a frame; what it answers."""
        place = len(conversation.emulated)
        self._emulator.received(conversation.talk.channel, conversation.talk.client, frame.piece.data)
        return [each.piece for each in conversation.emulated[place:] if not each.piece.pushed]

    def _alike(self, conversation: Conversation, answer: Answer) -> bool:
        comparer = self._comparers[conversation.talk.channel]
        pairs = list(zip(answer.recorded, answer.emulated, strict=False))
        if len(answer.recorded) == len(answer.emulated) and all(comparer.same(a, b) for a, b in pairs):
            for each in answer.recorded:
                comparer.settle(each)
            return True
        if answer.is_lone or len(answer.recorded) != len(answer.emulated):
            return False
        after = answer.following or answer.recorded
        adopted = [comparer.adopt(*three) for three in zip(answer.recorded, answer.emulated, after, strict=True)]
        return any(adopted) and all(comparer.same(a, b) for a, b in pairs)

    def _said(self, conversation: Conversation, frame: Frame) -> None:
        """The real device said something."""
        happenings = self._emulator.channels[conversation.talk.channel].happenings
        if not frame.piece.pushed:
            for message in happenings.owed(frame.piece) if conversation.owes() else ():
                self._tell(conversation, frame, message, unasked=False)
            return
        if frame.piece not in conversation.outstanding:
            for message in happenings.pushed(frame.piece):
                self._tell(conversation, frame, message, unasked=True)
        said = next((each for each in conversation.outstanding if each == frame.piece), None) or next(
            (each for each in conversation.outstanding if each.kind == frame.piece.kind), None)
        if said is not None:
            conversation.outstanding.remove(said)

    def _tell(self, conversation: Conversation, frame: Frame, message: Message, *, unasked: bool) -> None:
        meant = self._emulator.tell(conversation.talk.channel, message)
        if meant is not None:
            self.told.append(Told(frame.t, frame.number, str(msgspec.to_builtins(meant)[0]), unasked))

    def _wrote(self, channel: str, client: int, data: bytes) -> None:
        conversation = self._by_client.get((channel, client))
        if conversation is not None and not conversation.hung:
            conversation.says(self._emulator.clock.now(), data)

    def _hung(self, channel: str, client: int, why: str) -> None:
        conversation = self._by_client.get((channel, client))
        if conversation is not None:
            conversation.hung = why
            self._emulator.closed(channel, client)
