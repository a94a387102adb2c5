"""``linebench serve`` and ``linebench stack`` as two people in two shells use them."""

import json
import socket
from contextlib import ExitStack

import pytest
from tests.served import served as serving

NATIVE = 'id = "open"\n[[seat]]\nid = "l2"\nnature = "real"\n'


@pytest.fixture
def served(tmp_path):
    """Start ``serve`` with these words and read its document; what is left of it is ended."""
    with ExitStack() as running:
        def start(*words):
            process, text = running.enter_context(serving(tmp_path, *words))
            return process, json.loads(text)

        yield start


def test_a_stack_in_another_shell_runs_the_line(served, linebench, tmp_path):
    """The document of ``serve`` is all that ``stack`` needs: packs are fed, and both end as told."""
    process, document = served("--start", "--for", "64 s", "--set", "pace=real:4")
    endpoints = tmp_path / "endpoints.json"
    endpoints.write_text(json.dumps(document), encoding="utf-8")
    done = linebench("stack", "carton-line", "--endpoints", endpoints, "--for", "40 s")
    assert (done.code, done.out, done.err) == (0, "", "")
    _, said = process.communicate(timeout=60)
    assert process.returncode == 0
    packs = int(said.partition(" packs were fed")[0])
    assert packs >= 10


def test_the_document_names_every_peer_with_its_ports(served):
    """One endpoint for each peer of L2; the PLC's tags on three protocols at once."""
    _, document = served("--for", "60 s")
    assert (document["scenario"], document["pace"], document["epoch"]) == (
        "carton-line", "real", "2026-01-05T06:00:00Z")
    by_seat = {each["seat"]: each for each in document["endpoints"]}
    assert list(by_seat) == ["printer", "camera", "l1", "packer", "palletizer", "l3", "hmi"]
    assert (by_seat["printer"]["device"], by_seat["printer"]["dialect"]) == ("printer-1", "codenet")
    assert list(by_seat["l1"]["ports"]) == ["modbus", "s7", "opcua"]
    assert by_seat["packer"]["ports"] == {
        name: each["port"] for name, each in by_seat["packer"]["channels"].items()}
    assert list(by_seat["packer"]["channels"]) == ["contents", "printer", "label", "control"]
    ports = [port for each in document["endpoints"] for port in each["ports"].values()]
    assert len(set(ports)) == len(ports)
    for port in ports:
        socket.create_connection(("127.0.0.1", port)).close()


def test_a_port_in_use_is_one_sentence(linebench, tmp_path):
    """Where, what, and what to do; exit 2."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        stack = tmp_path / "taken.toml"
        stack.write_text(f'{NATIVE}[[wire]]\nid = "l2-printer"\ndialect = "codenet"\nport = {port}\n', "utf-8")
        done = linebench("serve", "carton-line", "--stack", stack, "--for", "1 s")
    assert (done.code, done.out) == (2, "")
    assert done.err.count("\n") == 1
    assert "l2-printer" in done.err
    assert str(port) in done.err


@pytest.mark.parametrize(("wire", "named"), [
    ('id = "l2-printer"\ndialect = "codenett"', "codenett"),
    ('id = "l2-printer"\ndialect = "codenet"\nprofile = "b300"', "b300"),
    ('id = "l2-printer"\ndialect = "codenet"\noptions = { depht = "3" }', "depht"),
    ('id = "l2-l1"\ndialect = "profinet"', "profinet"),
    ('id = "l2-printer"\nport = 70000', "70000"),
    ('id = "l2-toaster"', "l2-toaster"),
    ('id = "l1-io"', "l1"),
    ('id = "l2-printer"\nhost = "192.0.2.1"', "192.0.2.1"),
])
def test_a_wrong_wire_is_one_sentence(linebench, tmp_path, wire, named):
    """A mistake in a stack file names what was found; exit 2, no traceback, and never another machine's address."""
    stack = tmp_path / "wrong.toml"
    stack.write_text(f"{NATIVE}[[wire]]\n{wire}\n", "utf-8")
    done = linebench("serve", "carton-line", "--stack", stack, "--for", "1 s")
    assert (done.code, done.out) == (2, "")
    assert named in done.err
    assert "Traceback" not in done.err


def test_a_stack_without_wires_is_refused(linebench):
    """Serving needs somebody who is not in the bench."""
    done = linebench("serve", "carton-line", "--stack", "stacks/emulated.toml")
    assert done.code == 2
    assert "[[seat]]" in done.err


@pytest.mark.parametrize(("text", "named"), [
    ("nothing of the sort", "nothing.json"),
    ('{"scenario": "x", "epoch": "y", "pace": "real", "endpoints": []}', "none"),
])
def test_endpoints_that_are_none_are_one_sentence(linebench, tmp_path, text, named):
    """A file that ``serve`` did not print is named with what was expected."""
    file = tmp_path / "nothing.json"
    file.write_text(text, "utf-8")
    done = linebench("stack", "carton-line", "--endpoints", file, "--level", "l2", "--for", "1 s")
    assert done.code == 2
    assert named in done.err


def test_an_endpoint_nobody_serves_is_dialled_until_the_end(linebench, tmp_path):
    """A level whose peers are not there goes on trying; stopping it is no error."""
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    one = {"level": "l2", "seat": "hmi", "device": "hmi", "dialect": "native", "host": "127.0.0.1", "port": port}
    document = {"scenario": "x", "epoch": "2026-01-05T06:00:00Z", "pace": "real:10", "endpoints": [one]}
    file = tmp_path / "one.json"
    file.write_text(json.dumps(document), "utf-8")
    done = linebench("stack", "carton-line", "--endpoints", file, "--for", "5 s")
    assert (done.code, done.out, done.err) == (0, "", "")


def test_a_device_on_another_machine_is_dialled_only_when_told(linebench, tmp_path):
    """An endpoint written into the document by hand needs --real."""
    one = {"level": "l2", "seat": "hmi", "device": "hmi", "dialect": "native", "host": "192.0.2.1", "port": 9}
    document = {"scenario": "x", "epoch": "2026-01-05T06:00:00Z", "pace": "real:10", "endpoints": [one]}
    file = tmp_path / "one.json"
    file.write_text(json.dumps(document), "utf-8")
    refused = linebench("stack", "carton-line", "--endpoints", file, "--for", "1 s")
    assert refused.code == 2
    assert "192.0.2.1" in refused.err
