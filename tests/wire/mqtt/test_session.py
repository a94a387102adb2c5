"""A party and its broker over real sockets: wills, lost connections, a broker that comes again, refusals."""

from linebench.ports.dashboard import Gauge, Point
from linebench.wire.mqtt.values import Message
from linebench.wire.sparkplug.checks import Conformance
from linebench.wire.sparkplug.codec import decode
from linebench.wire.sparkplug.known import session_of
from linebench.wire.sparkplug.node import EdgeNode, NodeConfig
from tests.wire.mqtt.broker import broker
from tests.wire.mqtt.certificate import certificate
from tests.wire.mqtt.kit import Listener, session, until

GOOD = Gauge("packs/good", "count")
BOARD = {"line-1": (GOOD,)}


def node(**config):
    return EdgeNode(NodeConfig(group="plant", node="site", **config), BOARD)


def sessions_of(listener, kind):
    return [session_of(decode(message.payload)) for message in listener.messages if f"/{kind}/" in message.topic]


def show(edge, value):
    return lambda t: edge.show([Point("line-1", "packs/good", value, t)], t)


def findings(listener):
    conformance = Conformance(by_qos=False)  # this broker raises it to that of the listener
    for n, message in enumerate(listener.messages):
        conformance.heard(message, n)
    return [str(finding) for finding in conformance.findings]


def test_a_node_is_born_tells_and_says_good_bye():
    """Births, data and the death of who leaves in order, all over a broker of others; nothing is found wrong."""
    with broker() as at, session(at, listener := Listener("spBv1.0/#")):
        listener.wait(lambda it: it.connections)
        edge = node()
        with session(at, edge) as site:
            listener.wait(lambda it: len(it.messages) == 2)
            site.post(show(edge, 7))
            listener.wait(lambda it: len(it.messages) == 3)
        listener.wait(lambda it: len(it.messages) == 4)
    assert [topic.split("/")[2] for topic in listener.topics()] == ["NBIRTH", "DBIRTH", "DDATA", "NDEATH"]
    assert findings(listener) == []


def test_the_will_arrives_when_the_power_goes_and_the_next_session_counts_on():
    """The connection is broken off without a word: the broker publishes the will; back, bdSeq is one more."""
    with broker() as at, session(at, listener := Listener("spBv1.0/#")):
        listener.wait(lambda it: it.connections)
        with session(at, node()) as site:
            listener.wait(lambda it: sessions_of(it, "NBIRTH") == [0])
            site.power(on=False)
            listener.wait(lambda it: sessions_of(it, "NDEATH") == [0])
            site.power(on=True)
            listener.wait(lambda it: sessions_of(it, "NBIRTH") == [0, 1])
    assert findings(listener) == []


def test_a_lost_connection_is_dialled_again_with_a_will_of_its_own():
    """The network breaks: each connection has its own bdSeq, in will and birth, and what happened is told."""
    with broker() as at, session(at, listener := Listener("spBv1.0/#"), again_s=0.01):
        listener.wait(lambda it: it.connections)
        with session(at, node(), again_s=0.3):
            listener.wait(lambda it: sessions_of(it, "NBIRTH") == [0])
            for n in (1, 2):
                at.kick()
                listener.wait(lambda it, n=n: it.connections == n + 1)
                listener.wait(lambda it, n=n: sessions_of(it, "NBIRTH") == list(range(n + 1)))


def test_a_broker_that_was_away_hears_a_birth():
    """The broker stops and comes again on its port: the node is born there, with the next bdSeq."""
    with broker() as at:
        edge = node()
        with session(at, listener := Listener("spBv1.0/#"), again_s=0.01):
            listener.wait(lambda it: it.connections)
            with session(at, edge, again_s=0.3) as site:
                listener.wait(lambda it: sessions_of(it, "NBIRTH") == [0])
                at.stop()
                until(lambda: " is lost" in site.notes[-1])
                site.post(show(edge, 3))
                at.start()
                listener.wait(lambda it: len(sessions_of(it, "NBIRTH")) > 1 and "DDATA" in it.topics()[-1])
    _, second = sessions_of(listener, "NBIRTH")
    assert second >= 1
    late = decode(listener.messages[-2 if "NDEATH" in listener.topics()[-1] else -1].payload).metrics
    assert [(metric.is_historical, metric.value.content) for metric in late] == [(True, 3)]


def test_a_broker_that_is_not_there_is_told_once():
    """Nobody listens: it is noted in words, once, and dialled on; ending needs no broker."""
    with broker() as at:
        at.stop()
        listener = Listener()
        with session(at, listener) as waiting:
            listener.wait(lambda it: waiting.notes)
            at.start()
            listener.wait(lambda it: it.connections)
    assert waiting.notes[0].startswith(f"mqtt://127.0.0.1:{at.port} is not reached: ")
    assert waiting.notes[1] == f"mqtt://127.0.0.1:{at.port} is connected"


def test_who_is_not_let_in_says_so_without_the_password(tmp_path):
    """The broker refuses: the note has its words, and the password stands nowhere."""
    (nobody := tmp_path / "users").write_text("", encoding="utf-8")
    with broker({"amqtt.plugins.authentication.FileAuthPlugin": {"password_file": str(nobody)}}) as at:
        listener = Listener()
        url = f"mqtt://line:Zirbe-418@127.0.0.1:{at.port}"
        with session(at, listener, url=url) as refused:
            listener.wait(lambda it: refused.notes)
    assert refused.notes == [f"mqtt://line@127.0.0.1:{at.port} refuses: Not authorized"]


def test_what_the_broker_keeps_is_marked():
    """A retained message comes to who is late, with its mark; live ones have none."""
    with broker() as at:
        listener, early = Listener("plant/#"), Listener("plant/#")
        with session(at, early):
            early.wait(lambda it: it.connections)
            early.messages.clear()
            with session(at, other := Listener("none")) as sender:
                other.wait(lambda it: it.connections)
                sender.post(lambda t: [Message("plant/state", b"1", 1, retain=True)])
                early.wait(lambda it: it.messages)
                with session(at, listener):
                    listener.wait(lambda it: it.messages)
    assert early.messages == [Message("plant/state", b"1", 1, retain=False)]
    assert {(message.payload, message.retain) for message in listener.messages} == {(b"1", True)}


def test_over_tls_the_broker_must_be_known(tmp_path):
    """With its certificate it is connected; without, it is told why not, and nothing is said to it."""
    pem, key = certificate(tmp_path)
    with broker(ssl=True, certfile=str(pem), keyfile=str(key)) as at:
        with session(at, known := Listener(), authorities=str(pem)):
            known.wait(lambda it: it.connections)
        with session(at, stranger := Listener()) as refused:
            stranger.wait(lambda it: refused.notes)
    assert "certificate verify failed" in refused.notes[0]
    assert stranger.connections == 0
