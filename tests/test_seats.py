"""A seat carries out what its level wants and lets the level die and come back."""

from linebench.content import Content, library
from linebench.kernel.engine import Engine
from linebench.kernel.streams import Streams
from linebench.line.faults import FaultBook
from linebench.line.kinds import KINDS, LINK
from linebench.links import Link
from linebench.ports.plc import Command
from linebench.records.truth import PowerChanged
from linebench.records.wire import Delivered, Dropped
from linebench.scenario.load import load
from linebench.seats import LevelSeat, latency_of
from linebench.stack.machine import Arm, Cancel, Send, Store


class Counter:
    """A level that counts commands, keeps the count, and echoes it after a while."""

    def __init__(self):
        self.count = 0

    def start(self, restored, t):
        self.count = restored.get("count", 0)
        return [Send("l1", Command("started", str(self.count)))]

    @property
    def handlers(self):
        return {Command: self.command}

    def heard_from(self, peer):
        return self.handlers

    def command(self, message, t):
        if message.name == "forget":
            return [Cancel("echo"), Store("count", None)]
        self.count += 1
        return [Store("count", self.count), Arm("echo", 10_000)]

    def expire(self, name, t):
        return [Send("l1", Command(name, str(self.count)))]


class Rig:
    def __init__(self):
        self.engine, self.records = Engine(), []
        faults = FaultBook(self.engine, self.records.append, Streams(1).stream,
                           {"l1>l2": LINK.faults, "l2>l1": LINK.faults})
        self.inward = Link("l1>l2", self.engine, self.records.append, faults, latency_us=1_000)
        outward = Link("l2>l1", self.engine, self.records.append, faults, latency_us=1_000)
        self.seat = LevelSeat("l2", self.engine, self.records.append, Counter)
        self.seat.speak("l1", outward)
        self.seat.hear(self.inward)
        self.said = []
        outward.attach(lambda t, message: self.said.append((t, message.name, message.by)))
        self.seat.power_on(0)

    def command(self, t, name="count"):
        self.engine.run_to(t)
        self.inward.say(t, Command(name, ""))


def test_an_armed_timer_runs_out_once_and_is_moved_by_arming_again():
    """The second command restarts the timer: one echo, 10 ms after it."""
    rig = Rig()
    rig.command(0)
    rig.command(5_000)
    rig.engine.run_to(100_000)
    assert rig.said == [(1_000, "started", "0"), (17_000, "echo", "2")]


def test_a_cancelled_timer_is_silent():
    """Cancelling before it runs out leaves nothing."""
    rig = Rig()
    rig.command(0)
    rig.command(5_000, "forget")
    rig.engine.run_to(100_000)
    assert rig.said == [(1_000, "started", "0")]


def test_power_loss_takes_memory_and_timers_and_leaves_the_store():
    """After power loss the level starts anew from what it stored; what came meanwhile is lost."""
    rig = Rig()
    rig.command(0)
    rig.engine.run_to(3_000)
    rig.seat.power_off(3_000)
    rig.command(4_000)
    rig.engine.run_to(50_000)
    rig.seat.power_on(50_000)
    rig.command(60_000)
    rig.engine.run_to(100_000)
    assert rig.said == [(1_000, "started", "0"), (51_000, "started", "1"), (72_000, "echo", "2")]
    assert [record for record in rig.records if not isinstance(record, Delivered)] == [
        PowerChanged(3_000, "l2", False), Dropped(5_000, "l1>l2", Command("count", ""), "power"),
        PowerChanged(50_000, "l2", True)]


def test_latencies_follow_the_stack_file():
    """Each kind of link has its own latency; only L1 scans."""
    stack = load("carton-line", Content((library(),)), KINDS).scenario
    assert latency_of("io>l1", stack) == (2_000, 5_000)
    assert latency_of("l1>io", stack) == (2_000, 1)
    assert latency_of("l1>l2", stack) == (10_000, 1)
    assert latency_of("l2>l3", stack) == (50_000, 1)
    assert latency_of("hmi>l2", stack) == (20_000, 1)
    assert latency_of("camera>l2", stack) == (5_000, 1)


def test_a_wire_in_real_time_has_the_latency_it_has():
    """Links to a level elsewhere add nothing of their own; the PLC's scan and links within the bench stay."""
    content, settings = Content((library(),)), {"pace": "real"}
    scenario = load("carton-line", content, KINDS, stack="stacks/native.toml", settings=settings).scenario
    assert latency_of("camera>l2", scenario) == (0, 1)
    assert latency_of("l2>l1", scenario) == (0, 5_000)
    assert latency_of("io>l1", scenario) == (2_000, 5_000)
