"""A printer and a camera of others on a desk take part in the line, by files alone."""

import json
import re
import shlex
import subprocess
import sys
from contextlib import ExitStack

import pytest

from linebench.bdd.config import RunConfig
from linebench.bdd.run import execute
from linebench.content import library
from linebench.ports.presence import Presence
from linebench.records.truth import BeltMoved, PackDiverted, PackExited, PackPrinted, PackViewed
from linebench.records.wire import Delivered, Dropped, WireNoted
from tests.foreign.desk_site import DESK, Line, camera, copied, port_of, ports, printer, switched_on

pytestmark = pytest.mark.slow

README = (DESK / "README.md").read_text(encoding="utf-8")
RECIPES = ("A real ZPL printer", "A camera by TCP")
PROVISIONAL = 4
LONGEST = 15
IDENTITY = "DESK-203dpi V1.0.3 8 2048KB"
NO_POWER = "its host has no power"
FEATURE = """Feature: Asked of a unit
  Background:
    Given the scenario "desk-line"

  @OQ-L1-961 @negative @URS-STP-003
  Scenario: A fault of a unit
    Given the line stands empty before a batch of "product A"
    When the printer goes offline
    Then the belt stands
"""


def recipe(title):
    """What stands under a heading, up to the next."""
    return re.search(rf"^## {title}\n(.*?)(?=^## )", README, re.DOTALL | re.MULTILINE)[1]


def typed(title):
    """The commands of a recipe."""
    return re.search(r"```sh\n(.*?)```", recipe(title), re.DOTALL)[1].splitlines()


def linebench(words, folder):
    return subprocess.run([sys.executable, "-m", *shlex.split(words)], cwd=folder, capture_output=True, text=True,
                          encoding="utf-8", timeout=300, check=False)


@pytest.fixture
def desk(tmp_path):
    """The folder of the desk; the ports in it are free."""
    copied(tmp_path / "desk")
    return tmp_path / "desk"


@pytest.mark.nightly
@pytest.mark.parametrize("title", RECIPES)
def test_a_recipe_works_as_it_stands(tmp_path, title):
    """Every command, in its order; times that the computer cannot vouch for are no failure."""
    free = copied(tmp_path / "desk")
    with ExitStack() as units:
        done = []
        for words in (ports(line, free) for line in typed(title)):
            if words.startswith("python "):
                units.enter_context(switched_on(tmp_path / "desk", words.removeprefix("python ")))
            else:
                done.append(linebench(words, tmp_path / "desk"))
    checked, run, verified = done
    assert (checked.returncode, verified.returncode) == (0, 0), [each.stdout + each.stderr for each in done]
    assert run.returncode in {0, PROVISIONAL}, run.stdout + run.stderr
    assert "connected to a real system: label printer on the desk" in run.stderr
    real = {"printer", "camera"} if title == RECIPES[1] else {"printer"}
    package = next((tmp_path / "desk").glob("evidence*"))
    components = json.loads((package / "run.json").read_text(encoding="utf-8"))["components"]
    assert {each["seat"] for each in components if (each["nature"], each["truth"]) == ("real", "measured")} == real
    captures = {file.name for file in package.glob("attempts/*/captures/*")}
    assert captures == {f"l2-{seat}.pcapng" for seat in real}


@pytest.mark.nightly
def test_a_printer_that_is_killed_stops_the_line_and_goes_on_when_it_is_back(desk):
    """Its alarm is latched; started again, no serial number is doubled and none that was ordered is lost."""
    with camera(desk):
        with printer(desk):
            line = Line(desk)
            line.start()
            line.until(PackExited)
        line.alarm("printer not ready")
        line.until(BeltMoved, speed=0)
        with printer(desk):
            line.until(Delivered, message=Presence("printer", here=True, identity=IDENTITY))
            line.bench.advance(None, 500_000)
            line.ask("acknowledge")
            line.ask("start_line")
            line.until(PackExited, 5)
            judged = line.judged()
    findings = {rule.rule: rule.findings for rule in judged.rules if rule.findings}
    assert not findings, findings
    codes = {done.pack: done.content for done in line.of(PackPrinted) if done.content}
    passed = [codes[gone.pack] for gone in line.of(PackExited)]
    assert len(passed) == len(set(passed)) >= 6
    labels = [file.read_text(encoding="utf-8") for file in (desk / "labels").glob("*.txt")]
    assert len(labels) == len(set(labels)) >= len(passed)


@pytest.mark.nightly
def test_units_lose_their_host_with_the_power_of_l2_and_find_it_again(desk):
    """The connections end with it, and stand again when it is back."""
    with printer(desk), camera(desk):
        line = Line(desk)
        try:
            line.bench.hand("cut_power", level="l2")
            line.until(Dropped, link="camera>l2", message=Presence("camera", here=False, why=NO_POWER),
                       since=0)
            since = line.bench.position
            line.bench.hand("restore_power", level="l2")
            for seat, identity in (("printer", IDENTITY), ("camera", "")):
                line.until(Delivered, link=f"{seat}>l2", since=since,
                           message=Presence(seat, here=True, identity=identity))
        finally:
            line.bench.abandon()
    lost = [drop.message for drop in line.of(Dropped) if isinstance(drop.message, Presence)]
    assert lost == [Presence(seat, here=False, why=NO_POWER) for seat in ("printer", "camera")]


@pytest.mark.nightly
@pytest.mark.parametrize(("printer_fault", "camera_fault"), [("previous", ""), ("", "twice")])
def test_a_defect_of_a_unit_is_found(desk, printer_fault, camera_fault):
    """A serial number comes a second time, and L2 says so; what the camera said too much is noted."""
    with (printer(desk, *(("--fault", printer_fault) if printer_fault else ())),
          camera(desk, *(("--fault", camera_fault) if camera_fault else ()))):
        line = Line(desk)
        try:
            line.start()
            line.alarm("duplicate serial")
            line.bench.advance(None, 200_000)
        finally:
            line.bench.abandon()
    surplus = [note for note in line.of(WireNoted) if note.what == "unasked"]
    assert bool(surplus) == bool(camera_fault)


@pytest.mark.nightly
def test_a_camera_alone_looks_at_what_lies_before_it(desk):
    """The printer is simulated and prints no label on the desk: no picture is readable, and every pack goes."""
    text = (desk / "stack.toml").read_text(encoding="utf-8")
    for table in (r'\[\[seat\]\]\nid = "printer".*?(?=\[\[)', r'\[\[wire\]\]\nid = "l2-printer".*?(?=\[\[)'):
        text = re.sub(table, "", text, flags=re.DOTALL)
    (desk / "stack.toml").write_text(text, encoding="utf-8")
    with camera(desk):
        line = Line(desk)
        line.start()
        line.until(PackDiverted, 3)
        judged = line.judged()
    assert not [rule for rule in judged.rules if rule.findings]
    assert {(view.shot, view.readable) for view in line.of(PackViewed)} == {(True, False)}
    assert all(done.content for done in line.of(PackPrinted))
    assert line.of(PackExited) == []


@pytest.mark.nightly
def test_a_case_of_the_library_runs_with_both(desk):
    """Cases are packed and reported as ever; nothing is written for the units but the stack file."""
    (words,) = typed("Test cases of the library")
    with printer(desk), camera(desk):
        run = linebench(words, desk)
    assert run.returncode in {0, PROVISIONAL}, run.stdout + run.stderr
    assert "1 of 1 test cases passed" in run.stdout or run.returncode == PROVISIONAL


def test_a_case_whose_scenario_breaks_a_unit_is_blocked(desk):
    """The rest of the library is none the worse for it; nothing was opened, so that no unit need be there."""
    outcome = execute(RunConfig(content=library(), out=desk / "out", features=(library() / "features" / "oq",),
                                stack=desk / "stack.toml", seed=7, tags="OQ-L1-910"))
    assert not outcome.lint
    (result,) = outcome.results
    assert result.verdict == "blocked"
    assert "printer-1 is real: the bench cannot break it as scenario 'carton-nozzle-drift' plans" in "".join(
        step.message for step in result.steps)


def test_a_step_that_breaks_a_unit_is_blocked(desk):
    """It says why, and nothing is held against anybody."""
    (desk / "asked.feature").write_text(FEATURE, encoding="utf-8")
    with printer(desk), camera(desk):
        outcome = execute(RunConfig(content=library(), out=desk / "out", features=(desk / "asked.feature",),
                                    stack=desk / "stack.toml", seed=7, settings=(("pace", "real:4"),)))
    assert not outcome.lint
    (result,) = outcome.results
    assert result.verdict == "blocked"
    assert [step.message for step in result.steps if step.verdict == "blocked"] == [
        "printer-1 is real: the bench cannot break it"]


def test_a_unit_that_is_not_there_is_the_error_of_a_run_that_begins_all_the_same(desk):
    """It is no verdict on anybody; the message says who was not reached, and where."""
    (desk / "asked.feature").write_text(FEATURE, encoding="utf-8")
    with camera(desk):
        outcome = execute(RunConfig(content=library(), out=desk / "out", features=(desk / "asked.feature",),
                                    stack=desk / "stack.toml", seed=7))
    (result,) = outcome.results
    assert result.verdict == "error"
    port = port_of(desk, "printer")
    assert f"printer-1 is real and was not reached at 127.0.0.1:{port}" in "".join(
        step.message for step in result.steps)


def test_the_units_know_nothing_of_the_bench():
    """They import the standard library alone."""
    for path in DESK.glob("*.py"):
        imported = re.findall(r"^(?:from|import) ([\w.]+)", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert imported
        assert {name.partition(".")[0] for name in imported} <= set(sys.stdlib_module_names)


def test_the_page_names_every_file_and_its_recipes_are_short():
    """A recipe is read while one stands at the desk."""
    for title in RECIPES:
        assert len(recipe(title).strip().splitlines()) <= LONGEST
    named = {name for name in re.findall(r"^\| `([\w.-]+)` \|", README, re.MULTILINE) if "." in name}
    assert named == {path.name for path in DESK.iterdir() if path.suffix in {".toml", ".feature"}}
