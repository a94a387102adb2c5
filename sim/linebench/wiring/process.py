"""The processes levels run in: started when first needed, used again by the next attempt, killed to cut power."""

import asyncio
import subprocess
import sys

import msgspec

from linebench.wiring.control import Failed, FrameDecoder, Grant, Idle, Started, ToBench, ToStation, encode

__all__ = ["StationError", "StationProcess"]

_DECODER: msgspec.msgpack.Decoder[ToBench] = msgspec.msgpack.Decoder(ToBench)
_PATIENCE_S = 30.0
"""How long a process may take for what takes milliseconds: beyond this the bench is broken, not the system."""
_NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # exists on Windows only


class StationError(RuntimeError):
    """A process of a level did not start, broke or did not answer: a fault of the bench."""


class StationProcess(asyncio.Protocol):
    """One process and its control channel. Make it with ``StationProcess.start``."""

    def __init__(self) -> None:
        self._frames = FrameDecoder()
        self._transport: asyncio.Transport | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._answer: asyncio.Future[ToBench] | None = None
        self._connected = asyncio.get_running_loop().create_future()

    @classmethod
    async def start(cls) -> "StationProcess":
        """Start a process and wait until it has dialled in.

        Raises:
            StationError: it did not.

        """
        loop = asyncio.get_running_loop()
        station = cls()
        server = await loop.create_server(lambda: station, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        station._process = subprocess.Popen(  # noqa: ASYNC220, S603  # our own interpreter and module
            [sys.executable, "-m", "linebench.wiring", str(port)],
            stdin=subprocess.DEVNULL, creationflags=_NO_WINDOW)
        try:
            await asyncio.wait_for(station._connected, _PATIENCE_S)
        except TimeoutError:
            station.kill()
            raise StationError(f"the process of a level did not start within {_PATIENCE_S:.0f} s") from None
        finally:
            server.close()
        return station

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """See ``asyncio.Protocol``."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._connected.set_result(None)

    def data_received(self, data: bytes) -> None:
        """See ``asyncio.Protocol``."""
        for body in self._frames.feed(data):
            if self._answer is not None and not self._answer.done():
                self._answer.set_result(_DECODER.decode(body))

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002  # why does not matter: it is gone
        """See ``asyncio.Protocol``."""
        self._transport = None
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(StationError("the process of a level ended by itself"))

    @property
    def pid(self) -> int:
        """Its process id."""
        assert self._process is not None
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it can be asked."""
        return self._transport is not None

    def send(self, message: ToStation) -> None:
        """Send what is not answered."""
        if self._transport is not None:
            self._transport.write(encode(message))

    async def ask(self, message: ToStation) -> Started | Idle:
        """Send a message and wait for its answer.

        Raises:
            StationError: the process failed, ended or does not answer.

        """
        if self._transport is None:
            raise StationError("the process of a level ended by itself")
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(encode(message))
        try:
            answer = await asyncio.wait_for(self._answer, _PATIENCE_S)
        except TimeoutError:
            what = f"at {message.t} us" if isinstance(message, Grant) else "at its beginning"
            raise StationError(f"the process of a level did not answer within {_PATIENCE_S:.0f} s {what}") from None
        if isinstance(answer, Failed):
            raise StationError(f"the process of a level {answer.why}")
        return answer

    def kill(self) -> None:
        """End the process at once, as a power cut does: nothing in it gets to act any more."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        if self._transport is not None:
            self._transport.abort()
