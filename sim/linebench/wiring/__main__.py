"""The process of a level: ``python -m linebench.wiring PORT`` dials the bench's control channel and obeys it."""

import asyncio
import contextlib
import gc
import signal
import sys

import msgspec

from linebench.wiring.control import Begin, End, Failed, FrameDecoder, Grant, ToBench, ToStation, encode
from linebench.wiring.station import Station

__all__ = ["main"]

_CHUNK = 65_536
_DECODER: msgspec.msgpack.Decoder[ToStation] = msgspec.msgpack.Decoder(ToStation)


class _Served:
    """What the bench asks of this process, one thing after another."""

    def __init__(self) -> None:
        self._station: Station | None = None

    async def answer(self, message: ToStation) -> ToBench | None:
        if isinstance(message, Grant):
            assert self._station is not None
            return await self._station.step(message)
        await self.stop()
        if isinstance(message, End):
            return None
        self._station = Station(message)
        gc.collect()
        gc.freeze()  # a full collection in the middle of a run would be a pause that no line controller has
        return await self._station.start()

    async def stop(self) -> None:
        if self._station is not None:
            await self._station.stop()
            self._station = None


async def _serve(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    frames, served = FrameDecoder(), _Served()
    try:
        while data := await reader.read(_CHUNK):
            for body in frames.feed(data):
                answer = await _answer(served, _DECODER.decode(body))
                if answer is not None:
                    writer.write(encode(answer))
    finally:  # the bench is gone, however it ended: so is this process
        await served.stop()
        writer.close()


async def _answer(served: _Served, message: ToStation) -> ToBench | None:
    try:
        return await served.answer(message)
    except Exception as error:  # noqa: BLE001  # whatever it is, the bench must hear of it instead of waiting
        what = "cannot begin" if isinstance(message, Begin) else "cannot go on"
        return Failed(f"{what}: {type(error).__name__}: {error}")


def main(arguments: list[str]) -> int:
    """Serve one bench until it is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for the bench, which then ends this process
    with contextlib.suppress(ConnectionError):
        asyncio.run(_serve(int(arguments[0])))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
