"""What each command prints and returns when it is used as meant."""

import json
import re
import time

import pytest

from linebench import __version__
from linebench.content import library
from linebench.line.kinds import KINDS


def test_the_version_is_that_of_the_package(linebench):
    """One line, for scripts and reports."""
    assert linebench("--version").out == f"linebench {__version__}\n"


def test_help_names_every_command_and_the_exit_codes(linebench):
    """No words at all is the same as asking for help."""
    shown = linebench("--help")
    assert re.findall(r"^  (\w+)  ", shown.out, re.MULTILINE) == [
        "demo", "run", "certify", "simulate", "serve", "enterprise", "pool", "check", "verify", "report", "export",
        "compare", "qualify", "platforms", "bundle", "steps", "faults", "mutants", "bindings", "inventory",
        "impact", "new", "dashboard", "dossier", "epcis", "folders", "image", "products", "protocol",
        "requirements", "site", "stack"]
    assert "0 pass" in shown.out
    assert linebench().out == shown.out


def test_help_does_not_import_the_bench(linebench):
    """Help is there at once: numpy, pytest and the rooms of the bench stay unloaded."""
    began = time.perf_counter()
    linebench("--help")
    assert time.perf_counter() - began < 5


def test_faults_lists_what_the_devices_declare(linebench):
    """The list is made from the devices themselves, so it is complete."""
    listed = json.loads(linebench("faults", "--json").out)
    assert [(row["device"], row["fault"]) for row in listed] == [
        (kind.name, fault.kind) for kind in KINDS.values() for fault in kind.faults]
    assert next(row for row in listed if row["fault"] == "late")["parameters"] == [{
        "name": "delay", "quantity": "time", "range": "0 us to 1 min", "default": "600 ms",
        "summary": "added to the usual time"}]


def test_steps_lists_the_vocabulary(linebench):
    """Every step that a feature may use, with its keyword."""
    listed = json.loads(linebench("steps", "--json").out)
    assert {"keyword": "Given", "phrase": 'the scenario "{name}"'}.items() <= next(
        row for row in listed if "scenario" in row["phrase"]).items()
    assert all(row["summary"] for row in listed)


def test_mutants_lists_what_catches_each(linebench):
    """A planted defect that nothing catches would prove nothing; a case has to, and mostly a rule does."""
    listed = json.loads(linebench("mutants", "--json").out)
    assert next(row["rules"] for row in listed if row["name"] == "l1-ignores-missing-verdict") == ["false-accept"]
    assert all(row["cases"] for row in listed)


def test_check_accepts_what_ships(linebench):
    """The shipped scenarios and features have nothing wrong."""
    done = linebench("check", cwd=library())
    assert (done.code, done.err) == (0, "")
    assert done.out.endswith(": nothing wrong\n")


def test_check_tells_machines_what_is_wrong(linebench, tmp_path):
    """The same lines that people read, as JSON."""
    (tmp_path / "x.toml").write_text('id = "x"\n', encoding="utf-8")
    found = json.loads(linebench("check", "x.toml", "--json").out)
    assert (found["features"], found["scenarios"]) == (0, 1)
    assert "x.toml:1: title: found nothing; expected text in quotes; add the line title = …" in found["problems"]


def test_a_new_folder_is_sound(linebench, tmp_path):
    """What ``new`` makes is accepted by ``check``, and ``new`` never writes over anything."""
    made = linebench("new", "ours")
    assert (made.code, made.err) == (0, "")
    checked = linebench("check", "--content", "ours")
    assert (checked.out, checked.err, checked.code) == ("1 feature file and 1 scenario: nothing wrong\n", "", 0)
    again = linebench("new", "ours")
    assert (again.code, again.err) == (
        2, "linebench: ours: found files; expected a new or empty folder; name another one\n")


README = (library() / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", re.findall(r"\]\(([^)]+)\)", README))
def test_the_links_of_the_readme_lead_somewhere(name):
    """A newcomer who follows a link finds a file."""
    assert (library() / name).is_file()


def test_the_readme_is_short():
    """What does not fit in 150 lines belongs into a folder's own README."""
    assert len(README.splitlines()) < 150
