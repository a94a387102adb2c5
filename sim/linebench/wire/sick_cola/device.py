"""The reader's end: methods, variables and events, and results as events or as bare lines."""

from collections.abc import Callable, Sequence

from linebench.ports.camera import CameraJob, CameraState
from linebench.wire.readers.device import DeviceSide
from linebench.wire.readers.framing import Bad, Frames
from linebench.wire.readers.lines import ToHost
from linebench.wire.sick_cola.calls import ENDS, Calls, frames, raw_line, written_texts
from linebench.wire.sick_cola.codec import ColaError, Telegram, decode, encode, failure
from linebench.wire.sick_cola.profile import ColaProfile
from linebench.wire.side import Effect, Noted, Setting, Write

__all__ = ["ColaDevice"]

_DONE, _NOT_DONE = b"1", b"0"


class ColaDevice(DeviceSide):
    """A ``Side`` that stands for the reader. Subscriptions are forgotten with their connection."""

    def __init__(self, profile: ColaProfile, setting: Setting) -> None:
        super().__init__(profile, setting, ENDS)
        self._options = profile
        self._calls = Calls(profile)
        self._subscribed: set[int] = set()
        self._kinds: dict[str, Callable[[int, Telegram, list[Effect]], None]] = {
            "sMN": self._call, "sRN": self._read, "sWN": self._write, "sEN": self._subscribe}

    def frames(self) -> Frames:
        """See ``DeviceSide``."""
        return frames(self._options)

    def pushed(self, client: int, line: bytes) -> bytes:  # noqa: ARG002  # all clients get the same
        """See ``DeviceSide``."""
        return raw_line(line) if self._raw() else encode(Telegram("sSN", self._options.event, line))

    def listens(self, client: int) -> bool:
        """See ``DeviceSide``."""
        return self._raw() or client in self._subscribed

    def closed(self, client: int) -> Sequence[Effect]:
        """See ``Side``."""
        self._subscribed.discard(client)
        return super().closed(client)

    def misframed(self, client: int, bad: Bad) -> Sequence[Effect]:  # noqa: ARG002  # all are answered alike
        """What is no frame is no telegram."""
        return (Write(client, encode(failure(self._options.error_telegram))),)

    def framed(self, client: int, frame: bytes, out: list[Effect]) -> None:
        """See ``DeviceSide``."""
        try:
            telegram = decode(frame)
        except ColaError as error:
            self._refuse(client, str(error), self._options.error_telegram, out)
            return
        act = self._kinds.get(telegram.kind)
        if act is None:
            self._refuse(client, f"{telegram.kind} from a host", self._options.error_telegram, out)
        else:
            act(client, telegram, out)

    def _raw(self) -> bool:
        return self._options.results == "raw"

    def _call(self, client: int, call: Telegram, out: list[Effect]) -> None:
        """A method: the orders, and closing the gate, which orders nothing."""
        options = self._options
        order = self._calls.decode(call)
        if isinstance(order, CameraJob):
            self._select(client, call, order, out)
        elif order is not None:
            self._answer(client, Telegram("sAN", call.name, _DONE), out)
            self.order(client, order, out)
        elif call == Telegram("sMN", options.gate_off):
            self._answer(client, Telegram("sAN", call.name, _DONE), out)
        else:
            known = call.name in self._calls.names
            self._refuse(client, f"method {call.name} {call.data[:40]!r}",
                         options.error_data if known else options.error_method, out)

    def _select(self, client: int, call: Telegram, order: CameraJob, out: list[Effect]) -> None:
        """Select a job; the answer is that of the camera behind."""

        def told(message: ToHost, out: list[Effect]) -> None:
            done = isinstance(message, CameraState) and bool(message.job)
            self._answer(client, Telegram("sAN", call.name, _DONE if done else _NOT_DONE), out)

        self.order_and_wait(client, order, told, out)

    def _read(self, client: int, asked: Telegram, out: list[Effect]) -> None:
        options = self._options
        values = {options.state_variable: self.lines.encode(self.core.state),
                  options.identity_variable: written_texts(options.device_name, options.device_version)}
        line = values.get(asked.name) if asked.name and not asked.data else None
        if line is None:
            self._refuse(client, f"variable {asked.name}", self._options.error_variable, out)
        else:
            self._answer(client, Telegram("sRA", asked.name, line), out)

    def _write(self, client: int, given: Telegram, out: list[Effect]) -> None:
        """No variable is written by a host."""
        self._refuse(client, f"variable {given.name}", self._options.error_variable, out)

    def _subscribe(self, client: int, wish: Telegram, out: list[Effect]) -> None:
        if wish.name != self._options.event or self._raw():
            self._refuse(client, f"event {wish.name}", self._options.error_event, out)
        elif wish.data not in (_DONE, _NOT_DONE):
            self._refuse(client, f"event {wish.name} {wish.data[:40]!r}", self._options.error_data, out)
        else:
            (self._subscribed.add if wish.data == _DONE else self._subscribed.discard)(client)
            self._answer(client, Telegram("sEA", wish.name, wish.data), out)

    def _refuse(self, client: int, what: str, number: int, out: list[Effect]) -> None:
        out.append(Noted("refused", f"client {client}: {what}: {number:X}"))
        self._answer(client, failure(number), out)

    def _answer(self, client: int, telegram: Telegram, out: list[Effect]) -> None:
        out.append(Write(client, encode(telegram)))
