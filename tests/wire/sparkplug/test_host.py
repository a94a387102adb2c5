"""The host application: what it knows, what it finds missing, and whom it asks for a birth."""

import json

from linebench.wire.mqtt.values import Message, Subscribe
from linebench.wire.sparkplug.events import Born, Changed, Died, Gap, Unreadable, Who
from linebench.wire.sparkplug.host import HostApplication, HostConfig
from tests.wire.sparkplug.kit import EPOCH_US, GOOD, NODE, STATE, S, Site, point

LINE = Who("plant", "site", "line-1")
MS = EPOCH_US // 1000


def test_it_knows_what_the_node_shows():
    """Births and data, names resolved from aliases, units, times."""
    site = Site()
    site.dial(0)
    site.events.clear()
    site.show(4 * S, point(GOOD, 3, 3 * S), point(STATE, "Held", 4 * S))
    assert site.events == [Changed(LINE, "packs/good", 3, "packs", MS + 3000),
                           Changed(LINE, "state", "Held", "", MS + 4000)]
    known = site.host.nodes[NODE]
    assert known.here == {"": True, "line-1": True, "line-2": True}
    assert known.metrics["line-1", "packs/good"].value == 3


def test_deaths_make_stale():
    """Of a device it alone; of the node all; the death of an older session nothing."""
    site = Site()
    site.dial(0)
    older = site.node.will(0)  # the will that belongs to the next session
    site.publish(older, S)
    assert site.host.nodes[NODE].here[""] is True
    site.perform(site.node.device("line-1", S, here=False), S)
    assert site.host.nodes[NODE].here == {"": True, "line-1": False, "line-2": True}
    site.drop(2 * S)
    assert site.host.nodes[NODE].here == {"": False, "line-1": False, "line-2": False}
    assert site.events[-2:] == [Died(LINE), Died(NODE)]


def test_a_late_listener_asks_for_a_birth_once():
    """Data of a node that it never heard to be born: it asks, and knows everything afterwards."""
    site = Site(host={"asks": True})
    host, site.host = site.host, HostApplication(HostConfig(), lambda t, event: None)
    site.dial(0)
    site.host = host
    site.show(S, point(GOOD, 1, S))
    assert site.events[0] == Gap(NODE, "DDATA without a birth of the node", asked=True)
    assert Born(NODE, 4, 0) in site.events
    assert site.host.nodes[NODE].metrics["line-1", "packs/good"].value == 1
    assert site.conformance.findings == []


def test_a_gap_is_waited_for_and_then_asked_about():
    """A message is lost: what follows waits, and after a while the host asks for a birth."""
    site = Site(host={"asks": True})
    site.dial(0)
    (lost,) = site.node.show([point(GOOD, 1, S)], S)
    site.show(2 * S, point(GOOD, 2, 2 * S))
    assert site.timers == {"plant/site": 4 * S}
    assert site.host.nodes[NODE].metrics["line-1", "packs/good"].value is None
    site.events.clear()
    site.hosts(site.host.expire("plant/site", 4 * S), 4 * S)
    assert site.events[0] == Gap(NODE, "message 3 is missing", asked=True)
    assert site.host.nodes[NODE].metrics["line-1", "packs/good"].value == 2
    assert lost.topic.endswith("line-1")


def test_what_comes_late_closes_the_gap():
    """The message comes within the time that the host waits: both count, in their order, and nobody is asked."""
    site = Site(host={"asks": True})
    site.dial(0)
    (late,) = site.node.show([point(GOOD, 1, S)], S)
    site.show(2 * S, point(GOOD, 2, 2 * S))
    site.events.clear()
    site.hosts(site.host.received(late, 3 * S), 3 * S)
    assert [event.value for event in site.events] == [1, 2]
    assert site.timers == {}


def test_one_that_only_listens_asks_nobody():
    """It tells of the gap and goes on with what it has."""
    site = Site()
    site.dial(0)
    site.node.show([point(GOOD, 1, S)], S)
    site.show(2 * S, point(GOOD, 2, 2 * S))
    assert list(site.host.expire("plant/site", 4 * S)) == []
    assert Gap(NODE, "message 3 is missing", asked=False) in site.events
    site.show(5 * S, point(GOOD, 3, 5 * S))
    assert site.host.nodes[NODE].metrics["line-1", "packs/good"].value == 3


def test_what_cannot_be_read_is_told():
    """A topic that is none, and bytes that are no payload."""
    site = Site()
    for message in (Message("spBv1.0/x", b""), Message("spBv1.0/plant/NDATA/site", b"\x08")):
        assert list(site.host.received(message, 0)) == []
    assert site.events == [
        Unreadable("spBv1.0/x", "found topic 'spBv1.0/x'; expected spBv1.0/GROUP/KIND/NODE with kind NBIRTH, "
                   "NDEATH, NDATA, NCMD, or with /DEVICE behind it DBIRTH, DDEATH, DDATA, DCMD"),
        Unreadable("spBv1.0/plant/NDATA/site", "byte 1: found the end within a number; the payload ends early")]


def test_a_host_says_that_it_is_online():
    """Will and birth with the same time, QoS 1, kept; a foreign 'offline' in its name is put right."""
    host = HostApplication(HostConfig(host="scada", group="plant", epoch_us=EPOCH_US), lambda t, event: None)
    state = {"online": False, "timestamp": MS + 1000}
    will = host.will(S)
    assert (will.topic, json.loads(will.payload), will.qos, will.retain) == ("spBv1.0/STATE/scada", state, 1, True)
    *subscribed, birth = host.connected(2 * S)
    assert subscribed == [Subscribe("spBv1.0/plant/#", 1), Subscribe("spBv1.0/STATE/scada", 1)]
    assert json.loads(birth.payload) == {"online": True, "timestamp": MS + 1000}
    assert list(host.received(will, 3 * S)) == [birth]
    assert list(host.received(birth, 3 * S)) == []
    (death,) = host.closing(4 * S)
    assert json.loads(death.payload) == {"online": False, "timestamp": MS + 4000}


def test_one_without_an_id_says_nothing():
    """It has neither will nor state, and listens to all groups."""
    host = HostApplication(HostConfig(), lambda t, event: None)
    assert (host.will(0), list(host.connected(0)), list(host.closing(1))) == (
        None, [Subscribe("spBv1.0/#", 1)], [])


def test_who_is_lost_knows_nothing_any_more():
    """Without a connection to the broker nobody is known to be there."""
    site = Site()
    site.dial(0)
    site.host.lost(S)
    assert site.host.nodes == {}
