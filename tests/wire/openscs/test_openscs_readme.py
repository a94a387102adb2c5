import re
import subprocess
import sys

import linebench.wire.openscs
from linebench.wire.openscs.words import DRAWS, EVENTS, MOVES, ReturnStatus
from tests.wire.transcript import readme

README = readme(linebench.wire.openscs)


def test_the_session_prints_what_is_written_below_it():
    """The example of the page runs as it stands."""
    program, printed = re.search(r"```python\n(.*?)```\s+It prints `(.*?)`\.", README, re.DOTALL).groups()
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == printed


def test_every_method_and_every_status_is_told():
    """Methods with their states, statuses by number."""
    table = README.split("## Methods and messages")[1].split("## When")[0]
    told = {}
    for names, _, states in re.findall(r"^\| (\w+(?:, \w+)*) \| `(\w+)` \| ([\w, ]+) \|$", table, re.MULTILINE):
        given = states.split(", ")
        told |= dict(zip(names.split(", "), given * (names.count(",") + 1 if len(given) == 1 else 1), strict=True))
    looked = "the one that the collection has"
    assert told == {**DRAWS, **MOVES, **{name: state or looked for name, (state, _) in EVENTS.items()}}
    told = {int(number) for cells in re.findall(r"^\| ([\d, ]+) \|", table, re.MULTILINE)
            for number in cells.split(",")}
    assert told == set(map(int, ReturnStatus))
