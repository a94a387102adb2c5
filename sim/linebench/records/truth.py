"""What physically happened. Packs, cases and pallets are known by numbers that nothing outside the bench sees.

Station names are those of the scenario. A pack's number is given in the order packs come into the world,
from 1; cases and pallets likewise.
"""

from linebench.records.base import Record

__all__ = [
    "BatchBegan", "BeltMoved", "BeltViewed", "BinEmptied", "CaseEjected", "CaseFilled", "CasePalletized",
    "CodeGraded", "ConditionChanged", "ConditionsMeasured", "ContainerLabelled", "CountingBegan", "FaultBegan",
    "FaultEnded", "FaultStruck", "LineCleared", "OperatorActed", "PackCased", "PackDiverted", "PackExited",
    "PackFed", "PackGated", "PackPrinted", "PackRemoved", "PackReturned", "PackViewed", "PackWeighed",
    "PalletFilled", "PowerChanged", "PrintWasted", "PusherStruck",
    "SealChecked",
]


class BatchBegan(Record, frozen=True, tag="truth.batch_began.1"):
    """The world's side of a batch: what is on the blister line's order and would be right on every pack."""

    order: str
    product: str
    gtin: str
    lot: str
    expiry: str
    quantity: int


class PackFed(Record, frozen=True, tag="truth.pack_fed.1"):
    """A blank pack came onto the belt. ``mg``: its true mass."""

    pack: int
    mg: int


class PackPrinted(Record, frozen=True, tag="truth.pack_printed.1"):
    """Ink met a pack.

    ``record`` is the number of the print order whose fields were used, 0 when none was. ``content`` is what the
    symbol holds as a reader delivers it (0x1D separators), ``""`` when nothing was printed; ``text`` is
    the human-readable text, ``None`` when it says the same as the code. ``faults`` are the print faults that
    struck this pack with their parameters, such as ``nozzle_dead nozzles=2 place=0.5``. ``marking``: carrier and
    encoding of the symbol, empty for a GS1 DataMatrix as it should be.
    """

    pack: int
    printer: str
    record: int
    content: str
    text: str | None
    faults: tuple[str, ...]
    marking: str = ""


class PrintWasted(Record, frozen=True, tag="truth.print_wasted.1"):
    """A record was printed where no pack was: its serial is on nothing. Fields as in ``PackPrinted``."""

    printer: str
    record: int
    content: str


class CodeGraded(Record, frozen=True, tag="truth.code_graded.1"):
    """The grade that the code on a pack deserves by construction, whatever the camera then sees of it.

    ``edition`` names the standard and its year. ``grade``: the overall grade, 0 to 4. ``worst``: the parameters
    that set it. ``values``: every graded parameter with its value and its grade.
    """

    pack: int
    edition: str
    grade: float
    worst: tuple[str, ...]
    values: tuple[tuple[str, float, float], ...]


class PackViewed(Record, frozen=True, tag="truth.pack_viewed.1"):
    """The camera was triggered with this pack in view.

    ``trigger`` counts the light barrier from 1 per batch. ``readable``: the code in the image as taken can be
    read (by the fidelity's own standard: a decoder's, or the table's). ``faults`` are the camera faults, with
    their parameters. ``shot``: a picture was taken at all.
    """

    pack: int
    camera: str
    trigger: int
    shot: bool
    readable: bool
    faults: tuple[str, ...]


class BeltViewed(Record, frozen=True, tag="truth.belt_viewed.1"):
    """The camera took a picture with no pack in view, as its host can order. ``trigger`` as in ``PackViewed``."""

    camera: str
    trigger: int


class CountingBegan(Record, frozen=True, tag="truth.counting_began.1"):
    """The counters of a camera began anew: a job was selected, or a person or the host reset it.

    ``job``: the inspection job that is active from here on, empty for none. ``trigger``: the count of the light
    barrier behind which it counts; 0 after a job was selected.
    """

    camera: str
    job: str
    trigger: int


class PackWeighed(Record, frozen=True, tag="truth.pack_weighed.1"):
    """The pack crossed the scale. ``shown``: what the scale reported in milligrams, -1 when it was silent."""

    pack: int
    scale: str
    shown: int


class SealChecked(Record, frozen=True, tag="truth.seal_checked.1"):
    """The pack passed the seal sensor. ``present``: it carries its tamper seal; ``shown``: the sensor saw one."""

    pack: int
    sensor: str
    present: bool
    shown: bool


class PackGated(Record, frozen=True, tag="truth.pack_gated.1"):
    """The pack reached the light barrier before the reject gate: the last moment to decide."""

    pack: int
    gate: str


class PusherStruck(Record, frozen=True, tag="truth.pusher_struck.1"):
    """The pusher moved. ``hit``: the packs it pushed off the belt, mostly one, none when it struck air."""

    gate: str
    hit: tuple[int, ...]


class PackDiverted(Record, frozen=True, tag="truth.pack_diverted.1"):
    """The pack fell past the confirmation sensor into the reject bin."""

    pack: int
    gate: str


class PackExited(Record, frozen=True, tag="truth.pack_exited.1"):
    """The pack passed the light barrier behind the reject zone: for the line it is a good pack now."""

    pack: int


class PackCased(Record, frozen=True, tag="truth.pack_cased.1"):
    """The pack was put into the case that is being filled."""

    pack: int
    case: int


class CaseFilled(Record, frozen=True, tag="truth.case_filled.1"):
    """A case was closed over these packs."""

    case: int
    packs: tuple[int, ...]


class ContainerLabelled(Record, frozen=True, tag="truth.container_labelled.1"):
    """A label with this SSCC went onto a case or pallet. ``readable``: a scanner can read it."""

    container: str
    number: int
    sscc: str
    readable: bool


class CaseEjected(Record, frozen=True, tag="truth.case_ejected.1"):
    """The case left the line for the hand station."""

    case: int


class CasePalletized(Record, frozen=True, tag="truth.case_palletized.1"):
    """The case was put onto the pallet that is being built."""

    case: int
    pallet: int


class PalletFilled(Record, frozen=True, tag="truth.pallet_filled.1"):
    """A pallet left the palletizer with these cases."""

    pallet: int
    cases: tuple[int, ...]


class PackRemoved(Record, frozen=True, tag="truth.pack_removed.1"):
    """Somebody took the pack. ``place``: station or ``bin`` or ``case``; ``why``: ``sample``, ``lost``,
    ``clearance``, ``scrap``, ``rework``.
    """

    pack: int
    place: str
    why: str


class PackReturned(Record, frozen=True, tag="truth.pack_returned.1"):
    """Somebody put a pack onto the line or into a case. ``place`` as in PackRemoved; ``why``: ``inserted``,
    ``rework``.
    """

    pack: int
    place: str
    why: str


class BeltMoved(Record, frozen=True, tag="truth.belt_moved.1"):
    """A belt's speed changed. ``speed``: micrometres per second from now on; 0 means it stands.
    ``travel``: how far it has run since the start of the attempt, micrometres.
    """

    belt: str
    speed: int
    travel: int


class ConditionChanged(Record, frozen=True, tag="truth.condition_changed.1"):
    """A condition of the world changed: an input of ``ports.io.INPUTS`` that is not a light barrier, or a
    device's readiness (``DEVICE.ready``).
    """

    name: str
    value: bool


class ConditionsMeasured(Record, frozen=True, tag="truth.conditions_measured.1"):
    """A logger's time for a reading had come.

    ``number`` counts them from 1. ``true``: what the surroundings were, each of ``ports.condition.QUANTITIES`` with
    its value; ``shown``: what the logger told, nothing when it lost the reading.
    """

    logger: str
    number: int
    true: tuple[tuple[str, int], ...]
    shown: tuple[tuple[str, int], ...]


class LineCleared(Record, frozen=True, tag="truth.line_cleared.1"):
    """A person removed everything from the line. ``packs``: those that were still on it."""

    packs: tuple[int, ...]


class BinEmptied(Record, frozen=True, tag="truth.bin_emptied.1"):
    """A person took the packs out of the reject bin, sealed and labelled."""

    gate: str
    packs: tuple[int, ...]


class OperatorActed(Record, frozen=True, tag="truth.operator_acted.1"):
    """A simulated person did something with their hands or at the HMI."""

    who: str
    act: str
    detail: str


class FaultBegan(Record, frozen=True, tag="truth.fault_began.1"):
    """A fault became active on its target. ``params``: its parameters as JSON text with units."""

    fault: int
    target: str
    kind: str
    params: str


class FaultStruck(Record, frozen=True, tag="truth.fault_struck.1"):
    """An active fault changed what happened to a pack (0: to no pack in particular)."""

    fault: int
    pack: int


class FaultEnded(Record, frozen=True, tag="truth.fault_ended.1"):
    """A fault is no longer active."""

    fault: int


class PowerChanged(Record, frozen=True, tag="truth.power_changed.1"):
    """A level of the stack lost or got back its power. ``level``: l1, l2 or l3."""

    level: str
    on: bool
