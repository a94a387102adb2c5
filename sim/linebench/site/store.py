"""The store behind the line: what has left it stands here, and people do things with it.

Everything that is done is a truth record before anybody is told. What merely stands here is none: the line has
recorded how it was packed.
"""

from collections.abc import Callable

from linebench.line.container import Container, ContainerStation
from linebench.line.line import Line
from linebench.product.pack_code import PackCodeError, read_pack_code
from linebench.records import AnyRecord
from linebench.records.store import UnitCameBack, UnitLabelled, UnitLeft, UnitPut, UnitTaken
from linebench.site.unit import Kind, Unit, Why

__all__ = ["Store"]


class Store:
    """Cases and pallets that left the line. ``write``: to the journal; ``new_number``: of a case folded here.

    Attributes:
        cases: in the order in which they left the case packer.
        pallets: in the order in which they left the palletizer.
        packs: everything that was ever in a case.

    """

    def __init__(self, write: Callable[[AnyRecord], None], new_number: Callable[[], int]) -> None:
        self._write, self._new_number = write, new_number
        self.cases: list[Unit] = []
        self.pallets: list[Unit] = []
        self.packs: list[Unit] = []

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
        case = _container("case", box)
        for item in box.items:
            case.inside.append(Unit("pack", item.number, _epc(item.content), item.content,
                                    readable=bool(item.content), box=case))
        self.cases.append(case)
        self.packs += case.inside

    def add_pallet(self, t: int, box: Container) -> None:  # noqa: ARG002  # as above
        """Take in a pallet, whose cases are here."""
        pallet, numbers = _container("pallet", box), {item.number for item in box.items}
        pallet.inside = [case for case in self.cases if case.number in numbers]
        for case in pallet.inside:
            case.box = pallet
        self.pallets.append(pallet)

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


def _container(kind: Kind, box: Container) -> Unit:
    epc = f"00{box.sscc}"
    return Unit(kind, box.number, epc, epc, readable=box.readable)


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
