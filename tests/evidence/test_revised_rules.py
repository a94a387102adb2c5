"""Verification tells a package that was changed from one that other rules than today's have judged."""

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

import linebench.oracle.judge
from linebench.adequacy.plantings import seal_anew
from linebench.evidence.sittings import next_sitting
from linebench.evidence.verdicts import Verdicts
from linebench.evidence.verify import VerifyReport, verify
from linebench.oracle.rule import Rule, rule_types

GOLDEN = Path(__file__).parents[1] / "golden" / "packages" / "1" / "R-20261121.zip"
BROKEN = "attempts/OQ-L2-007"


class Newcomer(Rule):
    """A rule that came after the package, and that finds something in each journal."""

    id = "newcomer"
    title = "Nothing is ever recorded."
    classes = ("journal",)

    def finish(self) -> None:
        """Find what cannot be avoided."""
        self.opportunities += 1
        self.find("something was recorded", 0)


class Silent(Newcomer):
    """A rule that came after the package, and that finds nothing."""

    id = "silent"

    def finish(self) -> None:
        """Pass."""
        self.opportunities += 1


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sealed package, unpacked once."""
    folder = tmp_path_factory.mktemp("kept")
    with zipfile.ZipFile(GOLDEN) as archive:
        archive.extractall(folder)
    return folder / GOLDEN.stem


@pytest.fixture
def package(kept: Path, tmp_path: Path) -> Path:
    """A sealed package, to be changed."""
    return Path(shutil.copytree(kept, tmp_path / kept.name))


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Callable[[tuple[type[Rule], ...]], None]:
    """Give the oracle other rules."""
    def have(rules: tuple[type[Rule], ...]) -> None:
        monkeypatch.setattr(linebench.oracle.judge, "rule_types", lambda: rules)
    return have


def told(report: VerifyReport) -> tuple[int, str, list[str], list[str]]:
    """What a verification comes to."""
    return (report.exit_code, report.verdict, [problem.what for problem in report.problems], list(report.remarks))


def of(rule: str) -> type[Rule]:
    """A rule of this bench."""
    return next(one for one in rule_types() if one.id == rule)


def failing() -> str:
    """The rule that failed the package."""
    return "event-before-commissioning"


def test_a_rule_that_came_since_is_left_out(kept: Path, bench: Callable[..., None]) -> None:
    """A newer bench finds an old package intact, names its newer rules, and says what they find in it."""
    said = msgspec.json.decode((kept / "verdicts.json").read_bytes(), type=Verdicts)
    ours = tuple(map(of, (rule.rule for rule in said.attempts[0].rules)))
    bench(ours)
    before = told(verify(kept, points=False))
    bench((*ours[:3], Newcomer, *ours[3:], Silent))
    after = told(verify(kept, points=False))
    assert (before[:3], after[:3]) == ((0, "fail", []), (0, "fail", []))
    assert [remark for remark in after[3] if remark not in before[3]] == [
        "verdicts.json: judged since by 2 rules that this package's bench did not have: newcomer, silent",
        ("verdicts.json: newcomer, which came since, has findings here: attempts/OQ-L2-003: "
         "0:00:00.000 something was recorded")]


def test_a_rule_that_is_gone_keeps_its_outcomes(kept: Path, bench: Callable[..., None]) -> None:
    """Where this bench lacks the rule that failed a package, the package still failed by it."""
    bench(tuple(one for one in rule_types() if one.id != failing()))
    code, verdict, problems, remarks = told(verify(kept, points=False))
    assert (code, verdict, problems) == (0, "fail", [])
    assert f"verdicts.json: judged by a rule that this bench does not have: {failing()}, revision 1" in remarks


def test_another_rule_revision_is_no_tampering(kept: Path, bench: Callable[..., None]) -> None:
    """A rule that was revised and now passes what it failed: intact, and both outcomes are told."""
    class Revised(of(failing())):  # type: ignore[misc]
        """The rule with a higher revision, that looks at nothing any more."""

        revision = 2

        def find(self, *_: object, **__: object) -> None:
            """Find nothing."""

    bench(tuple(Revised if one.id == failing() else one for one in rule_types()))
    code, verdict, problems, remarks = told(verify(kept, points=False))
    assert (code, verdict, problems) == (0, "fail", [])
    assert (f"verdicts.json: judged by another rule revision: {failing()} was revision 1, is 2 here; {BROKEN}: "
            "then fail, now pass") in remarks


def test_a_changed_rule_of_the_same_revision_is_told(kept: Path, bench: Callable[..., None]) -> None:
    """Who changes what a rule says without raising its revision makes old packages disagree."""
    class Changed(of(failing())):  # type: ignore[misc]
        """The rule under its old revision, that looks at nothing any more."""

        def find(self, *_: object, **__: object) -> None:
            """Find nothing."""

    bench(tuple(Changed if one.id == failing() else one for one in rule_types()))
    code, verdict, problems, _ = told(verify(kept, points=False))
    assert (code, verdict) == (1, "pass")
    assert f"{BROKEN}: says fail, the journal gives pass; other outcomes: {failing()}" in problems


def test_a_tampered_verdict_stays_tampered(package: Path, bench: Callable[..., None]) -> None:
    """A verdict that was rewritten and sealed anew with a key of one's own does not hide behind newer rules."""
    path = package / "verdicts.json"
    said = msgspec.json.decode(path.read_bytes(), type=Verdicts)
    attempts = tuple(msgspec.structs.replace(one, verdict="pass", why="") for one in said.attempts)
    path.write_bytes(msgspec.json.format(msgspec.json.encode(
        msgspec.structs.replace(said, attempts=attempts, verdict="pass")), indent=1) + b"\n")
    seal_anew(package)
    bench((*rule_types(), Newcomer))
    code, verdict, problems, _ = told(verify(package, points=False))
    assert (code, verdict) == (1, "fail")
    assert f"{BROKEN}: says pass, the journal gives fail" in problems


def test_verdicts_without_their_rules_are_not_excused(package: Path) -> None:
    """Verdicts that list no rules at all were judged by none, and that is no revision."""
    path = package / "verdicts.json"
    said = msgspec.json.decode(path.read_bytes(), type=Verdicts)
    attempts = tuple(msgspec.structs.replace(one, verdict="pass", why="", rules=()) for one in said.attempts)
    path.write_bytes(msgspec.json.encode(msgspec.structs.replace(said, attempts=attempts, verdict="pass")))
    seal_anew(package)
    assert told(verify(package, points=False))[:2] == (1, "fail")


def test_an_execution_goes_on_under_a_newer_bench(kept: Path, bench: Callable[..., None]) -> None:
    """What a newer rule finds in the sitting before raises no deviation afterwards."""
    before = next_sitting(kept)
    bench((*rule_types(), Newcomer))
    assert next_sitting(kept) == before


def test_a_rule_taken_out_of_the_verdicts_is_told(tmp_path: Path) -> None:
    """Where a package says by which rules it was judged, one that is missing in its verdicts came not since."""
    archive, = (GOLDEN.parents[1] / "2").glob("*.zip")
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(tmp_path)
    package = tmp_path / archive.stem
    path = package / "verdicts.json"
    said = msgspec.json.decode(path.read_bytes(), type=Verdicts)
    attempts = tuple(msgspec.structs.replace(one, rules=tuple(rule for rule in one.rules if rule.rule != failing()))
                     for one in said.attempts)
    path.write_bytes(msgspec.json.encode(msgspec.structs.replace(said, attempts=attempts)))
    seal_anew(package)
    code, _, problems, _ = told(verify(package, points=False))
    assert (code, f"does not list the rule {failing()} as revisions.json has it" in problems) == (1, True)
