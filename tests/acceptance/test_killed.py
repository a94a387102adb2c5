"""A run that is killed leaves what was done until then, and nothing that looks whole."""

import json
import os
import re
import subprocess
import sys

import pytest

LONG = (("quantity = 40", "quantity = 4000"),
        ("Then that pack is rejected\n    And nothing else is rejected",
         "And 3000 more packs have passed the exit\n    Then exactly 1 packs have been rejected"))
"""Cases that take seconds, so that the run is in its midst when the first one has ended."""
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


def killed_after_the_first_attempt(desk, *words):
    """Start a run that believes it has a terminal, and kill it when its progress bar names a verdict."""
    import pty  # noqa: PLC0415  # not on Windows

    ours, theirs = pty.openpty()
    environment = os.environ | {"TERM": "xterm", "COLUMNS": "120", "TMPDIR": str(desk)}
    process = subprocess.Popen([sys.executable, "-m", "linebench", "run", *words], cwd=desk, env=environment,
                               stdout=subprocess.DEVNULL, stderr=theirs)
    os.close(theirs)
    shown = b""
    try:
        while not re.search(rb"OQ-L1-90[12] (pass|fail|error)", shown):
            shown += os.read(ours, 4096)  # ends with an OSError when the process ends
    finally:
        process.kill()
        os.close(ours)
    return process.wait()


@pytest.mark.slow
@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_killed_run_is_aborted_and_what_is_there_holds(linebench, write, tmp_path, workers):
    """Chains verify, the attempts that ended are in the audit trail, and the exit code says incomplete."""
    write(tmp_path / "bare", *LONG)
    assert killed_after_the_first_attempt(tmp_path, "--content", "bare", "-n", workers, "--out", "out") == -9
    done = linebench("verify", "out", "--json")
    told = json.loads(done.out)
    assert (done.code, told["state"], told["problems"], told["verdict"]) == (3, "aborted", [], "")
    run = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert (run["state"], len(run["planned"])) == ("running", 4)
    trail = (tmp_path / "out" / "audit.jsonl").read_text(encoding="utf-8").splitlines()
    assert "journal closed" in [json.loads(line)["action"] for line in trail]
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "README.txt", "attempts", "audit.jsonl", "requirements.json", "revisions.json", "run.json", "schema.json"}


@pytest.mark.slow
def test_a_changed_journal_of_a_killed_run_is_found(linebench, write, tmp_path):
    """Also without a seal, the audit trail vouches for the attempts that had ended."""
    write(tmp_path / "bare", *LONG)
    killed_after_the_first_attempt(tmp_path, "--content", "bare", "--out", "out")
    path = tmp_path / "out" / "attempts" / "OQ-L1-901" / "journal.zst"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    done = linebench("verify", "out", "--json")
    assert (done.code, {problem["file"] for problem in json.loads(done.out)["problems"]}) == (
        1, {"attempts/OQ-L1-901/journal.zst"})
