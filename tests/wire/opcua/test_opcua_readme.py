import re
import subprocess
import sys
from pathlib import Path

import linebench.wire.opcua
from tests.wire.transcript import readme

README = readme(linebench.wire.opcua)
HERE = Path(__file__).parent


def rows():
    """The table of behaviours: what the library does, what is done, and the tests named."""
    table = README.split("## What the library does")[1]
    cells = [line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("|")][2:]
    return [(what, done, re.findall(r"`(\w+)`", tests)) for what, done, tests in cells]


def test_every_behaviour_of_the_library_has_a_test_that_exists():
    """Each row says whether it is cured or stated, and each test that it names is one."""
    defined = set(re.findall(r"^def (test_\w+)", "".join(
        path.read_text(encoding="utf-8") for path in sorted(HERE.glob("test_*.py"))), re.MULTILINE))
    assert len(rows()) >= 15
    for what, done, tests in rows():
        assert re.match("cured|stated", done), what
        assert tests, what
        assert set(tests) <= defined, what


def test_the_session_prints_what_is_written_below_it():
    """The example of the page runs as it stands."""
    program, printed = re.search(r"```python\n(.*?)```\s+It prints `(.*?)`\.", README, re.DOTALL).groups()
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == printed
