"""TLS on real sockets, against clients and servers that are not ours: httpx, and the standard library."""

import asyncio
import contextlib
import datetime as dt
import ssl
import threading

import httpx
import pytest

from linebench.ports.access import TurnedAway
from linebench.wire.epcis.profile import EpcisProfile
from linebench.wire.epcis.server import EpcisServer
from linebench.wire.http.client import HttpClient
from linebench.wire.http.messages import Request
from linebench.wire.side import Setting
from linebench.wire.stream.client import StreamClient
from linebench.wire.stream.server import StreamServer
from linebench.wire.tls.making import Span
from linebench.wire.tls.papers import read_papers
from linebench.wire.tls.side import TlsSide
from tests.wire.loopclock import LoopClock
from tests.wire.tls.ends import Town

NOW = dt.datetime.now(dt.UTC)
ALWAYS = Span.around(NOW)


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """Certificates that hold by the wall's clock, which foreign clients live by."""
    found = Town(tmp_path_factory.mktemp("town"))
    for name, span in (("client", ALWAYS), ("old", Span.before(NOW))):
        found.make(name, span=span)
    found.make("abroad", span=ALWAYS, by=found.unknown)
    found.make("server", span=ALWAYS, host="127.0.0.1")
    found.make("server of old", span=Span.before(NOW), host="127.0.0.1")
    return found


def setting():
    return Setting(name="l4", now=lambda: 0, epoch=NOW.isoformat())


@contextlib.contextmanager
def served(town, name="server", notes=None):
    """A repository within TLS on a socket; its port, and whom it turned away."""
    loop = asyncio.new_event_loop()
    heard, broken = [], []
    loop.set_exception_handler(lambda _, context: broken.append(context))
    side = TlsSide(EpcisServer(EpcisProfile(), setting()), read_papers(town.folder / name, NOW, anyhow=True),
                   setting(), server=True)
    server = StreamServer(side, "l4", LoopClock(loop), heard.append,
                          lambda *told: notes is not None and notes.append(told))
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        asyncio.run_coroutine_threadsafe(server.start(), loop).result(30)
        yield server.port, heard
    finally:
        asyncio.run_coroutine_threadsafe(server.stop(), loop).result(30)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
    assert broken == []


def context(town, name="", *, server=False):
    """The standard library's, which trusts the town and shows the certificate of ``name``."""
    made = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH if server else ssl.Purpose.SERVER_AUTH)
    made.load_verify_locations(town.folder / "client" / "trusted" / "issuer.pem")
    if name:
        made.load_cert_chain(town.folder / name / "certificate.pem", town.folder / name / "key.pem")
    return made


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_a_foreign_client_that_is_known_is_served(town, version):
    """In either version, several requests on one connection."""
    with served(town) as (port, heard):
        made = context(town, "client")
        made.minimum_version = made.maximum_version = version
        with httpx.Client(verify=made) as client:
            for _ in range(3):
                response = client.get(f"https://127.0.0.1:{port}/")
                assert (response.status_code, response.json()["member"][0]) == (200, "capture")
    assert heard == []


@pytest.mark.parametrize(("name", "away"), [
    ("", TurnedAway("", "no certificate")),
    ("old", TurnedAway("O=linebench,CN=old", "certificate expired")),
    ("abroad", TurnedAway("O=linebench,CN=abroad", "certificate not trusted")),
])
def test_a_foreign_client_that_is_a_stranger_is_turned_away(town, name, away):
    """It gets no answer, the level hears who it was, and others are served after it."""
    with served(town) as (port, heard):
        with httpx.Client(verify=context(town, name)) as client, pytest.raises(httpx.TransportError):
            client.get(f"https://127.0.0.1:{port}/")
        assert heard == [away]
        with httpx.Client(verify=context(town, "client")) as client:
            assert client.get(f"https://127.0.0.1:{port}/").status_code == 200


def test_a_client_in_clear_is_turned_away(town):
    """Where TLS is spoken nothing else is."""
    with served(town) as (port, heard):
        with pytest.raises(httpx.TransportError):
            httpx.get(f"http://127.0.0.1:{port}/")
        assert heard == [TurnedAway("", "not secured")]


def test_an_older_version_is_turned_away(town):
    """TLS 1.2 is the least."""
    made = context(town, "client")
    made.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1"):
        made.minimum_version, made.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
    with served(town) as (port, heard):
        with httpx.Client(verify=made) as client, pytest.raises(httpx.TransportError):
            client.get(f"https://127.0.0.1:{port}/")
        assert heard in ([], [TurnedAway("", "not secured")])  # some builds of OpenSSL cannot even ask


def test_a_foreign_client_turns_away_a_server_of_old(town):
    """What it says as it hangs up is noted; nobody was let in, and no stranger seen."""
    notes = []
    with served(town, "server of old", notes) as (port, heard), \
            httpx.Client(verify=context(town, "client")) as client, pytest.raises(httpx.ConnectError):
        client.get(f"https://127.0.0.1:{port}/")
    assert heard == []
    assert ("unsecured", "our certificate has expired for them") in notes


class Asking(HttpClient):
    """Asks once, and keeps what came."""

    def __init__(self):
        super().__init__("127.0.0.1")
        self.came = []

    def tell(self, message):
        return self.ask(Request("GET", "/hello"), lambda response: self.came.append(response) or ())


def dialled(town, name, access="client"):
    """Ask a server of the standard library. Returns the response, and whom our end turned away."""
    heard, side = [], Asking()

    async def answer(reader, writer):
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nthere")
            await writer.drain()
        writer.close()

    async def play():
        loop, done = asyncio.get_running_loop(), asyncio.Event()
        shown = context(town, name, server=True)
        shown.verify_mode = ssl.CERT_REQUIRED
        server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=shown)
        port = server.sockets[0].getsockname()[1]
        wrapped = TlsSide(side, read_papers(town.folder / access, NOW), setting(), server=False, name="127.0.0.1")
        client = StreamClient(wrapped, "l4", LoopClock(loop), lambda message: (heard.append(message), done.set()),
                              lambda what, _detail: done.set() if what == "disconnected" else None,
                              address=f"127.0.0.1:{port}", retry_us=10**9)
        client.tell(None)
        await client.start()
        await asyncio.wait_for(done.wait(), 10)
        await client.stop()
        server.close()

    asyncio.run(play())
    return side.came, heard


def test_our_client_asks_a_foreign_server_that_it_knows(town):
    """The answer is what it said."""
    came, heard = dialled(town, "server")
    assert (came[0].status, bytes(came[0].body), heard) == (200, b"there", [])


def test_our_client_hangs_up_on_a_foreign_server_of_old(town):
    """It has asked nothing, and the level hears of it."""
    came, heard = dialled(town, "server of old")
    assert heard == [TurnedAway("O=linebench,CN=server of old", "certificate expired", "server")]
    assert came == []
