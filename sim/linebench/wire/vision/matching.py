"""Pairs answers with what was shown, by trigger id, and counts what came of it. No I/O.

It is told what was offered and what happened, with times, and never looks at a clock.
"""

from array import array
from collections import Counter

from linebench.wire.vision.answers import encode_answer
from linebench.wire.vision.carrier import Arrived, Came, Event, Left, Refused, Shown
from linebench.wire.vision.judging import OUTCOMES, Expected, Judged, judge
from linebench.wire.vision.summary import MAX_TROUBLES, Latency, Summary, Trouble, TroubleKind

__all__ = ["Expected", "Judged", "Matcher"]


class _Open:
    """A frame without its answer. ``first_us``: when it was shown first, ``None`` before; ``last_us``: last."""

    def __init__(self, expected: Expected) -> None:
        self.expected = expected
        self.first_us: int | None = None
        self.last_us = 0


class Matcher:
    """Follows every frame from offer to answer.

    ``limit_us``: how long an answer may take, from the first time the frame is shown. ``idle_us``: how long
    nothing may be heard of the client while frames are open, before it counts as gone.
    """

    def __init__(self, limit_us: int, idle_us: int) -> None:
        self._limit_us = limit_us
        self.idle_us = idle_us
        self._open: dict[int, _Open] = {}
        self._closed: dict[int, TroubleKind] = {}
        self._sign_us = 0
        self._emptied_us = 0
        self._judged: list[Judged] = []
        self._wrong: list[Judged] = []
        self._counts: Counter[str] = Counter()
        self._outcomes: Counter[str] = Counter()
        self._verdicts: dict[str, Counter[str]] = {}
        self._latencies = array("q")
        self._troubles: list[Trouble] = []
        self.client_there = False

    @property
    def open(self) -> int:
        """Frames without an answer."""
        return len(self._open)

    def knows(self, trigger: int) -> bool:
        """Whether ``trigger`` was offered before."""
        return trigger in self._open or trigger in self._closed

    def offered(self, expected: Expected, at_us: int) -> None:
        """A frame is about to be given to the carrier."""
        if not self._open:
            # Silence while there was nothing to answer is no silence: the next picture took long to draw
            self._sign_us = min(at_us, self._sign_us + at_us - self._emptied_us)
        self._open[expected.trigger] = _Open(expected)
        self._counts["offered"] += 1

    def see(self, event: Event) -> None:
        """Something happened."""
        match event:
            case Shown():
                self._shown(event)
            case Came():
                self._sign_us = event.at_us
                self._emptied_us = event.at_us
                self._came(event)
            case Refused():
                self._sign_us = event.at_us
                self._trouble(Trouble("refused", 0, event.problem))
            case Arrived():
                self._sign_us = event.at_us
                self.client_there = True
                self._counts["connections"] += 1
            case Left():
                self.client_there = False

    def expire(self, now_us: int) -> list[int]:
        """Close what was shown and not answered in time; which triggers that were."""
        late = [trigger for trigger, frame in self._open.items()
                if frame.first_us is not None and frame.first_us + self._limit_us <= now_us]
        for trigger in late:
            self._abandon(trigger)
            self._emptied_us = now_us
        return late

    def silent(self, now_us: int) -> bool:
        """Whether the client counts as gone."""
        return bool(self._open) and self._sign_us + self.idle_us <= now_us

    def due_us(self) -> int:
        """When ``expire`` or ``silent`` may have something to say, if nothing happens until then."""
        shown = (frame.first_us + self._limit_us for frame in self._open.values() if frame.first_us is not None)
        return min(self._sign_us + self.idle_us, min(shown, default=self._sign_us + self.idle_us))

    def abandon(self) -> None:
        """Close all that is open: nobody will answer."""
        for trigger in list(self._open):
            self._abandon(trigger)

    def judged(self) -> list[Judged]:
        """What was closed since the last call, in that order."""
        found, self._judged = self._judged, []
        return found

    def summary(self, elapsed_us: int, stopped: str) -> Summary:
        """All of it in figures."""
        return Summary(
            offered=self._counts["offered"], shown=self._counts["shown"], shown_again=self._counts["shown_again"],
            answered=len(self._latencies), connections=self._counts["connections"],
            outcomes={name: self._outcomes[name] for name in OUTCOMES},
            by_verdict={name: dict(sorted(counts.items())) for name, counts in sorted(self._verdicts.items())},
            texts_right=self._counts["text True"], texts_wrong=self._counts["text False"],
            late=self._counts["late"], duplicate=self._counts["duplicate"],
            unexpected=self._counts["unexpected"], refused=self._counts["refused"],
            troubles=tuple(self._troubles), wrong=tuple(self._wrong), latency=Latency.of(self._latencies),
            elapsed_us=elapsed_us, stopped=stopped)

    def _shown(self, event: Shown) -> None:
        frame = self._open.get(event.trigger)
        if frame is None:
            return
        self._counts["shown" if frame.first_us is None else "shown_again"] += 1
        frame.first_us = event.at_us if frame.first_us is None else frame.first_us
        frame.last_us = event.at_us

    def _came(self, event: Came) -> None:
        trigger = event.answer.trigger
        frame = self._open.get(trigger)
        if frame is not None and frame.first_us is not None and event.at_us < frame.first_us + self._limit_us:
            latency_us = event.at_us - frame.last_us
            self._latencies.append(latency_us)
            self._close(trigger, "duplicate", judge(frame.expected, event.answer, latency_us))
            return
        if frame is not None:
            self._abandon(trigger)
        kind = self._closed.get(trigger, "unexpected")
        self._trouble(Trouble(kind, trigger, encode_answer(event.answer).decode()))

    def _abandon(self, trigger: int) -> None:
        """Close without an answer; one to a frame that was never shown answers no picture."""
        frame = self._open[trigger]
        if frame.first_us is None:
            self._close(trigger, "unexpected", Judged(frame.expected, "not_shown"))
        else:
            self._close(trigger, "late", judge(frame.expected, None))

    def _close(self, trigger: int, then: TroubleKind, judged: Judged) -> None:
        """``then``: what one more answer to this trigger would be."""
        del self._open[trigger]
        self._closed[trigger] = then
        self._outcomes[judged.outcome] += 1
        self._verdicts.setdefault(judged.expected.verdict, Counter())[judged.outcome] += 1
        self._counts[f"text {judged.text_right}"] += 1
        self._judged.append(judged)
        if not judged.right:
            self._wrong.append(judged)

    def _trouble(self, trouble: Trouble) -> None:
        self._counts[trouble.kind] += 1
        if len(self._troubles) < MAX_TROUBLES:
            self._troubles.append(trouble)
