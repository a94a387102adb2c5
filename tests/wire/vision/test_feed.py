import pytest

from linebench.wire.vision import Answer, Expected, FeedError, Frame, open_feed, run_feed
from linebench.wire.vision.carrier import Arrived, Came, Shown

LATENCY_US = 30


class Scripted:
    """A carrier in simulated time whose client answers a frame after 30 us, as often as ``times`` says."""

    address = "scripted"

    def __init__(self, times, shows=True):
        self.now, self.times, self.shows = 0, times, shows
        self.coming, self.given_up, self.most_open, self.finished = [], [], 0, 0
        self._out = set()

    def clock(self):
        return self.now

    def offer(self, frame):
        self._out.add(frame.trigger)
        self.most_open = max(self.most_open, len(self._out))
        if self.shows:
            self.coming.append((self.now, Shown(self.now, frame.trigger)))
        at = self.now + LATENCY_US
        self.coming += [(at, Came(at, Answer(frame.trigger, "no_read")))] * self.times.get(frame.trigger, 1)
        self.coming.sort(key=lambda pair: pair[0])

    def take(self, limit_us):
        if not self.coming or self.coming[0][0] > self.now + limit_us:
            self.now += limit_us
            return None
        at, event = self.coming.pop(0)
        self.now = max(self.now, at)
        if isinstance(event, Came):
            self._out.discard(event.answer.trigger)
        return event

    def give_up(self, trigger):
        self.given_up.append(trigger)
        self._out.discard(trigger)

    def finish(self):
        self.finished += 1


def frames(count):
    for trigger in range(1, count + 1):
        yield Frame(trigger, 1, 1, b"x"), Expected(trigger, False, "reject", "")


@pytest.mark.parametrize("window", [1, 3])
def test_at_most_a_window_of_frames_is_unanswered(window):
    """The window bounds what is open, and is used up."""
    feed = Scripted({})
    summary = run_feed(feed, frames(9), window=window, limit_s=1, clock=feed.clock)
    assert (feed.most_open, feed.finished, feed.given_up) == (window, 1, [])
    assert (summary.offered, summary.answered, summary.right) == (9, 9, True)
    assert summary.latency.max_us == LATENCY_US


def test_missing_and_second_answers_are_counted_and_the_feed_goes_on():
    """A frame without an answer is given up after the limit, a second answer is reported, the last one's too."""
    feed, heard = Scripted({2: 0, 3: 2, 5: 2}), []
    summary = run_feed(feed, frames(5), window=1, limit_s=1, each=heard.append, clock=feed.clock)
    assert feed.given_up == [2]
    assert [(judged.expected.trigger, judged.outcome) for judged in heard] == [
        (1, "right_no_read"), (2, "missing"), (3, "right_no_read"), (4, "right_no_read"), (5, "right_no_read")]
    assert [(trouble.kind, trouble.trigger) for trouble in summary.troubles] == [("duplicate", 3), ("duplicate", 5)]
    assert summary.elapsed_us == 4 * LATENCY_US + 1_000_000


def test_a_feed_without_a_client_stops():
    """When nobody is heard of, the feed ends early and says so; frames that nobody saw are not missing."""
    feed = Scripted(dict.fromkeys(range(1, 1000), 0), shows=False)
    summary = run_feed(feed, frames(999), window=2, limit_s=1, idle_s=5, clock=feed.clock)
    assert (summary.offered, summary.outcomes["not_shown"], summary.elapsed_us) == (2, 2, 5_000_000)
    assert summary.stopped == ("scripted: no answer and no new client for 5 s with 2 frames open; "
                               "is the vision system running and connected?")
    assert feed.finished == 1


def test_the_end_waits_a_second_for_a_client_that_stays():
    """A client that was told of the end and does not leave holds the feed up for one second."""
    feed = Scripted({})
    feed.coming.append((0, Arrived(0)))
    assert run_feed(feed, frames(1), window=1, limit_s=1, clock=feed.clock).connections == 1
    assert feed.now == LATENCY_US + 1_000_000


@pytest.mark.parametrize(("pairs", "arguments", "message"), [
    ([], {"window": 0, "limit_s": 1}, "window 0, limit 1 s; expected a window of 1 or more and a limit above 0"),
    ([], {"window": 1, "limit_s": 0}, "window 1, limit 0 s; expected a window of 1 or more and a limit above 0"),
    ([*frames(1), *frames(1)], {"window": 1, "limit_s": 1},
     "frame 1 comes a second time; expected every trigger once"),
    ([(Frame(1, 1, 1, b"x"), Expected(2, True, "accept", "A"))], {"window": 1, "limit_s": 1},
     "frame 1 comes with what is expected of 2"),
])
def test_a_feed_that_cannot_be_run_says_why(pairs, arguments, message):
    """Numbers out of range and triggers that do not fit are refused."""
    feed = Scripted({})
    with pytest.raises(FeedError) as caught:
        run_feed(feed, pairs, clock=feed.clock, **arguments)
    assert str(caught.value) == message


def test_the_door_knows_three_ways(tmp_path):
    """A folder, a TCP port, an HTTP port; a Windows path keeps its colon."""
    with open_feed("tcp:0") as tcp, open_feed("http:0") as http, open_feed(f"folder:{tmp_path}") as folder:
        assert (tcp.address, http.address, folder.address) == (
            f"tcp:127.0.0.1:{tcp.port}", f"http://127.0.0.1:{http.port}", f"folder:{tmp_path}")
        assert 0 not in (tcp.port, http.port)
    assert open_feed("folder:C:\\drop").address == "folder:C:\\drop"


@pytest.mark.parametrize(("where", "message"), [
    ("", "'' names no feed; expected folder:DIR, tcp:PORT or http:PORT"),
    ("folder:", "'folder:' names no feed; expected folder:DIR, tcp:PORT or http:PORT"),
    ("mqtt:1", "'mqtt:1' names no feed; expected folder:DIR, tcp:PORT or http:PORT"),
    ("tcp:host:5", ("'tcp:host:5': 'host:5' is no port; expected tcp:PORT with a number, 0 for a free one; "
                    "only this machine is served, so no host is named")),
    ("http:70000", "http:70000: no such port; expected 1 to 65535, or 0 for a free one"),
])
def test_any_other_door_is_refused(where, message):
    """The message says what can be written."""
    with pytest.raises(FeedError) as caught:
        open_feed(where)
    assert str(caught.value) == message
