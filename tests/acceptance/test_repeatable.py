"""The same protocols on the same world with the same seed leave the same journals, however they are run."""

import json

import pytest

from linebench.content import library

WORDS = ("--scenario", "scenarios/carton-line.toml", "--seed", 7, "--json")


def heads(package):
    """SHA-256 of each attempt's journal, and the verdicts that follow from it."""
    verdicts = json.loads((package / "verdicts.json").read_text(encoding="utf-8"))
    return {attempt["folder"]: (attempt["journal"], attempt["verdict"], attempt["rules"])
            for attempt in verdicts["attempts"]}


SOME = ("recovery.feature", "aggregation.feature", "stops.feature")


@pytest.mark.slow
@pytest.mark.parametrize("names", [SOME, pytest.param(("",), marks=pytest.mark.nightly)], ids=["some", "all"])
def test_oq_protocols_leave_equal_journals(linebench, tmp_path, names):
    """By two workers from elsewhere, and one file by one process in the content folder: no byte differs.

    By night all of them.
    """
    here = linebench("run", "features/oq/recovery.feature", *WORDS, "--out", tmp_path / "one", cwd=library(),
                     PYTHONHASHSEED="1")
    features, scenario = library() / "features" / "oq", library() / "scenarios" / "carton-line.toml"
    there = linebench("run", *(features / name for name in names), "--scenario", scenario, *WORDS[2:], "-n", 2,
                      "--out", "two", PYTHONHASHSEED="2")
    one, two = heads(tmp_path / "one"), heads(tmp_path / "two")
    assert (here.code, there.code, here.err, there.err) == (0, 0, "", "")
    assert one.items() <= two.items()
    totals = json.loads(there.out)["totals"]
    assert len(two) == totals["planned"] == totals["pass"] > 2 * len(one) > 10


@pytest.mark.slow
def test_a_case_does_not_depend_on_its_company(linebench, tmp_path):
    """Alone or among others, a test case leaves the same journal; another seed leaves another one."""
    runs = {"alone": ("-m", "OQ-L1-012", "--seed", 7), "among": ("-m", "OQ-L1-012 or OQ-L1-013", "--seed", 7),
            "other": ("-m", "OQ-L1-012", "--seed", 8)}
    for name, words in runs.items():
        assert linebench("run", "oq", *words, "--out", name).code == 0
    alone, among, other = (heads(tmp_path / name) for name in runs)
    assert alone.items() <= among.items()
    assert {folder: head for folder, (head, *_) in alone.items()}.items().isdisjoint(
        {folder: head for folder, (head, *_) in other.items()}.items())
