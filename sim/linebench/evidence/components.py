"""Who sat where in an attempt, as its record 0 has it: nature, basis of truth, and what is spoken on wires."""

from collections.abc import Callable, Iterable, Iterator

import msgspec

from linebench.evidence.files import PackageError
from linebench.evidence.model import UNKNOWN, Component, Spoken, encode
from linebench.records.run import Opened

__all__ = ["PEERS", "FirstProfile", "components_of", "own_orders", "pace_of", "paces_of"]

FirstProfile = Callable[[str, str], str]
"""Names the profile of a dialect (second) on the wire to a seat (first) where a stack file names none."""

PEERS = {
    "l1": ("l2", "io", "scale"), "l2": ("printer", "l1", "camera", "packer", "palletizer", "l3", "hmi"),
    "l3": ("l2", "l4"), "l4": ("l3",), "serials": ("l3",),
}
"""Seats that a level speaks with; on wires without an entry in the stack file in the bench's own messages."""
_TOP = "l4"
_OWNER = "serials"
"""Who sits here only where the site draws serials; then L3 speaks with it too."""
_PARTNER = "partner-l4"
"""The wire by which the bench, as a partner, reaches the enterprise."""
_MORE = {"l3": (_OWNER,)}
"""Peers that a level has where somebody sits there."""
_HOST = "l2"
"""The level that is the host of devices."""
_SEATS = {"checkweigher": "scale"}
_ENDS = ("infeed", "exit")
_DEVICE = "discrete-event model; no wear, no dirt but what a fault states"
_PERSON = "model of a person who reacts and errs as the scenario says; no judgement"
_POOL = "gives serials out, once each, and keeps their states as OPC 30260 has them; no authority behind it"
_LEVEL = "reference behaviour of the level; no vendor's product"
_REPOSITORY = "takes what L3 says and answers nothing; no repository behind it"
_ENTERPRISE = "captures EPCIS events, checks their order and answers queries; kept in memory"
_PLANNER = "gives its orders and master data at the start and hears what becomes of them; plans nothing"
_REAL = "what it does inside is unknown; what it said on the wire was measured"
_WENT_ON = f"{_REAL}; it was not reset between test cases and remembered them"


class _Station(msgspec.Struct, frozen=True):
    id: str
    kind: str


class _Line(msgspec.Struct, frozen=True):
    stations: tuple[_Station, ...] = ()


class _Seat(msgspec.Struct, frozen=True):
    id: str
    nature: str = "emulated"
    name: str = ""
    process: bool = False


class _Wire(msgspec.Struct, frozen=True):
    id: str
    dialect: str = "native"
    profile: str = ""
    also: tuple[str, ...] = ()
    options: dict[str, str] = {}


class _Product(msgspec.Struct, frozen=True):
    version: str = UNKNOWN


class _Stack(msgspec.Struct, frozen=True):
    world: str = "anew"
    enterprise: str = "none"
    serials: str = "own"
    planner: str = "none"
    product: _Product | None = None
    seats: tuple[_Seat, ...] = ()
    wires: tuple[_Wire, ...] = ()


class _Batch(msgspec.Struct, frozen=True):
    order: str = UNKNOWN


class _World(msgspec.Struct, frozen=True):
    line: _Line | None = None
    batches: tuple[_Batch, ...] = ()
    stack: _Stack = _Stack()
    pace: str = "virtual"


_world = msgspec.json.Decoder(_World)


def _read(opened: Opened) -> _World:
    try:
        return _world.decode(opened.scenario or "{}")
    except msgspec.MsgspecError as error:
        raise PackageError(f"record 0: its scenario cannot be read: {error}") from error


def pace_of(opened: Opened) -> str:
    """How time passed: ``virtual``, ``stepped``, ``real`` or ``real:N``.

    Raises:
        PackageError: record 0 holds another kind of scenario.

    """
    world = _read(opened)
    if world.pace != "auto":
        return world.pace
    remote = [seat.nature for seat in world.stack.seats if seat.process or seat.nature == "real"]
    wired = remote or any(wire.id == _PARTNER for wire in world.stack.wires)
    return "real" if "real" in remote else "stepped" if wired else "virtual"


def paces_of(openings: Iterable[Opened]) -> str:
    """The paces of all attempts, mostly one, in the order of letters; raises as ``pace_of``."""
    return ", ".join(sorted(set(map(pace_of, openings))))


def own_orders(opened: Opened) -> tuple[str, ...]:
    """The orders that were of this attempt alone: the world continued from the one before. Empty where it did not.

    Raises:
        PackageError: as ``pace_of``.

    """
    world = _read(opened)
    return tuple(batch.order for batch in world.batches) if world.stack.world == "continue" else ()


def components_of(openings: Iterable[Opened], first_profile: FirstProfile | None = None) -> tuple[Component, ...]:
    """Everybody who took part in attempts with these records 0, each once, in the order of the line and the levels.

    Raises:
        PackageError: as ``pace_of``.

    """
    found = (one for opened in openings for one in _Cast(opened, first_profile).components())
    return tuple({encode(one): one for one in found}.values())


class _Cast:
    """Everybody in one world."""

    def __init__(self, opened: Opened, first_profile: FirstProfile | None) -> None:
        self._world, self._bench, self._first = _read(opened), opened.bench, first_profile
        product = self._world.stack.product
        self._version = UNKNOWN if product is None else product.version
        self._seats = {seat.id: seat for seat in self._world.stack.seats}
        self._wires = {wire.id: wire for wire in self._world.stack.wires}

    def components(self) -> Iterator[Component]:
        if self._world.line is None:
            return
        yield self._ours("line", "simulated", _DEVICE)
        for seat in self._devices(self._world.line.stations):
            yield self._real(seat) if self._is_real(seat) else self._ours(seat, "simulated", _DEVICE)
        yield self._ours("operator", "simulated", _PERSON)
        for level in PEERS:
            if level != _OWNER or self._draws:
                yield self._level(level)
        if self._world.stack.planner != "none":
            yield self._real("erp") if self._is_real("erp") else self._ours("erp", "emulated", _PLANNER)

    def _devices(self, stations: tuple[_Station, ...]) -> Iterator[str]:
        names = [_SEATS.get(station.kind, station.kind) for station in stations]
        for name, station in zip(names, stations, strict=True):
            if station.kind not in _ENDS:
                yield name if names.count(name) == 1 else station.id

    def _level(self, level: str) -> Component:
        return self._real(level) if self._is_real(level) else self._ours(level, "emulated", self._fidelity(level))

    @property
    def _draws(self) -> bool:
        return self._world.stack.serials != "own" or _OWNER in self._seats

    def _fidelity(self, level: str) -> str:
        if level == _OWNER:
            return _POOL
        if level != _TOP:
            return _LEVEL
        return _REPOSITORY if self._world.stack.enterprise == "none" else _ENTERPRISE

    def _is_real(self, seat: str) -> bool:
        return seat in self._seats and self._seats[seat].nature == "real"

    def _real(self, seat: str) -> Component:
        told = _WENT_ON if seat in PEERS and self._world.stack.world == "continue" else _REAL
        return Component(seat=seat, nature="real", truth="measured", name=self._seats[seat].name or UNKNOWN,
                         version=self._version, fidelity=told, spoken=tuple(self._spoken(seat)))

    def _ours(self, seat: str, nature: str, fidelity: str) -> Component:
        return Component(seat=seat, nature=nature, truth="simulated", name="linebench", version=self._bench,
                         fidelity=fidelity, spoken=tuple(self._spoken(seat)))

    def _spoken(self, seat: str) -> Iterator[Spoken]:
        """Yield what is spoken on the wires by which levels elsewhere find this seat, or by which it is found."""
        known = "hmi" if seat == "operator" else "io" if seat == "line" else seat
        for level, peers in PEERS.items():
            at = self._seats.get(level)
            wired = at is not None and (at.process or at.nature == "real")
            if known in (*peers, *_MORE.get(level, ())) and (wired or (level == _HOST and self._is_real(known))):
                yield from self._wire(f"{level}-{known}", known)
        if known == _TOP and _PARTNER in self._wires:
            yield from self._wire(_PARTNER, known)

    def _wire(self, pair: str, peer: str) -> Iterator[Spoken]:
        channels = [wire for name, wire in self._wires.items() if name.startswith(f"{pair}-")]
        for one in (self._wires.get(pair, _Wire(pair)), *channels):
            profile = one.profile or (self._first(peer, one.dialect) if self._first else "")
            yield Spoken(wire=one.id, dialect=one.dialect, profile=profile, also=one.also, options=one.options)
