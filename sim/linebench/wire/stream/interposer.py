"""The one mechanism of faults on bytes: it sits between the sockets and the side, seeded and without I/O.

What no fault names passes in order and complete. A chunk is what one write said or one read brought.
"""

from collections.abc import Callable, Mapping
from random import Random

from linebench.wire.stream.address import WireError
from linebench.wire.stream.clock import Clock
from linebench.wire.stream.faults import FAULTS, WireFault
from linebench.wire.stream.passage import Direction, Gate, Line
from linebench.wire.stream.way import Active, Way

__all__ = ["Channel", "Interposer"]


class Channel:
    """The way of one connection's bytes; see ``passage.Passage``."""

    def __init__(self, book: "Interposer", line: Line) -> None:
        self._book = book
        self.line = line
        self._in = Way(book, "to_device", line, line.deliver)
        self._out = Way(book, "to_host", line, line.write)

    @property
    def holding(self) -> bool:
        """See ``Passage.holding``."""
        return self._in.holding or self._out.holding

    def to_device(self, data: bytes) -> None:
        """See ``Passage.to_device``."""
        self._in.take(data)

    def to_host(self, data: bytes) -> None:
        """See ``Passage.to_host``."""
        self._out.take(data)

    def hang(self) -> None:
        """See ``Passage.hang``."""
        self._in.drop()
        self._out.finish(self.line.hang)

    def close(self, *, flush: bool) -> None:
        """See ``Passage.close``."""
        self._book.part(self)
        self._out.drop()
        if flush:
            self._in.flush()
        else:
            self._in.drop()

    def hurry(self, number: int) -> None:
        """A fault has ended: what it slowed down goes at full speed."""
        self._in.hurry(number)
        self._out.hurry(number)


class Interposer:
    """Faults on all connections of one server, both directions.

    Attributes:
        strikes: whether the fault of this number acts on this chunk; asked once a chunk, for each fault that
            could. It may end the fault. Faults that are a condition, ``refused`` and ``half_open``, are not asked.
        struck: told of every strike: the fault's number, and what happened to what.
        active: active faults by number, in the order they began.

    """

    def __init__(self, link: str, rng: Random, clock: Clock, *, strikes: Callable[[int], bool] | None = None,
                 struck: Callable[[int, str], None] | None = None, most_held: int = 1_048_576) -> None:
        """``most_held``: bytes of one direction of one connection that may be held back; more ends it."""
        self.clock = clock
        self.rng = rng
        self.most_held = most_held
        self.strikes = strikes or _always
        self.struck = struck or _unrecorded
        self.active: dict[int, Active] = {}
        self._link = link
        self._gates: list[Gate] = []
        self._channels: dict[Channel, None] = {}
        self._forgotten: dict[int, list[Line]] = {}

    def attach(self, gate: Gate) -> None:
        """See ``Interposing.attach``."""
        self._gates.append(gate)
        if self._is_refused():
            gate.shut()

    def join(self, line: Line) -> Channel:
        """See ``Interposing.join``."""
        channel = Channel(self, line)
        self._channels[channel] = None
        return channel

    def part(self, channel: Channel) -> None:
        """A connection is gone."""
        self._channels.pop(channel, None)

    def begin(self, number: int, kind: str, params: Mapping[str, float | str],
              direction: Direction = "to_host") -> None:
        """Begin a fault. ``params``: values in base units or as text; those left out have their defaults.

        Raises:
            WireError: no such kind or parameter, a value out of range, or a number that is active.

        """
        fault = FAULTS.get(kind)
        if fault is None:
            raise WireError(f"{self._link}: no fault {kind!r} on bytes; there are {', '.join(FAULTS)}")
        if number in self.active:
            raise WireError(f"{self._link}: fault {number} is active already; end it first")
        self._check(fault, params)
        active = self.active[number] = Active(number, fault, direction, params)
        if fault.is_condition:
            self._begin_condition(active)

    def end(self, number: int) -> None:
        """End a fault; nothing happens when it is not active.

        What is held back keeps its time; what was slowed down goes at full speed; connections that the device
        forgot are reset; a port that was shut opens.
        """
        active = self.active.pop(number, None)
        if active is None:
            return
        for line in self._forgotten.pop(number, ()):
            line.reset()
        for channel in tuple(self._channels):
            channel.hurry(number)
        if active.fault.name == "refused" and not self._is_refused():
            for gate in self._gates:
                gate.reopen()

    def strike(self, kind: str, direction: Direction, client: int, detail: str) -> Active | None:
        """See ``Striking.strike``."""
        for fault in tuple(self.active.values()):
            if fault.fault.name == kind and fault.fault.acts_on(fault.direction, direction) \
                    and self.strikes(fault.number):
                self.struck(fault.number, f"client {client}, {direction.replace('_', ' ')}: {detail}")
                return fault
        return None

    def _is_refused(self) -> bool:
        return any(each.fault.name == "refused" for each in self.active.values())

    def _check(self, fault: WireFault, params: Mapping[str, float | str]) -> None:
        known = {parameter.name: parameter for parameter in fault.parameters}
        where = f"{self._link}: fault {fault.name}"
        for name in params:
            if name not in known:
                raise WireError(f"{where} has no parameter {name!r}; it has {', '.join(known) or 'none'}")
        for name, parameter in known.items():
            try:
                parameter.read(params.get(name))
            except ValueError as error:
                raise WireError(f"{where}: {error}") from error

    def _begin_condition(self, active: Active) -> None:
        lines = [channel.line for channel in self._channels]
        if active.fault.name == "refused":
            for gate in self._gates:
                gate.shut()
            for line in lines:
                line.reset()
            self.struck(active.number, f"port shut, {len(lines)} connections reset")
            return
        self._forgotten[active.number] = lines
        for line in lines:
            line.forget()
        self.struck(active.number, f"{len(lines)} connections forgotten")


def _always(number: int) -> bool:  # noqa: ARG001  # asked with the number, answered alike
    return True


def _unrecorded(number: int, detail: str) -> None:
    """Stand for nobody who records."""
