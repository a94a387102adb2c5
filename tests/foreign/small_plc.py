"""A PLC of a few lines that speaks Modbus TCP: registers, and a hand-over in both directions by edges."""

import socketserver
import struct
import threading

__all__ = ["SmallPlc"]


class SmallPlc:
    """``registers``: all of them, from 0; ``writes``: what was written, in order, as (register, values)."""

    def __init__(self) -> None:
        self.registers = [0] * 200
        self.writes: list[tuple[int, tuple[int, ...]]] = []
        self.reads = 0
        self.changed = threading.Condition()
        plc = self

        class Client(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                while (head := _exactly(self.request, 7)):
                    number, _, length, unit = struct.unpack(">HHHB", head)
                    answer = plc._answer(_exactly(self.request, length - 1))
                    self.request.sendall(struct.pack(">HHHB", number, 0, len(answer) + 1, unit) + answer)

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Client)
        self._server.daemon_threads = True
        self.address = f"127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        """Listen no more."""
        self._server.shutdown()
        self._server.server_close()

    def set(self, register: int, *values: int) -> None:
        """Let the program of the PLC put something into registers."""
        with self.changed:
            self.registers[register:register + len(values)] = values

    def bit(self, register: int, bit: int, *, on: bool) -> None:
        """Let the program of the PLC set or clear a bit."""
        with self.changed:
            self.registers[register] = self.registers[register] & ~(1 << bit) | on << bit

    def until(self, condition) -> bool:
        """Wait until something holds of the registers, 5 s at most; whether it does."""
        with self.changed:
            return self.changed.wait_for(condition, 5)

    def looked(self) -> bool:
        """Wait until the registers were read twice more, so that what stands in them was seen."""
        start = self.reads
        return self.until(lambda: self.reads >= start + 2)

    def _answer(self, pdu: bytes) -> bytes:
        function, register, count = struct.unpack(">BHH", pdu[:5])
        with self.changed:
            self.registers[0] = (self.registers[0] + 1) % 0x10000  # its heartbeat
            if function == 3:
                self.reads += 1
                self.changed.notify_all()
                values = self.registers[register:register + count]
                return struct.pack(f">BB{count}H", 3, 2 * count, *values)
            values = struct.unpack(f">{count}H", pdu[6:])
            self.registers[register:register + count] = values
            self.writes.append((register, values))
            self.changed.notify_all()
            return pdu[:5]


def _exactly(connection, count: int) -> bytes:
    data = b""
    while len(data) < count:
        piece = connection.recv(count - len(data))
        if not piece:
            return b""
        data += piece
    return data
