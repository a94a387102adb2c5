import io
import json
import socket
import threading

import httpx
import pytest
from PIL import Image

from linebench.wire.vision import Answer, Expected, FeedError, run_feed
from linebench.wire.vision.answers import encode_answer
from linebench.wire.vision.carrier import Arrived, Came, Left, Refused, Shown
from linebench.wire.vision.http import HttpFeed
from tests.wire.vision.pictures import small
from tests.wire.vision.taking import LIMIT_US, take

RAW = {"Accept": "application/octet-stream"}


@pytest.fixture
def feed():
    """An open feed on a free port."""
    with HttpFeed() as opened:
        yield opened


@pytest.fixture
def client(feed):
    """A client of it, without any proxy."""
    with httpx.Client(base_url=feed.address, trust_env=False, timeout=LIMIT_US / 1e6) as opened:
        yield opened


def answer(client, trigger):
    return client.post("/answer", content=encode_answer(Answer(trigger, "no_read")))


@pytest.mark.parametrize("accept", ["image/png", "*/*", "text/html, image/*;q=0.8"])
def test_a_frame_as_png(feed, client, accept):
    """PNG is given to whoever does not ask for anything else."""
    feed.offer(small(7))
    response = client.get("/next", headers={"Accept": accept})
    assert (response.status_code, response.headers["content-type"]) == (200, "image/png")
    with Image.open(io.BytesIO(response.content)) as picture:
        assert (picture.size, picture.tobytes()) == ((2, 1), small(7).pixels)


def test_a_frame_as_raw_pixels(feed, client):
    """Raw pixels carry trigger and sides in the response header."""
    feed.offer(small(7))
    response = client.get("/next", headers=RAW)
    assert (response.content, response.headers["content-type"]) == (small(7).pixels, "application/octet-stream")
    assert [response.headers[name] for name in ("X-Trigger-Id", "X-Width", "X-Height")] == ["7", "2", "1"]


def test_the_course_of_a_feed(feed, client):
    """Nothing yet, a frame, its answer, the end; with every event in order."""
    nothing = client.get("/next")
    assert (nothing.status_code, nothing.headers["Retry-After"], nothing.content) == (204, "1", b"")
    feed.offer(small(1))
    assert client.get("/next").status_code == 200
    assert client.get("/next").status_code == 204
    assert answer(client, 1).status_code == 204
    feed.finish()
    over = client.get("/next")
    assert (over.status_code, over.json()) == (410, {"error": "the feed has ended; no frame follows"})
    assert [type(feed.take(LIMIT_US)) for _ in range(4)] == [Arrived, Shown, Came, Left]


def test_answers_that_fit_no_open_frame(feed, client):
    """Unknown triggers and second answers have a status of their own, and are told to the bench all the same."""
    feed.offer(small(1))
    client.get("/next")
    statuses = [answer(client, 1), answer(client, 1), answer(client, 9)]
    assert [(r.status_code, r.json() if r.content else None) for r in statuses] == [
        (204, None),
        (409, {"error": "trigger 1 is answered already, or this comes too late"}),
        (404, {"error": "trigger 9 was never shown"})]
    assert [take(feed, Came).answer.trigger for _ in range(3)] == [1, 1, 9]


@pytest.mark.parametrize(("body", "status", "message"), [
    (b"READ OK", 400, "answer 'READ OK': JSON is malformed"),
    (json.dumps({"trigger": 1, "outcome": "read", "code": "A"}).encode(), 400, "unknown field `code`"),
    (b" " * 65_537, 413, "answer: longer than 65536 bytes"),
])
def test_what_is_no_answer_is_refused(feed, client, body, status, message):
    """The response says what is wrong, and the bench hears the same."""
    response = client.post("/answer", content=body)
    assert response.status_code == status
    assert message in response.json()["error"]
    assert take(feed, Refused).problem == response.json()["error"]


def test_a_client_that_hangs_up_within_its_answer_is_told(feed):
    """Half an answer is refused, not waited for."""
    with socket.create_connection(("127.0.0.1", feed.port)) as connection:
        connection.sendall(b'POST /answer HTTP/1.1\r\nHost: x\r\nContent-Length: 40\r\n\r\n{"trigger"')
    assert take(feed, Refused).problem == "answer: the connection ended within it"


@pytest.mark.parametrize(("query", "headers", "status"), [
    ("wait_ms=x", {}, 400), ("wait_ms=10001", {}, 400), ("wait_ms=-1", {}, 400), ("from=last", {}, 400),
    ("", {"Accept": "text/html"}, 406),
])
def test_a_request_that_cannot_be_served_takes_no_frame(feed, client, query, headers, status):
    """A wrong request says why and leaves the frame to the next one."""
    feed.offer(small(1))
    wrong = client.get(f"/next?{query}", headers=headers)
    assert (wrong.status_code, "expected" in wrong.json()["error"]) == (status, True)
    assert client.get("/next").headers["X-Trigger-Id"] == "1"


def test_a_client_that_starts_anew_gets_unanswered_frames_again(feed, client):
    """``from=first`` begins with the oldest frame that is neither answered nor given up."""
    for trigger in (1, 2, 3, 4):
        feed.offer(small(trigger))
    assert [client.get("/next").headers["X-Trigger-Id"] for _ in range(3)] == ["1", "2", "3"]
    answer(client, 2)
    feed.give_up(1)
    assert client.get("/next?from=first").headers["X-Trigger-Id"] == "3"
    assert client.get("/next").headers["X-Trigger-Id"] == "4"


def test_a_request_that_waits_gets_the_frame_as_it_comes(feed, client):
    """A waiting request is answered by the offer, and by the end of the feed."""
    got = []
    thread = threading.Thread(target=lambda: got.extend(client.get("/next?wait_ms=10000") for _ in range(2)))
    thread.start()
    take(feed, Arrived)
    feed.offer(small(1))
    take(feed, Shown)
    feed.finish()
    thread.join()
    assert [response.status_code for response in got] == [200, 410]


def test_a_request_waits_no_longer_than_it_said(client):
    """Without a frame it ends with 204."""
    assert client.get("/next?wait_ms=1").status_code == 204


def test_closing_ends_requests_that_wait():
    """A bench that stops early leaves no client hanging and no thread running."""
    got = []
    with HttpFeed() as feed:
        thread = threading.Thread(target=lambda: got.append(
            httpx.get(f"{feed.address}/next?wait_ms=10000", trust_env=False, timeout=30)))
        thread.start()
        take(feed, Arrived)
    thread.join()
    assert [response.status_code for response in got] == [410]
    assert feed.address not in [thread.name for thread in threading.enumerate()]


def test_workers_share_a_feed(feed):
    """Three workers get every frame exactly once."""
    shown = []

    def work():
        with httpx.Client(base_url=feed.address, trust_env=False, timeout=30) as client:
            while (response := client.get("/next?wait_ms=1000", headers=RAW)).status_code != 410:
                if response.status_code == 200:
                    trigger = int(response.headers["X-Trigger-Id"])
                    shown.append(trigger)
                    answer(client, trigger)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    pairs = [(small(t), Expected(t, False, "reject", "")) for t in range(1, 31)]
    summary = run_feed(feed, pairs, window=5, limit_s=10)
    for thread in threads:
        thread.join()
    assert (sorted(shown), summary.right, summary.answered) == (list(range(1, 31)), True, 30)


def test_other_paths_and_methods_are_refused(client):
    """There are two requests and no more."""
    assert [client.get("/").status_code, client.post("/next").status_code, client.get("/answer").status_code] == [
        404, 405, 405]


def test_a_port_in_use_is_told(feed):
    """The message names the port and what to do."""
    with pytest.raises(FeedError, match=rf"http:{feed.port}: cannot serve this port \(.+\); name another, or 0"), \
            HttpFeed(feed.port):
        pass


def test_a_server_that_breaks_says_so(feed, client, monkeypatch):
    """A fault of the bench is raised where events are taken, and the client gets 500."""
    monkeypatch.setattr("linebench.wire.vision.http.encode_png", lambda frame: 1 / 0)
    feed.offer(small(1))
    assert client.get("/next").status_code == 500
    with pytest.raises(FeedError, match="the server broke: ZeroDivisionError"):
        take(feed, Left)
