"""Runs a feed: offers frames, takes answers, and tells what came of it. The door to this folder."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from linebench.wire.vision.carrier import Feed, FeedError, monotonic_us
from linebench.wire.vision.folder import FolderFeed
from linebench.wire.vision.http import HttpFeed
from linebench.wire.vision.judging import Expected, Judged
from linebench.wire.vision.matching import Matcher
from linebench.wire.vision.server import ServerFeed
from linebench.wire.vision.summary import Summary
from linebench.wire.vision.tcp import TcpFeed
from linebench.wire.vision.values import Frame

__all__ = ["open_feed", "run_feed"]

_SERVERS: dict[str, type[ServerFeed]] = {"tcp": TcpFeed, "http": HttpFeed}
_FORMS = "folder:DIR, tcp:PORT or http:PORT"
_US = 1_000_000
_FAREWELL_US = 1_000_000
"""How long the end waits for the client to hear of it, so that what it still sends is counted."""


def open_feed(where: str) -> Feed:
    """The carrier that ``where`` names: ``folder:DIR``, ``tcp:PORT`` or ``http:PORT``; port 0 is a free one.

    It opens with ``with``; its ``address`` then tells the port.

    Raises:
        FeedError: ``where`` is none of these.

    """
    scheme, _, rest = where.partition(":")
    if scheme == "folder" and rest:
        return FolderFeed(Path(rest))
    if scheme not in _SERVERS:
        raise FeedError(f"{where!r} names no feed; expected {_FORMS}")
    if not (rest.isascii() and rest.isdecimal()):
        raise FeedError(f"{where!r}: {rest!r} is no port; expected {scheme}:PORT with a number, 0 for a free one; "
                        "only this machine is served, so no host is named")
    return _SERVERS[scheme](int(rest))


def run_feed(feed: Feed, frames: Iterable[tuple[Frame, Expected]], *, window: int, limit_s: float,
             idle_s: float = 60.0, each: Callable[[Judged], None] | None = None,
             clock: Callable[[], int] = monotonic_us) -> Summary:
    """Show ``frames`` by ``feed``, which is open, and match what comes back.

    ``window``: how many frames may be unanswered at a time; with more than one, a latency holds the time that
    a frame waited for those before it. ``limit_s``: seconds until an answer is missing. ``idle_s``: seconds
    without answer or connection until the client counts as gone and the feed stops; at least ``limit_s``.
    ``each`` hears what became of every frame as soon as that is known. ``clock`` must be the carrier's.

    Raises:
        FeedError: the feed broke, a trigger occurs twice, or a number is out of range.

    """
    if window < 1 or not limit_s > 0:
        raise FeedError(f"window {window}, limit {limit_s} s; expected a window of 1 or more and a limit above 0")
    run = _Run(feed, iter(frames), Matcher(round(limit_s * _US), round(max(idle_s, limit_s) * _US)), window, clock)
    for judged in run.all():
        if each is not None:
            each(judged)
    return run.summary()


class _Run:
    def __init__(self, feed: Feed, frames: Iterator[tuple[Frame, Expected]], matcher: Matcher, window: int,
                 clock: Callable[[], int]) -> None:
        self._feed = feed
        self._frames = frames
        self._matcher = matcher
        self._window = window
        self._clock = clock
        self._began_us = clock()
        self._more = True
        self._stopped = ""

    def all(self) -> Iterator[Judged]:
        """Frame by frame until each has its outcome."""
        while self._more or self._matcher.open:
            room = self._more and self._matcher.open < self._window
            if room:
                self._offer_next()
            self._step(0 if room else self._matcher.due_us() - self._clock())
            yield from self._matcher.judged()
        self._farewell()

    def summary(self) -> Summary:
        return self._matcher.summary(self._clock() - self._began_us, self._stopped)

    def _offer_next(self) -> None:
        # One at a time, with a look for answers between: the next picture may take long to draw
        pair = next(self._frames, None)
        if pair is None:
            self._end()
            return
        frame, expected = pair
        if expected.trigger != frame.trigger:
            raise FeedError(f"frame {frame.trigger} comes with what is expected of {expected.trigger}")
        if self._matcher.knows(frame.trigger):
            raise FeedError(f"frame {frame.trigger} comes a second time; expected every trigger once")
        self._matcher.offered(expected, self._clock())
        self._feed.offer(frame)

    def _step(self, limit_us: int) -> None:
        # What arrived before now is heard before anything counts as missing now
        event = self._feed.take(max(0, limit_us))
        now_us = self._clock()
        while event is not None:
            self._matcher.see(event)
            event = self._feed.take(0)
        for trigger in self._matcher.expire(now_us):
            self._feed.give_up(trigger)
        if self._matcher.silent(now_us):
            self._stopped = (f"{self._feed.address}: no answer and no new client for "
                             f"{self._matcher.idle_us / _US:g} s with {self._matcher.open} frames open; "
                             "is the vision system running and connected?")
            self._matcher.abandon()
            self._end()

    def _end(self) -> None:
        if self._more:
            self._more = False
            self._feed.finish()

    def _farewell(self) -> None:
        until_us = self._clock() + _FAREWELL_US
        while True:
            left_us = until_us - self._clock() if self._matcher.client_there else 0
            event = self._feed.take(max(0, left_us))
            if event is None:
                return
            self._matcher.see(event)
