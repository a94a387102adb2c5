"""Whatever a user gets wrong is answered with one message and an exit code, never with a traceback."""

import sys

import pytest

from linebench.cli import main, simulating

SCENARIO = """\
id = "x"
title = "x"
products = ["products/product-a.toml"]
[line]
file = "lines/carton.toml"
[[batch]]
order = "PO-1"
product = "product-a"
lot = "L1"
expiry = "281231"
quantity = 5
"""


@pytest.fixture
def scenario(tmp_path):
    """A scenario file with something added or replaced."""
    def write(more="", old="", new=""):
        path = tmp_path / "x.toml"
        path.write_text(SCENARIO.replace(old, new) + more, encoding="utf-8", newline="\n")
        return path

    return write


@pytest.mark.parametrize(("change", "message"), [
    ({"old": "quantity", "new": "quantitty"},
     [("x.toml:11: batch.PO-1.quantitty: found the unknown key 'quantitty'; expected one of order, product, lot, "
      'expiry, quantity; write "quantity"'),
      "x.toml:6: batch.PO-1.quantity: found nothing; expected a whole number; add the line quantity = …"]),
    ({"old": "quantity = 5", "new": "quantity = -5"},
     ["x.toml:11: batch.PO-1.quantity: found -5; expected 1 to 100000000; correct it"]),
    ({"more": '[[line.station]]\nid = "camera-1"\nbelt = "side"\n'},
     [("x.toml:14: line.station.camera-1.belt: found belt 'side'; expected one of main; "
      "put the station on a belt of this line")]),
    ({"more": '[[fault]]\ntarget = "scale-1"\nkind = "nozzle_dead"\n'},
     [("x.toml:14: fault.1.kind: found 'nozzle_dead', which a checkweigher cannot have; "
      "expected one of offset, silent, fault; correct it or leave it out")]),
    ({"old": "id =", "new": "id"},
     [("x.toml:1: found text that is no TOML (Expected '=' after a key in a key/value pair); "
      "expected key = value lines; correct the line; text values stand in quotes")]),
])
def test_a_wrong_scenario_is_refused_in_one_line_each(linebench, scenario, change, message):
    """``simulate`` and ``check`` say the same about the same file, and neither runs anything."""
    path = scenario(**change)
    simulated = linebench("simulate", path.name)
    assert (simulated.code, simulated.out) == (2, "")
    assert simulated.err.rstrip().removeprefix("linebench: ").split("\n") == message
    checked = linebench("check", path.name)
    assert (checked.code, checked.err.rstrip().split("\n")) == (2, message)
    assert not (path.parent / "evidence").exists()


@pytest.mark.parametrize(("words", "message"), [
    (["nonsense"], "linebench: No such command 'nonsense'; see linebench --help"),
    (["simulate"], "linebench: Missing argument 'SCENARIO'; see linebench --help"),
    (["simulate", "carton-line", "--seed", "-1"], None),
    (["simulate", "carton-line", "--set", "seed"],
     "linebench: --set: found 'seed'; expected KEY=VALUE, such as \"stack.scan=10 ms\""),
    (["simulate", "carton-line", "--set", "sed=3"], None),
    (["simulate", "carton-lime"], None),
    (["run", "nowhere.feature"], None),
    (["run", "--content", "nowhere"],
     "linebench: nowhere: found no folder; expected a content folder; create it with: linebench new DIR"),
    (["check", "nowhere.toml"], None),
    (["run", "--mutant", "l1-does-everything-right"], None),
    (["simulate", "carton-line", "--mutant", "l1-does-everything-right"], None),
])
def test_wrong_words_are_refused(linebench, tmp_path, words, message):
    """Usage is told in one line on stderr, with exit code 2."""
    done = linebench(*words)
    assert done.code == 2
    assert "Traceback" not in done.err
    assert len(done.err.rstrip().split("\n")) == 1
    assert not (tmp_path / "evidence").exists()
    if message:
        assert done.err.rstrip() == message


def test_a_file_that_is_no_journal_is_no_package(linebench, tmp_path):
    """``verify`` names what is wrong with what it was given."""
    (tmp_path / "journal.zst").write_bytes(b"no journal at all")
    for words in (["verify", "journal.zst"], ["verify", "."], ["verify", "nowhere"]):
        done = linebench(*words)
        assert (done.code, done.err) == (2, "")
        assert "NOT A PACKAGE" in done.out


def test_results_are_not_written_below_a_file(linebench, tmp_path):
    """An output folder that cannot be made is refused before anything runs."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = linebench("simulate", "carton-line", "--out", "file/below")
    assert done.code == 2
    assert done.err.rstrip().endswith("found the file file; expected a folder for results; name another one")
    assert "Traceback" not in done.err


def test_results_are_not_mixed_with_others(linebench, tmp_path):
    """A run has a folder of its own, so nothing is ever overwritten."""
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "file").write_text("", encoding="utf-8")
    done = linebench("simulate", "carton-line", "--out", "old")
    assert (done.code, done.out) == (2, "")
    assert done.err.rstrip() == (
        "linebench: old: found files in it; expected a new or empty folder: every run has its own")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/dev/full is a device of Linux")
def test_a_full_disk_ends_in_one_message(tmp_path, monkeypatch, capsys):
    """A disk that fills up is a bench error: exit code 3, and what was written is called incomplete."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(simulating, "JOURNAL", "/dev/full")
    assert main(["simulate", "carton-line", "--out", "out"]) == 3
    shown = capsys.readouterr()
    assert shown.err == ("linebench: the disk is full; what was written so far is incomplete; "
                         "free some space and run again\n")
