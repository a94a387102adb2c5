"""IQ-005 fails where a signal of the I/O list does not cross, and passes where all do."""

import re

import pytest

from linebench.bdd.steps import signals
from linebench.line.hands import Hands
from tests.foreign import plcs
from tests.foreign.site import sound
from tests.inventory.site import executed

CONTACTS = ("estop", "guard", "bin_door", "air_low")


@pytest.fixture
def unmet(tmp_path, monkeypatch):
    """Run the case with a PLC taken for the site's and contacts that are loose: result, and what was not met."""
    def call(*loose):
        moved = Hands.condition
        monkeypatch.setattr(signals, "own", lambda *_: False)
        monkeypatch.setattr(Hands, "condition", lambda hands, t, name, *, value: None if name in loose else moved(
            hands, t, name, value=value))
        result, rows = executed(tmp_path, "IQ-005", "")
        return result, [(expected, actual) for expected, actual, met in rows if not met]

    return call


def test_where_every_signal_crosses_it_passes(unmet):
    """Every step lets the line go on to the next, and every input and output is seen."""
    result, rows = unmet()
    assert (result.verdict, rows) == ("pass", []), result


@pytest.mark.parametrize("contact", CONTACTS)
def test_a_loose_contact_fails(unmet, contact):
    """Moved by hand, and never seen by the PLC."""
    result, rows = unmet(contact)
    assert result.verdict == "fail", result
    assert [(expected.partition(":")[0], actual.rpartition(": ")[2]) for expected, actual in rows] == [
        (f"input {contact}", "not seen")]


@pytest.mark.slow
@pytest.mark.nightly
@pytest.mark.parametrize("wired", [True, False])
def test_a_guard_that_is_not_wired_to_a_plc_of_another_maker_fails(tmp_path, monkeypatch, wired):
    """With all contacts of the list nothing speaks against it; without the guard's, an open guard stops nothing."""
    copied = plcs.copied

    def unwired(*words, **changes):
        stack = copied(*words, **changes)
        field = stack.with_name("field.csv")
        text = field.read_text(encoding="utf-8")
        field.write_text(text if wired else re.sub(r"^l1-io;guard;.*\n", "", text, flags=re.MULTILINE),
                         encoding="utf-8", newline="\n")
        return stack

    monkeypatch.setattr(plcs, "copied", unwired)
    result = plcs.attempt(tmp_path / "site", "soft_plc", "IQ-005")
    assert sound(result) == wired
    assert any("a guard was opened; no latched alarm" in each for each in result.findings) != wired
