"""Single kinds of facts, and what keeps an inventory honest: the clock, endpoints, packages, baselines."""

import datetime as dt
import hashlib
import shutil
import socket
import struct
import threading

import msgspec
import pytest
from cryptography.hazmat.primitives import serialization

from linebench.content import Content, library
from linebench.evidence.environment import (
    MISSING,
    Difference,
    Inventory,
    Item,
    decode_environment,
    differences,
    encode_environment,
)
from linebench.inventory.baseline import against, write_baseline
from linebench.inventory.clock import ClockError, ask_offset, clock_state, synchronised
from linebench.inventory.distributions import asked_for, changed_files, installed, installed_software
from linebench.inventory.endpoints import Endpoint, certificate_at, days_left, endpoint_items, reachable
from linebench.inventory.given import read_baseline, read_installation
from linebench.inventory.tool import package_hash
from linebench.scenario.problems import ScenarioError
from tests.inventory.tls import server_of_tls

NOW = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)


def item(subject, value, area="software", name="version"):
    return Item(area=area, subject=subject, property=name, value=value)


def test_differences_name_what_changed_came_and_went():
    """Changed, gone and new facts, in their order; what is measured anew at each look is no difference."""
    before = (item("a", "1"), item("b", "1"), item("host", "9 GiB", "hardware", "free disk space"))
    after = (item("a", "2"), item("c", "1"), item("host", "8 GiB", "hardware", "free disk space"))
    assert differences(before, after) == (
        Difference(item=item("a", "2"), before="1", after="2"),
        Difference(item=item("b", "1"), before="1", after=MISSING),
        Difference(item=item("c", "1"), before=MISSING, after="1"))
    assert str(differences(before, after)[0]) == "software, a, version: was 1, is 2"


def test_the_environment_of_a_run_comes_back_as_it_was_written():
    """What is read is what was written, with the differences between start and end."""
    start, end = (Inventory(at=at, items=(item("a", at),)) for at in ("1", "2"))
    found = decode_environment(encode_environment(start, end))
    assert (found.start, found.end) == (start, end)
    assert found.differences == (Difference(item=item("a", "2"), before="1", after="2"),)


def test_a_baseline_comes_back_and_new_facts_of_its_kind_count(tmp_path):
    """Quotes, backslashes and DEL survive; a package nobody approved is told, a kind nobody compares is not."""
    odd = item("a", 'C:\\x "y"\x7f\n')
    kept = Inventory(at="2026-11-21T12:00:00.000+01:00", items=(odd, item("host", "9", name="free disk space")))
    (tmp_path / "b.toml").write_text(write_baseline(kept), encoding="utf-8", newline="\n")
    read = read_baseline(Content((library(),)).open(tmp_path / "b.toml"))
    assert read == (odd,)
    new, other = item("z", "1"), item("z", "MIT", name="licence")
    assert against(read, (odd, new, other)) == (Difference(item=new, before=MISSING, after="1"),)


@pytest.mark.parametrize(("text", "told"), [
    ('title = "x"\n', "revision: found nothing"),
    ('title = "x"\nrevision = "1"\nserial = "4"\n', "serial: found the unknown key 'serial'"),
    (('title = "x"\nrevision = "1"\n[[instrument]]\nid = "v"\nseat = "bench"\ncertificate = "c"\n'
      'calibrated_on = "2026-02-30"\ndue_on = "2027-01-01"\nstandard = "s"\n'), "'2026-02-30' is no date"),
    ('title = "x"\nrevision = "1"\n[[document]]\ntitle = "v"\n', "document.1.id: found nothing"),
])
def test_a_wrong_installation_file_is_told_with_place_and_reason(tmp_path, text, told):
    """A missing key, an unknown one, no date, a table without its name: one line each, where it stands."""
    (tmp_path / "fixtures").mkdir()
    (tmp_path / "fixtures" / "installation.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"installation\.toml") as raised:
        read_installation(Content((tmp_path, library())))
    assert told in str(raised.value)


def test_the_shipped_example_is_of_no_site():
    """The library's own file can be read, says that it is an example and names no time server."""
    given = read_installation(Content((library(),)))
    assert (given.example, given.time_server, given.baseline) == (True, "", "")


@pytest.fixture
def time_server():
    """Answer questions of SNTP as told: seconds ahead, stratum."""
    line = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    line.bind(("127.0.0.1", 0))
    told = {"ahead": 2.5, "stratum": 2, "short": False}

    def answer():
        question, who = line.recvfrom(512)
        seconds, fraction = struct.unpack_from("!2I", question, 40)
        at = seconds + fraction / 2**32 + told["ahead"]
        time = (int(at), int(at % 1 * 2**32))
        packet = struct.pack("!4B11I", 0x24, told["stratum"], 0, 0, *(0,) * 7, *time, *time)
        line.sendto(packet[:20] if told["short"] else packet, who)

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    yield f"127.0.0.1:{line.getsockname()[1]}", told
    thread.join(5)
    line.close()


def test_the_offset_is_that_of_the_time_server(time_server):
    """A server 2.5 s ahead: the offset says so, within the time that the question took."""
    address, _ = time_server
    found = ask_offset(address)
    assert abs(found.ahead_us - 2_500_000) <= found.round_trip_us + 1
    assert str(found).startswith("+2")


@pytest.mark.parametrize(("change", "told"), [({"stratum": 0}, "not synchronised itself"),
                                              ({"short": True}, "20 bytes, expected 48")])
def test_a_time_server_that_knows_no_time_is_refused(time_server, change, told):
    """Stratum 0 and half an answer are errors that name the server, never an offset of 0."""
    address, settings = time_server
    settings.update(change)
    with pytest.raises(ClockError, match=f"{address}.*{told}"):
        ask_offset(address)


def test_nobody_is_asked_for_the_time_unless_named():
    """Without a time server there is no offset; the source is named whatever the system tells."""
    state = clock_state()
    assert (state.start_offset_ms, bool(state.source), state.synced in (True, False, None)) == (None, True, True)
    assert synchronised()[1] in ("synchronised", "not synchronised", "unknown")


@pytest.fixture(scope="module")
def certified(tmp_path_factory):
    """An endpoint whose certificate ends in 10 days, and the certificate."""
    with server_of_tls(tmp_path_factory.mktemp("tls"), NOW + dt.timedelta(days=10, hours=1)) as (port, shown):
        yield Endpoint("l4-l3", "127.0.0.1", port, "epcis", secure=True), shown


def test_a_certificate_is_told_with_its_days(certified):
    """Thumbprint, subject and whole days left, whoever signed it."""
    end, made = certified
    found = certificate_at(end)
    der = made.public_bytes(serialization.Encoding.DER)
    assert (found.thumbprint, found.subject) == (hashlib.sha256(der).hexdigest(), "CN=localhost")
    assert [days_left(found, NOW + dt.timedelta(days=n)) for n in (0, 10, 11)] == [10, 0, -1]
    values = {each.property: each.value for each in endpoint_items([end], now=NOW)}
    assert (values["days left"], values["reachable"]) == ("10", "yes")


def test_an_endpoint_outside_is_not_called_unless_allowed():
    """An address that is not of this machine is not dialled without --real; where nobody listens, that is told."""
    outside = Endpoint("l2-printer", "192.0.2.1", 9100, "codenet")
    values = {each.property: each.value for each in endpoint_items([outside])}
    assert values["reachable"].startswith("not asked")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert reachable(Endpoint("l2-printer", "127.0.0.1", port, "codenet")).startswith("nobody answers")


def test_a_package_whose_file_was_changed_is_found(tmp_path, monkeypatch):
    """A copy of a small package with one changed file: that file is named, and none of the one left alone."""
    there = installed()["simpy"]
    for file in there.files:
        target = tmp_path / file
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file.locate(), target)
    copy = type(there)(next(tmp_path.glob("*.dist-info")))
    victim = tmp_path / "simpy" / "events.py"
    victim.write_bytes(victim.read_bytes() + b"#")
    changed_files.cache_clear()
    monkeypatch.setitem(installed(), "simpy", copy)
    assert changed_files("simpy") == ("simpy/events.py",)
    assert changed_files("msgspec") == ()
    changed_files.cache_clear()


def test_what_the_release_asks_for_has_bounds():
    """The bounds of the bench's own metadata reach the list, by plain name."""
    asked = asked_for()
    assert {">=4.1.1", "<5"} <= set(asked["simpy"].split(","))
    assert asked.keys() <= {*installed(), *asked}
    assert installed()["msgspec"].version == msgspec.__version__


def test_the_package_hash_is_of_names_and_contents(tmp_path):
    """Another name or content gives another hash; line ends and compiled modules do not count."""
    (tmp_path / "a.py").write_bytes(b"x = 1\r\n")
    before = package_hash.__wrapped__(tmp_path)
    (tmp_path / "a.py").write_bytes(b"x = 1\n")
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "a.pyc").write_bytes(b"1")
    assert package_hash.__wrapped__(tmp_path) == before
    line = f"{hashlib.sha256(b'x = 1' + bytes([10])).hexdigest()}  a.py\n"
    assert before == hashlib.sha256(line.encode()).hexdigest()
    (tmp_path / "a.py").rename(tmp_path / "b.py")
    assert package_hash.__wrapped__(tmp_path) != before


def test_the_software_of_a_run_is_what_the_bench_needs():
    """The inventory holds the bench and its dependencies as installed, and nothing else that lies around."""
    found = dict(line.split(" ") for line in installed_software())
    assert {"linebench", "msgspec", "zstandard", "typst", "cryptography"} <= found.keys()
    assert found["msgspec"] == msgspec.__version__
    assert "ruff" not in found
