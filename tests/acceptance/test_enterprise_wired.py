"""The site captures its events over REST, from a process of its own, and the enterprise holds what was made."""

import json

import pytest

from linebench.content import library

WIRED = ("--stack", "scenarios/stacks/enterprise-wired.toml", "--seed", 7)
FEW = ("-m", "OQ-L3-017")


def verdicts(package):
    """Verdict of each test case."""
    told = json.loads((package / "verdicts.json").read_text(encoding="utf-8"))
    return {(case["test"], case["row"]): case["verdict"] for case in told["cases"]}


@pytest.mark.parametrize("words", [FEW, pytest.param((), marks=pytest.mark.nightly)])
def test_the_cases_of_the_enterprise_pass_over_the_wire(linebench, tmp_path, words):
    """Losses of power of either end among them; the captures that were sent are files of the attempts."""
    done = linebench("run", "features/oq/site/enterprise.feature", *WIRED, *words, "--out", tmp_path / "run",
                     cwd=library())
    assert done.code == 0, done.out + done.err
    assert set(verdicts(tmp_path / "run").values()) == {"pass"}
    sent = [path.read_bytes() for path in (tmp_path / "run").rglob("captures/*l3-l4*")]
    assert any(b"POST /capture" in each and b"202 Accepted" in each for each in sent)
