"""Programs as hands: a command that is run, and the power of a system that is one."""

import asyncio
import sys

import pytest

from linebench.binding.deed import BindingError, Deed, Outcome
from linebench.binding.hands import process, shell
from tests.binding.site import made

PYTHON = f'"{sys.executable}" -c'
WAITING = f"""{PYTHON} "print('up', flush=True); input() if False else __import__('threading').Event().wait()" """


def test_a_command_says_yes_with_what_it_prints(tmp_path):
    """Every value is one word, whatever is in it; nothing of it is a command."""
    hand = made(shell.KIND, tmp_path, command=f'{PYTHON} "import sys; print(sys.argv[1])" {{subject}}')
    deed = Deed("start_batch", {"subject": "a b; exit 3 $(echo x)"})
    assert asyncio.run(hand.do(deed)) == Outcome(True, "a b; exit 3 $(echo x)")


@pytest.mark.parametrize(("code", "accepted", "outcome"), [
    ("print('busy'); sys.exit(3)", "0", Outcome(False, "busy")), ("sys.exit(3)", "0 3", Outcome(True, ""))])
def test_exit_codes_say_yes_or_no(tmp_path, code, accepted, outcome):
    """Those that are named mean yes."""
    hand = made(shell.KIND, tmp_path, command=f'{PYTHON} "import sys; {code}"', accepted=accepted)
    assert asyncio.run(hand.do(Deed("x", {}))) == outcome


def test_a_command_that_does_not_end_is_ended(tmp_path):
    """Every wait has a limit."""
    hand = made(shell.KIND, tmp_path, command=WAITING, within="300 ms")
    assert asyncio.run(hand.do(Deed("x", {}))) == Outcome(False, "not done within 300 ms", able=False)


def test_a_program_that_is_not_there_is_no(tmp_path):
    """Neither a hang nor a traceback; whoever checks the stack is told before."""
    hand = made(shell.KIND, tmp_path, command="no-such-program --now")
    assert asyncio.run(hand.do(Deed("x", {}))).accepted is False
    assert asyncio.run(hand.reach()) == "no program 'no-such-program' on this machine"


def power(hand, *actions):
    async def run():
        found = [await hand.do(Deed(action, {})) for action in actions]
        running = [*hand._place.shared.processes.values()]
        await hand._place.shared.close()
        return found, [one.returncode for one in running]

    return asyncio.run(run())


def test_power_starts_a_program_and_kills_it(tmp_path):
    """On: it said that it is up. Off: it is gone at once, and can be started again."""
    hand = made(process.KIND, tmp_path, command=WAITING, ready="up")
    found, running = power(hand, "power_on", "power_off", "power_on")
    assert found == [Outcome(True, "")] * 3
    assert len(running) == 1


def test_what_was_started_is_ended_with_the_bindings(tmp_path):
    """No process is left behind."""
    hand = made(process.KIND, tmp_path, command=WAITING, ready="up")
    _, codes = power(hand, "power_on")
    assert codes[0] is not None


@pytest.mark.parametrize(("code", "says"), [
    ("print('no')", "it ended with 0 before it was up"),
    ("__import__('threading').Event().wait()", "not up within 300 ms")])
def test_a_program_that_does_not_come_up_is_no(tmp_path, code, says):
    """It ended, or said nothing in time."""
    hand = made(process.KIND, tmp_path, command=f'{PYTHON} "{code}"', ready="up",
                within="20 s" if "ended" in says else "300 ms")
    assert power(hand, "power_on")[0] == [Outcome(False, says)]


def test_power_off_without_power_is_no(tmp_path):
    """There is nothing to kill that was started from here."""
    assert power(made(process.KIND, tmp_path), "power_off")[0] == [Outcome(False, "it was not started from here")]


def test_a_process_has_power_alone(tmp_path):
    """Anything else needs another hand."""
    with pytest.raises(BindingError, match="bind start_line otherwise"):
        power(made(process.KIND, tmp_path), "start_line")
