"""What a package shows of its test cases, what bad input is told, and how the set is executed."""

import json
import shutil
import zipfile
from pathlib import Path

import msgspec
import pytest

from linebench.cli import main
from linebench.cli.failure import UserError
from linebench.cli.impact import chosen_by
from linebench.evidence.derived import read_run
from linebench.evidence.files import PackageError, Source
from linebench.evidence.impact.comparing import compare
from linebench.evidence.impact.model import Impact, Reason, Repeat
from linebench.evidence.impact.reading import known
from linebench.evidence.model import encode_pretty
from linebench.evidence.revisions import Revisions

GOLDEN = Path(__file__).parents[2] / "golden" / "packages" / "2"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package that was made once, unpacked."""
    archive, = GOLDEN.glob("*.zip")
    folder = tmp_path_factory.mktemp("kept")
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder)
    return folder / archive.stem


@pytest.fixture
def revised(kept: Path, tmp_path: Path) -> Path:
    """A package of another bench, in which one rule and one step were revised."""
    other = Path(shutil.copytree(kept, tmp_path / "other"))
    path = other / "revisions.json"
    said = msgspec.json.decode(path.read_bytes(), type=Revisions)
    rules = tuple(msgspec.structs.replace(one, revision=2) if one.name == "event-before-commissioning" else one
                  for one in said.rules)
    steps = tuple(msgspec.structs.replace(one, revision=2) if one.cases == ("OQ-L2-003",) else one
                  for one in said.steps)
    path.write_bytes(msgspec.json.encode(msgspec.structs.replace(said, rules=rules, steps=steps)))
    run = other / "run.json"
    run.write_bytes(run.read_bytes().replace(b'"sha256": "9e76', b'"sha256": "0000'))
    return other


def test_a_package_shows_what_its_cases_depend_on(kept: Path) -> None:
    """Seats, wires, record types, files and steps come from the journals and revisions of each case."""
    case = known(kept).cases["OQ-L2-007"]
    assert {"l2", "l3", "printer"} <= case.seats
    assert {"l2-l3", "l2-printer"} <= case.wires
    assert {"truth.pack_fed", "run.opened"} <= case.records
    assert "scenarios/carton-line.toml" in case.files
    assert "Then the serial numbers of the batch balance" in case.steps
    assert (case.dialects, case.images, case.whole) == (frozenset(), False, True)


def test_revised_rules_and_steps_touch_their_cases(kept: Path, revised: Path) -> None:
    """Two packages on disk: the rule had opportunities in one case alone, and steps of the other were revised."""
    found = compare(known(kept), known(revised))
    assert {change.kind for change in found.changes} == {"bench", "rule", "step"}
    assert {(one.test, reason.why) for one in found.repeat for reason in one.reasons} >= {
        ("OQ-L2-003", "it uses the step")}
    assert {reason.change.split(":")[0] for one in found.repeat if one.test == "OQ-L2-007"
            for reason in one.reasons} == {"rule event-before-commissioning"}


def test_the_environment_is_a_side_of_its_own(kept: Path) -> None:
    """A package and its own inventory differ in nothing, and one library of another version is one change."""
    package, alone = known(kept), known(kept / "environment.json")
    other = alone._replace(facts={**alone.facts, "library": {**alone.facts["library"], "simpy": "99"}})
    assert compare(package, alone).changes == ()
    assert [(change.name, change.after) for change in compare(package, other).changes] == [("simpy", "99")]
    assert [one.test for one in compare(package, other).repeat] == ["OQ-L2-003", "OQ-L2-007"]


@pytest.mark.parametrize(("name", "text", "message"), [
    ("nothing", None, "cannot be read"), ("a.json", "{}", "found no inventory"), ("a.toml", "x = ", "found no inv"),
    ("folder", "", "found a folder without run.json"),
])
def test_what_is_no_side_is_told(tmp_path: Path, name: str, text: str | None, message: str) -> None:
    """One message that names the path and what to name instead."""
    path = tmp_path / name
    if text:
        path.write_text(text, encoding="utf-8")
    elif text is not None:
        path.mkdir()
    with pytest.raises(PackageError, match=message) as told:
        known(path)
    assert str(told.value).startswith(path.as_posix())


def test_the_command_writes_what_a_run_reads(kept: Path, revised: Path, tmp_path: Path,
                                             capsys: pytest.CaptureFixture[str]) -> None:
    """The report for people and the set for ``run --only`` say the same; of it only what the run may execute."""
    assert main(["impact", str(kept), str(revised), "--out", str(tmp_path / "i.md"), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    only = tmp_path / "i.json"
    assert json.loads(only.read_text(encoding="utf-8")) == said
    text = (tmp_path / "i.md").read_text(encoding="utf-8")
    assert "## Regression set\n\n- OQ-L2-003\n  - it uses the step" in text
    assert chosen_by(only, ()) == (("OQ-L2-003", ""), ("OQ-L2-007", ""))
    assert chosen_by(only, (("OQ-L2-007", ""),)) == (("OQ-L2-007", ""),)
    assert chosen_by(None, (("OQ-L1-001", ""),)) == (("OQ-L1-001", ""),)


def test_an_empty_set_and_a_wrong_file_are_refused(kept: Path, tmp_path: Path,
                                                   capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2 and one message; nothing runs."""
    assert main(["impact", str(kept), str(kept), "--out", str(tmp_path / "i.md")]) == 0
    with pytest.raises(UserError, match="found no test case to repeat"):
        chosen_by(tmp_path / "i.json", ())
    capsys.readouterr()
    code = main(["run", "oq/batch", "--only", str(tmp_path / "i.md"), "--out", str(tmp_path / "out")])
    assert (code, "--only" in capsys.readouterr().err, (tmp_path / "out").exists()) == (2, True, False)
    assert main(["impact", str(kept), str(kept), "--out", str(tmp_path / "i.txt")]) == 2


def test_a_run_executes_the_regression_set_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many protocols the one test case of the set runs, and the package says that the others were left out."""
    repeat = (Repeat(test="OQ-L2-003", reasons=(Reason(change="step", why="it uses the step"),)),)
    said = Impact(old="a", new="b", changes=(), requirements=(), repeat=repeat, spared=(), harmless=())
    (tmp_path / "i.json").write_bytes(encode_pretty(said))
    monkeypatch.chdir(tmp_path)
    assert main(["run", "oq/batch", "--scenario", "carton-line", "--only", "i.json", "--out", "out"]) == 0
    run = read_run(Source(tmp_path / "out"))
    assert ([one.test for one in run.planned], len(run.deselected) > 1) == (["OQ-L2-003"], True)
