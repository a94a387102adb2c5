"""``image dataset`` and ``image feed`` as they are meant to be used."""

import json
import threading
from io import BytesIO

import numpy as np
import pyarrow.parquet as pq
import pytest
from PIL import Image

from linebench.cli.image import sets
from linebench.imaging.dataset.spec import DatasetStoppedError
from linebench.imaging.readers.ladder import LadderReader


def test_a_data_set_is_made_and_gone_on_with(here, tmp_path):
    """Labels for every picture; a finished one may be gone on with and stays as it is."""
    words = ("image", "dataset", "--count", 6, "--faults", "sound; gain", "--frame", "500x300", "--out", "d")
    done = here(*words)
    assert (done.code, done.out) == (0, "6 pictures with labels in d; README.md there tells the columns\n")
    assert len(pq.read_table(tmp_path / "d" / "labels" / "000000.parquet")) == 6
    before = (tmp_path / "d" / "labels" / "000000.parquet").read_bytes()
    assert here(*words, "--resume", "--processes", 2).code == 0
    assert (tmp_path / "d" / "labels" / "000000.parquet").read_bytes() == before
    refused = here(*words, "--resume", "--no-grade")
    assert refused.code == 2
    assert refused.err.startswith("linebench: d: begun with grade True, now False; expected the same; ")


@pytest.mark.parametrize(("error", "message"), [
    (KeyboardInterrupt(), "d: interrupted; what is whole stays; go on with --resume"),
    (DatasetStoppedError("a process died"), "d: a process died")])
def test_what_ends_a_data_set_early_is_told(here, monkeypatch, error, message):
    """Exit code 3: the bench did not come to the end, and says how to go on."""
    def end(*_, **__):
        raise error

    monkeypatch.setattr(sets, "make_dataset", end)
    done = here("image", "dataset", "--count", 6, "--out", "d")
    assert (done.code, done.err) == (3, f"linebench: {message}\n")


def client(folder, lie):
    """A vision system that watches a folder, reads with the ladder, and says what ``lie`` makes of it."""
    reader, ended = LadderReader(6), threading.Event()

    def watch():
        while not ended.wait(0.01):
            for path in sorted((folder / "frames").glob("*.png")):
                number = int(path.stem)
                found = reader.read(np.asarray(Image.open(BytesIO(path.read_bytes()))))
                answer = {"trigger": number, "outcome": "no_read"} if found is None else {
                    "trigger": number, "outcome": "read", "content": found.content, "symbology": found.symbology}
                path.unlink()
                new = folder / "answers" / f"{number}.new"
                new.write_text(json.dumps(lie(answer)), encoding="utf-8")
                new.rename(new.with_suffix(".json"))
            if (folder / "end").exists():
                return

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    return thread, ended


@pytest.mark.parametrize(("lie", "code"), [
    (lambda answer: answer, 0),
    (lambda answer: answer | {"content": "WRONG"} if answer["outcome"] == "read" else answer, 1)])
def test_a_vision_system_is_compared_with_the_truth(here, tmp_path, lie, code):
    """One that reads as our witnesses do passes; one that tells another content does not."""
    thread, ended = client(tmp_path / "f", lie)
    done = here("image", "feed", "--to", "folder:f", "--count", 4, "--faults", "sound", "--limit", 20, "--json",
                "--summary", "s.json")
    ended.set()
    thread.join()
    assert done.code == code
    told = json.loads(done.out)
    assert told == json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))
    assert (told["offered"], told["answered"]) == (4, 4)
    assert told["outcomes"]["right_read" if code == 0 else "misread"] == 4
    assert done.err.startswith("4 pictures at folder:")


def test_a_system_that_never_answers_fails(here):
    """Missing answers are told, in words and numbers."""
    done = here("image", "feed", "--to", "folder:f", "--count", 2, "--faults", "sound", "--limit", 0.2)
    assert done.code == 1
    assert "missing" in done.out
    assert done.out.rstrip().endswith("0 answered, 2 not as expected, 0 answers to nothing")
