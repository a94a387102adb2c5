"""A watched folder: each file once, when it is whole, and where it belongs. The clock is the test's."""

import hashlib

import pytest

from linebench.ports.erp import JobWish
from linebench.wire.folders.document import FileDocument
from linebench.wire.folders.file_map import OWN, FileMap
from linebench.wire.folders.forms import read_file, unfinished_file
from linebench.wire.folders.tree import FolderNames, Tree
from linebench.wire.folders.watch import Failed, Repeated, Taken, Watch, WatchOptions

EPOCH = "2026-01-05T06:00:00Z"
S = 1_000_000


def wish(number):
    """The file of one wish."""
    return f"request,job,state\nw{number},,\n".encode()


class Rig:
    """A folder with a watch and a clock."""

    def __init__(self, root, file_map=OWN, **options):
        names = options.pop("names", None)
        self.root, self.names, self.map, self.t = root, names or FolderNames(), file_map, 0
        self.options = WatchOptions(**{"ready": "rename", **options})
        self.start()

    def start(self):
        """A new watch, as after a kill: whatever the old one knew is gone."""
        self.tree = Tree(self.root, self.names)
        self.watch = Watch(self.tree, lambda data: read_file(data, self.map, EPOCH),
                           lambda data: unfinished_file(data, self.map), self.options)

    def look(self, after=0):
        """What came, so many microseconds later: kind of happening, file, and what there is to say."""
        self.t += after
        return [(type(each).__name__, each.file, each.document.messages[0].request if isinstance(each, Taken)
                 else each.of if isinstance(each, Repeated) else each.reason) for each in self.watch.look(self.t)]

    def places(self):
        """Every file below the folder, with its content."""
        return {path.relative_to(self.root).as_posix(): path.read_bytes()
                for path in sorted(self.root.rglob("*")) if path.is_file()}


@pytest.fixture
def rig(tmp_path):
    """A folder where names appear when files are whole."""
    return Rig(tmp_path)


def test_a_file_is_taken_once_and_moves_when_it_is_stored(rig):
    """It stays where it came until it is settled; the next look does not take it again."""
    rig.tree.put("a.csv", wish(1))
    assert rig.look() == [("Taken", "a.csv", "w1")]
    assert (rig.look(), rig.places(), rig.watch.waiting()) == ([], {"in/a.csv": wish(1)}, True)
    assert rig.watch.settle("a.csv") == "a.csv"
    assert (rig.look(), rig.places(), rig.watch.waiting()) == ([], {"done/a.csv": wish(1)}, False)


def test_files_are_taken_in_the_order_of_their_names(rig):
    """Whatever the order in which they came."""
    for name in ("c.csv", "a.csv", "b.csv"):
        rig.tree.put(name, wish(name[0]))
    assert [file for _, file, _ in rig.look()] == ["a.csv", "b.csv", "c.csv"]


def test_what_is_refused_lies_aside_with_the_reason(rig):
    """By whoever stores it, and by the reader; the reason is a text file beside it."""
    rig.tree.put("a.csv", wish(1))
    rig.tree.put("b.csv", b"this,is\nno,table\n")
    (_, _, reason), = [each for each in rig.look() if each[0] == "Failed"]
    rig.watch.settle("a.csv", "wrong_state: not now")
    assert rig.places() == {
        "failed/a.csv": wish(1), "failed/a.csv.reason.txt": b"wrong_state: not now\n",
        "failed/b.csv": b"this,is\nno,table\n", "failed/b.csv.reason.txt": f"{reason}\n".encode()}
    assert reason.startswith("line 1: found the columns this, is; expected those of one table")


def test_the_same_content_is_done_as_a_repeat(rig):
    """Under another name it is not taken again, while the first is under way or afterwards."""
    rig.tree.put("a.csv", wish(1))
    rig.tree.put("b.csv", wish(1))
    assert rig.look() == [("Taken", "a.csv", "w1")]
    rig.watch.settle("a.csv")
    assert rig.look() == [("Repeated", "b.csv", "a.csv")]
    rig.tree.put("a.csv", wish(1))
    assert rig.look() == [("Repeated", "a.csv", "a.csv")]
    assert rig.places() == dict.fromkeys(("done/a.csv", "done/b.csv", "done/a-2.csv"), wish(1))


def test_what_has_failed_may_come_again(rig):
    """A person has put right what was wrong, and puts the same file there."""
    for target in ("a.csv", "a-2.csv"):
        rig.tree.put("a.csv", wish(1))
        rig.look()
        assert rig.watch.settle("a.csv", "no room") == target
    rig.tree.put("a.csv", wish(1))
    assert rig.look() == [("Taken", "a.csv", "w1")]


def test_another_content_under_the_number_of_a_document_is_a_duplicate(tmp_path):
    """Its number is taken, also for a watch that was started later."""
    file_map = FileMap(wishes=type(OWN.wishes)(
        document="file", fields={"request": "request", "job": "job", "state": "state"}))
    rig = Rig(tmp_path, file_map)
    rig.tree.put("a.csv", b"file,request,job,state\nD1,w1,,\n")
    rig.look()
    rig.watch.settle("a.csv")
    for name in ("b.csv", "c.csv"):
        rig.tree.put(name, f"file,request,job,state\nD1,{name},,\n".encode())
        reason = "duplicate: document 'D1' came as a.csv with other content; give it a number of its own"
        assert rig.look() == [("Failed", name, reason)]
        rig.start()


def test_nothing_is_lost_when_the_watch_is_killed(rig):
    """Killed before it was settled a file is taken again; killed afterwards it is known as done."""
    rig.tree.put("a.csv", wish(1))
    rig.look()
    rig.start()
    assert rig.look() == [("Taken", "a.csv", "w1")]
    rig.watch.settle("a.csv")
    rig.start()
    rig.tree.put("b.csv", wish(1))
    assert rig.look() == [("Repeated", "b.csv", "a.csv")]


def test_what_nobody_has_stored_is_taken_again(rig):
    """As often as it is needed."""
    rig.tree.put("a.csv", wish(1))
    for _ in range(3):
        assert rig.look() == [("Taken", "a.csv", "w1")]
        rig.watch.again("a.csv")


@pytest.mark.parametrize("data", [wish(1)[:-3], b"", b"<a><b>", b'{"a":'], ids=range(4))
def test_half_a_file_waits_until_it_is_whole_or_too_late(rig, data):
    """As long as it grows it has time; when it has stood still for a minute it lies aside with the reason."""
    rig.tree.spill("a.csv", data)
    rig.tree.spill("b.csv", data)
    assert rig.look() == []
    rig.tree.spill("b.csv", data + b" ")
    assert rig.look(59 * S) == []
    (kind, file, reason), = rig.look(2 * S)
    assert (kind, file) == ("Failed", "a.csv")
    assert reason.startswith("half a file: ")
    assert reason.endswith(", and it has not changed for 60 s; write it whole and let it come again")
    rig.tree.spill("b.csv", wish(1))
    assert rig.look() == [("Taken", "b.csv", "w1")]


def test_a_file_that_grows_is_left_until_it_stands_still(tmp_path):
    """``stable``: every line is whole, and yet there are more to come."""
    rig = Rig(tmp_path, ready="stable", still_us=2 * S)
    rig.tree.spill("a.csv", wish(1))
    assert (rig.look(), rig.look(S)) == ([], [])
    rig.tree.spill("a.csv", wish(1) + b"w2,,\n")
    assert (rig.look(S), rig.look(S)) == ([], [])
    assert rig.look(S) == [("Taken", "a.csv", "w1")]


def test_a_file_with_a_marker_is_left_until_the_marker_is_there(tmp_path):
    """``marker``: it goes away with its file; a file without one is too late after the limit."""
    rig = Rig(tmp_path, ready="marker", limit_us=10 * S)
    rig.tree.spill("a.csv", wish(1))
    rig.tree.put("b.csv", wish(2), marked=True)
    assert rig.look() == [("Taken", "b.csv", "w2")]
    rig.watch.settle("b.csv")
    (kind, file, reason), = rig.look(10 * S)
    assert (kind, file) == ("Failed", "a.csv")
    assert reason.startswith("half a file: no marker came, and it has not changed for 10 s; ")
    assert set(rig.places()) == {"done/b.csv", "failed/a.csv", "failed/a.csv.reason.txt"}


def test_names_of_others_are_left_alone(tmp_path):
    """Temporary names, hidden files, folders and reasons are no files that came; every name may be another."""
    names = FolderNames(inbox="eingang", done="fertig", failed="fehler", reason=".txt", marker=".ende",
                        temporary=(".neu",))
    rig = Rig(tmp_path, names=names)
    for name in ("a.csv.neu", ".a.csv", "a.txt"):
        rig.tree.spill(name, wish(1))
    (tmp_path / "eingang" / "folder.csv").mkdir()
    assert (rig.look(), rig.watch.waiting()) == ([], False)
    rig.tree.put("b.csv", wish(2))
    rig.look()
    rig.watch.settle("b.csv", "no")
    assert set(rig.places()) == {"eingang/a.csv.neu", "eingang/.a.csv", "eingang/a.txt", "fehler/b.csv",
                                 "fehler/b.csv.txt"}


def test_a_file_that_goes_away_is_forgotten(rig):
    """Its writer takes it back; one of its name that comes later is a new one."""
    rig.tree.put("a.csv", wish(1))
    rig.look()
    (rig.root / "in" / "a.csv").unlink()
    assert rig.look() == []
    rig.tree.put("a.csv", wish(2))
    assert rig.look() == [("Taken", "a.csv", "w2")]


class Held(Tree):
    """A folder in which somebody holds a file, as Windows lets them: at first it can be neither read nor moved."""

    holds = 3

    def _held(self):
        self.holds -= 1
        if self.holds >= 0:
            raise PermissionError("held")

    def read(self, name):
        self._held()
        return super().read(name)

    def settle(self, name, reason=""):
        self._held()
        return super().settle(name, reason)


def test_a_file_that_is_held_is_looked_at_again(tmp_path):
    """No reason to give up: it is read, refused and moved when that can be done."""
    tree = Held(tmp_path)
    watch = Watch(tree, lambda data: read_file(data, OWN, EPOCH), lambda data: unfinished_file(data, OWN),
                  WatchOptions(ready="rename"))
    tree.put("a.csv", b"no table\n")
    assert [len(watch.look(0)) for _ in range(4)] == [0, 0, 0, 1]
    tree.put("b.csv", wish(1))
    assert len(watch.look(0)) == 1
    tree.holds = 1
    with pytest.raises(PermissionError):
        watch.settle("b.csv")
    assert (watch.look(0), watch.settle("b.csv")) == ([], "b.csv")


def test_what_others_did_is_known_by_its_content(rig):
    """A file among those that are done which cannot be read is no reason to stop."""
    (rig.root / "done" / "old.csv").write_bytes(b"no table\n")
    rig.start()
    rig.tree.put("new.csv", b"no table\n")
    assert rig.look() == [("Repeated", "new.csv", "old.csv")]


def test_happenings_have_hash_and_document(rig):
    """What evidence needs: SHA-256 of the content, and what it says."""
    rig.tree.put("a.csv", wish(1))
    sha256 = hashlib.sha256(wish(1)).hexdigest()
    assert rig.watch.look(0) == [Taken("a.csv", sha256, FileDocument("wishes", "", (JobWish("w1"),)))]
    rig.tree.put("b.csv", b"x\n")
    failed, = rig.watch.look(0)
    assert isinstance(failed, Failed)
    assert failed.sha256 == "73cb3858a687a8494ca3323053016282f3dad39d42cf62ca4e79dda2aac7d9ac"


@pytest.mark.parametrize(("fault", "seen"), [
    (lambda found, _: found, [("Failed", "b.csv"), ("Repeated", "c.csv")]),
    (lambda _, __: "", [("Failed", "b.csv"), ("Repeated", "c.csv")]),
    (lambda found, of: found or of, [("Failed", "b.csv"), ("Failed", "c.csv")]),
], ids=["as found", "never", "repeats too"])
def test_why_a_file_is_put_aside_is_decided_elsewhere(rig, fault, seen):
    """A file with a reason lies aside, one without among those that are done, whatever was wrong with it."""
    rig.watch = Watch(rig.tree, lambda data: read_file(data, OWN, EPOCH), lambda _: "", rig.options, fault=fault)
    rig.tree.put("a.csv", wish(1))
    rig.look()
    rig.watch.settle("a.csv")
    rig.tree.put("b.csv", b"nothing,that,is,known\n")
    rig.tree.put("c.csv", wish(1))
    found = rig.watch.look(rig.t)
    assert [(type(each).__name__, each.file) for each in found] == seen
    aside = {each.file for each in found if isinstance(each, Failed) and each.reason}
    assert {name for name in rig.places() if name.startswith("done/")} == {
        f"done/{name}" for name in {"a.csv", "b.csv", "c.csv"} - aside}
