"""The words that have numbers in the tags of a PLC are those of L1."""

import re
from pathlib import Path

from linebench.stack import l1
from linebench.stack.l1.bypass import BYPASSES
from linebench.stack.l1.conditions import STOPPING
from linebench.stack.packml import COMMANDS as PACKML
from linebench.stack.packml import State
from linebench.wire.plc.words import ALARMS, COMMANDS


def test_every_alarm_and_command_of_l1_has_a_number():
    """The words of the tags are those that the PLC program uses; states are those of PackML."""
    sources = [path.read_text("utf-8") for path in Path(l1.__file__).parent.glob("*.py")]
    raised = {name for text in sources for name in re.findall(r'\.alarm\("([^"]+)"', text)}
    bypassed = {bypass.alarm for bypass in BYPASSES.values()}
    assert raised | bypassed | {alarm for alarm, _ in STOPPING.values()} == set(ALARMS)
    assert set(BYPASSES) <= set(COMMANDS)
    assert {command for _, command in PACKML} == set(COMMANDS[:10])
    assert [State(number).name for number in (5, 6, 7, 8, 10, 13)] == [
        "SUSPENDED", "EXECUTE", "STOPPING", "ABORTING", "HOLDING", "SUSPENDING"]
