"""A Modbus TCP master: one connection, one request at a time."""

import socket
import struct

__all__ = ["Master", "ModbusError"]

_READ, _WRITE, _FAILED = 3, 16, 0x80


class ModbusError(OSError):
    """The other station refused, or is not there."""


class Master:
    """Reads and writes holding registers of one station."""

    def __init__(self, host: str, port: int, unit: int, timeout: float) -> None:
        self._address, self._unit, self._timeout = (host, port), unit, timeout
        self._socket: socket.socket | None = None
        self._number = 0

    def connect(self) -> None:
        """Dial, unless the connection stands."""
        if self._socket is None:
            self._socket = socket.create_connection(self._address, self._timeout)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def read(self, start: int, count: int) -> list[int]:
        """Return registers."""
        answer = self._ask(struct.pack(">BHH", _READ, start, count))
        return list(struct.unpack(f">{count}H", answer[2:]))

    def write(self, start: int, values: list[int]) -> None:
        """Write registers."""
        count = len(values)
        self._ask(struct.pack(f">BHHB{count}H", _WRITE, start, count, 2 * count, *values))

    def _ask(self, pdu: bytes) -> bytes:
        try:
            return self._exchange(pdu)
        except OSError:
            self.drop()
            raise

    def _exchange(self, pdu: bytes) -> bytes:
        self.connect()
        assert self._socket is not None
        self._number = self._number % 0xFFFF + 1
        self._socket.sendall(struct.pack(">HHHB", self._number, 0, len(pdu) + 1, self._unit) + pdu)
        number, _, length, _ = struct.unpack(">HHHB", self._exactly(7))
        answer = self._exactly(length - 1)
        if number != self._number or answer[0] & _FAILED:
            raise ModbusError(f"function {pdu[0]}: answered {answer.hex()}")
        return answer

    def _exactly(self, count: int) -> bytes:
        assert self._socket is not None
        data = b""
        while len(data) < count:
            piece = self._socket.recv(count - len(data))
            if not piece:
                raise ModbusError("connection closed")
            data += piece
        return data

    def drop(self) -> None:
        """Let the connection go; the next request dials again."""
        if self._socket is not None:
            self._socket.close()
        self._socket = None
