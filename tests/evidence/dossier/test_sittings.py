"""An execution that lasts days: what the next sitting takes over, what it repeats, and what it refuses."""

import shutil
from pathlib import Path

import msgspec
import pytest
from tests.evidence.dossier.conftest import RETEST, command

from linebench.evidence.audit import read_audit
from linebench.evidence.changes import changes
from linebench.evidence.derived import read_run
from linebench.evidence.files import Source, sha256
from linebench.evidence.manifest import MANIFEST
from linebench.evidence.model import Continued, Earlier, Run
from linebench.evidence.sittings import next_sitting, why_not_now
from linebench.evidence.verdicts import attempts_in
from linebench.kernel.streams import repeat_seed
from linebench.oracle.printed import printed_serials
from linebench.records.codec import read_blocks


def run_of(folder: Path) -> Run:
    return read_run(Source(folder))


def events(folder: Path) -> list[tuple[str, str, str]]:
    read = read_audit((folder / "audit.jsonl").read_bytes())
    return [(event.action, event.object, event.reason) for event in read.events]


def journal(folder: Path, case: str) -> bytes:
    return (folder / "attempts" / case / "journal.zst").read_bytes()


def test_the_next_sitting_names_the_one_before(sittings):
    """Run id and manifest of the sitting before, the number of the sitting and the seed stand in run.json."""
    second, third = run_of(sittings / "second"), run_of(sittings / "third")
    manifest = sha256((sittings / "first" / MANIFEST).read_bytes())
    assert (second.continues, second.sitting, second.seed) == (Continued(run="first", manifest=manifest), 2, 5)
    assert (third.continues.run, third.sitting, third.seed) == ("second", 3, 5)


def test_what_was_executed_is_not_run_again_and_is_listed(sittings):
    """The second sitting runs the case that was open; the others stand there as executed in the first."""
    second = run_of(sittings / "second")
    assert [case.test for case in second.planned] == ["OQ-L1-953"]
    assert [(case.test, case.reason) for case in second.deselected] == [
        ("OQ-L1-951", "executed in an earlier sitting: run first, attempt 1, pass"),
        ("OQ-L1-952", "executed in an earlier sitting: run first, attempt 1, fail")]


def test_a_sitting_knows_how_every_planned_case_stood(sittings):
    """The planned set keeps its order over all sittings, with attempts, verdicts and deviations so far."""
    assert run_of(sittings / "third").earlier == (
        Earlier(test="OQ-L1-951", n=1, verdict="pass", run="first"),
        Earlier(test="OQ-L1-952", n=1, verdict="fail", run="first", deviations=("first-D001",)),
        Earlier(test="OQ-L1-953", n=1, verdict="pass", run="second"))


def test_a_sitting_that_was_ended_says_what_is_open(sittings):
    """Ending after two cases is an order, no error: the third is not executed, with that reason."""
    open_case = run_of(sittings / "first").not_executed
    assert [(case.test, case.reason) for case in open_case] == [
        ("OQ-L1-953", "this sitting ended after 2 test cases")]


def test_a_repeat_says_why_and_who_allowed_it(sittings):
    """Attempt 2 carries its number, reason, deviation and authoriser; the audit trail has the authorisation."""
    attempt = attempts_in(Source(sittings / "third"))[f"attempts/{RETEST}"]
    assert (attempt.test, attempt.n, attempt.reason, attempt.deviation, attempt.authorised_by) == (
        RETEST, 2, "the defect was corrected", "first-D001", "q.quality")
    assert ("repeat authorised", "first-D001", "the defect was corrected") in events(sittings / "third")


def test_a_repeat_prints_other_serials(sittings):
    """Both attempts of a case have a pool of their own to draw from, and no serial is printed twice for a GTIN."""
    before, after = (printed_serials(journal(sittings / name, RETEST)) for name in ("first", "third"))
    assert len(before) > 10
    assert len(after) > 10
    assert {gtin for gtin, _ in before} == {gtin for gtin, _ in after}
    assert before & after == frozenset()


def test_a_first_attempt_draws_as_ever(sittings, played_again):
    """A case that is first executed in a later sitting has the journal it would have had in the first."""
    assert journal(played_again, "OQ-L1-953") == journal(sittings / "second", "OQ-L1-953")
    assert repeat_seed(5, 1) == 5


def test_record_0_of_a_repeat_names_its_own_seed(sittings):
    """What was drawn can be drawn again from the journal alone."""
    first = next(read_blocks(journal(sittings / "third", RETEST))).records[0]
    assert first.seed == repeat_seed(5, 2)


def test_a_change_between_sittings_is_noted(sittings):
    """The planted defect of the first sitting is gone in the second: its audit trail says so, and nothing else."""
    noted = [(what, why) for action, what, why in events(sittings / "second") if action == "environment changed"]
    assert noted == [("run: planted defects", "was l1-no-confirm-check, is none since run first")]


def test_every_kind_of_change_is_one_row(sittings):
    """Another Python, a package more, a scenario that was edited and another camera are told, each as a row."""
    before = run_of(sittings / "first")
    files = tuple(msgspec.structs.replace(file, sha256="0" * 64) if file.path == before.scenario.path else file
                  for file in before.files)
    seats = tuple(msgspec.structs.replace(seat, version="9") if seat.seat == "camera" else seat
                  for seat in before.components)
    after = msgspec.structs.replace(before, python="9.9.9", software=(*before.software, "more 1.0"), files=files,
                                    components=seats)
    rows = {(row.item.area, row.item.subject, row.item.property, row.after) for row in changes(before, after)}
    assert rows == {
        ("software", "computer", "Python", "9.9.9"), ("software", "more", "version", "1.0"),
        ("configuration", before.scenario.path, "SHA-256", "0" * 64),
        ("configuration", "seat camera", "version", "9")}


REPEAT = ("--repeat", RETEST)
WORDS = {"--deviation": "first-D001", "--reason": "corrected", "--authorised-by": "q.quality"}


@pytest.mark.parametrize("missing", WORDS)
def test_a_repeat_needs_all_three_words(sittings, tmp_path, missing):
    """Without deviation, reason or authoriser a repeat is testing into compliance, and is refused."""
    given = [word for pair in WORDS.items() if pair[0] != missing for word in pair]
    said = command("run", sittings / "execution.feature", "--continue", sittings / "second", *REPEAT, *given,
                   "--out", tmp_path / "out")
    assert (said.code, (tmp_path / "out").exists()) == (2, False)
    assert said.text.startswith(f"linebench: --repeat: found no {missing}; expected all of --deviation")


@pytest.mark.parametrize(("words", "message"), [
    (("--repeat", "OQ-L1-999", *(word for pair in WORDS.items() for word in pair)),
     "--repeat: found 'OQ-L1-999'; expected a case that was executed: OQ-L1-951, OQ-L1-952, OQ-L1-953"),
    ((*REPEAT, "--deviation", "D7", "--reason", "r", "--authorised-by", "q.quality"),
     "--deviation: found 'D7'; expected one raised on OQ-L1-952: first-D001"),
    ((*REPEAT, "--deviation", "first-D001", "--reason", "r", "--authorised-by", "nobody"),
     ("--authorised-by: fixtures/users.toml: there is no user 'nobody'; known: a.author, t.reviewer, o.owner, "
     "e.executor, r.reviewer, q.quality, ci; correct the id or add the person")),
    ((), "found no case that is open; expected one; to execute a case once more, name it with --repeat"),
])
def test_a_sitting_without_work_or_with_a_wrong_name_is_refused(sittings, tmp_path, words, message):
    """Unknown case, another deviation, nothing left: exit 2, and the audit trail of the new folder tells it."""
    out = tmp_path / "out"
    said = command("run", sittings / "execution.feature", "--continue", sittings / "second", *words, "--out", out)
    assert said.code == 2
    assert message in said.text
    assert next(why for action, _, why in events(out) if action == "run refused").endswith(message)
    assert command("verify", out).code == 3  # aborted, and what is there holds


def test_a_changed_package_cannot_be_continued(sittings, tmp_path):
    """A package in which one byte was changed is named with the file, and nothing runs."""
    changed = Path(shutil.copytree(sittings / "first", tmp_path / "first"))
    (changed / "requirements.json").write_bytes(b"[]")
    said = command("run", sittings / "execution.feature", "--continue", changed, "--out", tmp_path / "out")
    assert said.code == 2
    assert "found a package that is not intact (requirements.json: was changed" in said.text
    assert [action for action, _, _ in events(tmp_path / "out")][-2:] == ["run refused", "run aborted"]


def test_a_clock_that_jumped_back_is_refused(sittings):
    """A sitting cannot begin before the one before it ended, whatever the zone the time is written in."""
    sitting = next_sitting(sittings / "second")
    assert why_not_now(sitting, sitting.before.end) == ""
    assert why_not_now(sitting, "2020-01-01T00:00:00.000+00:00") == (
        "the clock of this computer: found 2020-01-01T00:00:00.000+00:00; expected a time after "
        f"{sitting.before.end}, when run second ended: the clock jumped back; set it right and run again")


def test_a_clock_that_jumped_back_is_in_the_audit_trail(sittings, tmp_path, monkeypatch):
    """The refusal is recorded by the command itself, in a package in which nothing ran."""
    monkeypatch.setattr("linebench.evidence.audit.wall_clock", lambda: "2020-01-01T00:00:00.000+00:00")
    said = command("run", sittings / "execution.feature", "--continue", sittings / "first", "--out",
                   tmp_path / "out")
    assert said.code == 2
    assert "the clock jumped back" in said.text
    assert "the clock jumped back" in next(why for action, _, why in events(tmp_path / "out")
                                       if action == "run refused")


def test_another_protocol_does_not_continue_an_execution(sittings, tmp_path):
    """Features that belong to a protocol of another number are another execution."""
    folder = tmp_path / "other"
    (folder / "features").mkdir(parents=True)
    shutil.copy(sittings / "execution.feature", folder / "features")
    (folder / "features" / "protocol.toml").write_text(
        'number = "X-1"\ntitle = "Another"\nrevision = "4"\n', encoding="utf-8")
    said = command("run", "--content", folder, "--continue", sittings / "first", "--out", tmp_path / "out")
    assert said.code == 2
    assert "expected one of X-1 revision 4: it is another execution" in said.text
    assert "run refused" in [action for action, _, _ in events(tmp_path / "out")]
