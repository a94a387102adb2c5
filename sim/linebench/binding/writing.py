"""Writes one value of a controller: a register, a bit of one, a coil, or an OPC UA node."""

import asyncio
import contextlib
import re
import struct
from collections.abc import Callable
from typing import Protocol
from urllib.parse import urlsplit

from linebench.binding.deed import BindingError
from linebench.wire.modbus.codec import Broken, Frame, FrameDecoder, encode_frame
from linebench.wire.modbus.pdu import (
    ReadRegisters,
    Refused,
    Request,
    WriteOneBit,
    WriteOneRegister,
    WriteRegisters,
    parse_answer,
)

__all__ = ["Writer", "WritingError", "modbus_writer", "opcua_writer"]

_REGISTER = re.compile(r"HR(\d+)(?:\.(\d+))?")
_COIL = re.compile(r"CO(\d+)")
_STRING = re.compile(r"string\[(\d+)\]")
_FORMS = {"int16": ">h", "uint16": ">H", "int32": ">i", "uint32": ">I", "float": ">f"}
_ON = frozenset({"1", "true", "on", "yes"})
_MOST, _BITS = 65_535, 16


class WritingError(ValueError):
    """The controller refused a value, or it does not fit. The message says which and why."""


class Writer(Protocol):
    """Writes one place of a controller."""

    async def write(self, text: str) -> None:
        """Write a value as a stack file has it.

        Raises:
            WritingError: it was refused, or does not fit its type.
            OSError: nobody is there, or the connection was lost.

        """


def modbus_writer(url: str, address: str, kind: str, order: str, where: str) -> Writer:
    """A writer for a coil or holding register.

    Raises:
        BindingError: no such address or type.

    """
    if coil := _COIL.fullmatch(address):
        return _Modbus(url, lambda text, _: [WriteOneBit(_within(coil[1], where), text.casefold() in _ON)])
    register = _REGISTER.fullmatch(address)
    if register is None:
        raise BindingError(f"{where}.address: found {address!r}; expected HR12, HR12.3 or CO5")
    at = _within(register[1], where)
    if register[2] is not None:
        return _Modbus(url, _bit(at, int(register[2]), where), reads=at)
    encode = _encoder(kind, order, where)
    return _Modbus(url, lambda text, _: [_registers(at, encode(text))])


def opcua_writer(url: str, address: str, kind: str, order: str, where: str) -> Writer:  # noqa: ARG001  # as the other
    """A writer for a node; its type is asked from the server.

    Raises:
        BindingError: no such NodeId.

    """
    from linebench.binding.eyes.opcua_nodes import node_of  # noqa: PLC0415  # slow to import, and rarely needed

    node_of(address, f"{where}.address")
    return _OpcUa(url, address)


class _Modbus:
    def __init__(self, url: str, requests: Callable[[str, int], list[Request]], reads: int | None = None) -> None:
        parts = urlsplit(url)
        self._host, self._port, unit = parts.hostname, parts.port or 502, parts.path.strip("/")
        self._unit = int(unit) if unit.isdecimal() else 1
        self._requests, self._reads = requests, reads

    async def write(self, text: str) -> None:
        reader, writer = await asyncio.open_connection(self._host, self._port)
        try:
            now = 0
            if self._reads is not None:
                (now,) = await self._ask(reader, writer, ReadRegisters(3, self._reads, 1))
            for request in self._requests(text, now):
                await self._ask(reader, writer, request)
        finally:
            writer.close()

    async def _ask(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: Request
                   ) -> tuple[int, ...]:
        writer.write(encode_frame(Frame(1, self._unit, request.encode())))
        await writer.drain()
        decoder, found = FrameDecoder(), list[Frame | Broken]()
        while not found:
            data = await reader.read(1024)
            if not data:
                raise ConnectionResetError("hung up without an answer")
            found = decoder.feed(data)
        if isinstance(found[0], Broken):
            raise WritingError(f"no Modbus answer: {found[0].why}")
        answer = parse_answer(request, found[0].pdu)
        if isinstance(answer, Refused):
            raise WritingError(f"refused with Modbus exception {answer.code}")
        return answer


class _OpcUa:
    def __init__(self, url: str, node: str) -> None:
        self._url, self._node = url, node

    async def write(self, text: str) -> None:
        from asyncua import Client, ua  # noqa: PLC0415  # slow to import, and rarely needed
        from asyncua.common.ua_utils import string_to_variant  # noqa: PLC0415  # see above

        client = Client(self._url, timeout=5)
        await client.connect()
        try:
            node = client.get_node(self._node)
            value = string_to_variant(text, await node.read_data_type_as_variant_type())
            await node.write_value(ua.DataValue(value, StatusCode=None))
        except (ua.UaStatusCodeError, ValueError) as error:
            raise WritingError(f"{self._node}: {str(error).partition(':')[0] or type(error).__name__}") from error
        finally:
            with contextlib.suppress(Exception):  # whatever the dead connection did to the library
                await client.disconnect()


def _bit(at: int, bit: int, where: str) -> Callable[[str, int], list[Request]]:
    if bit >= _BITS:
        raise BindingError(f"{where}.address: found bit {bit}; expected 0 to {_BITS - 1}")

    def requests(text: str, now: int) -> list[Request]:
        mask = 1 << bit
        return [WriteOneRegister(at, now | mask if text.casefold() in _ON else now & ~mask)]

    return requests


def _encoder(kind: str, order: str, where: str) -> Callable[[str], bytes]:
    if size := _STRING.fullmatch(kind):
        return lambda text: _text(text, int(size[1]))
    if kind == "bool":
        return lambda text: struct.pack(">H", text.casefold() in _ON)
    if kind not in _FORMS:
        raise BindingError(f"{where}.type: found {kind!r}; expected bool, {', '.join(_FORMS)} or string[N]")

    def encode(text: str) -> bytes:
        try:
            data = struct.pack(_FORMS[kind], float(text) if kind == "float" else int(text))
        except (struct.error, ValueError, OverflowError) as error:
            raise WritingError(f"{text!r} is no {kind}") from error
        return data if order == "big" else b"".join(data[at:at + 2] for at in range(len(data) - 2, -1, -2))

    return encode


def _text(text: str, size: int) -> bytes:
    data = text.encode()
    if len(data) > size:
        raise WritingError(f"{text!r} has {len(data)} bytes; expected {size} at most")
    return data.ljust(size + size % 2, b"\0")


def _registers(at: int, data: bytes) -> Request:
    words = struct.unpack(f">{len(data) // 2}H", data)
    return WriteOneRegister(at, words[0]) if len(words) == 1 else WriteRegisters(at, words)


def _within(text: str, where: str) -> int:
    if int(text) > _MOST:
        raise BindingError(f"{where}.address: found {text}; expected 0 to {_MOST}")
    return int(text)
