"""A partner's program asks over a connection of its own, whatever becomes of it."""

import asyncio
import socket

import pytest

from linebench.wire.http.messages import Request
from linebench.wire.stream.address import WireError
from linebench.wiring.dialling_guest import DiallingGuest
from linebench.wiring.http_guest import HttpGuest


async def answered(guest):
    """Look until there is an answer."""
    for _ in range(500):
        response = await guest.look()
        if response is not None or guest.is_gone:
            return response
    raise AssertionError("no answer")


async def served(answers, asked, *, hang_up=True):
    """A server that answers each request with the next of some bytes; what it was asked goes to a list."""
    rest = iter(answers)

    async def serve(reader, writer):
        try:
            while (head := await reader.readuntil(b"\r\n\r\n")):
                asked.append(head.partition(b"\r\n")[0].decode())
                writer.write(next(rest))
                await writer.drain()
                if hang_up:
                    break
        except (asyncio.IncompleteReadError, StopIteration):
            pass
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    return server, server.sockets[0].getsockname()[1]


OK = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"
OPEN_END = b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\nto the end"


@pytest.mark.parametrize("piece", [0, 1, 5])
def test_one_question_follows_the_other_on_one_connection(piece):
    """Whole or in pieces; the second waits for no new connection."""
    async def ask():
        asked = []
        server, port = await served([OK, OK], asked, hang_up=False)
        guest = HttpGuest(lambda: DiallingGuest("127.0.0.1", port, real=False), "here")
        guest.piece = piece
        bodies = []
        for target in ("/one", "/two"):
            await guest.ask(Request("GET", target))
            bodies.append((await answered(guest)).body)
        await guest.leave()
        server.close()
        return asked, bodies

    assert asyncio.run(ask()) == (["GET /one HTTP/1.1", "GET /two HTTP/1.1"], [b"ok", b"ok"])


def test_a_server_that_hangs_up_is_dialled_again():
    """An answer may end with the connection, and the next question makes a new one."""
    async def ask():
        asked = []
        server, port = await served([OPEN_END, OPEN_END], asked)
        guest = HttpGuest(lambda: DiallingGuest("127.0.0.1", port, real=False), "here")
        bodies = []
        for target in ("/one", "/two"):
            await guest.ask(Request("GET", target))
            bodies.append((await answered(guest)).body)
        await guest.leave()
        server.close()
        return bodies

    assert asyncio.run(ask()) == [b"to the end", b"to the end"]


def test_a_server_that_hangs_up_without_an_answer_is_gone():
    """Nothing comes any more, and that is told."""
    async def ask():
        server, port = await served([b""], [])
        guest = HttpGuest(lambda: DiallingGuest("127.0.0.1", port, real=False), "here")
        await guest.ask(Request("GET", "/"))
        response = await answered(guest)
        server.close()
        return response, guest.is_gone

    assert asyncio.run(ask()) == (None, True)


def test_nobody_there_and_another_machine():
    """The one is an error of the connection, the other is refused before anything is opened."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(OSError, match=str(port)):
        asyncio.run(DiallingGuest("127.0.0.1", port, real=False).connect())
    with pytest.raises(WireError, match=r"192\.0\.2\.1:80 is not on this machine"):
        DiallingGuest("192.0.2.1", 80, real=False)
