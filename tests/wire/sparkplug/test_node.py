"""The edge node: births, data, deaths, numbers and aliases, its primary host, and what it keeps meanwhile."""

import json

import pytest

from linebench.wire.mqtt.values import Hangup, Message, Subscribe
from linebench.wire.sparkplug.codec import encode
from linebench.wire.sparkplug.meaning import DataType
from linebench.wire.sparkplug.node import EdgeNode, NodeConfig
from linebench.wire.sparkplug.topics import TopicError, state_topic
from linebench.wire.sparkplug.values import Held, Metric, Payload, Properties, Property
from tests.wire.sparkplug.kit import BOARD, EPOCH_US, GOOD, STATE, S, Site, point


def test_a_birth_names_everything():
    """Node first, then each device, with name, alias, type, unit and value; what is not known is null."""
    site = Site()
    site.show(0, point(GOOD, 12, 5 * S))
    site.dial(6 * S)
    assert [message.topic for message in site.said] == [
        "spBv1.0/plant/NBIRTH/site", "spBv1.0/plant/DBIRTH/site/line-1", "spBv1.0/plant/DBIRTH/site/line-2",
        "spBv1.0/plant/DDATA/site/line-1"]
    ms, born = (EPOCH_US + 6 * S) // 1000, EPOCH_US // 1000
    unit = Properties(("engUnit",), (Property(12, value=Held("string", "packs")),))
    assert site.payload(0) == Payload(timestamp=ms, seq=0, metrics=(
        Metric(name="bdSeq", timestamp=ms, datatype=4, value=Held("long", 0)),
        Metric(name="Node Control/Rebirth", timestamp=ms, datatype=11, value=Held("boolean", content=False)),
        Metric(name="backlog", alias=1, timestamp=born, datatype=4, is_null=True),
        Metric(name="commands refused", alias=2, timestamp=born, datatype=4, value=Held("long", 0))))
    assert site.payload(1) == Payload(timestamp=ms, seq=1, metrics=(
        Metric(name="packs/good", alias=3, timestamp=born + 5000, datatype=4, properties=unit,
               value=Held("long", 12)),
        Metric(name="state", alias=4, timestamp=born, datatype=12, is_null=True),
        Metric(name="rate", alias=5, timestamp=born, datatype=10, is_null=True, properties=Properties(
            ("engUnit",), (Property(12, value=Held("string", "1/min")),))),
        Metric(name="order/begun", alias=6, timestamp=born, datatype=13, is_null=True)))


def test_the_will_names_the_birth():
    """Death: QoS 1, not kept, the bdSeq alone and no seq; each connection counts on."""
    node = EdgeNode(NodeConfig(group="plant", node="site", epoch_us=EPOCH_US), BOARD)
    wills = [node.will(S) for _ in range(258)]
    death = Payload(timestamp=EPOCH_US // 1000 + 1000, metrics=(
        Metric(name="bdSeq", timestamp=EPOCH_US // 1000 + 1000, datatype=4, value=Held("long", 255)),))
    assert wills[255] == Message("spBv1.0/plant/NDEATH/site", encode(death), qos=1, retain=False)
    assert wills[256] == wills[0] != wills[257]


def test_data_tell_what_has_changed_by_alias():
    """Only new values, with their own time, without name and type; the sequence goes on."""
    site = Site()
    site.dial(0)
    site.show(9 * S, point(GOOD, 1, 7 * S), point(GOOD, 2, 8 * S), point(STATE, "Execute", 8 * S, "line-2"))
    site.show(10 * S, point(GOOD, 2, 10 * S))
    ms = EPOCH_US // 1000
    assert site.kinds()[3:] == ["DDATA", "DDATA"]
    assert site.payload(3) == Payload(timestamp=ms + 9000, seq=3, metrics=(
        Metric(alias=3, timestamp=ms + 7000, value=Held("long", 1)),
        Metric(alias=3, timestamp=ms + 8000, value=Held("long", 2))))
    assert site.payload(4) == Payload(timestamp=ms + 9000, seq=4, metrics=(
        Metric(alias=8, timestamp=ms + 8000, value=Held("string", "Execute")),))


def test_a_value_that_goes_and_comes_back_is_told_in_full():
    """Gathered in one message or not: the last of them is what the host has to know."""
    site = Site()
    site.dial(0)
    site.show(S, point(GOOD, 0, S))
    site.show(4 * S, point(GOOD, 1, 2 * S), point(GOOD, 0, 3 * S))
    assert [metric.value.content for metric in site.payload().metrics] == [1, 0]


def test_without_aliases_data_go_by_name():
    """As the specification has it where no aliases are used."""
    site = Site(aliases=False)
    site.dial(0)
    site.show(S, point(GOOD, 1, S))
    assert site.payload().metrics == (Metric(name="packs/good", timestamp=EPOCH_US // 1000 + 1000,
                                             value=Held("long", 1)),)
    assert all(metric.alias is None for metric in site.payload(1).metrics)
    assert site.conformance.findings == []


def test_the_sequence_turns_at_255():
    """Three births and 300 data: 0 to 255 and on from 0, and a birth that is asked for begins at 0."""
    site = Site()
    site.dial(0)
    for n in range(300):
        site.show(n, point(GOOD, n + 1, n))
    assert [site.payload(at).seq for at in range(303)] == [n % 256 for n in range(303)]
    site.ask_birth(400)
    births = [site.payload(at) for at in range(-3, 0)]
    assert [birth.seq for birth in births] == [0, 1, 2]
    assert births[0].metrics[0].value == Held("long", 0)
    assert site.conformance.findings == []


def test_a_device_that_is_lost_dies_and_is_born_again():
    """Its data are silent meanwhile; the birth has the latest values."""
    site = Site()
    site.dial(0)
    site.perform(site.node.device("line-2", S, here=False), S)
    site.perform(site.node.device("line-2", S, here=False), S)
    site.show(2 * S, point(GOOD, 5, 2 * S, "line-2"))
    site.perform(site.node.device("line-2", 3 * S, here=True), 3 * S)
    assert site.kinds()[3:] == ["DDEATH", "DBIRTH"]
    assert site.payload().metrics[0].value == Held("long", 5)
    assert site.conformance.findings == []


def test_what_happens_while_nobody_can_be_told_is_told_later_as_historical():
    """The births have what holds now; what held before follows, each with its own time, at most what is kept."""
    site = Site(kept=2)
    site.dial(0)
    site.drop(S)
    for n in (1, 2, 3):
        site.show(n * S, point(GOOD, n, n * S))
    site.dial(5 * S)
    assert site.kinds()[4:] == ["NBIRTH", "DBIRTH", "DBIRTH", "DDATA"]
    ms = EPOCH_US // 1000
    assert site.payload() == Payload(timestamp=ms + 5000, seq=3, metrics=(
        Metric(alias=3, timestamp=ms + 2000, is_historical=True, value=Held("long", 2)),
        Metric(alias=3, timestamp=ms + 3000, is_historical=True, value=Held("long", 3))))
    assert site.conformance.findings == []


def _state(online, timestamp):
    return Message(state_topic("scada"), json.dumps({"online": online, "timestamp": timestamp}).encode())


def test_a_node_waits_for_its_primary_host():
    """No birth before that host is online; when it goes the node dies, hangs up and keeps what happens."""
    site = Site(host={}, kept=10)
    site.node = EdgeNode(NodeConfig(group="plant", node="site", host="scada", epoch_us=EPOCH_US), BOARD)
    site.dial(0)
    assert site.said == []
    for wrong in (_state(False, 5), Message(state_topic("scada"), b"?"), Message(state_topic("other"), b"{}")):
        site.command(wrong, S)
    assert site.node.online is False
    site.command(_state(True, 6), 2 * S)
    assert site.node.online is True
    site.command(_state(False, 5), 3 * S)
    assert site.node.online is True, "an older state says nothing"
    site.command(_state(False, 6), 4 * S)
    assert (site.node.online, site.hung_up) == (False, 1)
    site.show(5 * S, point(GOOD, 7, 5 * S))
    site.dial(6 * S)
    site.command(_state(True, 9), 7 * S)
    births = [message for message in site.said if "BIRTH" in message.topic]
    assert len(births) == 6
    assert site.payload().metrics == (Metric(alias=3, timestamp=EPOCH_US // 1000 + 5000, is_historical=True,
                                             value=Held("long", 7)),)


def test_a_node_listens_for_commands_before_it_is_born():
    """Its own commands, those of its devices and the state of its primary host, all with QoS 1."""
    node = EdgeNode(NodeConfig(group="plant", node="site", host="scada"), BOARD)
    node.will(0)
    assert list(node.connected(0)) == [
        Subscribe("spBv1.0/plant/NCMD/site", 1), Subscribe("spBv1.0/plant/DCMD/site/+", 1),
        Subscribe("spBv1.0/STATE/scada", 1)]


@pytest.mark.parametrize("topic", ["spBv1.0/plant/DCMD/site/line-1", "spBv1.0/plant/NCMD/site"])
def test_a_command_that_cannot_be_carried_out_is_counted(topic):
    """Nothing can be written from a dashboard: the node says how often somebody tried."""
    site = Site()
    site.dial(0)
    site.command(Message(topic, encode(Payload(timestamp=1, metrics=(
        Metric(name="packs/good", value=Held("long", 99)),)))), S)
    assert site.kinds()[-1] == "NDATA"
    assert site.payload().metrics == (Metric(alias=2, timestamp=EPOCH_US // 1000 + 1000, value=Held("long", 1)),)


@pytest.mark.parametrize("message", [
    Message("spBv1.0/plant/NCMD/site", b"\xff"), Message("spBv1.0/plant/NCMD/other", b""), Message("x", b""),
    Message("spBv1.0/plant/NDATA/site", b"")])
def test_what_is_no_command_is_passed_over(message):
    """Bytes that are no payload, commands to others, other topics."""
    site = Site()
    site.dial(0)
    assert list(site.node.received(message, S)) == []


def test_a_good_bye_is_a_death_and_then_nothing():
    """The death is published, since a broker does not publish the will of who says good-bye."""
    site = Site()
    site.dial(0)
    site.end(S)
    assert site.kinds()[-1] == "NDEATH"
    assert list(site.node.closing(2 * S)) == []
    assert Hangup() not in site.node.show([point(GOOD, 1, 3 * S)], 3 * S)


def test_names_that_cannot_be_are_refused():
    """Group, node and devices."""
    for config, board in (({"group": "a/b", "node": "n"}, BOARD), ({"group": "g", "node": ""}, BOARD),
                          ({"group": "g", "node": "n"}, {"line+1": (GOOD,)})):
        with pytest.raises(TopicError, match="expected at least one character"):
            EdgeNode(NodeConfig(**config), board)


def test_a_time_is_told_in_milliseconds_since_1970():
    """A gauge of a moment holds microseconds since t = 0."""
    site = Site()
    site.dial(0)
    site.show(9 * S, point("order/begun", 3 * S, 9 * S))
    assert site.payload().metrics[0].value == Held("long", EPOCH_US // 1000 + 3000)
    assert site.payload(1).metrics[3].datatype == DataType.DATETIME
