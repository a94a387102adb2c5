"""The store behind the line: what has left it stands here, and people do things with it.

Everything that is done is a truth record before anybody is told. What merely stands here is none: the line has
recorded how it was packed.
"""

from collections.abc import Callable
from typing import TypeAlias

from linebench.line.container import Container, ContainerStation, Item
from linebench.line.line import Line
from linebench.product.pack_code import PackCodeError, read_pack_code
from linebench.records import AnyRecord
from linebench.records.store import UnitCameBack, UnitLabelled, UnitLeft, UnitPut, UnitTaken
from linebench.site.unit import Kind, Unit, Why

__all__ = ["Store"]

_Arrived: TypeAlias = tuple[Kind, int, str, bool, tuple[Item, ...]]
"""A container as it left the line: what it is, its number, its label, whether that can be read, what is in it."""


class Store:
    """Cases and pallets that left the line. ``write``: to the journal; ``new_number``: of a case folded here.

    What arrives is only put down: most lines run without anybody who looks at it.
    """

    def __init__(self, write: Callable[[AnyRecord], None], new_number: Callable[[], int]) -> None:
        self._write, self._new_number = write, new_number
        self._arrived: list[_Arrived] = []
        self._cases: list[Unit] = []
        self._pallets: list[Unit] = []
        self._packs: list[Unit] = []

    @property
    def cases(self) -> list[Unit]:
        """Cases, in the order in which they left the case packer."""
        self._look()
        return self._cases

    @property
    def pallets(self) -> list[Unit]:
        """Pallets, in the order in which they left the palletizer."""
        self._look()
        return self._pallets

    @property
    def packs(self) -> list[Unit]:
        """Everything that was ever in a case."""
        self._look()
        return self._packs

    @classmethod
    def behind(cls, line: Line) -> "Store":
        """The store that a line fills."""
        def new_number() -> int:
            line.world.cases += 1
            return line.world.cases

        store = cls(line.world.write, new_number)
        for device in line.devices.values():
            if isinstance(device, ContainerStation):
                device.next = _both(store.add_case if device.word == "case" else store.add_pallet, device.next)
        return store

    def add_case(self, t: int, box: Container) -> None:  # noqa: ARG002  # called as the stations of a line call
        """Take in a case that was closed and labelled."""
        self._arrived.append(("case", box.number, f"00{box.sscc}", box.readable, tuple(box.items)))

    def add_pallet(self, t: int, box: Container) -> None:  # noqa: ARG002  # as above
        """Take in a pallet, whose cases are here."""
        self._arrived.append(("pallet", box.number, f"00{box.sscc}", box.readable, tuple(box.items)))

    def _look(self) -> None:
        """See what has arrived since somebody looked last."""
        arrived, self._arrived = self._arrived, []
        for kind, number, epc, readable, items in arrived:
            unit = Unit(kind, number, epc, epc, readable=readable)
            if kind == "case":
                self._open_case(unit, items)
            else:
                self._count_pallet(unit, {item.number for item in items})

    def _open_case(self, case: Unit, items: tuple[Item, ...]) -> None:
        case.inside = [Unit("pack", item.number, _epc(item.content), item.content, readable=bool(item.content),
                            box=case) for item in items]
        self._cases.append(case)
        self._packs += case.inside

    def _count_pallet(self, pallet: Unit, numbers: set[int]) -> None:
        pallet.inside = [case for case in self._cases if case.number in numbers]
        for case in pallet.inside:
            case.box = pallet
        self._pallets.append(pallet)

    def take_out(self, t: int, who: str, unit: Unit) -> None:
        """Take a thing out of what it is in; one that lies loose stays so."""
        box, unit.box = unit.box, None
        if box is not None:
            box.inside.remove(unit)
            self._write(UnitTaken(t, who, unit.kind, unit.number, unit.epc, box.kind, box.number))

    def put_in(self, t: int, who: str, unit: Unit, box: Unit) -> None:
        """Put a loose thing into a container."""
        unit.box = box
        box.inside.append(unit)
        self._write(UnitPut(t, who, unit.kind, unit.number, unit.epc, box.kind, box.number))

    def bring(self, pack: Unit) -> None:
        """Have a loose pack here that comes from elsewhere."""
        self.packs.append(pack)

    def damage(self, t: int, who: str, unit: Unit) -> None:
        """Make the label of a thing unreadable."""
        unit.readable = False
        self._write(UnitLabelled(t, who, unit.kind, unit.number, unit.epc, unit.epc, readable=False))

    def label(self, t: int, who: str, unit: Unit, epc: str) -> None:
        """Put a good label onto a thing in place of the one that is on it."""
        before, unit.epc, unit.readable = unit.epc, epc, True
        unit.content = _content(unit, epc)
        self._write(UnitLabelled(t, who, unit.kind, unit.number, before, epc, readable=True))

    def swap_labels(self, t: int, who: str, one: Unit, other: Unit) -> None:
        """Put the label of each onto the other."""
        mine, theirs = one.epc, other.epc
        self.label(t, who, one, theirs)
        self.label(t, who, other, mine)

    def new_case(self, t: int, who: str, epc: str) -> Unit:
        """Fold a new case and put a label on it."""
        case = Unit("case", self._new_number(), "", "")
        self.cases.append(case)
        self.label(t, who, case, epc)
        return case

    def let_go(self, t: int, who: str, unit: Unit, why: Why) -> None:
        """Let a thing leave the store, with all that is in it."""
        unit.away = why
        self._write(UnitLeft(t, who, unit.kind, unit.number, unit.epc, why))

    def take_back(self, t: int, who: str, unit: Unit, why: str) -> None:
        """Have what was shipped in the store again; ``why``: ``unloaded`` or ``returned``."""
        unit.away = ""
        self._write(UnitCameBack(t, who, unit.kind, unit.number, unit.epc, why))


def _both(first: Callable[[int, Container], None],
          then: Callable[[int, Container, None], None] | None) -> Callable[[int, Container, None], None]:
    def go(t: int, box: Container, _: None) -> None:
        first(t, box)
        if then is not None:
            then(t, box, None)

    return go


def _epc(content: str) -> str:
    """The element string of GTIN and serial on a pack; ``""``: there is none to be read."""
    try:
        code = read_pack_code(content)
    except PackCodeError:
        return ""
    return f"01{code.gtin}21{code.serial}"


def _content(unit: Unit, epc: str) -> str:
    """What a new label says: of a pack, lot and expiry as before; of a container, its SSCC."""
    if unit.kind != "pack":
        return epc
    head, _, _ = unit.content.partition("\x1d")
    return f"{head}\x1d21{epc[18:]}"
