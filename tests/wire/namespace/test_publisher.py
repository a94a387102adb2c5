"""The unified namespace: topics from a template, retained JSON, status with will, and what cannot be."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.ports.dashboard import Gauge, Point
from linebench.wire.mqtt.values import Message
from linebench.wire.namespace.publisher import NamespaceConfig, NamespaceError, NamespacePublisher

S = 1_000_000
EPOCH_US = 1_767_592_800_000_000
BOARD = {"": (Gauge("backlog", "count"),),
         "line-1": (Gauge("rate", "real", "1/min"), Gauge("state", "text"), Gauge("since", "time"))}


def publisher(**config):
    return NamespacePublisher(NamespaceConfig(epoch_us=EPOCH_US, **config), BOARD)


def online(**config):
    made = publisher(**config)
    made.will(0)
    made.connected(0)
    return made


def test_a_value_is_retained_json_under_its_place():
    """Value, unit where there is one, and the time of the value; a time is text as well."""
    made = online(enterprise="acme", site="linz", area="packing")
    points = [Point("line-1", "rate", 312.5, 2 * S), Point("line-1", "since", S, 2 * S),
              Point("", "backlog", 3, 2 * S)]
    assert list(made.show(points, 9 * S)) == [
        Message("acme/linz/packing/line-1/rate",
                b'{"value":312.5,"unit":"1/min","timestamp":"2026-01-05T06:00:02.000000Z"}', 1, retain=True),
        Message("acme/linz/packing/line-1/since",
                b'{"value":"2026-01-05T06:00:01.000000Z","timestamp":"2026-01-05T06:00:02.000000Z"}', 1,
                retain=True),
        Message("acme/linz/packing/backlog",
                b'{"value":3,"timestamp":"2026-01-05T06:00:02.000000Z"}', 1, retain=True)]


def test_only_news_is_published_and_the_last_word_counts():
    """The same value again is silent; one that goes and comes back is told twice."""
    made = online()
    assert len(made.show([Point("line-1", "state", "Execute", S)], S)) == 1
    assert made.show([Point("line-1", "state", "Execute", 2 * S)], 2 * S) == []
    back = made.show([Point("line-1", "state", "Held", 3 * S), Point("line-1", "state", "Execute", 4 * S)], 4 * S)
    assert [json.loads(message.payload)["value"] for message in back] == ["Held", "Execute"]


def test_who_connects_finds_everything():
    """Status of the site and of each line, and each value as it is, also what changed meanwhile."""
    made = online()
    made.lost(S)
    assert made.show([Point("line-1", "state", "Held", 2 * S)], 2 * S) == ()
    made.will(3 * S)
    assert [(message.topic, json.loads(message.payload).get("value", json.loads(message.payload).get("online")))
            for message in made.connected(3 * S)] == [
        ("enterprise/site/status", True), ("enterprise/site/line-1/status", True),
        ("enterprise/site/line-1/state", "Held")]


def test_the_will_says_that_nothing_holds_any_more():
    """Will and good-bye are the same but for their time; a lost line says so itself."""
    made = online()
    gone = Message("enterprise/site/status", b'{"online":false,"timestamp":"2026-01-05T06:00:05.000000Z"}', 1,
                   retain=True)
    assert made.will(5 * S) == gone
    assert list(made.closing(5 * S)) == [gone]
    assert list(made.device("line-1", 6 * S, here=False)) == [Message(
        "enterprise/site/line-1/status", b'{"online":false,"timestamp":"2026-01-05T06:00:06.000000Z"}', 1,
        retain=True)]
    assert made.device("line-1", 7 * S, here=False) == ()


def test_topics_are_a_template():
    """Any order and fixed parts; QoS as set."""
    made = online(topic="uns/v1/{site}/{line}/{name}", qos=0)
    (message,) = made.show([Point("line-1", "rate", 1.0, 0)], 0)
    assert (message.topic, message.qos) == ("uns/v1/site/line-1/rate", 0)


@pytest.mark.parametrize(("topic", "message"), [
    ("{plant}/{name}", "expected a template with the places enterprise, site, area, line, name"),
    ("{line", "expected a template with the places"), ("{0}", "expected a template with the places"),
("{site}/{line}", "several values have the same topic"),
    ("{site}/#/{line}/{name}", "expected a topic without"), ("", "expected a topic without")])
def test_templates_that_cannot_be(topic, message):
    """What was found and what a template is."""
    with pytest.raises(NamespaceError, match=message):
        publisher(topic=topic)


values = st.one_of(st.none(), st.integers(-2**53, 2**53), st.floats(allow_nan=False, allow_infinity=False),
                   st.booleans(), st.text(max_size=10))


@given(values)
def test_every_value_comes_back_from_its_json(value):
    """Of any kind, as strict JSON in UTF-8."""
    made = online()
    (message,) = made.show([Point("line-1", "state", value, 0)], 0)
    assert json.loads(message.payload.decode("utf-8"))["value"] == value


def test_it_listens_to_nobody():
    """Messages and timers are passed over."""
    made = online()
    assert (made.received(Message("enterprise/site/line-1/state", b"{}"), 0), made.expire("x", 0)) == ((), ())
