"""The foreign line controller and its PLC, by the controller's own list of signals."""

import queue
import threading
from pathlib import Path

import pytest

from tests.foreign.product.sps import Sps
from tests.foreign.small_plc import SmallPlc

LIST = Path(__file__).parent / "signale.csv"
NEW, TAKEN = 101, 4  # registers: what the controller says is new, and what the PLC has taken
VERDICT, COMMAND, RESULT, ANSWER = 0, 1, 2, 3  # bits in the controller's register


@pytest.fixture
def plc():
    plc = SmallPlc()
    yield plc
    plc.close()


@pytest.fixture
def results():
    return queue.Queue()


@pytest.fixture
def sps(plc, results):
    sps = Sps(plc.address, LIST, 0.002, lambda *result: results.put(result), lambda: None)
    sps.leitung.start()
    assert plc.looked()
    return sps


def says(plc, bit):
    return plc.registers[NEW] >> bit & 1


def take(plc, bit):
    """Let the PLC take what the controller hands over: answer by a bit, and wait until both are gone."""
    assert plc.until(lambda: says(plc, bit))
    plc.bit(TAKEN, bit + 2, on=True)
    assert plc.until(lambda: not says(plc, bit))
    plc.bit(TAKEN, bit + 2, on=False)


def test_data_lie_there_before_the_edge_that_announces_them(plc, sps):
    """A verdict is written first, and is announced by a request of its own."""
    sps.urteil(70_001, True)
    assert plc.until(lambda: says(plc, VERDICT))
    assert [write for write in plc.writes if write[0] in (NEW, 102)][-2:] == [(102, (1, 4465, 1)), (NEW, (1,))]


def test_the_next_verdict_waits_for_the_answer_to_the_one_before(plc, sps):
    """None is overwritten, and they come in their order."""
    seen = []
    for trigger in (1, 2, 3):
        sps.urteil(trigger, trigger != 2)
    for _ in range(3):
        assert plc.until(lambda: says(plc, VERDICT))
        seen.append(tuple(plc.registers[102:105]))
        take(plc, VERDICT)
    assert seen == [(0, 1, 1), (0, 2, 0), (0, 3, 1)]


def test_a_result_is_taken_once(plc, sps, results):
    """However often the controller looks while the PLC still shows it."""
    plc.set(5, 0, 12, 2, 1)
    plc.bit(TAKEN, 0, on=True)
    assert plc.until(lambda: says(plc, RESULT))
    assert plc.looked()
    plc.bit(TAKEN, 0, on=False)
    assert plc.until(lambda: not says(plc, RESULT))
    assert (results.get(timeout=5), results.empty()) == ((12, 2, 1), True)


@pytest.mark.parametrize(("accepted", "text", "outcome"), [
    (1, "", (True, "")), (0, "not acknowledged: bin full", (False, "not acknowledged: bin full"))])
def test_a_command_has_the_answer_that_the_plc_gives(plc, sps, accepted, text, outcome):
    """With the reason in the PLC's words."""
    found = queue.Queue()
    threading.Thread(target=lambda: found.put(sps.befehlen("start")), daemon=True).start()
    take(plc, COMMAND)
    raw = text.encode().ljust(80, b"\0")
    plc.set(9, 1, accepted, 0, *(int.from_bytes(raw[n:n + 2], "big") for n in range(0, 80, 2)))
    plc.bit(TAKEN, 1, on=True)
    assert plc.until(lambda: says(plc, ANSWER))
    assert found.get(timeout=5) == outcome


def test_alarms_have_the_names_of_the_list(plc, sps):
    """Which of them need a person stands in a word of its own."""
    plc.set(60, 1 << 10 | 1 << 12, 1 << 10)
    assert plc.looked()
    assert sps.alarme() == [{"name": "Ausschleusung nicht bestätigt", "verriegelt": True},
                            {"name": "Packung fehlt", "verriegelt": False}]


def test_after_a_lost_connection_a_hand_over_begins_anew(plc, sps):
    """A new controller takes back what the one before had announced."""
    sps.urteil(5, True)
    assert plc.until(lambda: says(plc, VERDICT))
    after = len(plc.writes)
    second = Sps(plc.address, LIST, 0.002, lambda *_: None, lambda: None)
    second.leitung.start()
    assert plc.until(lambda: (NEW, (0,)) in plc.writes[after:])
