"""The scale's end: it sends a telegram for each pack and answers commands."""

from collections import deque
from collections.abc import Callable, Sequence

from linebench.ports import Message
from linebench.ports.checkweigher import ScaleState, Weight
from linebench.wire.device import DeviceBase
from linebench.wire.mt_sics.codec import BadLine, LineDecoder, encode_line, encode_mass, encode_texts, fill
from linebench.wire.mt_sics.profile import SicsProfile
from linebench.wire.side import Effect, Hang, Noted, Setting, Write

__all__ = ["SicsDevice"]

_NOTHING: tuple[Effect, ...] = ()


class _Client(LineDecoder):
    """One connection: its unfinished line, and whether it gets the weights of packs."""

    def __init__(self, profile: SicsProfile) -> None:
        super().__init__(profile.max_frame)
        self.repeating = profile.delivery == "unasked"


class SicsDevice(DeviceBase[_Client]):
    """``Side`` of the scale. Between packs its platform is empty, so zero and tare always find zero."""

    def __init__(self, profile: SicsProfile, setting: Setting) -> None:
        super().__init__()
        self._profile = profile
        self._name = setting.name
        self._last: Weight | None = None
        self._state = ScaleState(setting.name, "ready", "")
        self._kept: deque[Weight] = deque()
        self._commands = self._known()

    def admit(self, client: int) -> Sequence[Effect]:
        """Take the connection, unless there are enough."""
        if len(self.sessions) < self._profile.clients:
            return _NOTHING
        return (Noted("refused", f"connection {client}: {len(self.sessions)} already"),
                Hang(client, "no more connections"))

    def session(self, client: int) -> _Client:  # noqa: ARG002  # all clients alike
        """See ``DeviceBase``."""
        return _Client(self._profile)

    def heard(self, client: int, session: _Client, data: bytes, out: list[Effect]) -> None:
        """Answer each command, in order."""
        for line in session.feed(data):
            self._line(client, line, out)

    def tell(self, message: Message) -> Sequence[Effect]:
        """The scale weighed a pack, or its state changed."""
        if isinstance(message, Weight):
            return self._weighed(message)
        if isinstance(message, ScaleState):
            self._state = message
            return self._send(self._told_state(), list(self.sessions)) if self._profile.state_command else _NOTHING
        return _NOTHING

    def _weighed(self, weight: Weight) -> Sequence[Effect]:
        self._last = weight
        if self._profile.delivery == "take":
            return self._keep(weight)
        clients = [number for number, client in self.sessions.items() if client.repeating]
        if not clients:
            return (Noted("unheard", f"{weight.mg} mg at encoder {weight.encoder}: nobody takes weights"),)
        return self._send(self._pack(weight), clients)

    def _keep(self, weight: Weight) -> Sequence[Effect]:
        self._kept.append(weight)
        if len(self._kept) <= self._profile.kept:
            return _NOTHING
        dropped = self._kept.popleft()
        return (Noted("unheard", f"{dropped.mg} mg at encoder {dropped.encoder}: too many weights wait"),)

    def _send(self, text: str, clients: list[int]) -> Sequence[Effect]:
        return [Write(client, encode_line(text)) for client in clients]

    def _pack(self, weight: Weight) -> str:
        """The telegram of a pack."""
        return self._placed(f"S {self._value('S', weight.mg)}", weight)

    def _placed(self, text: str, weight: Weight) -> str:
        template = self._profile.encoder
        return f"{text} {fill(template, weight.encoder)}" if template else text

    def _value(self, status: str, mg: int) -> str:
        """Status, value and unit; only the status where the scale cannot show the value."""
        profile = self._profile
        if profile.capacity is not None and mg > profile.capacity:
            return "+"
        if profile.lowest is not None and mg < profile.lowest:
            return "-"
        shown = encode_mass(mg, profile.unit, profile.decimals, profile.point)
        return f"{status} {shown:>{profile.width}} {profile.unit}"

    def _line(self, client: int, line: str | BadLine, out: list[Effect]) -> None:
        if isinstance(line, BadLine):
            out.append(Noted(line.what, line.detail))
            answer = "ET"
        elif not line:
            return  # an empty line is the end of a line with CR LF sent twice
        else:
            answer = self._answer(client, line)
        if answer in {"ES", "EL"}:
            out.append(Noted("refused", f"{line!r}: {answer}"))
        out.append(Write(client, encode_line(answer)))

    def _answer(self, client: int, line: str) -> str:
        word, _, parameters = line.partition(" ")
        act = self._commands.get(word)
        if act is None:
            return "ES"
        return "EL" if parameters.strip(" ") else act(self.sessions[client])

    def _known(self) -> dict[str, Callable[[_Client], str]]:
        profile = self._profile
        identity = {"I1": profile.levels, "I2": (profile.model,), "I3": (profile.software,),
                    "I4": (profile.serial,)}
        commands: dict[str, Callable[[_Client], str]] = {
            "S": lambda client: self._once(client, "S"),
            "SI": lambda client: self._once(client, profile.immediate),
            "SR": lambda client: self._repeat(client, "S"),
            "SIR": lambda client: self._repeat(client, profile.immediate),
            "Z": lambda _: "Z I" if self._faulty() else "Z A", "T": lambda _: self._tare(), "@": self._reset,
            **{word: _constant(f"{word} A {encode_texts(*texts)}") for word, texts in identity.items()},
        }
        if profile.delivery == "take":
            commands[profile.take_command] = lambda _: self._taken()
        if profile.state_command:
            commands[profile.state_command] = lambda _: self._told_state()
        return commands

    def _once(self, client: _Client, status: str) -> str:
        client.repeating = self._profile.delivery == "unasked"
        return self._shown(status)

    def _repeat(self, client: _Client, status: str) -> str:
        client.repeating = True
        return self._shown(status)

    def _shown(self, status: str) -> str:
        """The weight of the latest pack, without its place: an answer is no pack."""
        if self._faulty() or self._last is None:
            return "S I"
        return f"S {self._value(status, self._last.mg)}"

    def _tare(self) -> str:
        return "T I" if self._faulty() else f"T {self._value('S', 0)}"

    def _reset(self, client: _Client) -> str:
        client.repeating = self._profile.delivery == "unasked"
        return f"I4 A {encode_texts(self._profile.serial)}"

    def _taken(self) -> str:
        command = self._profile.take_command
        if not self._kept:
            return f"{command} I"
        weight = self._kept.popleft()
        value = self._value("A", weight.mg)
        return self._placed(f"{command} {value}", weight)

    def _told_state(self) -> str:
        return f"{self._profile.state_command} A {encode_texts(self._state.state, self._state.reason)}"

    def _faulty(self) -> bool:
        return self._state.state != "ready"


def _constant(text: str) -> Callable[[_Client], str]:
    return lambda _: text
