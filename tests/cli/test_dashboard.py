"""``linebench dashboard watch``: a site seen from outside, over a broker of others."""

import json
import re
import threading

from tests.wire.mqtt.broker import broker
from tests.wire.mqtt.kit import Listener, session
from tests.wire.mqtt.test_session import BOARD, show

from linebench.wire.mqtt.values import Message
from linebench.wire.sparkplug.mutants import MUTANTS
from linebench.wire.sparkplug.node import EdgeNode, NodeConfig

WATCH = ("dashboard", "watch", "--host", "ready")


def watched(linebench, at, *options, mutant=""):
    """What the command says of a node that comes as soon as the command listens, shows two values and goes."""
    done = []
    with session(at, listener := Listener("spBv1.0/#")):
        listener.wait(lambda it: it.connections)
        thread = threading.Thread(target=lambda: done.append(linebench(*WATCH, at.url, "--for", "2 s", *options)))
        thread.start()
        listener.wait(lambda it: "spBv1.0/STATE/ready" in it.topics())
        edge = EdgeNode(NodeConfig(group="plant", node="site"), BOARD,
                        MUTANTS[mutant].decisions() if mutant else None)
        with session(at, edge) as site:
            listener.wait(lambda it: any("DBIRTH" in topic for topic in it.topics()))
            for number in (7, 8):
                site.post(show(edge, number))
            listener.wait(lambda it: sum("DDATA" in topic for topic in it.topics()) == 2)
        thread.join()
    return done[0]


def test_what_a_site_publishes_is_told(linebench):
    """Births and deaths as they come, at the end a table with the latest values, which are stale by then."""
    with broker() as at:
        done = watched(linebench, at)
    lines = [re.sub(r"^\S+Z  ", "", line).rstrip() for line in done.out.splitlines() if line.strip()]
    assert lines[:3] == ["birth    plant/site with 3 metrics, bdSeq 0", "birth    plant/site/line-1 with 1 metric",
                         "death    plant/site"]
    (row,) = [line.split() for line in lines if "packs/good" in line]
    assert row[:4] == ["plant/site/line-1", "packs/good", "8", "(stale)"]
    assert lines[-1] == "0 findings"
    assert (done.code, done.err) == (0, f"mqtt://127.0.0.1:{at.port} is connected\n")


def test_for_a_machine_there_is_a_line_for_everything(linebench):
    """Values too; each is JSON with its time and what it is."""
    with broker() as at:
        done = watched(linebench, at, "--json")
    said = [json.loads(line) for line in done.out.splitlines()]
    assert [(each["type"], each["who"], each.get("value")) for each in said if each.get("name") != "bdSeq"][:1] == [
        ("birth", "plant/site", None)]
    assert [each["value"] for each in said if each.get("name") == "packs/good"] == [None, 7, 8]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", each["at"]) for each in said)


def test_a_node_that_breaks_a_rule_is_told_with_the_clause(linebench):
    """Exit code 1."""
    with broker() as at:
        done = watched(linebench, at, mutant="seq-stands")
    assert done.code == 1
    assert ("spBv1.0/plant/DBIRTH/site/line-1: found seq 0 after 0; expected 1 "
            "(tck-id-payloads-sequence-num-incrementing)") in done.out


def test_one_group_alone(linebench):
    """Nodes of others are not heard."""
    with broker() as at:
        done = watched(linebench, at, "--group", "elsewhere")
    assert (done.code, "birth" in done.out) == (0, False)


def test_a_kept_death_is_found(linebench):
    """The broker hands on to who comes later what it has kept."""
    with broker() as at:
        death = EdgeNode(NodeConfig(group="plant", node="site"), BOARD).will(0)
        with session(at, sender := Listener("none")) as made, session(at, heard := Listener("spBv1.0/#")):
            sender.wait(lambda it: it.connections)
            heard.wait(lambda it: it.connections)
            made.post(lambda t: [Message(death.topic, death.payload, 1, retain=True)])
            heard.wait(lambda it: it.messages)
        done = linebench("dashboard", "watch", at.url, "--for", "500 ms")
    assert done.code == 1
    assert "found a message that the broker keeps; expected retain = false" in done.out


def test_a_broker_that_is_not_there(linebench):
    """One message, exit code 3, no traceback."""
    with broker() as at:
        at.stop()
        done = linebench("dashboard", "watch", at.url, "--for", "300 ms")
    assert done.code == 3
    assert done.err.splitlines()[-1].startswith(f"linebench: mqtt://127.0.0.1:{at.port} is not reached: ")
    assert done.err.splitlines()[-1].endswith("; nothing was heard")


def test_bad_input(linebench):
    """Exit code 2: no URL, another machine, no time."""
    for words, message in (("http://x", "URL: found 'http://x'; expected mqtt://127.0.0.1:1883, or mqtts://"),
                           ("mqtt://10.1.2.3", "URL: 10.1.2.3:1883 is not on this machine; use 127.0.0.1"),
                           ("mqtt://127.0.0.1 --for soon", "--for: ")):
        done = linebench("dashboard", "watch", *words.split())
        assert (done.code, done.err.startswith(f"linebench: {message}")) == (2, True), done.err
