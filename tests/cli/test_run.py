"""``run`` and ``demo``: protocols executed, judged, and left as a package that verifies."""

import json
import re

import pytest

from linebench.content import library
from linebench.records.codec import read_blocks

README = (library() / "README.md").read_text(encoding="utf-8")


def test_a_new_folder_runs_as_it_is(linebench):
    """From nothing to a package that verifies: new, run, verify."""
    assert linebench("new", "ours").code == 0
    done = linebench("run", "--content", "ours", "--out", "out")
    assert (done.code, done.err) == (0, "")
    assert done.out.endswith("evidence package out\n")
    assert linebench("verify", "out").code == 0


def test_the_example_of_the_readme_runs_and_finds_the_planted_defect(linebench, tmp_path):
    """The protocol of the README passes on the sound stack and fails with the mutant it names."""
    example = re.search(r"```gherkin\n(.*?)```", README, re.DOTALL)[1]
    (tmp_path / "reject.feature").write_text(example, encoding="utf-8")
    mutant = re.search(r"`--mutant (\S+)`", README)[1]
    assert linebench("run", "reject.feature", "--out", "sound").code == 0
    broken = linebench("run", "reject.feature", "--mutant", mutant, "--out", "broken")
    assert broken.code == 1
    assert "\nfail: OQ-L1-950: " in broken.out
    assert linebench("verify", "broken").code == 0


def test_a_bare_feature_and_scenario_run(here, tmp_path):
    """A folder with one feature and one scenario beside it needs no structure and no option."""
    here("new", "ours")
    bare = tmp_path / "bare"
    bare.mkdir()
    (tmp_path / "ours" / "scenarios" / "my-line.toml").rename(bare / "my-line.toml")
    (tmp_path / "ours" / "features" / "oq" / "my-first.feature").rename(bare / "my-first.feature")
    done = here("run", "bare/my-first.feature", "-k", "OQ-L1-902", "--out", "out", "--json")
    told = json.loads(done.out)
    assert (done.code, told["verdict"], [case["test"] for case in told["cases"]]) == (0, "pass", ["OQ-L1-902"])
    stored = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert (stored["scenario"]["path"], [file["path"] for file in stored["features"]]) == (
        "my-line.toml", ["my-first.feature"])
    assert [case["test"] for case in stored["deselected"]] == ["OQ-L1-901"]


def test_the_command_line_wins_over_scenario_and_stack(here, tmp_path):
    """``--stack`` and ``--set`` reach every world, and record 0 names them as the origin of their values."""
    here("new", "ours")
    (tmp_path / "slow.toml").write_text('id = "slow"\nscan = "20 ms"\nplc_latency = "12 ms"\n', encoding="utf-8")
    done = here("run", "--content", "ours", "--stack", "slow.toml", "--set", "stack.scan=10 ms", "-n", 2,
                     "--out", "out")
    assert (done.code, done.err) == (0, "")
    for name in ("OQ-L1-901", "OQ-L1-902"):
        stored = (tmp_path / "out" / "attempts" / name / "journal.zst").read_bytes()
        opened = next(read_blocks(stored)).records[0]
        origins, stack = json.loads(opened.origins), json.loads(opened.scenario)["stack"]
        assert {key: (stack[key], origins[f"stack.{key}"]) for key in ("scan", "plc_latency")} == {
            "scan": (10_000, "command line"), "plc_latency": (12_000, "slow.toml:3")}
        assert "slow.toml" in dict(opened.files)


@pytest.mark.parametrize(("words", "message"), [
    (["--set", "stack.scam=10 ms"], "linebench: command line: stack.scam: found the unknown key 'scam'; expected "),
    (["--stack", "nowhere"], "found no file 'nowhere'; expected one in scenarios of"),
    (["-k", "and and"], "linebench: found Wrong expression passed to '-k': and and"),
    (["-m", "IQ-1"], "linebench: found Unknown marker(s) in '-m' expression: IQ-1; expected titles for -k, tags "),
    (["-k", "moon", "-m", "smoke or OQ-L1-001"], "linebench: found Unknown marker(s) in '-m' expression: smoke; "),
    (["-k", "moon", "-m", "negative"],
     "linebench: -k 'moon' -m 'negative': found no test case that matches; expected at least one; nothing was run"),
])
@pytest.mark.parametrize("workers", [1, 2])
def test_a_choice_that_cannot_be_made_leaves_nothing(here, tmp_path, words, message, workers):
    """One message, exit code 2, and no package: there was no run."""
    done = here("run", "oq/codes", *words, "-n", workers, "--out", "out")
    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert len(done.err.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_the_audit_trail_follows_the_attempts(here, tmp_path):
    """The plan stands before anything runs, each attempt is noted as it ends, attachments before it."""
    here("new", "ours")
    here("run", "--content", "ours", "-m", "negative", "--out", "out")
    lines = (tmp_path / "out" / "audit.jsonl").read_text(encoding="utf-8").splitlines()
    events = [(event["action"], event["object"]) for event in map(json.loads, lines)]
    attempt = "attempts/OQ-L1-902"
    assert events == [
        ("run started", "out"), ("stored", "README.txt"), ("stored", "schema.json"),
        ("stored", "requirements.json"), ("stored", "run.json"), ("stored", "revisions.json"),
        ("attached", f"{attempt}/attachments/pack-000015.png"),
        ("attached", f"{attempt}/attachments/site-messages.jsonl"),
        ("attempt ended", f"{attempt}/attempt.json"), ("journal closed", f"{attempt}/journal.zst"),
        ("attached", "allure-results"), ("stored", "environment.json"), ("run ended", "run.json"),
        ("verdicts derived", "verdicts.json"), ("sealing", "seal-public-key.pem")]
    stored = json.loads((tmp_path / "out" / attempt / "attempt.json").read_text(encoding="utf-8"))
    picture, = stored["pictures"]
    assert picture["title"].endswith(
        "; fault: no read at camera-1; not read by the camera; rejected (L1: bad verdict of L2)")
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert f"<figcaption>{picture['title']}<br>" in page


def test_run_json_tells_on_what_a_run_was_made(here, tmp_path):
    """Software, clock, plan and what was left out, and the command line as typed."""
    here("new", "ours")
    here("run", "--content", "ours", "-m", "negative", "--out", "out")
    stored = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert (stored["clock"], stored["state"]) == ("clock of the host; synchronisation unknown", "finished")
    assert {each.partition(" ")[0] for each in stored["software"]} >= {"linebench", "simpy", "pytest-bdd"}
    assert [case["test"] for case in stored["planned"]] == ["OQ-L1-902"]
    assert [case["test"] for case in stored["deselected"]] == ["OQ-L1-901"]
    assert stored["command_line"] == ["linebench", "run", "--content", "ours", "-m", "negative", "--out", "out"]


def test_the_key_of_a_seal_can_be_demanded(here):
    """``--key`` makes a package of another installation a package that does not hold."""
    here("new", "ours")
    here("run", "--content", "ours", "-k", "OQ-L1-901", "--out", "out")
    key = json.loads(here("verify", "out", "--json").out)["seal_key"]
    other = "0" * 64
    assert here("verify", "out", "--key", key.upper()).code == 0
    done = here("verify", "out", "--key", other)
    assert (done.code, f"seal.json: was made by installation {key}, expected {other}" in done.out) == (1, True)
    done = here("verify", "out", "--key", "mine")
    assert (done.code, done.out) == (2, "")
    assert done.err == ("linebench: --key: found 'mine'; expected a fingerprint of 64 hex digits, as "
                        'linebench verify --json tells it under "seal_key"\n')


def test_a_protocol_that_could_lie_is_not_run(here, tmp_path):
    """What the linter refuses leaves no package, and every reason has its line."""
    (tmp_path / "x.feature").write_text("Feature: x\n\n  Scenario: nothing\n    Given the moon\n", encoding="utf-8")
    done = here("run", "x.feature", "--out", "out")
    assert (done.code, done.out) == (2, "")
    *reasons, last = done.err.splitlines()
    assert {reason.partition(": ")[0] for reason in reasons} == {"x.feature:3", "x.feature:4"}
    assert last == f"linebench: {len(reasons)} problems; nothing was run"
    assert not (tmp_path / "out").exists()


def test_a_changed_package_does_not_verify(here, tmp_path):
    """One byte in one file is enough, and the file is named."""
    here("new", "ours")
    here("run", "--content", "ours", "-k", "OQ-L1-901", "--out", "out")
    path = tmp_path / "out" / "requirements.json"
    path.write_bytes(path.read_bytes().replace(b"URS-REJ-001", b"URS-REJ-999", 1))
    done = here("verify", "out", "--json")
    assert done.code == 1
    assert "requirements.json" in [problem["file"] for problem in json.loads(done.out)["problems"]]


def test_the_reports_of_a_package_can_be_rendered_again(here, tmp_path):
    """Rendered with the same templates, a report has the very bytes of the package's own."""
    here("new", "ours")
    here("run", "--content", "ours", "-k", "OQ-L1-901", "--out", "out")
    done = here("report", "out", "--out", "again")
    names = ["report.html", "summary.pdf", "volumes/volume-01.pdf", "volumes/volume-02.pdf"]
    assert (done.code, sorted(done.out.split())) == (0, [f"again/{name}" for name in names])
    for name in names:
        assert (tmp_path / "again" / name).read_bytes() == (tmp_path / "out" / name).read_bytes()


def test_the_demonstration_passes(linebench, tmp_path):
    """It leaves a package below evidence/ and names it last."""
    done = linebench("demo")
    assert (done.code, done.err) == (0, "")
    package = re.search(r"^evidence package (evidence/\S+-demo)$", done.out, re.MULTILINE)[1]
    assert (tmp_path / package / "summary.pdf").is_file()
    assert " test cases passed, 0 failed, 0 without verdict; verdict of the run: pass" in done.out
