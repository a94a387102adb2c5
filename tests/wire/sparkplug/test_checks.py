"""The checks: a right node passes, every planted defect is found by its clause, and so is each single mistake."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linebench.wire.mqtt.values import Message
from linebench.wire.sparkplug.checks import Conformance
from linebench.wire.sparkplug.codec import decode, encode
from linebench.wire.sparkplug.mutants import MUTANTS
from linebench.wire.sparkplug.values import Held, Metric, Properties
from tests.wire.sparkplug.kit import GOOD, STATE, S, Site, point


def life(mutant=""):
    """All that happens to a node: data over the turn of the sequence, births on request, deaths of every kind."""
    site = Site(mutant)
    site.dial(0)
    for n in range(300):
        site.show(n, point(GOOD, n + 1, n), point(STATE, str(n), n, "line-2"))
    site.show(S, point("order/begun", S, S), point("rate", 3.5, S))
    site.perform(site.node.device("line-2", S, here=False), S)
    site.perform(site.node.device("line-2", S, here=True), S)
    site.ask_birth(2 * S)
    site.show(20 * S, point(GOOD, 1, 20 * S))
    site.drop(21 * S)
    site.show(22 * S, point(GOOD, 2, 22 * S))
    site.dial(23 * S)
    site.end(24 * S)
    site.dial(25 * S)
    site.conformance.ended(60 * S)
    return site


def test_a_right_node_passes():
    """Nothing is found in a whole life of our own node."""
    assert life().conformance.findings == []


@pytest.mark.parametrize("name", [name for name in MUTANTS if name != "death-kept"])
def test_each_defect_is_found_by_its_clause(name):
    """The clause that a planted defect declares is among those found."""
    assert MUTANTS[name].breaks in life(name).clauses


def test_a_kept_death_is_found_by_who_comes_later():
    """The broker hands on what it kept with the mark that it was kept; live copies have none."""
    site = life("death-kept")
    kept = next(message for message in site.said if message.retain)
    conformance = Conformance()
    conformance.heard(kept, 0)
    assert {finding.clause for finding in conformance.findings} == {MUTANTS["death-kept"].breaks}


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(["show", "birth", "drop", "end", "gone", "here"]), max_size=25))
def test_whatever_happens_a_right_node_passes(acts):
    """Any order of data, requests, losses and returns."""
    site, up = Site(), True
    site.dial(0)
    for n, act in enumerate(acts, 1):
        t = n * S
        if act in ("drop", "end") and up:
            (site.drop if act == "drop" else site.end)(t)
            site.dial(t)
        elif act == "show":
            site.show(t, point(GOOD, n, t), point(STATE, f"{n}", t, "line-2"), point("backlog", n, t, ""))
        elif act == "birth":
            site.ask_birth(t)
        else:
            site.perform(site.node.device("line-2", t, here=act == "here"), t)
    site.conformance.ended(10**9)
    assert site.conformance.findings == []


def _born():
    site = Site()
    site.dial(0)
    site.show(S, point(GOOD, 1, S))
    return site.said


def _changed(message, **changes):
    payload = msgspec.structs.replace(decode(message.payload), **changes)
    return msgspec.structs.replace(message, payload=encode(payload))


def _metric(message, at, **changes):
    metrics = list(decode(message.payload).metrics)
    metrics[at] = msgspec.structs.replace(metrics[at], **changes)
    return _changed(message, metrics=tuple(metrics))


NBIRTH, DBIRTH, OTHER, DDATA = range(4)
MISTAKES = {
    "topics-nbirth-mqtt": (NBIRTH, lambda m: msgspec.structs.replace(m, qos=1)),
    "topics-ddata-mqtt": (DDATA, lambda m: msgspec.structs.replace(m, qos=2)),
    "payloads-nbirth-timestamp": (NBIRTH, lambda m: _changed(m, timestamp=None)),
    "payloads-ddata-timestamp": (DDATA, lambda m: _changed(m, timestamp=None)),
    "payloads-sequence-num-always-included": (DDATA, lambda m: _changed(m, seq=None)),
    "topics-nbirth-seq-num": (NBIRTH, lambda m: _changed(m, seq=3)),
    "payloads-sequence-num-incrementing": (DDATA, lambda m: _changed(m, seq=9)),
    "payloads-name-requirement": (DBIRTH, lambda m: _metric(m, 1, name=None)),
    "payloads-metric-datatype-req": (DBIRTH, lambda m: _metric(m, 1, datatype=None)),
    "payloads-metric-datatype-value": (DBIRTH, lambda m: _metric(m, 1, datatype=77)),
    "topics-dbirth-metrics": (DBIRTH, lambda m: _metric(m, 1, is_null=False)),
    "payloads-name-birth-data-requirement": (DDATA, lambda m: _metric(m, 0, timestamp=None)),
    "payloads-metric-datatype-value-type": (NBIRTH, lambda m: _metric(m, 3, value=Held("string", "0"))),
    "payloads-metric-datatype-not-req": (DDATA, lambda m: _metric(m, 0, datatype=4)),
    "payloads-propertyset-keys-array-size": (DBIRTH, lambda m: _metric(m, 0, properties=Properties(("a",), ()))),
    "topics-nbirth-bdseq-included": (NBIRTH, lambda m: _metric(m, 0, name="session")),
    "message-flow-edge-node-birth-publish-nbirth-payload-bdSeq": (NBIRTH, lambda m: _metric(m, 0, datatype=8)),
    "topics-nbirth-rebirth-metric": (NBIRTH, lambda m: _metric(m, 1, value=Held("boolean", content=True))),
    "operational-behavior-data-commands-rebirth-name-aliases": (NBIRTH, lambda m: _metric(m, 1, alias=99)),
    "topics-dbirth-metric-reqs": (DDATA, lambda m: _metric(m, 0, alias=77)),
    "payloads-alias-uniqueness": (DBIRTH, lambda m: _metric(m, 1, alias=1)),
    "payloads-alias-data-cmd-requirement": (DDATA, lambda m: _metric(m, 0, alias=None, name="packs/good")),
    "case-sensitivity-metric-names": (DBIRTH, lambda m: _metric(m, 1, name="Packs/Good")),
    "payloads-ddata-order": (DDATA, lambda m: msgspec.structs.replace(m, topic=f"{m.topic}x")),
    "topic-structure": (DDATA, lambda m: msgspec.structs.replace(m, topic="spBv1.0/plant/DDATA/site")),
    "message-flow-edge-node-birth-publish-nbirth-payload": (
        NBIRTH, lambda m: msgspec.structs.replace(m, payload=b"\x08")),
}


@pytest.mark.parametrize("clause", MISTAKES)
def test_a_single_mistake_is_found(clause):
    """One message of a right node is changed: what is found there is that clause and no other."""
    at, change = MISTAKES[clause]
    conformance = Conformance()
    found = [conformance.heard(change(message) if n == at else message, n) for n, message in enumerate(_born())]
    assert [each.clause for each in found[at]] == [f"tck-id-{clause}"]


def test_mistakes_of_deaths():
    """A number in a death, more than its bdSeq, none, and the wrong one."""
    site = Site()
    death = site.node.will(0)
    more = (*decode(death.payload).metrics, Metric(name="x", timestamp=1, value=Held("int", 1)))
    for change, clause in (({"seq": 1}, "payloads-ndeath-seq"), ({"metrics": more}, "topics-ndeath-payload"),
                           ({"metrics": ()}, "payloads-ndeath-bdseq")):
        (finding,) = Conformance().heard(_changed(death, **change), 0)
        assert finding.clause == f"tck-id-{clause}"


def test_data_of_the_dead_are_found():
    """Behind the node's death nothing may come but its birth."""
    site = Site()
    site.dial(0)
    (data,) = site.node.show([point(GOOD, 1, S)], S)
    (node_data,) = site.node.show([point("backlog", 1, S, "")], S)
    site.drop(2 * S)
    assert [site.conformance.heard(each, 3 * S)[0].clause for each in (data, node_data)] == [
        "tck-id-message-flow-device-birth-publish-nbirth-wait", "tck-id-payloads-ndata-order"]


def test_a_will_that_comes_late_is_right():
    """A client takes its own place before the broker noticed: the older will comes behind the younger birth."""
    site = Site()
    site.dial(0)
    older = site._will
    site.node.lost(S)
    site.dial(S)
    site.publish(older, 2 * S)
    site.drop(3 * S)
    assert site.conformance.findings == []


def test_what_was_said_before_the_first_birth_is_not_judged():
    """Who comes late cannot know what was born: data, and deaths, of a node not heard to be born."""
    conformance = Conformance()
    *_, data = _born()
    assert conformance.heard(data, 0) == ()
    assert conformance.heard(Site().node.will(0), 1) == ()
    assert conformance.heard(Message("plant/line-1/state", b"{}"), 2) == ()


def test_a_finding_reads_as_one_line():
    """Topic, what was found, what was expected, clause."""
    conformance = Conformance()
    messages = _born()
    for message in messages[:3]:
        conformance.heard(message, 0)
    (finding,) = conformance.heard(_changed(messages[3], seq=7), 0)
    assert str(finding) == ("spBv1.0/plant/DDATA/site/line-1: found seq 7 after 2; expected 3 "
                            "(tck-id-payloads-sequence-num-incrementing)")


def test_the_state_of_a_host_is_judged_too():
    """It has to be JSON with two values."""
    (finding,) = Conformance().heard(Message("spBv1.0/STATE/scada", b"ONLINE", 1, retain=True), 0)
    assert finding.clause == "tck-id-host-topic-phid-birth-payload"
    assert Conformance().heard(Message("spBv1.0/STATE/scada", b'{"online":true,"timestamp":1}', 1), 0) == ()
