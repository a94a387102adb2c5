"""A world in real time, with its dashboard at a broker of others."""

import json

import pytest

from linebench.bench import Bench
from linebench.content import Content, library
from linebench.dashboards.overheard import Overheard
from linebench.line.kinds import KINDS
from linebench.records.wire import WireNoted
from linebench.scenario.load import load
from linebench.wire.mqtt.address import BrokerAddress
from linebench.wire.mqtt.session import SessionConfig
from linebench.wire.sparkplug.checks import Conformance
from linebench.wire.sparkplug.events import Who
from linebench.wire.sparkplug.host import HostApplication, HostConfig, rebirth_request
from linebench.wire.sparkplug.node import EdgeNode, NodeConfig
from tests.dashboards.kit import bench
from tests.dashboards.test_dashboards import NODE
from tests.wire.mqtt.broker import broker
from tests.wire.mqtt.kit import Listener, session, until
from tests.wire.mqtt.test_session import BOARD

STACK = """id = "real"
[[seat]]
id = "l1"
process = true
[[dashboard]]
id = "plant"
url = "{url}"
every = "100 ms"
"""


def world(folder, url, pace="real"):
    file = folder / "stack.toml"
    file.write_text(STACK.format(url=url), encoding="utf-8")
    return load("carton-line", Content((library(),)), KINDS, stack=str(file), settings={"pace": pace}).scenario


def test_a_line_in_real_time_shows_itself_at_a_broker(tmp_path):
    """Births, data, power and good-bye over sockets: a host knows the order, and the checks find nothing."""
    conformance = Conformance(by_qos=False)
    host = HostApplication(HostConfig(), lambda t, event: None)

    def hear(listener):
        for message in listener.messages[len(heard):]:
            heard.append(message)
            host.received(message, 0)
            conformance.heard(message, 0)
        known = host.nodes.get(NODE)
        return {} if known is None or not known.here[""] else known.metrics

    heard = []
    with broker() as at, session(at, listener := Listener("spBv1.0/#")):
        listener.wait(lambda it: it.connections)
        bench = Bench(world(tmp_path, at.url), seed=1)
        try:
            listener.wait(lambda it: ("carton", "state") in hear(it))
            bench.hand("clear_line")
            for action, subject in (("confirm_clearance", ""), ("start_batch", "PO-1001")):
                bench.ask(action, subject)
                bench.advance(None, 400_000)
            listener.wait(lambda it: hear(it)["carton", "order/number"].value == "PO-1001")
        finally:
            bench.abandon()
        listener.wait(lambda it: not hear(it))
    assert conformance.findings == []
    assert heard[-1].topic == "spBv1.0/linebench/NDEATH/site"


def test_what_became_of_connections_stands_in_the_journal(tmp_path):
    """A broker that is not there: the attempt goes on, and its journal says so without a password."""
    with broker() as at:
        at.stop()
        bench = Bench(world(tmp_path, at.url.replace("//", "//line:Zirbe-418@"), "real:20"), seed=1)
        bench.advance(None, 200_000)
        bench.close()
        (note,) = [record for record in bench.records
                   if isinstance(record, WireNoted) and record.link == "dashboard-plant"]
    assert (note.end, note.what) == ("host", "broker")
    assert note.detail.startswith(f"mqtt://line@127.0.0.1:{at.port} is not reached: ")


def test_who_is_not_ours_is_overheard(tmp_path):
    """A foreign node at a broker: what it publishes is kept, a host's wish reaches it."""
    edge = EdgeNode(NodeConfig(group="plant", node="site"), BOARD)
    births = ["spBv1.0/plant/NBIRTH/site", "spBv1.0/plant/DBIRTH/site/line-1"]
    with broker() as at, session(at, watching := Listener("spBv1.0/#")):
        watching.wait(lambda it: it.connections)
        notes = []
        heard = Overheard("plant", SessionConfig(broker=BrokerAddress.parse("broker", at.url)), 1,
                          lambda t, text: (notes.append(text), watching.poke()), file=tmp_path / "heard.jsonl")
        heard.start(0)
        watching.wait(lambda it: notes)
        heard.said(rebirth_request(Who("plant", "nobody"), 0, 0), 0)  # it comes back over the broker
        watching.wait(lambda it: it.messages)
        with session(at, edge):
            watching.wait(lambda it: it.topics()[1:] == births)
            heard.said(rebirth_request(Who("plant", "site"), 0, 0), 0)
            watching.wait(lambda it: it.topics()[3:] == ["spBv1.0/plant/NCMD/site", *births])
        watching.wait(lambda it: "NDEATH" in it.topics()[-1])
        until(lambda: len(heard.messages) == len(watching.messages))
        heard.close(0)
    assert [message.topic for _, message in heard.messages] == watching.topics()
    lines = [json.loads(line) for line in (tmp_path / "heard.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["topic"] for line in lines] == watching.topics()
    for act in (heard.breaks, heard.returns):
        with pytest.raises(LookupError, match="not the bench's"):
            act(0)


def test_a_foreign_dashboard_needs_real_time(tmp_path):
    """Where time is simulated nobody foreign can be heard, and the world has no such dashboard."""
    made = bench(tmp_path, '[[dashboard]]\nid = "theirs"\nnature = "real"\nurl = "mqtt://127.0.0.1:1"\n')
    made.abandon()
    assert (made.showing.heard, made.captured) == ({}, ())
