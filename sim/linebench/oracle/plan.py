"""What the oracle knows from record 0: the few parts of the scenario it needs, and the limits.

The scenario is read as data, not through the ``scenario`` room: the oracle judges what was recorded.
"""

import functools
from typing import Any

import msgspec

from linebench.product.code_form import USUAL, CodeForm
from linebench.product.market import Market
from linebench.records.requirement import Limit, Requirement, decode_requirements
from linebench.records.run import Opened

__all__ = ["BeltView", "ClaimView", "LineView", "PeopleView", "PlanError", "ProductView", "SeatView", "StackView",
           "StationView", "World", "forms_of", "read_world"]


class PlanError(ValueError):
    """Record 0 cannot be read. The message says which part and why."""


class BeltView(msgspec.Struct, frozen=True):
    """A belt; the first of a line carries the encoder and is the one that stops are judged by."""

    id: str


class StationView(msgspec.Struct, frozen=True):
    """A station, its kind of device, where it stands on its belt, in micrometres, and the settings of its kind."""

    id: str
    kind: str
    at: int = 0
    settings: dict[str, Any] | None = None


class LineView(msgspec.Struct, frozen=True):
    """Geometry that decides which packs lie too close, in micrometres."""

    pitch: int = 0
    pack_length: int = 0
    belts: tuple[BeltView, ...] = ()
    stations: tuple[StationView, ...] = ()


class ProductView(msgspec.Struct, frozen=True):
    """A product's name, GTIN, the masses a good pack may have, in milligrams, and what decides on its serials and
    its code.
    """

    name: str
    gtin: str
    mass_low: int
    mass_high: int
    serial_length: int = 12
    serial_characters: str = "readable"
    market: str = ""
    code: dict[str, str] = {}


class SeatView(msgspec.Struct, frozen=True):
    """What sits in a seat that is not the bench's own process."""

    nature: str = "emulated"


class ClaimView(msgspec.Struct, frozen=True):
    """How often it is looked at what a foreign level says, in microseconds by the wall."""

    every: int = 0


class StackView(msgspec.Struct, frozen=True):
    """How fast L1 sees the field (microseconds), at how many rejects it has to stop: in a row, or among so many
    packs, how many events L2 may keep that L3 has not acknowledged, with how many known bad packs a batch is
    challenged, and whether there is an enterprise above the site: ``none`` or what it is.
    """

    scan: int = 0
    field_latency: int = 0
    consecutive_rejects: int = 0
    buffer_limit: int = 100_000
    reject_rate: int = 0
    reject_rate_of: int = 0
    challenge_packs: int = 0
    enterprise: str = "none"
    seats: tuple[SeatView, ...] = ()
    claims: tuple[ClaimView, ...] = ()


class PeopleView(msgspec.Struct, frozen=True):
    """Who may do what at L2: user to role, role to what it may, what is signed; times in microseconds."""

    users: dict[str, str] = {}
    roles: dict[str, str] = {}
    signed: str = ""
    lock_after: int = 0
    log_off_after: int = 0
    clock_limit: int = 0


class World(msgspec.Struct, frozen=True):
    """The part of a scenario that verdicts depend on, with the requirements of record 0."""

    line: LineView = LineView()
    products: tuple[ProductView, ...] = ()
    markets: tuple[Market, ...] = ()
    stack: StackView = StackView()
    people: PeopleView | None = None
    """``None``: L2 keeps no users."""
    pace: str = "virtual"
    epoch: str = "1970-01-01T00:00:00Z"
    """UTC of t = 0."""
    zone: str = "UTC"
    """The time zone of the site."""
    requirements: tuple[Requirement, ...] = ()

    @property
    def is_real(self) -> bool:
        """Whether time went by the wall, so that every time is only as good as the bench was quick."""
        pace = self.pace.partition(":")[0]
        return pace == "real" or (pace == "auto" and any(seat.nature == "real" for seat in self.stack.seats))

    @property
    def heard_late(self) -> int:
        """How much later than it was said something may have been heard of a foreign level, in microseconds."""
        factor = self.pace.partition(":")[2]
        slowest = max((claim.every for claim in self.stack.claims), default=0)
        return slowest * (int(factor) if factor.isdecimal() else 1) if self.is_real else 0

    def limit(self, requirement: str) -> Limit | None:
        """The limit of a requirement by id, ``None`` where it is absent or has none."""
        return next((one.limit for one in self.requirements if one.id == requirement), None)

    def serving(self, classes: tuple[str, ...]) -> tuple[str, ...]:
        """Ids of the requirements that have one of these classes."""
        wanted = set(classes)
        return tuple(one.id for one in self.requirements if wanted.intersection(one.classes))

    def has(self, kind: str) -> bool:
        """Whether the line has a station of this kind."""
        return any(station.kind == kind for station in self.line.stations)

    def reach(self) -> int:
        """The length of the tracked zone, from the camera to the exit, in micrometres."""
        places = {station.kind: station.at for station in self.line.stations}
        return places.get("exit", 0) - places.get("camera", 0)

    def belt(self) -> str:
        """The belt that stops are judged by."""
        return self.line.belts[0].id if self.line.belts else "main"

    def product(self, name: str, gtin: str) -> ProductView | None:
        """The product of this name, else of this GTIN."""
        named = (one for one in self.products if one.name == name)
        same = (one for one in self.products if one.gtin == gtin)
        return next(named, None) or next(same, None)

    def market(self, name: str, gtin: str) -> Market | None:
        """The market of the product of this name, else of this GTIN; ``None``: none is known."""
        product = self.product(name, gtin)
        return next((one for one in self.markets if product and one.id == product.market), None)

    def form(self, name: str, gtin: str) -> CodeForm:
        """What the code of the product of this name, else of this GTIN, consists of."""
        product, market = self.product(name, gtin), self.market(name, gtin)
        return market.form(product.code) if product and market else USUAL

    @property
    def forms(self) -> tuple[CodeForm, ...]:
        """What codes consist of here, the usual first."""
        return tuple(dict.fromkeys((USUAL, *(self.form(one.name, one.gtin) for one in self.products))))


_world = msgspec.json.Decoder(World)


@functools.lru_cache(maxsize=16)
def forms_of(scenario: str) -> tuple[CodeForm, ...]:
    """What codes consist of in a world, the usual first; ``scenario``: as record 0 has it."""
    try:
        return _world.decode(scenario or "{}").forms
    except msgspec.MsgspecError:
        return (USUAL,)  # of a world that cannot be judged either, which is told there


def read_world(opened: Opened) -> World:
    """Read record 0.

    Raises:
        PlanError: the scenario or the limits of record 0 are not what this version reads.

    """
    try:
        world = _world.decode(opened.scenario or "{}")
        requirements = decode_requirements(opened.limits or "[]")
    except msgspec.MsgspecError as error:
        raise PlanError(f"record 0 cannot be judged from: {error}; it was written by linebench {opened.bench}, "
                        "judge it with that version") from error
    return msgspec.structs.replace(world, requirements=requirements)
