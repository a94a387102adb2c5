import socket
import struct
import threading

import pytest

from linebench.wire.vision import Answer, Expected, FeedError, Frame, run_feed
from linebench.wire.vision.answers import encode_answer
from linebench.wire.vision.carrier import Arrived, Came, Left, Refused, Shown
from linebench.wire.vision.header import encode_end, encode_header
from linebench.wire.vision.tcp import TcpFeed
from tests.wire.vision.pictures import blank, small
from tests.wire.vision.taking import LIMIT_US, take


class Client:
    """A vision system's end of the connection."""

    def __init__(self, port):
        self.connection = socket.create_connection(("127.0.0.1", port), timeout=LIMIT_US / 1e6)

    def frame(self):
        """The next frame; the bytes of the end of the feed; ``None`` when the connection ends behind a frame."""
        header = self._exactly(16)
        if header in (b"", encode_end()):
            return header or None
        trigger, width, height = struct.unpack(">IHH", header[8:])
        frame = Frame(trigger, width, height, self._exactly(width * height))
        assert header == encode_header(frame)
        return frame

    def send(self, data):
        self.connection.sendall(data)

    def answer(self, *triggers):
        self.send(b"".join(encode_answer(Answer(trigger, "no_read")) + b"\n" for trigger in triggers))

    def close(self):
        self.connection.close()

    def _exactly(self, size):
        data = b""
        while len(data) < size and (piece := self.connection.recv(size - len(data))):
            data += piece
        assert len(data) in (0, size)
        return data


@pytest.fixture
def feed():
    """An open feed on a free port."""
    with TcpFeed() as opened:
        yield opened


@pytest.fixture
def connect(feed):
    """Connect clients that are closed in the end."""
    clients = []

    def connected():
        clients.append(Client(feed.port))
        return clients[-1]

    yield connected
    for client in clients:
        client.close()


def test_the_bytes_of_a_feed(feed, connect):
    """Header and pixels of each frame, then the end, and nothing else."""
    for trigger in (1, 2):
        feed.offer(small(trigger))
    feed.finish()
    wanted = b"".join(encode_header(small(t)) + small(t).pixels for t in (1, 2)) + encode_end()
    connection = connect().connection
    with connection.makefile("rb") as stream:
        assert stream.read(len(wanted)) == wanted
        connection.shutdown(socket.SHUT_WR)  # the bench takes this for goodbye and closes
        assert stream.read() == b""


def test_answers_arrive_in_the_order_they_were_sent(feed, connect):
    """Answers out of order, twice, and of triggers that were never shown all arrive."""
    client = connect()
    for trigger in (1, 2, 3):
        feed.offer(small(trigger))
    assert [client.frame() for _ in range(3)] == [small(1), small(2), small(3)]
    client.answer(3, 1, 3, 99)
    assert [take(feed, Came).answer.trigger for _ in range(4)] == [3, 1, 3, 99]


def test_events_come_in_order_with_rising_times(feed, connect):
    """Arrived, shown, answered, left."""
    client = connect()
    feed.offer(small(1))
    client.frame()
    client.answer(1)
    client.close()
    events = [feed.take(LIMIT_US) for _ in range(4)]
    assert [type(event) for event in events] == [Arrived, Shown, Came, Left]
    assert sorted(event.at_us for event in events) == [event.at_us for event in events]


def test_garbage_is_refused_and_the_next_answer_heard(feed, connect):
    """A bad line, a line too long and a line cut off each are told, and cost nothing else."""
    client = connect()
    client.send(b"READ OK\n" + b"x" * 70_000 + b"\n")
    client.answer(5)
    client.send(b'{"trigger":')
    assert "'READ OK'" in take(feed, Refused).problem
    assert "longer than 65536 bytes" in take(feed, Refused).problem
    assert take(feed, Came).answer.trigger == 5
    client.close()
    assert "the connection ended within the line" in take(feed, Refused).problem


def test_a_client_that_comes_back_gets_the_oldest_unanswered_frame_first(feed, connect):
    """After a cut in the middle of a frame, what was answered is not shown again, and the rest is."""
    client = connect()
    large, _ = blank(2)
    for frame in (small(1), large, small(3)):
        feed.offer(frame)
    client.frame()
    client.answer(1)
    take(feed, Came)
    client.connection.recv(100)  # part of the large frame
    client.close()
    take(feed, Left)
    feed.finish()
    again = connect()
    assert [again.frame() for _ in range(3)] == [large, small(3), encode_end()]


def test_a_frame_given_up_is_not_shown_again(feed, connect):
    """What counts as missing stays missing, also for a client that comes back."""
    client = connect()
    for trigger in (1, 2):
        feed.offer(small(trigger))
    client.frame()
    client.close()
    take(feed, Left)
    feed.give_up(1)
    assert connect().frame() == small(2)


def test_the_newest_connection_wins(feed, connect):
    """A half-open connection does not keep the client that returns from being served."""
    feed.offer(small(1))
    dead = connect()
    assert dead.frame() == small(1)
    alive = connect()
    assert alive.frame() == small(1)
    assert dead.frame() is None
    alive.answer(1)
    assert take(feed, Came).answer.trigger == 1


def test_a_client_that_does_not_read_holds_up_sending(feed, connect):
    """Frames wait in the bench, not in a buffer: they count as shown when their turn comes."""
    client = connect()
    take(feed, Arrived)
    count, side = 8, 2000  # 32 MB, more than a system buffers for one connection
    for trigger in range(1, count + 1):
        feed.offer(Frame(trigger, side, side, bytes(side * side)))
    take(feed, Shown)
    feed.give_up(count)  # its turn has not come, so it is never shown
    feed.finish()
    assert [item.trigger for _ in range(count - 1) if (item := client.frame())] == list(range(1, count))
    assert client.frame() == encode_end()


def test_no_more_than_a_window_is_ahead_of_a_slow_client(feed, connect):
    """The client answers only when it holds a window of frames, and no frame is drawn before its turn."""
    window, count, answered, ahead = 3, 12, [], []

    def frames():
        for trigger in range(1, count + 1):
            ahead.append(trigger - len(answered))
            yield small(trigger), Expected(trigger, False, "reject", "")

    def slow():
        client = connect()
        for _ in range(count // window):
            held = [client.frame().trigger for _ in range(window)]
            for trigger in reversed(held):
                answered.append(trigger)
                client.answer(trigger)
        assert client.frame() == encode_end()
        client.close()

    thread = threading.Thread(target=slow)
    thread.start()
    summary = run_feed(feed, frames(), window=window, limit_s=10)
    thread.join()
    assert max(ahead) <= window
    assert answered == [3, 2, 1, 6, 5, 4, 9, 8, 7, 12, 11, 10]
    assert (summary.right, summary.answered, summary.connections) == (True, 12, 1)


def test_a_silent_client_is_counted_and_left(feed, connect):
    """A client that reads and never answers makes frames missing, and ends the feed at last."""
    connect()
    pairs = [(small(t), Expected(t, False, "reject", "")) for t in range(1, 10_000)]
    summary = run_feed(feed, pairs, window=2, limit_s=0.01, idle_s=0.05)
    assert "no answer and no new client for 0.05 s" in summary.stopped
    assert summary.outcomes["missing"] == summary.shown
    assert 0 < summary.offered < 9_999


def test_closing_leaves_nothing_behind():
    """The thread ends, an idle client is told, and the port can be served again at once."""
    with TcpFeed() as feed:
        client = Client(feed.port)
        take(feed, Arrived)
    assert client.frame() is None
    client.close()
    assert feed.address not in [thread.name for thread in threading.enumerate()]
    with TcpFeed(feed.port) as again:
        assert again.port == feed.port


def test_a_port_in_use_is_told(feed):
    """The message names the port and what to do."""
    with pytest.raises(FeedError, match=rf"tcp:{feed.port}: cannot serve this port \(.+\); name another, or 0"), \
            TcpFeed(feed.port):
        pass


def test_a_server_that_breaks_says_so(feed, connect, monkeypatch):
    """A fault of the bench is raised where events are taken, and is no silence of the vision system."""
    monkeypatch.setattr("linebench.wire.vision.tcp.encode_header", lambda frame: 1 / 0)
    connect()
    feed.offer(small(1))
    with pytest.raises(FeedError, match=r"the server broke: .*ZeroDivisionError"):
        take(feed, Refused)
