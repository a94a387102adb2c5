"""What every device of a line is given: the clock, the journal, chance, faults and its way to say things."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Protocol

from linebench.imaging.shot import Inspector
from linebench.kernel.engine import Call, Engine
from linebench.line.faults import FaultBook
from linebench.line.pack import Pack
from linebench.ports import Message
from linebench.product.code_form import CodeForm
from linebench.records import AnyRecord
from linebench.scenario.model import Batch, Product
from linebench.scenario.stack import SeatPlan

__all__ = ["Say", "World"]


class Say(Protocol):
    """A device's mouth: ``say(t, message, later)`` sends the message ``later`` microseconds after ``t``."""

    def __call__(self, t: int, message: Message, later: int = 0) -> None:
        """Say it."""


@dataclass(slots=True)
class World:
    """Shared by the devices of one line.

    Attributes:
        write: appends a record to the journal.
        stream: named random streams.
        say: ways out, by link name.
        batch: the order being made and its product, ``None`` before the first.
        booked: engine entries that devices asked for beside those of the belts.
        units: seats of devices that are real, by the kind of their station.
        layouts: what the codes of a printer's jobs consist of, by the name of the job; of others: the usual.
        full: container stations that cannot take more, by station id.

    """

    engine: Engine
    write: Callable[[AnyRecord], None]
    stream: Callable[[str], Random]
    faults: FaultBook
    inspector: Inspector
    say: dict[str, Say]
    units: Mapping[str, SeatPlan] = field(default_factory=dict)
    layouts: Mapping[str, CodeForm] = field(default_factory=dict)
    batch: tuple[Batch, Product] | None = None
    packs: int = 0
    cases: int = 0
    pallets: int = 0
    booked: int = 0
    conditions: dict[str, bool] = field(default_factory=dict)
    full: set[str] = field(default_factory=set)

    def later(self, t: int, call: Call, argument: object = None) -> None:
        """Let a device do something at ``t``: ``call(t, argument, None)``."""
        self.booked += 1
        self.engine.at(t, call, argument)

    def new_pack(self, mg: int) -> Pack:
        """Bring a blank pack into the world."""
        self.packs += 1
        return Pack(self.packs, mg)
