"""The checked values a scenario file becomes: the world of a run.

Quantities are integers of ``units``. A station's ``settings`` belong to its kind of device: the loader is
given the settings class of every kind, so a new device needs no change here.
"""

from typing import Any, Literal

import msgspec

from linebench.scenario.maker import ProductPlan
from linebench.units import Duration, Length, Mass, Rate, Share

__all__ = ["ActionPlan", "AllowPlan", "Batch", "BeltPlan", "ClaimPlan", "ClockPlan", "FaultPlan", "LinePlan",
           "OperatorPlan", "Product", "Scenario", "SeatPlan", "StackPlan", "StationPlan", "WirePlan",
           "encode_scenario"]


class Plan(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of everything that is read from a file: an unknown key is an error."""


class BeltPlan(Plan, frozen=True, kw_only=True):
    """One conveyor belt. ``ramp``: time from full speed to standstill and back."""

    id: str
    length: Length
    ramp: Duration = Duration(120_000)


class StationPlan(Plan, frozen=True, kw_only=True):
    """A device at a place on a belt. ``settings``: an instance of the device kind's own settings class."""

    id: str
    kind: str
    belt: str
    at: Length
    settings: Any = None


class OperatorPlan(Plan, frozen=True, kw_only=True):
    """The simulated person at the line: how long they take to react, and which chores they do by themselves."""

    name: str = "operator 1"
    reaction: Duration = Duration(20_000_000)
    spread: Duration = Duration(10_000_000)
    empties_bin: bool = True
    reworks: bool = False
    """Scans each pack of a full bin at the rework station instead of emptying it."""
    sample_every: Duration = Duration(0)
    """Takes a good pack as a sample this often while the line runs; 0: never."""
    clears_jams: bool = True
    """Goes to look when the line has stood suspended for the reaction time."""
    restarts: bool = False
    """Acknowledges alarms and starts the line again after a stop; protocols do this themselves."""
    scanner: dict[str, str] = {}
    """How the handheld scanner at the HMI is set up: ``profile``, and single options of it replaced."""


class LinePlan(Plan, frozen=True, kw_only=True):
    """A packaging line: belts, stations and the speeds it is specified for."""

    id: str
    title: str
    pitch: Length
    """Distance of pack fronts on the belt at every speed: belt speed = rate x pitch."""
    pack_length: Length
    encoder_pitch: Length
    """Belt travel per encoder count."""
    minimum: Rate
    nominal: Rate
    maximum: Rate
    belts: tuple[BeltPlan, ...]
    stations: tuple[StationPlan, ...]
    operator: OperatorPlan = OperatorPlan()


class Product(Plan, frozen=True, kw_only=True):
    """A product as master data and as a physical thing."""

    name: str
    gtin: str
    market: str = "eu-fmd"
    mass: Mass
    mass_spread: Mass
    """Standard deviation between good packs."""
    mass_low: Mass
    mass_high: Mass
    case_size: int
    pallet_size: int
    """Cases per pallet."""
    serial_length: int = 12
    serial_characters: Literal["readable", "charset 82"] = "readable"
    """What serials are made of: digits and capitals that nobody confuses, or all that GS1 allows in an AI (21)."""
    released: bool = True
    """Whether the master data may be used for a batch."""


class Batch(Plan, frozen=True, kw_only=True):
    """An order: which product, how many packs, with what on every code."""

    order: str
    product: str
    lot: str
    expiry: str
    """YYMMDD; day 00 means the end of the month."""
    quantity: int


class SeatPlan(Plan, frozen=True, kw_only=True):
    """Who sits in a seat where it is not the bench itself."""

    id: Literal["l1", "l2", "l3"]
    nature: Literal["emulated", "real"] = "emulated"
    """``real``: something outside, which the bench can neither start nor reset."""
    name: str = ""
    """What sits there if it is real, as console and reports call it; empty: by the id of the stack."""
    process: bool = False
    """An emulated level in a process of its own, which hears and speaks on wires only."""


class WirePlan(Plan, frozen=True, kw_only=True):
    """One wire: the pair of seats it joins, level first, and how it is spoken there."""

    id: str
    """``l2-printer``, ``l2-camera``, ``l2-l1``, …: the level that dials, then what it dials."""
    dialect: str = "native"
    profile: str = ""
    """A named set of the dialect's options; empty: its default."""
    host: str = "127.0.0.1"
    port: int = 0
    """0: a free one, which the bench chooses and tells."""
    dials: bool = False
    """Wire ``l1-l2``: the PLC shows its tags there, and L2 in the bench dials it; else the PLC dials the bench."""
    also: tuple[str, ...] = ()
    """Dialects served beside the one that is dialled, on free ports: a controller shows its tags in several."""
    options: dict[str, str] = {}
    """Single options of the profile replaced."""
    level_options: dict[str, str] = {}
    """Options that the level's end has otherwise than its peer's, such as a wrong password."""
    map: str = ""
    """A file that gives the signals of this wire the project's names, addresses and handshakes; its path begins at
    the stack file's folder. Empty: the bench's own tags.
    """
    map_options: dict[str, str] = {}
    """Options beside the map, such as ``beat_within``; see ``wire.mapped``."""


class ActionPlan(Plan, frozen=True, kw_only=True):
    """How something is asked of a real level, or done to it."""

    id: str
    """What: ``start_batch``, ``power_off``, …; ``linebench bindings`` lists all."""
    by: str
    """Which kind of hand does it: ``http``, ``process``, ``shell``, ``person``, …"""
    options: dict[str, str] = {}


class ClaimPlan(Plan, frozen=True, kw_only=True):
    """Where a real level says what it did."""

    id: str
    by: str
    """Which kind of eye looks there: ``csv``, ``json``, …"""
    gives: Literal["serials", "packed", "batch", "alarm", "state", "value", "audit", "events", "file"]
    """What it says there; ``events``: serials and packed as EPCIS has them; ``file``: nothing, it is kept."""
    fields: dict[str, str] = {}
    """Our field to its column; ``=text``: always this text."""
    words: dict[str, str] = {}
    """Its words to ours: ``"status.GUT" = "commissioned"``."""
    times: str = "iso"
    """The form of its times: ``iso``, or as ``strptime`` writes it; without an offset they are UTC."""
    every: Duration = Duration(500_000)
    """How often it is looked, in real time."""
    options: dict[str, str] = {}


class AllowPlan(Plan, frozen=True, kw_only=True):
    """What may be used beside a real system: whatever is not on this list is refused before anything is opened."""

    gtins: tuple[str, ...] = ()
    """Of the products that are ordered."""
    sscc_prefixes: tuple[str, ...] = ()
    """Extension digit and company prefix of the containers."""
    endpoints: tuple[str, ...] = ()
    """Host and port of wires and bindings, with wildcards: ``127.0.0.1:*``."""


class ClockPlan(Plan, frozen=True, kw_only=True):
    """How a real level's clock is read, by the action ``read_clock``, and how far its times may be off."""

    tolerance: Duration = Duration(2_000_000)
    """A time that it states may lie so far outside the attempt, or beyond the moment in which it was heard."""
    times: str = ""
    """The form in which it tells what time it is, as in a claim; empty: that of the first claim with times."""
    samples: int = 5
    """How often it is asked; the shortest way counts."""


class StackPlan(Plan, frozen=True, kw_only=True):
    """The emulated control levels and how fast they answer. Latencies are those of the links."""

    id: str = "emulated"
    scan: Duration = Duration(5_000)
    """PLC cycle time: inputs are seen at the next multiple of it."""
    field_latency: Duration = Duration(2_000)
    plc_latency: Duration = Duration(10_000)
    device_latency: Duration = Duration(5_000)
    site_latency: Duration = Duration(50_000)
    hmi_latency: Duration = Duration(20_000)
    print_queue: int = 6
    """Records L2 keeps queued in the printer."""
    serial_low: int = 200
    """Serials left at which L2 asks for more."""
    serial_block: int = 1_000
    serial_pool: int = 10_000_000
    """Serials the L3 can still give out for this order."""
    consecutive_rejects: int = 5
    """Rejects in a row at which L1 stops."""
    report_every: Duration = Duration(5_000_000)
    """Period in which L2 reports what became certain."""
    buffer_limit: int = 100_000
    """Unacknowledged events at which L2 stops the line in a controlled way."""
    seats: tuple[SeatPlan, ...] = ()
    """Seats that are not in the bench's own process."""
    wires: tuple[WirePlan, ...] = ()
    """How these seats are spoken to; a pair without an entry speaks the bench's native messages."""
    actions: tuple[ActionPlan, ...] = ()
    """Hands on a real level."""
    claims: tuple[ClaimPlan, ...] = ()
    """Eyes on a real level."""

    allow: AllowPlan = AllowPlan()
    """What may be used beside a real system."""
    clock: ClockPlan = ClockPlan()
    """The clock of a real level."""
    product: ProductPlan | None = None
    """Whose product it is, where its file says so."""
    lacks: tuple[str, ...] = ()
    """Actions, claims and wires that the real system does not have, so that nobody misses their bindings."""

    captures: bool = True
    """Keep the bytes on every wire as files of the attempt, at most 256 MiB for each wire."""

    @property
    def real(self) -> tuple[str, ...]:
        """The real systems by name."""
        return tuple(dict.fromkeys(seat.name or self.id for seat in self.seats if seat.nature == "real"))

    @property
    def remote(self) -> dict[str, SeatPlan]:
        """Seats that are reached over wires, by their id."""
        return {seat.id: seat for seat in self.seats if seat.process or seat.nature == "real"}


class FaultPlan(Plan, frozen=True, kw_only=True):
    """One fault of the schedule: on what, which, how strong, when and how often.

    ``params`` are the kind's parameters as text with units; the device that declares the kind checks them.
    """

    target: str
    kind: str
    params: dict[str, str] = {}
    start: Duration = Duration(0)
    end: Duration | None = None
    packs: int | None = None
    """Strikes at most this many packs; ``None``: every pack in the window."""
    drift: dict[str, str] = {}
    """How a parameter grows: ``to``, ``over`` and, unless it is the first, ``parameter``; see ``read_drift``."""
    probability: Share = Share(1_000_000)


class Scenario(Plan, frozen=True, kw_only=True):
    """A whole world: line, product, batch, stack, faults, seed and pace."""

    id: str
    title: str
    line: LinePlan
    products: tuple[Product, ...]
    batches: tuple[Batch, ...]
    """The orders the L3 knows; the first is run by ``simulate``."""
    stack: StackPlan = StackPlan()
    faults: tuple[FaultPlan, ...] = ()
    rate: Literal["minimum", "nominal", "maximum"] = "nominal"
    fidelity: Literal["image", "model"] = "model"
    no_read: Share = Share(500)
    """Model fidelity: share of good codes the camera fails to read."""
    pace: str = "auto"
    """``virtual``, ``stepped``, ``real`` or ``real:N``; ``auto``: stepped where a stack file puts a level on wires,
    real where something real sits, else virtual."""
    epoch: str = "2026-01-05T06:00:00Z"
    seed: int = 1
    duration: Duration | None = None
    """Simulate at most this long; ``None``: until the batch is complete."""

    @property
    def clock(self) -> tuple[str, int]:
        """How time passes: ``virtual``, ``stepped`` or ``real``, and how many times faster than the wall."""
        kind, _, factor = self.pace.partition(":")
        if kind == "auto":
            natures = {seat.nature for seat in self.stack.remote.values()}
            kind = "real" if "real" in natures else "stepped" if natures else "virtual"
        return kind, int(factor or 1)


def encode_scenario(scenario: Scenario) -> str:
    """Write a scenario as the JSON text of record 0: every quantity as an integer of its base unit."""
    return msgspec.json.encode(scenario, enc_hook=int).decode()
