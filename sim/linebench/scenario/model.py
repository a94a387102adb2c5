"""The checked values a scenario file becomes: the world of a run.

Quantities are integers of ``units``. A station's ``settings`` belong to its kind of device: the loader is
given the settings class of every kind, so a new device needs no change here.
"""

from typing import Any, Literal

import msgspec

from linebench.product.code_form import USUAL, CodeForm
from linebench.product.market import Market
from linebench.scenario.people import PeoplePlan
from linebench.scenario.plan import Plan
from linebench.scenario.stack import StackPlan
from linebench.units import Duration, Length, Mass, Rate, Share

__all__ = ["Batch", "BeltPlan", "FaultPlan", "LinePlan", "OperatorPlan", "Product", "Scenario", "StationPlan",
           "encode_scenario"]

_ZONE = "UTC"


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
    scanner: dict[str, str] = msgspec.field(default_factory=dict)
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
    """Whose rules its packs follow: a file in ``markets``."""
    code: dict[str, str] = msgspec.field(default_factory=dict)
    """What its market asks it to state, by application identifier, such as a national number."""
    mass: Mass
    mass_spread: Mass
    """Standard deviation between good packs."""
    mass_low: Mass
    mass_high: Mass
    case_size: int
    pallet_size: int
    """Cases per pallet."""
    serial_length: int = 12
    serial_characters: Literal[
        "readable", "digits", "capitals and digits", "letters and digits", "charset 82"] = "readable"
    """What serials are made of: digits and capitals that nobody confuses (``readable``), …, or all that GS1 allows
    in an AI (21).
    """
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


class FaultPlan(Plan, frozen=True, kw_only=True):
    """One fault of the schedule: on what, which, how strong, when and how often.

    ``params`` are the kind's parameters as text with units; the device that declares the kind checks them.
    """

    target: str
    kind: str
    params: dict[str, str] = msgspec.field(default_factory=dict)
    start: Duration = Duration(0)
    end: Duration | None = None
    packs: int | None = None
    """Strikes at most this many packs; ``None``: every pack in the window."""
    drift: dict[str, str] = msgspec.field(default_factory=dict)
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
    markets: tuple[Market, ...] = ()
    """Those of the products, as their files have them."""
    stack: StackPlan = StackPlan()
    people: PeoplePlan | msgspec.UnsetType = msgspec.UNSET
    """Users and roles at L2; unset: it keeps none, and an operator and a supervisor do what theirs is."""
    faults: tuple[FaultPlan, ...] = ()
    rate: Literal["minimum", "nominal", "maximum"] = "nominal"
    fidelity: Literal["image", "model"] = "model"
    no_read: Share = Share(500)
    """Model fidelity: share of good codes the camera fails to read."""
    pace: str = "auto"
    """``virtual``, ``stepped``, ``real`` or ``real:N``; ``auto``: stepped where a stack file puts a level on wires,
    real where something real sits, else virtual."""
    epoch: str = "2026-01-05T06:00:00Z"
    zone: str = _ZONE
    """Where the site is, by the name of its time zone in the IANA database: for the offsets of its events."""
    seed: int = 1
    duration: Duration | None = None
    """Simulate at most this long; ``None``: until the batch is complete."""

    @property
    def clock(self) -> tuple[str, int]:
        """How time passes: ``virtual``, ``stepped`` or ``real``, and how many times faster than the wall."""
        kind, _, factor = self.pace.partition(":")
        if kind == "auto":
            natures = {seat.nature for seat in self.stack.elsewhere.values()}
            kind = "real" if "real" in natures else "stepped" if self.stack.is_wired else "virtual"
        return kind, int(factor or 1)

    def market_of(self, product: Product) -> Market | None:
        """The market of a product, ``None`` where no file of it was read."""
        return next((market for market in self.markets if market.id == product.market), None)

    def form_of(self, product: Product) -> CodeForm:
        """The form of a product's code: as its market has it, else the usual one."""
        market = self.market_of(product)
        return USUAL if market is None else market.form(product.code)


def encode_scenario(scenario: Scenario) -> str:
    """Write a scenario as the JSON text of record 0: every quantity as an integer of its base unit.

    A site in UTC is not told, so that the records of worlds from before there were zones stay as they are.
    """
    plain = msgspec.to_builtins(scenario, enc_hook=int)
    if scenario.zone == _ZONE:
        del plain["zone"]
    return msgspec.json.encode(plain).decode()
