"""The palletizer: stacks cases onto pallets and labels each pallet with its SSCC."""

from linebench.line.container import FAULTS, Container, ContainerSettings, ContainerStation, Item
from linebench.line.fitting import Fitting
from linebench.records.truth import CaseEjected, CasePalletized, PalletFilled
from linebench.scenario.kinds import DeviceKind

__all__ = ["KIND", "Palletizer", "build"]

KIND = DeviceKind(
    name="palletizer",
    settings=ContainerSettings,
    faults=FAULTS,
    summary="stacks cases on pallets, prints and reads their labels",
)


class Palletizer(ContainerStation):
    """The palletizer behind the case packer; cases come from there, not over the belt."""

    seat = "palletizer"
    word = "pallet"
    joined = CasePalletized

    def __init__(self, fitting: Fitting) -> None:
        super().__init__(fitting)
        for device in fitting.devices.values():
            if isinstance(device, ContainerStation) and device.word == "case":
                device.next = self._take

    def _take(self, t: int, case: Container, _: None) -> None:
        self.add(t, Item(case.number, "00" + case.sscc if case.readable else ""))

    def clear(self, t: int) -> tuple[int, ...]:
        """Give up every case; they hold packs that are accounted for, so no pack number is returned."""
        super().clear(t)
        return ()

    def size(self) -> int:
        """Cases on a full pallet."""
        batch = self._world.batch
        return batch[1].pallet_size if batch else 1

    def new_number(self) -> int:
        """Number the next pallet."""
        self._world.pallets += 1
        return self._world.pallets

    def filled(self, t: int, container: Container) -> None:
        """Record that a pallet is complete."""
        self._write(PalletFilled(t, container.number, tuple(item.number for item in container.items)))

    def dropped(self, t: int, item: Item) -> None:
        """Record that a case fell off a pallet."""
        self._write(CaseEjected(t, item.number))

    def refused(self, t: int, container: Container) -> None:
        """Record that a pallet was refused: its cases go to the hand station."""
        for item in container.items:
            self._write(CaseEjected(t, item.number))


def build(fitting: Fitting) -> Palletizer:
    """Build the palletizer of a station."""
    return Palletizer(fitting)
