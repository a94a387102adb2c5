"""What is wrong with what a user brings is said in one line each, and nothing is left that looks whole."""

import json
import shutil
import subprocess

import pytest

from linebench.bdd import phrase
from linebench.bdd.phrase import definition
from linebench.bdd.steps import modules
from linebench.cli import main

LAST = "linebench: 1 problem; nothing was run"
SCENARIO_MISTAKES = {
    ("quantity = 40", "quantity = 40\ncolour = 3"): (
        "13: batch.PO-1.colour: found the unknown key 'colour'; expected one of order, product, lot, expiry, "
        "quantity; correct it or leave it out"),
    ("quantity = 40", "quantity = -40"): (
        "12: batch.PO-1.quantity: found -40; expected 1 to 100000000; correct it"),
    ("[[batch]]", '[[line.station]]\nid = "camera-1"\nbelt = "side"\n[[batch]]'): (
        "9: line.station.camera-1.belt: found belt 'side'; expected one of main; put the station on a belt of this "
        "line"),
    ("[[batch]]", '[[fault]]\ntarget = "scale-1"\nkind = "nozzle_dead"\n[[batch]]'): (
        "9: fault.1.kind: found 'nozzle_dead', which a checkweigher cannot have; expected one of offset, silent, "
        "fault; correct it or leave it out"),
}
FEATURE_MISTAKES = {
    ("And the packs before", "And the moon is full\n    And the packs before"): (
        "12: found undefined step: Then the moon is full; expected a step of the vocabulary (linebench steps)"),
    ("@OQ-L1-902", "@OQ-L1-901"): (
        "15: found test id OQ-L1-901, already used at small.feature:8; expected a test id used once"),
    ("@URS-REJ-008", "@URS-REJ-888"): (
        "14: found tag @URS-REJ-888; expected an id that fixtures/requirements.toml has"),
    ("Feature: A small protocol", "Feature A small protocol"): (
        "1: found 'Feature A small protocol', where Gherkin has #EOF, #Language, #TagLine, #FeatureLine, #Comment, "
        "#Empty; expected a Feature in Gherkin, UTF-8"),
}
IN_SCENARIO = ("small.feature:4: found scenario 'small-line', which cannot be used: small-line.toml:{}; "
               "expected a scenario without mistakes")
WRONG = [*((change, IN_SCENARIO.format(text)) for change, text in SCENARIO_MISTAKES.items()),
         *((change, f"small.feature:{text}") for change, text in FEATURE_MISTAKES.items())]


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong[1])
@pytest.mark.parametrize("command", ["run", "check"])
def test_wrong_input_is_refused_in_one_line(linebench, write, tmp_path, wrong, command):
    """File, line or key, what was found, what was expected; exit code 2; nothing was written."""
    change, message = wrong
    write(tmp_path, change)
    done = linebench(command, "small.feature", *(["--out", "out"] if command == "run" else []))
    assert done.code == 2
    assert done.err.splitlines() == ([message, LAST] if command == "run" else [message])
    assert not (tmp_path / "out").exists()


def test_an_ambiguous_step_is_refused(write, tmp_path, monkeypatch, capsys):
    """Two phrases that fit one step are named with their files; neither is picked."""
    def other(attempt):
        """Do something else."""

    write(tmp_path)
    modules()  # whoever imports the vocabulary first declares it, which must not go into the list of this test
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(phrase, "_DEFINITIONS",
                        [*phrase.definitions(), definition("Then", "that pack {fate:name} rejected", other)])
    assert main(["run", "small.feature", "--out", "out"]) == 2
    first, *_, last = capsys.readouterr().err.splitlines()
    assert first.startswith("small.feature:11: found ambiguous step: 'that pack is rejected' matches ")
    assert first.endswith("; expected one matching definition")
    assert last == "linebench: 2 problems; nothing was run"


@pytest.mark.parametrize("data", [b"no journal", b""])
def test_a_file_that_is_no_journal_is_named(linebench, package, tmp_path, data):
    """The package does not hold, and the file is named with what is wrong with it."""
    shutil.copytree(package, tmp_path / "copy")
    (tmp_path / "copy" / "attempts" / "OQ-L1-901" / "journal.zst").write_bytes(data)
    done = linebench("verify", "copy", "--json")
    assert done.code == 1
    assert "attempts/OQ-L1-901/journal.zst" in {problem["file"] for problem in json.loads(done.out)["problems"]}


def test_a_folder_below_a_file_is_refused(linebench, write, tmp_path):
    """Results cannot lie there, and that is said before anything runs."""
    write(tmp_path)
    done = linebench("run", "small.feature", "--out", "small.feature/out")
    assert (done.code, done.out) == (2, "")
    assert done.err == ("linebench: small.feature/out: found the file small.feature; expected a folder for "
                        "results; name another one\n")


SMALL_DISK = """\
import errno, os
really, calls = os.fsync, iter(range({calls}))


def fsync(handle):
    if next(calls, None) is None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    really(handle)


os.fsync = fsync
"""


@pytest.mark.parametrize(("calls", "workers"), [
    (0, 1), (16, 2), *(pytest.param(calls, workers, marks=pytest.mark.nightly)
                       for calls in (7, 34) for workers in (1, 2))])
def test_a_disk_that_fills_up_ends_the_run(linebench, write, tmp_path, calls, workers):
    """One message, exit code 3, and a package that says that it is none: whatever file could not be flushed."""
    write(tmp_path)
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(SMALL_DISK.format(calls=calls), encoding="utf-8")
    done = linebench("run", "small.feature", "-n", workers, "--out", "out", PYTHONPATH=str(tmp_path / "site"))
    full_disk(linebench, done)


def full_disk(linebench, done):
    assert (done.code, done.out, len(done.err.splitlines())) == (3, "", 1)
    assert done.err.startswith("linebench: cannot write the evidence file out/")
    assert done.err.endswith(": the disk is full; free some space and run again\n")
    checked = linebench("verify", "out")
    assert (checked.code, checked.out.splitlines()[-1].partition(":")[0]) == (3, "ABORTED"), checked.out


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 256 KiB, where one can be mounted."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    if not mount or subprocess.run([mount, "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk], check=False,
                                   capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_small_disk_ends_the_run(linebench, write, tmp_path, small_disk):
    """A disk that is really full, in the middle of journals and reports."""
    write(tmp_path)
    (tmp_path / "out").symlink_to(small_disk)
    done = linebench("run", "small.feature", "--out", "out")
    full_disk(linebench, done)
    assert (small_disk / "run.json").is_file()
