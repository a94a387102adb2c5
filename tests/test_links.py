"""What a link promises: latency, order, the receiver's scan, and faults that are recorded."""

import pytest

from linebench.kernel.engine import Engine
from linebench.kernel.streams import Streams
from linebench.line.faults import FaultBook
from linebench.line.kinds import LINK
from linebench.line.wire_faults import WIRE_FAULTS
from linebench.links import Link
from linebench.ports.io import Reached
from linebench.ports.operator import Shown
from linebench.ports.plc import Alarm, Verdict
from linebench.ports.printer import PrintDone
from linebench.records.claim import AlarmClaimed
from linebench.records.truth import FaultBegan, FaultEnded, FaultStruck
from linebench.records.wire import Delivered, Dropped, WireNoted
from linebench.scenario.model import FaultPlan
from linebench.stack.machine import Send
from linebench.units import Duration

NAME = "printer>l2"


class Rig:
    def __init__(self, **options):
        self.engine, self.records, self.heard = Engine(), [], []
        self.faults = FaultBook(self.engine, self.records.append, Streams(1).stream, {NAME: LINK.faults})
        self.link = Link(NAME, self.engine, self.records.append, self.faults, **({"latency_us": 5_000} | options))
        self.link.attach(lambda t, message: self.heard.append((t, message.record)))

    def fault(self, kind, packs=None, **params):
        return self.faults.begin(self.engine.now, FaultPlan(target=NAME, kind=kind, params=params, packs=packs))


def test_a_message_arrives_after_the_latency_and_is_recorded():
    """Sent at 1 ms with 5 ms latency, it is there at 6 ms, with both times in the record."""
    rig = Rig()
    rig.link.say(1_000, PrintDone(1))
    rig.engine.run_to(10_000)
    assert rig.heard == [(6_000, 1)]
    assert rig.records == [Delivered(6_000, NAME, 1_000, PrintDone(1))]


def test_what_is_said_later_is_sent_later():
    """A device's working time counts before the latency."""
    rig = Rig()
    rig.link.say(1_000, PrintDone(1), 60_000)
    rig.engine.run_to(100_000)
    assert rig.records == [Delivered(66_000, NAME, 61_000, PrintDone(1))]


def test_a_scanning_receiver_hears_at_its_next_scan_in_order():
    """With a scan of 5 ms everything that came since the last scan is heard at one instant, in order."""
    rig = Rig(latency_us=2_000, grid_us=5_000)
    for t, record in ((0, 1), (500, 2), (2_999, 3), (3_001, 4)):
        rig.engine.run_to(t)
        rig.link.say(t, PrintDone(record))
    rig.engine.run_to(100_000)
    assert rig.heard == [(5_000, 1), (5_000, 2), (5_000, 3), (10_000, 4)]


def test_a_screen_gets_what_changed_at_one_instant_together():
    """Three values of one instant are three messages, in order, in one entry of the engine."""
    engine, records, heard = Engine(), [], []
    faults = FaultBook(engine, records.append, Streams(1).stream, {"l2>hmi": LINK.faults})
    link = Link("l2>hmi", engine, records.append, faults, latency_us=20_000)
    link.attach(lambda t, message: heard.append((t, message.item)))
    for t, item in ((0, "good"), (0, "rejected"), (0, "state"), (500, "good")):
        engine.run_to(t)
        link.say(t, Shown(item, "1"))
    engine.run_to(100_000)
    assert heard == [(20_000, "good"), (20_000, "rejected"), (20_000, "state"), (20_500, "good")]
    assert records[1] == Delivered(20_000, "l2>hmi", 0, Shown("rejected", "1"))
    assert engine.events == 2


def test_a_cut_link_loses_what_is_sent_meanwhile():
    """Nothing passes while it is cut; what was under way before arrives."""
    rig = Rig()
    rig.link.say(0, PrintDone(1))
    cut = rig.fault("cut")
    rig.link.say(0, PrintDone(2))
    rig.faults.end(0, cut)
    rig.link.say(0, PrintDone(3))
    rig.engine.run_to(100_000)
    assert rig.heard == [(5_000, 1), (5_000, 3)]
    assert rig.records == [FaultBegan(0, 1, NAME, "cut", "{}"), FaultStruck(0, 1, 0),
                           Dropped(0, NAME, PrintDone(2), "cut"), FaultEnded(0, 1),
                           Delivered(5_000, NAME, 0, PrintDone(1)), Delivered(5_000, NAME, 0, PrintDone(3))]


def test_nothing_overtakes_a_delayed_message():
    """A fault that delays one message holds back those behind it."""
    rig = Rig()
    rig.fault("delay", packs=1, time="500 ms")
    for t, record in ((0, 1), (1_000, 2), (600_000, 3)):
        rig.engine.run_to(t)
        rig.link.say(t, PrintDone(record))
    rig.engine.run_to(1_000_000)
    assert rig.heard == [(505_000, 1), (505_000, 2), (605_000, 3)]


def test_dropped_messages_are_counted_out():
    """A fault for two messages drops two."""
    rig = Rig()
    rig.fault("drop", packs=2)
    for record in range(4):
        rig.link.say(0, PrintDone(record))
    rig.engine.run_to(10_000)
    assert [record for _, record in rig.heard] == [2, 3]


def test_a_receiver_without_power_hears_nothing():
    """What arrives at a level that is off is lost, and the record says why."""
    rig = Rig()
    rig.link.attach(None)
    rig.link.say(0, PrintDone(1))
    rig.engine.run_to(10_000)
    assert rig.records == [Dropped(5_000, NAME, PrintDone(1), "power")]


def test_a_level_gets_messages_by_type_and_its_effects_are_carried_out():
    """Handlers answer with effects or with one Send; a type without handler is recorded and ignored."""
    rig, done = Rig(), []
    handlers = {PrintDone: lambda message, t: (Send("l1", Verdict(message.record, t > 0)),),
                Reached: lambda message, _t: Send("l1", Verdict(message.encoder, False))}
    rig.link.attach_level(handlers, lambda effects, t: done.append((t, *effects)),
                          {"l1": lambda t, message: done.append((t, message))})
    rig.link.say(0, PrintDone(4))
    rig.link.say(0, Alarm("bin full", True, True))
    rig.link.say(0, Reached("now", 7))
    rig.engine.run_to(10_000)
    assert done == [(5_000, Send("l1", Verdict(4, True))), (5_000, Verdict(7, False))]
    assert len(rig.records) == 3


def test_claims_follow_the_message_they_come_from():
    """What is harvested stands right behind the delivery."""
    claim = AlarmClaimed(5_000, "l1", "bin full", True, True)
    rig = Rig(harvest=lambda _t, _message: [claim])
    rig.link.say(0, PrintDone(1))
    rig.engine.run_to(10_000)
    assert rig.records == [Delivered(5_000, NAME, 0, PrintDone(1)), claim]


@pytest.mark.parametrize("text", ["-1 ms", "2 h", "fast"])
def test_a_delay_must_be_a_time_in_range(text):
    """The parameter of a fault is checked when it begins."""
    with pytest.raises(ValueError, match=r"time|range"):
        Rig().fault("delay", time=text)
    assert Duration.parse("2 h") == 7_200_000_000


@pytest.mark.parametrize("kind", [kind.kind for kind in WIRE_FAULTS])
def test_a_fault_on_bytes_does_nothing_and_says_so_once(kind):
    """A direct link has no bytes: messages arrive in their time, no strike is counted, and a record says why."""
    rig = Rig()
    rig.fault(kind, packs=1)
    rig.link.say(0, PrintDone(1))
    rig.link.say(0, PrintDone(2))
    rig.engine.run_to(10_000)
    assert rig.records[1:] == [
        WireNoted(0, NAME, "link", "not applicable", f"{kind} acts on bytes, and a direct link has none"),
        Delivered(5_000, NAME, 0, PrintDone(1)), Delivered(5_000, NAME, 0, PrintDone(2))]
    assert rig.faults.active(kind) == (1,)


def test_a_fault_on_bytes_does_not_hide_one_on_messages():
    """Both active, the one on messages strikes."""
    rig = Rig()
    rig.fault("garbage")
    rig.fault("drop")
    rig.link.say(0, PrintDone(1))
    rig.engine.run_to(10_000)
    assert [type(record) for record in rig.records[2:]] == [WireNoted, FaultStruck, Dropped]


def test_where_the_link_has_a_wire_the_wire_does_it():
    """Whoever listens to the faults of the link carries them out: the link says nothing."""
    rig = Rig()
    rig.faults.listen(NAME, lambda _t, _fault: None, lambda _t, _fault: None)
    rig.fault("late")
    rig.link.say(0, PrintDone(1))
    rig.engine.run_to(10_000)
    assert rig.records[1:] == [Delivered(5_000, NAME, 0, PrintDone(1))]
