"""Who is let in within TLS, who is not, and what is told of them."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linebench.ports.access import TurnedAway
from linebench.wire.tls.making import Span
from linebench.wire.tls.papers import Papers, read_papers
from tests.wire.tls.ends import ALWAYS, NOW, Town, channels, hand, shake


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    return Town(tmp_path_factory.mktemp("town"))


def test_a_known_client_and_its_server_agree(town):
    """Both know each other by the subjects of their certificates."""
    server, client = channels(town)
    assert shake(server, client) == (None, None)
    assert (server.established, client.established) == (True, True)
    assert (server.subject, client.subject) == ("O=linebench,CN=client", "O=linebench,CN=server")


@pytest.mark.parametrize(("how", "why", "told"), [
    ({"span": Span.before(NOW)}, "certificate expired", "our certificate has expired for them"),
    ({"span": Span.after(NOW)}, "certificate not valid yet", "they do not take our certificate"),
    ({"by": "unknown"}, "certificate not trusted", "they do not trust our certificate"),
])
def test_a_client_that_must_not_come_in_is_turned_away_by_name(town, how, why, told):
    """The server knows who it was and why, and the client learns the reason as TLS has it."""
    if "by" in how:
        how = {"by": town.unknown}
    server, client = channels(town, client=town.papers("stranger", **how))
    ours, theirs = shake(server, client)
    assert ours.away == TurnedAway("O=linebench,CN=stranger", why)
    assert not server.established
    assert str(theirs) == told


def test_a_client_without_a_certificate_is_turned_away_where_one_is_wanted(town):
    """Where none is wanted, it is let in and has no name."""
    bare = Papers(trusted=(town.known.certificate,))
    server, client = channels(town, client=bare)
    ours, theirs = shake(server, client)
    assert ours.away == TurnedAway("", "no certificate")
    assert theirs is not None
    server, client = channels(town, client=bare, wants=False)
    assert shake(server, client) == (None, None)
    assert server.subject == ""


def test_what_holds_is_judged_by_the_time_that_is_given(town):
    """The same certificate is good a second before it ends and not a second later."""
    client = town.papers("brief", span=Span(ALWAYS.since, NOW))
    second = dt.timedelta(seconds=1)
    early, late = (shake(*channels(town, client=client, at=NOW + off))[0] for off in (-second, second))
    assert early is None
    assert late.away.why == "certificate expired"


@pytest.mark.parametrize(("how", "why"), [
    ({"span": Span.before(NOW), "host": "127.0.0.1"}, "certificate expired"),
    ({"host": "elsewhere.example"}, "certificate of another name"),
    ({}, "certificate unfit"),
])
def test_a_client_turns_away_a_server_that_is_not_what_it_should_be(town, how, why):
    """Expired, of another name, or made for clients alone."""
    server, client = channels(town, server=town.papers("false", **how))
    _, theirs = shake(server, client)
    assert theirs.away == TurnedAway("O=linebench,CN=false", why, "server")
    assert not server.established


def test_a_server_whom_nobody_trusts_is_turned_away(town):
    """Its issuer is none of those that the client knows."""
    server, client = channels(town, server=town.papers("false", by=town.unknown, host="127.0.0.1"))
    _, theirs = shake(server, client)
    assert theirs.away == TurnedAway("O=linebench,CN=false", "certificate not trusted", "server")


def test_a_certificate_that_is_trusted_itself_needs_no_issuer(town):
    """A folder of certificates of peers is as good as one of issuers."""
    papers = town.papers("pinned", by=town.unknown)
    host = town.papers("server", host="127.0.0.1")
    pinning = Papers(host.chain, host.key, papers.chain)
    server, client = channels(town, client=papers, server=pinning)
    assert shake(server, client) == (None, None)


def test_whoever_decides_may_let_them_in_all_the_same(town):
    """The decision is asked for each thing that is wrong, and nothing else is weakened."""
    expired = town.papers("old", span=Span.before(NOW))
    server, client = channels(town, client=expired, admits=lambda away: away.why == "certificate expired")
    assert shake(server, client) == (None, None)
    assert server.subject == "O=linebench,CN=old"
    stranger = town.papers("far", by=town.unknown, span=Span.before(NOW))
    server, client = channels(town, client=stranger, admits=lambda away: away.why == "certificate expired")
    assert shake(server, client)[0].away.why == "certificate not trusted"
    bare = Papers(trusted=(town.known.certificate,))
    server, client = channels(town, client=bare, admits=lambda away: away.why == "no certificate")
    assert shake(server, client) == (None, None)


@pytest.mark.parametrize("said", [b"GET / HTTP/1.1\r\n\r\n", b"\x16\x03\x01\x00\x05hello", b"\0" * 64])
def test_whoever_speaks_no_tls_is_turned_away(town, said):
    """Plain requests, and what only begins like TLS."""
    server, _ = channels(town)
    ours, _ = _taken(server, said)
    assert ours.away == TurnedAway("", "not secured")


def _taken(server, said):
    broken = {server: None}
    hand(server, said, broken)
    return broken[server], server.outgoing()


@settings(max_examples=25, deadline=None)
@given(parts=st.lists(st.binary(max_size=40_000), max_size=6), cut=st.integers(1, 5_000))
def test_what_is_said_comes_through_however_it_is_cut(town, parts, cut):
    """In both directions, with pieces of any size, the handshake too."""
    server, client = channels(town, client=read_papers(town.folder / "client", NOW)
                              if (town.folder / "client").exists() else "client")
    assert shake(server, client, cut) == (None, None)
    for taker, sayer in ((server, client), (client, server)):
        said = b"".join(map(sayer.send, parts)) + sayer.close()
        heard = b"".join(taker.receive(said[at:at + cut]) for at in range(0, len(said), cut))
        assert heard == b"".join(parts)
        assert taker.ended


def test_bytes_that_were_changed_on_the_way_end_the_connection(town):
    """Nothing of them is taken for what was said."""
    server, client = channels(town)
    shake(server, client)
    said = bytearray(client.send(b"a capture"))
    said[-1] ^= 1
    ours, _ = _taken(server, bytes(said))
    assert ours is not None
    assert ours.away is None
