"""The recipes of the manual are executed to the letter: what is typed works, and shows what it says."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import linebench
from linebench.content import library
from tests.foreign import plcs, site
from tests.foreign.typed import block, commands, environment, pattern, typed

MANUAL = library() / "scenarios" / "README.md"
PROVISIONAL = 4
LONGEST = 20
TIMED = ("run", "certify")


def recipe(title):
    """The text below a heading, without the blank lines around it."""
    return recipes()[title]


def recipes():
    """Every recipe by its title."""
    _, found, text = MANUAL.read_text(encoding="utf-8").partition("\n## Recipes\n")
    assert found
    titles = re.split(r"^### (.*)\n", text.partition("\n## ")[0], flags=re.MULTILINE)[1:]
    return dict(zip(titles[::2], (each.strip("\n") for each in titles[1::2]), strict=True))


def outputs(title, folder):
    """Type what a recipe says; no command says no."""
    told = []
    for line in commands(recipe(title)):
        done = typed(line, folder)
        word = line.split()[1]
        assert done.returncode in ({0, PROVISIONAL} if word in TIMED else {0}), f"{line}\n{done.stdout}"
        told.append(done.stdout)
    return "".join(told)


def seen(title, output):
    """Whether every line is there that the recipe says one sees, in their order."""
    at = 0
    for line in block(recipe(title)):
        found = pattern(line).search(output, at)
        assert found, f"{line}\n{output}"
        at = found.end()
    return at > 0


def test_every_recipe_is_short_and_shows_what_one_sees():
    """What is not executed here stands in a page of its own, which it names."""
    shown = {title: text for title, text in recipes().items() if commands(text)}
    assert [*shown] == ["A soft PLC as Modbus master", "A vendor's line controller with a tag list",
                        "Node-RED as line controller"]
    for title, text in recipes().items():
        linked = re.findall(r"\]\(([^)#]+)", text)
        assert linked, title
        if title in shown:
            assert len([line for line in text.splitlines() if line]) <= LONGEST, title
            assert block(text), title
            assert [each for each in linked if not (MANUAL.parent / each).is_file()] == []


def test_what_is_typed_is_the_linebench_under_test(tmp_path, monkeypatch):
    """Also where the search path names it from another folder, and another one is installed."""
    monkeypatch.setenv("PYTHONPATH", "nowhere")
    asked = subprocess.run([sys.executable, "-c", "import linebench; print(linebench.__file__)"], cwd=tmp_path,
                           env=environment(), capture_output=True, text=True, encoding="utf-8", check=True)
    assert Path(asked.stdout.strip()).samefile(linebench.__file__)


@pytest.mark.parametrize(("line", "output", "met"), [
    ("a   b   pass", "x\n a b  provisional\n", True), ("a b pass", "a b fail", False),
    ("wire … ok", "wire l2-l1 (x) ok", True), ("wire … ok", "wire l2-l1\nok", False), ("a.b", "aXb", False)])
def test_a_line_that_is_shown_is_looked_for_in_earnest(line, output, met):
    """Only what the manual leaves open is open."""
    assert bool(pattern(line).search(output)) is met


@pytest.mark.slow
@pytest.mark.nightly
def test_a_soft_plc_as_modbus_master(tmp_path):
    """The bench is served, a protocol is run, its package is whole."""
    plcs.copied(tmp_path, "soft_plc")
    title = "A soft PLC as Modbus master"
    assert seen(title, outputs(title, tmp_path / "soft_plc"))


@pytest.mark.slow
@pytest.mark.nightly
def test_a_vendors_line_controller_with_a_tag_list(tmp_path):
    """The tags are those of the list, by name and register; the product is certified."""
    folder = tmp_path / "foreign"
    site.copied(folder)
    title = "A vendor's line controller with a tag list"
    assert seen(title, outputs(title, folder))
    assert "Urteil_Neu,HR101.0" in (folder / "tags.csv").read_text(encoding="utf-8")
    assert (folder / "statement" / "statement.pdf").is_file()
