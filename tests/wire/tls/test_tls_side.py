"""A side within TLS: what the side inside is told, what the level hears, and what ends a connection."""

import msgspec
import pytest

from linebench.ports.access import TurnedAway
from linebench.wire.epcis.profile import EpcisProfile
from linebench.wire.epcis.server import EpcisServer
from linebench.wire.side import Arm, Cancel, Hang, Heard, Noted, Setting, Write
from linebench.wire.tls.channel import Broken
from linebench.wire.tls.making import Span
from linebench.wire.tls.side import TlsSide
from tests.wire.tls.ends import NOW, Town, channels

SETTING = Setting(name="l4", now=lambda: 0, epoch=NOW.isoformat())
ASK = b"GET / HTTP/1.1\r\nhost: h\r\n\r\n"


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    return Town(tmp_path_factory.mktemp("town"))


class Talk:
    """A repository within TLS, and the client's end of one connection.

    Attributes:
        effects: all but bytes, in their order.
        plain: what the client was told.

    """

    def __init__(self, town, client="client", setting=SETTING, **options):
        _, self.channel = channels(town, client=client)
        inner = EpcisServer(EpcisProfile(**options), setting)
        self.side = TlsSide(inner, town.papers("server", host="127.0.0.1"), setting, server=True)
        self.effects, self.plain, self.broken = [], b"", None
        self.take(self.side.opened(1))
        self.go(self.channel.outgoing())

    def go(self, data):
        """Bytes of the client, and all that follows."""
        while data:
            self.take(self.side.received(1, data))
            data = b"" if self.broken else self.channel.outgoing()

    def take(self, effects):
        for effect in effects:
            if isinstance(effect, Write):
                try:
                    self.plain += self.channel.receive(effect.data)
                except Broken as broken:
                    self.broken = broken
            else:
                self.effects.append(effect)

    def ask(self, data=ASK):
        self.go(self.channel.send(data))


def test_a_known_client_is_served_and_its_patience_ends(town):
    """The timer that waits for the handshake is set and taken back."""
    talk = Talk(town)
    talk.ask()
    assert talk.plain.startswith(b"HTTP/1.1 200 ")
    assert talk.effects == [Arm("tls 1", 10_000_000), Cancel("tls 1")]


def test_a_stranger_is_told_to_the_level_and_the_side_inside_hears_nothing(town):
    """Once, with the connection closed behind it; what they send afterwards is nothing."""
    talk = Talk(town, town.papers("old", span=Span.before(NOW)))
    assert talk.effects[1:] == [Heard(TurnedAway("O=linebench,CN=old", "certificate expired")), Cancel("tls 1"),
                                Hang(1, "certificate expired")]
    assert talk.side.received(1, ASK) == ()
    assert list(talk.side.closed(1)) == [Cancel("tls 1")]


def test_whoever_gives_no_name_has_that_of_their_certificate(town):
    """A token has none, and a user name goes before it."""
    talk = Talk(town, tokens={"x": ""}, users={"kim": "secret"})
    talk.ask()
    talk.ask(b"GET / HTTP/1.1\r\nhost: h\r\nauthorization: Bearer y\r\n\r\n")
    talk.ask(b"GET / HTTP/1.1\r\nhost: h\r\nauthorization: Basic a2ltOng=\r\n\r\n")
    assert [each.message for each in talk.effects if isinstance(each, Heard)] == [
        TurnedAway("O=linebench,CN=client", "no credentials"), TurnedAway("O=linebench,CN=client", "token unknown"),
        TurnedAway("kim", "wrong credentials")]
    assert talk.plain.count(b"HTTP/1.1 401 ") == 3


def test_who_says_nothing_is_hung_up_on(town):
    """After the time in which both ends have to agree; no stranger was seen, so none is told of."""
    side = TlsSide(EpcisServer(EpcisProfile(), SETTING), town.papers("server", host="127.0.0.1"), SETTING,
                   server=True)
    side.opened(1)
    noted, cancel, hang = side.expired("tls 1")
    assert (noted, cancel, hang.client) == (Noted("unsecured", "nothing was heard in time"), Cancel("tls 1"), 1)
    assert side.expired("tls 1") == ()


def test_a_client_that_has_said_all_is_hung_up_on(town):
    """Its good-bye is answered."""
    talk = Talk(town)
    talk.go(talk.channel.close())
    assert talk.effects[-1] == Hang(1, "the other end has said all")
    assert talk.channel.ended


def test_a_certificate_runs_out_while_the_attempt_goes_on(town):
    """The clock of the attempt decides, for each connection anew."""
    time = [0]
    setting = msgspec.structs.replace(SETTING, now=lambda: time[0])
    ends = town.papers("brief", span=Span(Span.around(NOW).since, NOW))
    assert Talk(town, ends, setting).channel.established
    time[0] = 1_000_000
    assert Talk(town, ends, setting).effects[1] == Heard(TurnedAway("O=linebench,CN=brief", "certificate expired"))
