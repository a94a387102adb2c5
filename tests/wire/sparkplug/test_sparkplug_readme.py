"""The README's example runs as it stands, and its table names the modules there are."""

import re
from pathlib import Path

import linebench.wire.sparkplug
from tests.wire.transcript import readme

README = readme(linebench.wire.sparkplug)


def test_the_example_prints_what_it_says(capsys):
    """Nothing is found in a right node, and one clause twice in one that counts wrong."""
    program, printed = re.search(r"```python\n(.*?)```\s+It ends with `(.*?)`\.", README, re.DOTALL).groups()
    exec(compile(program, "README", "exec"), {})
    lines = capsys.readouterr().out.splitlines()
    assert (lines[-1], "[]" in lines) == (printed, True)


def test_every_module_is_named():
    """None is forgotten in the table, and none is named that does not exist."""
    table = README.split("| --- | --- |")[1].split("\n\n")[0]
    there = {path.stem for path in Path(linebench.wire.sparkplug.__file__).parent.iterdir()
             if path.suffix == ".py" or path.name == "checks"} - {"__init__", "times"}
    assert {name for row in table.splitlines() for name in re.findall(r"`(\w+)`", row) if name != "tck"} >= there
