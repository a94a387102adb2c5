"""The cases of a replaced site server where line controller and site server are processes of their own."""

import json

import pytest

STACK = """id = "site-processes"
enterprise = "emulated"
[[seat]]
id = "l2"
process = true
[[seat]]
id = "l3"
process = true
[[wire]]
id = "l3-l4"
dialect = "{dialect}"
"""


@pytest.mark.slow
@pytest.mark.nightly
@pytest.mark.parametrize("dialect", ["epcis", "native"])
def test_a_site_server_in_a_process_is_replaced(linebench, tmp_path, dialect):
    """It is killed, what its file keeps is handed over, and a new process begins from that: every case passes."""
    (tmp_path / "stack.toml").write_text(STACK.format(dialect=dialect), encoding="utf-8")
    done = linebench("run", "features/oq/site/replacement.feature", "--stack", tmp_path / "stack.toml", "--seed", 7,
                     "--json", "--out", tmp_path / "run")
    assert done.code == 0, done.out
    told = json.loads((tmp_path / "run" / "verdicts.json").read_text(encoding="utf-8"))
    assert {(case["test"], case["verdict"]) for case in told["cases"]} == {
        ("OQ-L3-021", "pass"), ("OQ-L3-022", "pass"), ("OQ-L3-023", "pass")}


@pytest.mark.slow
@pytest.mark.nightly
def test_a_successor_that_forgets_is_found_in_a_process_too(linebench, tmp_path):
    """What was given out is given out again."""
    (tmp_path / "stack.toml").write_text(STACK.format(dialect="native"), encoding="utf-8")
    done = linebench("run", "features/oq/site/replacement.feature", "--stack", tmp_path / "stack.toml", "--seed", 7,
                     "-m", "OQ-L3-021", "--mutant", "l3-successor-forgets-serials", "--out", tmp_path / "run")
    assert done.code == 1
    assert "serial-reused" in done.out + done.err
