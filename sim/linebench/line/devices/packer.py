"""The case packer: collates packs into cases and labels each with its SSCC."""

from linebench.line.belt import Passing
from linebench.line.container import FAULTS, Container, ContainerSettings, ContainerStation, Item
from linebench.line.fitting import Fitting
from linebench.line.pack import Pack
from linebench.records.truth import CaseEjected, CaseFilled, PackCased, PackRemoved
from linebench.scenario.kinds import DeviceKind

__all__ = ["KIND", "Packer", "build"]

KIND = DeviceKind(
    name="packer",
    settings=ContainerSettings,
    faults=FAULTS,
    summary="packs cases, reads what is in them, prints and reads their labels",
)


class Packer(ContainerStation):
    """The case packer at the end of the belt."""

    seat = "packer"
    word = "case"
    joined = PackCased

    def __init__(self, fitting: Fitting) -> None:
        super().__init__(fitting)
        self.arrive: Passing | None = self._arrive
        self._belt = fitting.belt

    def _arrive(self, t: int, pack: Pack) -> None:
        self._belt.take(pack)
        self.add(t, Item(pack.number, self._read(pack) if pack.print_faults else pack.content))

    def _read(self, pack: Pack) -> str:
        """What the packer's own reader, as good as the line's camera, makes of a badly printed code."""
        return self._world.inspector.inspect(pack).content

    def size(self) -> int:
        """Packs in a full case."""
        batch = self._world.batch
        return batch[1].case_size if batch else 1

    def new_number(self) -> int:
        """Number the next case."""
        self._world.cases += 1
        return self._world.cases

    def filled(self, t: int, container: Container) -> None:
        """Record that a case was closed."""
        self._write(CaseFilled(t, container.number, tuple(item.number for item in container.items)))

    def dropped(self, t: int, item: Item) -> None:
        """Record that a pack fell out of a case."""
        self._write(PackRemoved(t, item.number, "case", "lost"))

    def refused(self, t: int, container: Container) -> None:
        """Record that a case was ejected."""
        self._write(CaseEjected(t, container.number))


def build(fitting: Fitting) -> Packer:
    """Build the case packer of a station."""
    return Packer(fitting)
