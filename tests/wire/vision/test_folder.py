import pytest
from PIL import Image

from linebench.wire.vision import Answer, FeedError
from linebench.wire.vision.answers import encode_answer
from linebench.wire.vision.carrier import Came, Refused, Shown
from linebench.wire.vision.folder import FolderFeed
from tests.wire.vision.pictures import small


class Clock:
    """Simulated time, which passes only while the feed waits; ``then`` happens at the next wait."""

    def __init__(self):
        self.now, self.waits, self.then = 0, 0, None

    def __call__(self):
        return self.now

    def pause(self, span_us):
        self.now += span_us
        self.waits += 1
        if self.then is not None:
            self.then()


@pytest.fixture
def clock():
    """Time of the feed."""
    return Clock()


@pytest.fixture
def feed(tmp_path, clock):
    """An open feed in an empty folder, in simulated time."""
    with FolderFeed(tmp_path / "drop", clock=clock, pause=clock.pause) as opened:
        yield opened


@pytest.fixture
def drop(feed, tmp_path):
    """The folder of the feed."""
    return tmp_path / "drop"


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def put(drop, name, data):
    (drop / "answers" / name).write_bytes(data)


def no_read(trigger):
    return encode_answer(Answer(trigger, "no_read"))


def test_a_frame_is_a_whole_file(feed, drop):
    """A frame appears under its trigger id and nothing half written beside it."""
    feed.offer(small(7))
    assert feed.take(0) == Shown(0, 7)
    assert names(drop / "frames") == ["00000007.png"]
    with Image.open(drop / "frames" / "00000007.png") as picture:
        assert (picture.size, picture.tobytes()) == ((2, 1), small(7).pixels)


@pytest.mark.parametrize("name", ["7.json", "00000007.json"])
def test_an_answer_is_taken_and_the_frame_goes_with_it(feed, drop, clock, name):
    """The answer file and the frame are removed once the answer is heard."""
    feed.offer(small(7))
    feed.take(0)
    clock.then = lambda: put(drop, name, no_read(7))
    assert feed.take(1_000_000) == Came(2000, Answer(7, "no_read"))
    assert (names(drop / "frames"), names(drop / "answers"), clock.waits) == ([], [], 1)


def test_a_client_may_take_frames_away(feed, drop):
    """A frame that is gone already is no fault."""
    feed.offer(small(7))
    feed.take(0)
    (drop / "frames" / "00000007.png").unlink()
    put(drop, "7.json", no_read(7))
    assert feed.take(0) == Came(0, Answer(7, "no_read"))


def test_a_second_answer_is_heard_too(feed, drop):
    """An answer to a trigger that is closed or was never shown is told like any other."""
    for _ in range(2):
        put(drop, "7.json", no_read(7))
        assert feed.take(0) == Came(0, Answer(7, "no_read"))


def test_an_answer_still_being_written_is_waited_for(feed, drop, clock):
    """Half a file is not refused while it grows, whatever its ending."""
    put(drop, "7.json", no_read(7)[:5])
    assert feed.take(999_999) is None
    put(drop, "7.json", no_read(7)[:9])
    assert feed.take(999_999) is None
    put(drop, "7.json", no_read(7))
    assert feed.take(0) == Came(1_999_998, Answer(7, "no_read"))


@pytest.mark.parametrize(("name", "data", "problem"), [
    ("7.json", b"READ OK", "7.json: answer 'READ OK': JSON is malformed: invalid character (byte 0)"),
    ("7.json", no_read(8), "7.json: the name says '7' and the answer trigger 8; expected the same number"),
    ("x.json", no_read(8), "x.json: the name says 'x' and the answer trigger 8; expected the same number"),
    ("7.json", b" " * 70_000, "7.json: answer: longer than 65536 bytes; expected one JSON object"),
])
def test_what_is_no_answer_is_put_aside(feed, drop, name, data, problem):
    """After a second without change it goes to refused/, where a person can look at it."""
    put(drop, name, data)
    assert feed.take(2_000_000) == Refused(1_000_000, problem)
    assert (names(drop / "answers"), (drop / "refused" / name).read_bytes()) == ([], data)


def test_nothing_put_aside_is_overwritten(feed, drop):
    """A second bad file of the same name gets a number."""
    for data in (b"one", b"two"):
        put(drop, "7.json", data)
        assert isinstance(feed.take(2_000_000), Refused)
    assert [(drop / "refused" / name).read_bytes() for name in ("7.json", "7-2.json")] == [b"one", b"two"]


def test_other_endings_are_left_alone(feed, drop):
    """A temporary file is the client's own affair."""
    put(drop, "7.tmp", b"half")
    assert feed.take(5_000_000) is None
    assert names(drop / "answers") == ["7.tmp"]


def test_the_end_is_a_file_and_closing_removes_frames(tmp_path, clock):
    """What nobody answered does not lie about for the next feed; an old end does not end it."""
    folder = tmp_path / "drop"
    for _ in range(2):
        with FolderFeed(folder, clock=clock, pause=clock.pause) as feed:
            assert names(folder) == ["answers", "frames", "refused"]
            feed.offer(small(1))
            feed.finish()
            assert names(folder / "frames") == ["00000001.png"]
        assert (names(folder), names(folder / "frames")) == (["answers", "end", "frames", "refused"], [])


def test_files_of_another_feed_are_not_mistaken_for_this_one(tmp_path):
    """A folder that is not empty is refused, and nothing in it touched."""
    (tmp_path / "answers").mkdir()
    (tmp_path / "answers" / "1.json").write_bytes(no_read(1))
    with pytest.raises(FeedError) as caught, FolderFeed(tmp_path):
        pass
    assert str(caught.value) == (f"folder:{tmp_path}: answers holds 1 files, which would be taken for this feed's; "
                                 "remove them, or name another folder")
    assert names(tmp_path / "answers") == ["1.json"]


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    """Where a file stands in the way, the message names the folder and what to do."""
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FeedError, match=r"folder:.+: cannot use this folder \(.+\); name one"), \
            FolderFeed(tmp_path / "file" / "drop"):
        pass


def test_a_folder_that_vanishes_is_told(feed, drop):
    """A folder removed under the feed breaks the bench, and is no silence of the vision system."""
    (drop / "answers").rmdir()
    with pytest.raises(FeedError, match="cannot use this folder"):
        feed.take(0)
