"""A tag or coil that is written, by Modbus or OPC UA, or a line to a TCP port."""

import asyncio
import re
from typing import Literal
from urllib.parse import urlsplit

from linebench.binding.address import check_host
from linebench.binding.deed import BindingError, Deed, Hand, Outcome
from linebench.binding.filling import check, fill
from linebench.binding.kinds import HandKind, HandOptions, Place
from linebench.binding.writing import Writer, WritingError, modbus_writer, opcua_writer
from linebench.units import Duration

__all__ = ["KIND", "LineHand", "TagHand", "WireOptions", "wire_hand"]

_US = 1_000_000
_MOST = 64 * 1024
_SHOWN = 200
_ENDS = {"crlf": b"\r\n", "lf": b"\n", "cr": b"\r", "none": b""}


class WireOptions(HandOptions, frozen=True, kw_only=True):
    """``to``: ``modbus://host:port/unit``, ``opc.tcp://host:port/path`` or ``tcp://host:port``.

    A tag: ``address`` (``HR12``, ``HR12.3``, ``CO5``, or a NodeId), ``type``, ``order`` (of the words of 32 bits),
    ``value`` with names in braces; ``pulse``: so much later it is written back to 0. A line: ``value`` is what is
    sent, with its ``end``; ``answer``: a regular expression that means yes where it is found, and whose first group
    is the reason; empty: nothing is waited for.
    """

    to: str
    value: str
    address: str = ""
    type: str = "bool"
    order: Literal["big", "little"] = "big"
    pulse: Duration = Duration(0)
    end: Literal["crlf", "lf", "cr", "none"] = "crlf"
    answer: str = ""


def wire_hand(options: WireOptions, place: Place) -> Hand:
    """Make the hand for the scheme of ``to``.

    Raises:
        BindingError: no such scheme, address or type.

    """
    check(place.where, options.value)
    check_host(place, options.to)
    scheme = urlsplit(options.to).scheme
    if scheme == "tcp":
        return LineHand(options)
    writers = {"modbus": modbus_writer, "opc.tcp": opcua_writer}
    if scheme not in writers:
        raise BindingError(f"{place.where}.to: found {options.to!r}; expected modbus://, opc.tcp:// or tcp://")
    return TagHand(options, writers[scheme](options.to, options.address, options.type, options.order, place.where))


class TagHand:
    """A ``Hand``."""

    def __init__(self, options: WireOptions, writer: Writer) -> None:
        self._options, self._writer = options, writer

    async def do(self, deed: Deed) -> Outcome:
        """See ``Hand``."""
        try:
            async with asyncio.timeout(self._options.within / _US):
                await self._writer.write(fill(self._options.value, deed.values))
                if self._options.pulse:
                    await asyncio.sleep(self._options.pulse / _US)
                    await self._writer.write("0")
        except WritingError as error:
            return Outcome(accepted=False, reason=str(error))
        except TimeoutError:
            return Outcome(accepted=False, able=False, reason=f"not written within {self._options.within}")
        except Exception as error:  # noqa: BLE001  # libraries raise whatever happened to the connection
            why = f"not reached: {type(error).__name__} {error}".rstrip()
            return Outcome(accepted=False, able=False, reason=why)
        return Outcome(accepted=True)

    async def reach(self) -> str:
        """See ``Hand``: nothing is written."""
        return await _listens(self._options.to)


class LineHand:
    """A ``Hand``."""

    def __init__(self, options: WireOptions) -> None:
        self._options = options

    async def do(self, deed: Deed) -> Outcome:
        """See ``Hand``."""
        options, parts = self._options, urlsplit(self._options.to)
        try:
            async with asyncio.timeout(options.within / _US):
                reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
                try:
                    writer.write(fill(options.value, deed.values).encode() + _ENDS[options.end])
                    await writer.drain()
                    return await self._answered(reader)
                finally:
                    writer.close()
        except (OSError, TimeoutError) as error:
            late = isinstance(error, TimeoutError)
            why = f"no answer within {options.within}" if late else f"not reached: {error}"
            return Outcome(accepted=False, able=False, reason=why)

    async def reach(self) -> str:
        """See ``Hand``: nothing is said."""
        return await _listens(self._options.to)

    async def _answered(self, reader: asyncio.StreamReader) -> Outcome:
        """Wait for the answer; one that ended without it means no."""
        said = b""
        while self._options.answer and len(said) < _MOST:
            more = await reader.read(_MOST)
            said += more
            text = said.decode(errors="replace")
            if found := re.search(self._options.answer, text):
                return Outcome(accepted=True, reason=found[1] if found.groups() else "")
            if not more or said.endswith(b"\n"):
                return Outcome(accepted=False, reason=text.strip()[:_SHOWN] or "hung up without an answer")
        return Outcome(accepted=not self._options.answer)


async def _listens(url: str) -> str:
    parts = urlsplit(url)
    port = parts.port or {"modbus": 502, "opc.tcp": 4840}.get(parts.scheme)
    try:
        async with asyncio.timeout(2):
            _, writer = await asyncio.open_connection(parts.hostname, port)
            writer.close()
    except (OSError, TimeoutError) as error:
        return f"{parts.hostname}:{port}: {type(error).__name__}"
    return ""


KIND = HandKind(name="wire", summary="a tag or coil by Modbus or OPC UA, or a line to a TCP port",
                options=WireOptions, make=wire_hand, reaches=lambda options: (options.to,))
