"""What a run keeps of its installation: found at the start and at the end, and what differs."""

import json
import shutil

from linebench.content import library
from linebench.evidence.environment import ENVIRONMENT, decode_environment

WORDS = ("run", "--scenario", "carton-line", "--seed", 7, "-m", "OQ-L2-003")


def test_a_run_keeps_its_environment_and_names_what_changed(here, tmp_path, monkeypatch):
    """Nothing differs in a quiet run; a site's file that changes meanwhile is named; both packages are whole."""
    assert here(*WORDS, "--out", "quiet").code == 0
    quiet = decode_environment((tmp_path / "quiet" / ENVIRONMENT).read_bytes())
    assert quiet.differences == ()
    assert {item.area for item in quiet.start.items} >= {"hardware", "software", "configuration", "bench"}

    site = tmp_path / "site"
    shutil.copytree(library() / "fixtures", site / "fixtures")
    changing = site / "fixtures" / "requirements.toml"
    from linebench.cli import execution  # noqa: PLC0415  # the module whose call is watched

    found = execution.at_run

    def once_changed(*words):
        listed = found(*words)
        changing.write_text(changing.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
        return listed

    monkeypatch.setattr(execution, "at_run", once_changed)
    assert here(*WORDS, "--content", site, "--out", "changed").code == 0
    changed = decode_environment((tmp_path / "changed" / ENVIRONMENT).read_bytes())
    assert [(each.item.subject, each.item.property) for each in changed.differences] == [
        ("fixtures/requirements.toml", "SHA-256")]
    assert here("verify", "changed").code == here("verify", "quiet").code == 0


def test_the_clock_of_a_run_is_stated(here, tmp_path):
    """Its source always; the offset only where a site names a time server, which here nobody does."""
    assert here(*WORDS, "--out", "out").code == 0
    state = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))["clock_state"]
    assert state["source"]
    assert state.get("start_offset_ms") is None
