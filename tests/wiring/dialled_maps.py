"""A PLC that shows a project's tags, L2 that dials it, and a wire between them that is cut and split."""

import asyncio

from linebench.wire.mapped import MappedOptions, read_map
from linebench.wire.mapped.signals import DIALLED, LINE
from linebench.wiring.control import WireTo
from linebench.wiring.dialled import DialledEndpoint
from linebench.wiring.endpoint import Surroundings
from linebench.wiring.maps import WireMap
from linebench.wiring.peer_endpoint import PeerEndpoint
from linebench.wiring.station_clock import WallClock

WITHIN_S = 6
HEAD = "signal;name;address;type;style;answer;words\n"
LEVELS = (("state", "uint16"), ("state.reason", "string[20]"), ("alarm.bin full", "bool"),
          ("alarm.bin full.latched", "bool"), ("heartbeat.plc", "uint16"), ("heartbeat.host", "uint16"))
CHANNELS = {"result": ("trigger:uint32", "fate:uint16"), "answer": ("accepted:uint16", "reason:string[12]"),
            "verdict": ("trigger:uint32", "good:bool"), "setup": ("weight_low:int32", "weight_high:int32"),
            "command": ("code:uint16", "by:string[8]")}


class Places:
    """An address for each value, in one protocol, in several areas. ``gap``: bytes between two."""

    def __init__(self, protocol, gap):
        self._protocol, self._gap, self._at, self._bits = protocol, gap, 0, 0

    def __call__(self, signal, kind, *, by_host=False):
        name = signal.replace(".", "_").replace(" ", "_")
        if self._protocol == "opcua":
            return f'ns=3;s="DB"."{name}"'
        if self._protocol == "enip":
            return f"tag=Line.{name}"
        at, size = self._at, 4 if kind.endswith("32") else 2
        if kind.startswith("string"):
            size = int(kind[7:-1]) + 2 * (self._protocol == "s7")
        if kind == "bool":
            self._bits += 1
            return self._bit(self._bits, by_host)
        self._at += size + self._gap
        if self._protocol == "modbus":
            return f"HR{100 + at // 2}"
        letter = "B" if kind.startswith("string") else "D" if kind.endswith("32") else "W"
        return f"DB{10 + by_host}.DB{letter}{at}"

    def _bit(self, number, by_host):
        if self._protocol == "s7":
            return f"DB{20 + by_host}.DBX{number // 8}.{number % 8}"
        if number % 3 == 0:
            return f"HR5.{number % 16}" if number % 2 else f"HR{6 + by_host}.{number % 16}"
        return f"CO{number}" if by_host else f"DI{number}"


def rows(protocol, style, *, answered=True):
    """A map with every signal, all channels in one style."""
    place, lines = Places(protocol, 0 if style == "level" else 6), []  # a level is written in one request
    for signal, kind in LEVELS:
        beat = "counter" if signal.startswith("heartbeat") else ""
        lines.append((signal, "", place(signal, kind, by_host=signal == "heartbeat.host"), kind, beat, "", ""))
    for channel, fields in CHANNELS.items():
        by_host = channel in ("verdict", "setup", "command")
        if style != "level":
            kind = "uint16" if style == "counter" else "bool"
            answer = place(f"{channel}.answer", kind, by_host=not by_host) if answered or style == "edge" else ""
            lines.append((channel, f"X_{channel}", place(channel, kind, by_host=by_host), kind, style, answer, ""))
        for field in fields:
            name, _, kind = field.partition(":")
            kind = "uint16" if (style, kind) == ("level", "bool") else kind
            signal = f"{channel}.{name}"
            lines.append((signal, "", place(signal, kind, by_host=by_host), kind, "", "", ""))
    return HEAD + "".join(";".join(_quoted(cell) for cell in line) + "\n" for line in lines)


def _quoted(cell):
    return f'"{cell.replace(chr(34), 2 * chr(34))}"' if '"' in cell else cell


class Wire:
    """A PLC by the bench's own device, L2 that dials it, and what each hears.

    ``theirs``: the map as the PLC has it, if otherwise than ``text``.
    """

    def __init__(self, protocol, text, theirs="", **options):
        self.protocol = protocol
        self.said, self.heard, self.notes, self._kept = asyncio.Queue(), asyncio.Queue(), [], {}
        self._stir = asyncio.Event()
        self._text, self._options = text, MappedOptions(**options)
        shown = WireMap(read_map(theirs or text, "plc.csv", None, LINE), MappedOptions(**options))
        self._plc = self._around("l2-l1", "l1", self.said, 0, shown)

    def _around(self, link, peer, ear, port, names):
        return Surroundings(
            link=link, peer=peer, wire=WireTo(peer, self.protocol, "", {}, "127.0.0.1", port),
            epoch="2026-01-05T06:00:00Z", clock=WallClock(0, 1), hear=ear.put_nowait,
            note=lambda what, detail: self._note(link, what, detail), changed=lambda: None,
            interposer=None, capture=None, real=False, gather=False, names=names)

    def _note(self, *note):
        self.notes.append(note)
        self._stir.set()

    async def __aenter__(self):
        self.plc = PeerEndpoint(self._plc)
        await self.plc.start()
        self.plc._image.listen(lambda _: self._stir.set())
        self.passage = Passage(self.plc.ports[self.protocol])
        names = WireMap(read_map(self._text, "host.csv", None, DIALLED), self._options, "l1-l2")
        self.l2 = DialledEndpoint(self._around("l1-l2", "l2", self.heard, await self.passage.start(), names), "l1")
        await self.l2.start()
        return self

    async def __aexit__(self, *_):
        await self.l2.stop()
        await self.passage.stop()
        await self.plc.stop()

    async def next(self, ear, kind, holds=lambda _: True):
        """The next message of a kind that one end hears, for which it holds; others wait until they are wanted."""
        kept = self._kept.setdefault(id(ear), [])
        found = next((message for message in kept if isinstance(message, kind) and holds(message)), None)
        if found is not None:
            kept.remove(found)
            return found
        while not (isinstance(message := await asyncio.wait_for(ear.get(), WITHIN_S), kind) and holds(message)):
            kept.append(message)
        return message

    async def later(self, delay_us):
        """Wait until so much time has gone by on the wire's own clock."""
        gone = asyncio.Event()
        WallClock(0, 1).later(delay_us, gone.set)
        await asyncio.wait_for(gone.wait(), WITHIN_S)

    def rest(self, ear):
        """All that was heard beside."""
        return [*self._kept.get(id(ear), ()), *(ear.get_nowait() for _ in range(ear.qsize()))]

    async def until(self, holds):
        """Wait until it holds."""
        async with asyncio.timeout(WITHIN_S):
            while not holds():
                self._stir.clear()
                await self._stir.wait()

    def noted(self, what):
        """Details of L2's notes of a kind."""
        return [detail for link, each, detail in self.notes if (link, each) == ("l1-l2", what)]


class Passage:
    """Passes bytes on in pieces, and can be cut."""

    def __init__(self, port):
        self.piece = 1 << 16
        self._pieces, self._passed = 0, asyncio.Condition()
        self._port, self._open, self._tasks, self._closing = port, set(), set(), False

    async def start(self):
        self._server = await asyncio.start_server(self._client, "127.0.0.1", 0)
        return self._server.sockets[0].getsockname()[1]

    async def stop(self):
        self._closing = True
        self._server.close()
        self.cut()
        await asyncio.gather(*self._tasks)
        await self._server.wait_closed()

    def cut(self):
        """Reset every connection."""
        for writer in self._open:
            writer.transport.abort()
        self._open.clear()

    def refuse(self, *, on):
        """Let nobody in, or in again."""
        self._closing = on
        self.cut()

    async def passed(self, more):
        """Wait until so many more pieces went either way."""
        wanted = self._pieces + more
        async with asyncio.timeout(WITHIN_S), self._passed:
            await self._passed.wait_for(lambda: self._pieces >= wanted)

    async def _client(self, reader, writer):
        if self._closing:
            writer.transport.abort()
            return
        inner_reader, inner = await asyncio.open_connection("127.0.0.1", self._port)
        self._open |= {writer, inner}
        self._tasks |= {asyncio.create_task(self._pass(reader, inner)),
                        asyncio.create_task(self._pass(inner_reader, writer))}

    async def _pass(self, reader, writer):
        try:
            while data := await reader.read(1 << 16):
                for at in range(0, len(data), self.piece):
                    writer.write(data[at:at + self.piece])
                    await writer.drain()
                async with self._passed:
                    self._pieces += 1
                    self._passed.notify_all()
        except OSError:
            pass
        finally:
            writer.close()
            self._open.discard(writer)
