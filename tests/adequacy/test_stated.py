"""What a pack states beside its results: each reference leads somewhere, and wrong files are refused."""

import re
from pathlib import Path

import msgspec
import pytest

from linebench.adequacy import points, stated
from linebench.adequacy.model import Part, Platform, row
from linebench.adequacy.plantings import PLANTINGS
from linebench.adequacy.qualify import PARTS
from linebench.cli import main
from linebench.cli.app import app
from linebench.content import Content, library
from linebench.evidence.files import PackageError
from linebench.evidence.points import Kind
from linebench.evidence.points import points as registry
from linebench.stack.mutants import all_mutants

ROOT = library()
LIBRARY = Content((ROOT,))
POINTS = {one.id for one in registry()}
COMMANDS = {each.name or each.callback.__name__ for each in app.registered_commands} | {
    each.name for each in app.registered_groups}


def test_every_test_that_is_named_exists():
    """Of requirements and clauses: the file, and the test in it."""
    named = {test for one in (*stated.requirements(LIBRARY, ()), *stated.clauses(LIBRARY)) for test in one.tests}
    assert named
    for test in named:
        file, _, name = test.partition("::")
        text = (ROOT / file).read_text(encoding="utf-8")
        assert re.search(rf"^def {name or 'test_'}", text, re.MULTILINE), test


def test_every_feature_and_point_that_a_clause_names_exists():
    """A command of the bench or a file of the content; points of the checklist. No clause is without an answer."""
    for one in stated.clauses(LIBRARY):
        command = one.feature.removeprefix("linebench ")
        assert not one.feature or (ROOT / one.feature).is_file() or command in COMMANDS, one
        assert set(one.evidence) <= POINTS, one
        assert one.feature or one.by_site, one


def test_both_regulations_are_there():
    """No clause twice, and those that ask for what the bench does."""
    found = [(one.regulation, one.clause) for one in stated.clauses(LIBRARY)]
    assert len(found) == len(set(found))
    assert {("21 CFR Part 11", "11.10(e)"), ("EU GMP Annex 11", "4.7")} <= set(found)


def test_requirements_have_the_result_of_their_parts():
    """One failing part fails its requirement; what no part shows is n/a; parts and mutants exist."""
    bad = Part(id="traps", title="", rows=(row("a", "", "", "", met=False),))
    found = {one.id: one for one in stated.requirements(LIBRARY, (bad,))}
    assert (found["BR-01"].result, found["BR-02"].result) == ("fail", "n/a")
    assert {part for one in found.values() for part in one.parts} == set(PARTS)
    assert {name for one in found.values() for name in one.mutants} <= {each.name for each in all_mutants()}


def test_known_limits_have_reason_and_way_out():
    """None is blank, no id twice."""
    found = stated.limits(LIBRARY)
    assert all(all(msgspec.structs.astuple(one)) for one in found)
    assert len({one.id for one in found}) == len(found) > 0


def test_platforms_without_a_recorded_run_are_untested(tmp_path):
    """A recorded run makes its platform tested, with the pack; all others stay untested."""
    names = [("Linux", "x86_64"), ("Linux", "aarch64"), ("Windows", "AMD64"), ("Darwin", "arm64")]
    none = Content((_site(tmp_path / "a", "platforms.toml", ""), ROOT))
    untested = tuple(Platform(os=os, machine=machine, python="", state="untested") for os, machine in names)
    assert stated.platforms(none) == untested
    one = '[[recorded]]\nos = "Linux"\nmachine = "x86_64"\npython = "3.11.7"\npack = "AP-1"\non = "2026-11-21"\n'
    known = Content((_site(tmp_path / "b", "platforms.toml", one), ROOT))
    assert stated.platforms(known) == (
        Platform(os="Linux", machine="x86_64", python="3.11.7", state="tested", pack="AP-1", on="2026-11-21"),
        *untested[1:])


def test_platforms_are_listed(capsys):
    """Each on a line, with its state."""
    assert main(["platforms"]) == 0
    assert re.search(r"Windows +AMD64 +untested", capsys.readouterr().out)


@pytest.mark.parametrize("text", ["[[limit", '[[limit]]\nid = "KL-1"\n', "[[limit]]\nid = 1\n"])
def test_a_wrong_file_is_refused(tmp_path, text):
    """Damaged, incomplete, of another kind: the message has the file and what is expected."""
    content = Content((_site(tmp_path, "known-limits.toml", text), ROOT))
    with pytest.raises(PackageError, match=r"known-limits\.toml: .* expected \[\[limit\]\]"):
        stated.limits(content)


def test_every_planting_is_of_a_point_of_the_machine():
    """The point exists and is decided by the machine; those without a planting here are named with the reason."""
    decided = {one.id for one in registry() if one.kind is Kind.A}
    planted = {each.point for each in PLANTINGS}
    assert planted <= decided
    assert {one.id for one in points._others()} == decided - planted
    assert all(one.result == "n/a" and one.why for one in points._others())


def _site(folder: Path, name: str, text: str) -> Path:
    (folder / "fixtures").mkdir(parents=True)
    (folder / "fixtures" / name).write_text(text, encoding="utf-8", newline="\n")
    return folder
