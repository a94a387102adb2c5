"""The field side of the I/O port: conditions and barriers become inputs, outputs become action."""

from collections.abc import Callable

from linebench.line.encoder import Encoder
from linebench.line.world import World
from linebench.ports import Message
from linebench.ports.io import Compare, Edges, Input, Output, Reached
from linebench.records.truth import ConditionChanged

__all__ = ["LINK", "Field"]

LINK = "io>l1"


class Field:
    """The terminals L1 is wired to.

    Attributes:
        encoder: the encoder of the belt that L1 tracks on; set once the belts stand.
        actors: what each output does: ``actor(t, on)``, by output name.

    """

    encoder: Encoder

    def __init__(self, world: World) -> None:
        self._world = world
        self._say = world.say[LINK]
        self.actors: dict[str, Callable[[int, bool], None]] = {}
        self._outputs: dict[str, bool] = {}

    def edge(self, t: int, signal: str) -> None:
        """The confirmation sensor saw something."""
        self._say(t, Edges((signal,), self.encoder.count(t)))

    def edges(self, t: int, signals: list[str], count: int) -> None:
        """The light barriers on a belt saw something at this instant; ``count``: latched with it."""
        self._say(t, Edges(tuple(signals), count))

    def condition(self, t: int, name: str, *, value: bool) -> None:
        """A condition of the world changed; unchanged ones are not repeated."""
        if self._world.conditions.get(name, False) == value:
            return
        self._world.conditions[name] = value
        self._world.write(ConditionChanged(t, name, value))
        self._say(t, Input(name, value, self.encoder.count(t)))

    def reached(self, t: int, slot: str, count: int) -> None:
        """The encoder's comparator reports."""
        self._say(t, Reached(slot, count))

    def receive(self, t: int, message: Message) -> None:
        """Take an output or a comparator setting from L1."""
        if type(message) is Compare:
            self.encoder.compare(t, message.slot, message.encoder)
        elif type(message) is Output:
            self._outputs[message.signal] = message.on
            actor = self.actors.get(message.signal)
            if actor is not None:
                actor(t, message.on)

    def control_lost(self, t: int) -> None:
        """L1 has no power: every output falls."""
        for signal in [name for name, on in self._outputs.items() if on]:
            self.receive(t, Output(signal, False))

    def control_back(self, t: int) -> None:
        """L1 has power again and reads its inputs: those that are on are reported."""
        count = self.encoder.count(t)
        for name, value in self._world.conditions.items():
            if value:
                self._say(t, Input(name, True, count))
