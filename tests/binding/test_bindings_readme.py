"""What can be bound is listed by a command, and the manual has the same tables."""

import json
import re

from linebench.binding.asking.script import read_answers
from linebench.binding.binder import Binder
from linebench.binding.deed import ACTIONS
from linebench.binding.readme import filled
from linebench.cli import main
from linebench.content import Content, library
from linebench.line.kinds import KINDS
from linebench.scenario.continuing import ORDERS
from linebench.scenario.load import load

README = library() / "scenarios" / "README.md"


def block(name):
    return re.search(rf"```toml\n# {name}\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)[1]


def test_the_tables_of_the_manual_are_current():
    """``python -m linebench.binding.readme scenarios/README.md`` would change nothing."""
    text = README.read_text(encoding="utf-8")
    assert filled(text) == text
    assert all(f"| `{action}` |" in text for action in ACTIONS)


def test_the_stack_file_of_the_manual_can_be_used(tmp_path):
    """Its bindings are made as they stand there."""
    (tmp_path / "s.toml").write_text(block("stacks/our-system.toml"), encoding="utf-8")
    loaded = load("carton-line", Content((library(),)), KINDS, stack=str(tmp_path / "s.toml"))
    binder = Binder(loaded.scenario, loaded.folder)
    assert ([*binder.hands], [watch.plan.id for watch in binder.watches]) == (
        ["start_batch", "start_line", "read_clock"], ["report"])
    assert loaded.scenario.stack.real == ("LC-7 of the test site",)


def test_the_stack_file_of_a_system_that_cannot_be_reset_can_be_used(tmp_path):
    """Its text for orders is the one that holds where nothing is said."""
    (tmp_path / "s.toml").write_text(block("stacks/our-iron.toml"), encoding="utf-8")
    stack = load("carton-line", Content((library(),)), KINDS, stack=str(tmp_path / "s.toml")).scenario.stack
    assert (stack.world, stack.orders) == ("continue", ORDERS)


def test_the_answers_of_the_manual_can_be_given(tmp_path):
    """As they stand there."""
    (tmp_path / "answers.toml").write_text(block("answers.toml"), encoding="utf-8")
    (entry,) = read_answers(tmp_path / "answers.toml").entries
    assert (entry.answer, entry.who) == ("done", "A. Meyer")


def test_the_command_lists_the_same(capsys):
    """For a machine as JSON."""
    assert main(["bindings", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [*told] == ["actions", "hands", "claims", "eyes"]
    assert [each["by"] for each in told["hands"]] == ["http", "person", "process", "shell", "wire"]
