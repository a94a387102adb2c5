"""A data set is the same bytes however it was made, and its labels say what its pictures show."""

import json
import multiprocessing
import signal
import subprocess
import sys

import cv2
import msgspec
import numpy as np
import pyarrow.parquet as pq
import pytest

from linebench.imaging.dataset import chunk, coco, make, parquet, spec
from linebench.imaging.dataset.make import make_dataset
from linebench.imaging.dataset.mix import DEFAULT
from linebench.imaging.dataset.spec import DatasetError, DatasetStoppedError, Spec
from linebench.imaging.recipe import Drawer, Recipe

SPEC = Spec(count=60, seed=3, width=400, height=300, faults=DEFAULT)


def content(folder):
    """Every file with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*")) if path.is_file()}


def made(folder, **changes):
    wanted = msgspec.structs.replace(SPEC, **changes)
    make_dataset(wanted, folder)
    return folder


@pytest.fixture
def short_shards(monkeypatch):
    """Shards of twenty pictures, drawn by tens."""
    monkeypatch.setattr(make, "CHUNK", 10)
    for module in (spec, make, chunk):
        monkeypatch.setattr(module, "SHARD", 20)


@pytest.mark.parametrize("form", ["png", "raw"])
def test_processes_change_no_byte(tmp_path, form):
    """One process or two."""
    wanted = msgspec.structs.replace(SPEC, format=form, grade=False)
    make_dataset(wanted, tmp_path / "one")
    make_dataset(wanted, tmp_path / "two", processes=2)
    assert content(tmp_path / "one") == content(tmp_path / "two")


@pytest.mark.parametrize("form", ["png", "raw"])
@pytest.mark.parametrize("done", [0, 10, 20, 50])
@pytest.mark.usefixtures("short_shards")
def test_an_interrupted_data_set_is_gone_on_with(tmp_path, form, done):
    """Interrupted anywhere, within a shard too: the same bytes as in one go, and nothing left over."""
    wanted = msgspec.structs.replace(SPEC, format=form, grade=False)
    make_dataset(wanted, tmp_path / "whole")

    def interrupt(now, total):
        if now == done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_dataset(wanted, tmp_path / "parts", progress=interrupt)
    assert len(list((tmp_path / "parts" / "labels").glob("*.parquet"))) == done // 20
    (tmp_path / "parts" / "labels").mkdir(exist_ok=True)
    (tmp_path / "parts" / "labels" / "000002.parquet.part").write_bytes(b"cut off")
    heard = []
    make_dataset(wanted, tmp_path / "parts", resume=True, progress=lambda now, total: heard.append((now, total)))
    assert content(tmp_path / "parts") == content(tmp_path / "whole")
    assert heard == [(now, 60) for now in range(done // 20 * 20, 61, 10)]


@pytest.mark.usefixtures("short_shards")
def test_a_picture_depends_on_its_number_alone(tmp_path):
    """A longer data set begins with the pictures of the shorter one."""
    short, long = made(tmp_path / "short", count=20), made(tmp_path / "long", count=40)
    files = [name for name in content(short) if name.startswith(("images", "labels", "coco"))]
    assert len(files) == 22
    assert all(content(short)[name] == content(long)[name] for name in files)


def test_labels_say_what_the_pictures_show(tmp_path):
    """Each row's recipe draws that row's picture; sizes, boxes and grades are there."""
    folder = made(tmp_path / "d", mode="exact", count=12)
    table = pq.read_table(folder / "labels" / "000000.parquet")
    assert table.column_names == [name for name, _, _ in parquet.COLUMNS]
    drawer = Drawer()
    for row in table.to_pylist():
        picture = cv2.imread(str(folder / row["file"]), cv2.IMREAD_UNCHANGED)
        again = drawer.draw(msgspec.json.decode(row["recipe"], type=Recipe))
        assert np.array_equal(again.drawn.picture, picture)
        assert picture.shape == (row["height"], row["width"]) == (300, 400)
        assert (row["grade"] is None) == (row["carrier"] == "") == (row["edition"] is None)
        assert row["verdict"] in ("accept", "reject")
        assert (row["readable"], row["reads"]) == (None, [])
        if row["box"] is not None:
            left, top, width, height = row["box"]
            assert 0 <= left < left + width <= 400
            assert 0 <= top < top + height <= 300


def test_fast_pictures_are_drawn_again_from_their_labels(tmp_path):
    """The pool of noise is part of the recipe."""
    folder = made(tmp_path / "d", count=10, format="raw")
    pictures = np.load(folder / "images" / "000000.npy", mmap_mode="r")
    rows = pq.read_table(folder / "labels" / "000000.parquet").to_pylist()
    for row in reversed(rows):
        again = Drawer().draw(msgspec.json.decode(row["recipe"], type=Recipe))
        assert np.array_equal(again.drawn.picture, pictures[row["place"]])


def test_coco_and_table_agree(tmp_path):
    """Same pictures, same codes, same letters; every annotation has its category, and ids are unique."""
    folder = made(tmp_path / "d")
    told = json.loads((folder / "coco" / "000000.json").read_text(encoding="utf-8"))
    rows = {row["index"]: row for row in pq.read_table(folder / "labels" / "000000.parquet").to_pylist()}
    names = {each["id"]: each["name"] for each in told["categories"]}
    assert told["categories"] == coco.categories()
    assert [(each["id"], each["file_name"], each["width"]) for each in told["images"]] == [
        (index, row["file"], 400) for index, row in rows.items()]
    assert len({each["id"] for each in told["annotations"]}) == len(told["annotations"])
    for index, row in rows.items():
        here = [each for each in told["annotations"] if each["image_id"] == index]
        codes = [each for each in here if "content" in each]
        letters = [each for each in here if "content" not in each]
        wanted = (row["carrier"], row["content"], row["box"], [[round(value, 3) for value in row["corners"]]])
        assert [(names[each["category_id"]], each["content"], each["bbox"], each["segmentation"])
                for each in codes] == ([wanted] if row["box"] else [])
        assert [(names[each["category_id"]], each["bbox"], each["segmentation"]["counts"]) for each in letters] == [
            (each["character"], each["box"], each["rle"]) for each in row["letters"]]


def test_what_is_not_in_the_picture_has_no_box(tmp_path):
    """Nothing printed, or no pack in view: neither code nor letters are told."""
    folder = made(tmp_path / "d", count=10, faults="blank; trigger_empty")
    for row in pq.read_table(folder / "labels" / "000000.parquet").to_pylist():
        assert (row["box"], row["letters"], row["verdict"]) == (None, [], "reject")


def test_witnesses_tell_what_can_be_read(tmp_path):
    """A sound picture is readable, an empty one is not; who read it is told."""
    folder = made(tmp_path / "d", count=4, faults="sound", read=True)
    rows = pq.read_table(folder / "labels" / "000000.parquet").to_pylist()
    assert [row["readable"] for row in rows] == [True] * 4
    assert all(len(row["reads"]) == 2 for row in rows)
    rows = pq.read_table(made(tmp_path / "e", count=2, faults="blank", read=True) / "labels" / "000000.parquet")
    assert rows.column("readable").to_pylist() == [False, False]


def test_the_readme_names_every_column(tmp_path):
    """With its meaning, the options and the mix."""
    text = (made(tmp_path / "d", count=1) / "README.md").read_text(encoding="utf-8")
    assert all(f"| `{name}` |" in text for name, _, _ in parquet.COLUMNS)
    assert "1 pictures of 400 x 300 pixels, drawn in fast mode from seed 3" in text


def test_a_folder_with_files_is_refused(tmp_path):
    """Nothing is overwritten, and nothing is gone on with that was not begun alike."""
    made(tmp_path / "d", count=1)
    with pytest.raises(DatasetError, match="found files; expected a new or empty folder"):
        made(tmp_path / "d", count=1)
    with pytest.raises(DatasetError, match="begun with seed 3, now 4; expected the same"):
        make_dataset(msgspec.structs.replace(SPEC, count=1, seed=4), tmp_path / "d", resume=True)
    (tmp_path / "e").mkdir()
    with pytest.raises(DatasetError, match="expected a data set to go on with"):
        make_dataset(SPEC, tmp_path / "e", resume=True)
    (tmp_path / "e" / "dataset.json").write_bytes(b"{}")
    with pytest.raises(DatasetError, match=r"dataset.json: found Object missing required field"):
        make_dataset(SPEC, tmp_path / "e", resume=True)


def test_other_versions_do_not_go_on(tmp_path, monkeypatch):
    """They would draw other bytes."""
    made(tmp_path / "d", count=1)
    monkeypatch.setattr(make, "versions", lambda: spec.versions() | {"numpy": "9.9"})
    with pytest.raises(DatasetError, match=r"begun with numpy '[0-9.]+', now '9.9'"):
        make_dataset(msgspec.structs.replace(SPEC, count=1), tmp_path / "d", resume=True)


def test_what_cannot_be_printed_is_told(tmp_path):
    """A frame in which no label fits is the user's to enlarge."""
    with pytest.raises(DatasetError, match="picture 0: 100 draws in a row cannot be printed"):
        made(tmp_path / "d", width=20, height=20)


@pytest.mark.skipif(sys.platform == "win32", reason="a process is told its end in another way there")
def test_a_process_that_dies_is_told(tmp_path):
    """What is whole stays; the message says how to go on; no process is left."""
    def kill(*_):
        for child in multiprocessing.active_children():
            child.kill()

    wanted = msgspec.structs.replace(SPEC, count=400, grade=False)
    with pytest.raises(DatasetStoppedError, match=r"a process that draws has died with exit code -9.*--resume"):
        make_dataset(wanted, tmp_path / "d", processes=2, progress=kill)
    assert multiprocessing.active_children() == []


def test_an_error_in_a_process_is_the_same_as_in_this_one(tmp_path):
    """And ends all of them."""
    wanted = msgspec.structs.replace(SPEC, count=400, width=20, height=20)
    with pytest.raises(DatasetError, match="draws in a row cannot be printed"):
        make_dataset(wanted, tmp_path / "d", processes=2)
    assert multiprocessing.active_children() == []


def _interruptible():
    """What runs in the background of a shell inherits that interrupts are ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(sys.platform == "win32", reason="interrupts are sent in another way there")
def test_an_interrupt_ends_all_processes_at_once(tmp_path):
    """Control-C: exit code 3, one message, and the data set can be gone on with."""
    options = ("--count=8000", "--format=raw", "--frame=320x240", "--processes=2", "--out=d")
    process = subprocess.Popen([sys.executable, "-m", "linebench", "image", "dataset", *options], cwd=tmp_path,
                               stderr=subprocess.PIPE, text=True, encoding="utf-8",
                               preexec_fn=_interruptible)  # noqa: PLW1509 - nothing else runs in this process
    while not list(tmp_path.glob("d/images/*.part")):
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 3
    assert said == "linebench: d: interrupted; what is whole stays; go on with --resume\n"
