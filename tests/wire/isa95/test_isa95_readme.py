import re
import subprocess
import sys

import linebench.wire.isa95
from linebench.wire.isa95.places import Places
from linebench.wire.isa95.words import MOVES, NAMES, ORDERS, ReturnStatus, flags_of
from tests.wire.transcript import readme

README = readme(linebench.wire.isa95)


def rows(heading):
    """The cells of the table below a heading."""
    table = README.split(f"## {heading}\n")[1].split("\n## ")[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()
            if line.startswith("|") and not line.startswith("| ---")][1:]


def test_the_session_prints_what_is_written_below_it():
    """The example of the page runs as it stands."""
    program, printed = re.search(r"```python\n(.*?)```\s+It prints\s+`(.*?)`\.", README, re.DOTALL).groups()
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == " ".join(printed.split())


def test_every_method_is_told_with_its_states():
    """From where to where, as the table of the code has it."""
    told = {cells[0]: (cells[1], cells[2]) for cells in rows("Methods and messages")}
    moves = {method: (", ".join(NAMES[each] for each in move.sources), NAMES.get(move.target, "gone"))
             for method, move in MOVES.items()}
    assert {method: told[method] for method in MOVES} == moves
    assert set(told) == {*MOVES, *ORDERS, "RequestJobResponseByJobOrderID", "RequestJobResponseByJobOrderState"}


def test_every_status_is_told_with_its_bits():
    """As the code gives them."""
    told = {}
    for bits, words in rows("ReturnStatus"):
        told |= {word: sum(1 << int(bit) for bit in bits.split(" and ")) for word in re.findall(r"`(\w+)`", words)}
    statuses = ("ok", "unknown_job", "wrong_state", "invalid", "unknown_command", "duplicate", "no_master_data",
                "full")
    assert told == {word: int(flags_of(word)) for word in statuses}
    assert ReturnStatus(sum(set(told.values()))) & ReturnStatus.INVALID_COMMAND == 0


def test_every_place_is_told_with_what_it_is_usually():
    """As the profile has it."""
    told = {name.strip("`"): usual.strip("`") for name, usual, _ in rows("Where the fields stand")}
    assert told == {name: getattr(Places(), name) for name in Places.__struct_fields__}
