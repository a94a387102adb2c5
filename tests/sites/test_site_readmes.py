"""The examples in the READMEs of these rooms run."""

import re
from pathlib import Path

import pytest

from linebench import site
from linebench.stack.l3 import exceptions
from linebench.stack.l3.procedure import procedures

CODE = re.compile(r"```python\n(.*?)```", re.DOTALL)


def readme(room):
    return (Path(room.__path__[0]) / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("room", [site, exceptions], ids=lambda room: room.__name__)
def test_the_examples_do_what_they_say(room):
    """Each asserts its own outcome."""
    examples = CODE.findall(readme(room))
    assert examples
    for example in examples:
        exec(compile(example, f"{room.__name__} README", "exec"), {})


def test_every_procedure_is_in_the_table():
    """None is left out, and none is made up."""
    rows = [line.split("|")[1] for line in readme(exceptions).splitlines() if line.startswith("| `")]
    assert sorted(re.findall(r"`([a-z ]+)`", "".join(rows))) == sorted(procedures())
