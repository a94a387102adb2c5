"""A store that fails: what cannot be written waits with all that rests on it, and is lost only with the power."""

import pytest

from linebench.failing_store import FallibleStore, StoreSeat
from linebench.kernel.engine import Engine
from linebench.kernel.streams import Streams
from linebench.line.faults import FaultBook
from linebench.line.store_faults import STORE
from linebench.ports.printer import PrintDone
from linebench.scenario.model import FaultPlan
from linebench.stack.machine import Arm, Machine, Send, Store, StoreState


class Level(Machine):
    """Keeps and says each record it is told of, and notes how its store is."""

    def __init__(self):
        self.states = []
        self._handlers = {PrintDone: self.done, StoreState: self.state}

    def start(self, restored, t):
        self.kept = restored
        return ()

    def expire(self, name, t):
        return (Send("l1", PrintDone(0)),)

    def done(self, message, t):
        self.kept["seen"] = message.record
        return (Send("l1", message), Store("done", message.record), Send("l3", message), Arm("later", 5))

    def state(self, message, t):
        self.states.append(message.why)
        return Send("hmi", PrintDone(-1))


class Way:
    def __init__(self, name, said):
        self.say = lambda t, message, later=0: said.append((name, message.record))


class Rig:
    def __init__(self):
        self.engine, self.said = Engine(), []
        self.faults = FaultBook(self.engine, lambda _: None, Streams(1).stream, {STORE.name: STORE.faults})
        self.levels = []
        self.seat = StoreSeat("l2", self.engine, lambda _: None, self.make, faults=self.faults)
        for peer in ("l1", "l3", "hmi"):
            self.seat.speak(peer, Way(peer, self.said))
        self.seat.hear(self)
        self.seat.power_on(0)

    name = "printer>l2"

    def attach(self, receiver, *, powered=True):
        self.handlers = None

    def attach_level(self, handlers, perform, ways):
        self.handlers, self.perform = handlers, perform

    def make(self):
        self.levels.append(Level())
        return self.levels[-1]

    def tell(self, record):
        self.perform(self.handlers[PrintDone](PrintDone(record), self.engine.now), self.engine.now)

    def fault(self, kind="full"):
        return self.faults.begin(self.engine.now, FaultPlan(target=STORE.name, kind=kind, params={}))


@pytest.mark.parametrize(("kind", "why"), [("full", "disk full"), ("down", "database does not answer")])
def test_what_rests_on_a_store_waits_for_it(kind, why):
    """What is said before the store goes out at once, the rest when it works again, in order."""
    rig = Rig()
    number = rig.fault(kind)
    rig.tell(1)
    rig.tell(2)
    assert rig.said == [("hmi", -1), ("l1", 1), ("l1", 2)]
    assert dict(rig.seat.kept) == {}
    rig.faults.end(0, number)
    assert rig.said[3:] == [("l3", 1), ("l3", 2), ("hmi", -1)]
    assert dict(rig.seat.kept) == {"seen": 2, "done": 2}
    assert rig.levels[0].states == [why, ""]
    rig.engine.run_to(100)
    assert rig.said[-1] == ("l1", 0)  # the timer behind the store was set too


def test_a_power_loss_takes_what_waits():
    """Nobody was told anything that is not kept; the new level is told that its store takes nothing."""
    rig = Rig()
    number = rig.fault()
    rig.tell(1)
    rig.seat.power_off(0)
    rig.seat.power_on(0)
    assert rig.levels[1].states == ["disk full"]
    rig.faults.end(0, number)
    assert ("l3", 1) not in rig.said
    assert dict(rig.seat.kept) == {}


def test_a_store_works_again_when_the_last_fault_has_ended():
    """Two faults at once: the level is told once that all is well."""
    rig = Rig()
    first, second = rig.fault(), rig.fault("down")
    rig.faults.end(0, first)
    assert rig.levels[0].states == ["disk full", "database does not answer"]
    rig.faults.end(0, second)
    assert rig.levels[0].states[2:] == [""]


def test_a_store_takes_out_in_order():
    """Keys that are taken out while it fails are there until it works; then the order of changes holds."""
    store = FallibleStore()
    store["a"] = 1
    store.fails = True
    assert store.pop("a") == 1
    store["a"] = 2
    store.pop("b", None)
    assert dict(store) == {"a": 1}
    store.mend()
    assert dict(store) == {"a": 2}
    assert store.pop("a") == 2
    with pytest.raises(KeyError):
        store.pop("a")
