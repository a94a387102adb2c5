"""The rows of IQ-004 fail where nobody answers, a certificate is old or none, or a clock is off."""

import contextlib
import datetime as dt
import socket
import struct
import threading

import pytest

from linebench.bdd import networked
from tests.inventory.site import CONFIRMED, DENIED, executed, written
from tests.inventory.tls import server_of_tls

STACK = """
id = "our-repository"
enterprise = "emulated"
[[seat]]
id = "l4"
nature = "real"
[[wire]]
id = "l4-l3"
dialect = "epcis"
host = "127.0.0.1"
port = {port}
dials = true
[[action]]
id = "read_version"
by = "http"
options = {{ url = "https://127.0.0.1:{port}/version" }}
[allow]
gtins = ["09501101530003", "09501101530010"]
sscc_prefixes = ["39501101", "59501101", "69501101"]
endpoints = ["127.0.0.1:*"]
"""
GIVEN = 'title = "Line 4"\nrevision = "2"\ntime_server = "{server}"\nclock_source = "{source}"\n'
SYNCED, UNTOLD, ADRIFT = ("chrony", "synchronised"), ("unknown", "unknown"), ("chrony", "not synchronised")


def network(tmp_path, row, port):
    result, rows = executed(tmp_path, "IQ-004", row, stack=STACK.format(port=port), world="carton-enterprise")
    return result.verdict, [(expected, actual) for expected, actual, met in rows if not met]


@pytest.mark.parametrize("listens", [True, False])
def test_an_endpoint_where_nobody_answers_fails(tmp_path, listens):
    """Its address stands beside what happened."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        if not listens:
            server.close()
        verdict, unmet = network(tmp_path, "endpoints", port)
    assert verdict == ("pass" if listens else "fail")
    assert [expected for expected, _ in unmet] == ([] if listens else [f"l4-l3 at 127.0.0.1:{port} takes a call"])
    assert all(actual.startswith("nobody answers: ") for _, actual in unmet)


@pytest.mark.parametrize(("days", "verdict"), [(-3, "fail"), (30, "fail"), (31, "pass")])
def test_a_certificate_that_has_ended_or_soon_will_fails(tmp_path, days, verdict):
    """At the limit of 31 days it passes, a day below and after its end it does not."""
    until = dt.datetime.now(dt.UTC) + dt.timedelta(days=days, hours=1)
    with server_of_tls(tmp_path, until) as (port, _):
        found, unmet = network(tmp_path, "certificates", port)
    assert (found, unmet) == (verdict, [] if verdict == "pass" else [
        ("days left of action read_version min. 31 (URS-INS-005)", f"days left of action read_version {days}")])


def test_an_endpoint_without_a_certificate_fails(tmp_path):
    """Whatever else answers there shows none."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_hang_up, args=(server,), daemon=True).start()
        verdict, unmet = network(tmp_path, "certificates", server.getsockname()[1])
    assert verdict == "fail"
    assert [expected for expected, _ in unmet] == ["action read_version shows a certificate"]


def _hang_up(server):
    with contextlib.suppress(OSError):
        while True:
            line, _ = server.accept()
            line.sendall(b"HTTP/1.0 400 Bad Request\r\n\r\n")
            line.close()


@pytest.fixture
def clock(tmp_path, monkeypatch):
    """Run the row of the clock: so far off, kept right so, by a server that knows the time or not."""
    def call(ahead, state, *, stratum=2, source="", answers=CONFIRMED):
        monkeypatch.setattr(networked, "synchronised", lambda: state)
        with _time_server(ahead, stratum) as server:
            written(tmp_path / "content", installation=GIVEN.format(server=server, source=source))
            result, rows = executed(tmp_path, "IQ-004", "clocks", answers=answers)
        return result.verdict, [(expected.replace(server, "SERVER"), actual) for expected, actual, met in rows
                                if not met]

    return call


@contextlib.contextmanager
def _time_server(ahead, stratum):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.bind(("127.0.0.1", 0))
        threading.Thread(target=_tell_time, args=(line, ahead, stratum), daemon=True).start()
        yield f"127.0.0.1:{line.getsockname()[1]}"


def _tell_time(line, ahead, stratum):
    with contextlib.suppress(OSError):
        question, who = line.recvfrom(512)
        seconds, fraction = struct.unpack_from("!2I", question, 40)
        at = seconds + fraction / 2**32 + ahead
        time = (int(at), int(at % 1 * 2**32))
        line.sendto(struct.pack("!4B11I", 0x24, stratum, 0, 0, *(0,) * 7, *time, *time), who)


@pytest.mark.parametrize(("state", "source"), [(SYNCED, ""), (UNTOLD, "the time service of the virtual host")])
def test_a_clock_that_is_right_passes(clock, state, source):
    """Where the system tells what keeps it right, or the site names that and a person confirms it."""
    assert clock(0, state, source=source) == ("pass", [])


@pytest.mark.parametrize(("ahead", "told"), [(2.5, "offset from SERVER 0 ms ± 500 ms (URS-INS-006)"),
                                             (-2.5, "offset from SERVER 0 ms ± 500 ms (URS-INS-006)")])
def test_a_clock_that_is_off_fails(clock, ahead, told):
    """Ahead and behind, by the limit of the requirement."""
    verdict, ((expected, actual),) = clock(ahead, SYNCED)
    assert (verdict, expected) == ("fail", told)
    assert actual


@pytest.mark.parametrize(("state", "words", "told"), [
    (ADRIFT, {}, "not synchronised, by chrony"),
    (UNTOLD, {}, "unknown: this system does not tell; name what keeps"),
    (UNTOLD, {"source": "a GPS", "answers": DENIED.format("a GPS", "it is not connected") + CONFIRMED},
     "it is not connected")])
def test_a_clock_that_nothing_keeps_right_fails(clock, state, words, told):
    """Not synchronised, nobody knows by what, or a person saw that what the site names does not do it."""
    verdict, ((_, actual),) = clock(0, state, **words)
    assert verdict == "fail"
    assert told in actual


def test_a_time_server_that_knows_no_time_fails(clock):
    """Its own clock nobody has set."""
    verdict, ((expected, actual),) = clock(0, SYNCED, stratum=0)
    assert (verdict, expected) == ("fail", "SERVER tells the time")
    assert "not synchronised itself" in actual
