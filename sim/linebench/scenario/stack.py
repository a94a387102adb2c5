"""The checked values a stack file becomes: who sits where, what is spoken on wires, how a real system is bound."""

from typing import Literal

import msgspec

from linebench.scenario.folders import FoldersPlan
from linebench.scenario.maker import ProductPlan
from linebench.scenario.plan import Plan
from linebench.units import Duration

__all__ = ["DEVICES", "PARTNER", "ActionPlan", "AllowPlan", "ClaimPlan", "ClockPlan", "DashboardPlan", "SeatPlan",
           "StackPlan", "WirePlan"]

DEVICES = ("printer", "camera")
"""Seats of devices in which something real may sit; their stations are of kinds of these names."""
PARTNER = "partner-l4"
"""The wire by which partners, auditors and their programs reach the enterprise."""


class SeatPlan(Plan, frozen=True, kw_only=True):
    """Who sits in a seat where it is not the bench itself."""

    id: Literal["l1", "l2", "l3", "l4", "serials", "erp", "printer", "camera"]
    nature: Literal["emulated", "real"] = "emulated"
    """``real``: something outside, which the bench can neither start nor reset."""
    name: str = ""
    """What sits there if it is real, as console and reports call it; empty: by the id of the stack."""
    process: bool = False
    """An emulated level in a process of its own, which hears and speaks on wires only."""
    trigger: Literal["bench", "own"] = "bench"
    """Of a real camera, what triggers it: an order of the bench at each pack, or a sensor of its own."""
    job: Literal["selected", "fixed"] = "selected"
    """Of a real camera: it selects jobs and says which one is active; or it has one job and no word for it."""
    answer_within: Duration = Duration(500_000)
    """Of a real camera: a picture without an answer for so long has none; longer than it ever takes to answer."""


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
    """Wire ``l1-l2``: the PLC shows its tags there, and L2 in the bench dials it; else the PLC dials the bench.
    Wire ``l4-l3``: the enterprise is a server, and the L3 in the bench dials it. Wire ``serials-l3``: the pool of
    serials listens there, and the bench dials it.
    """
    also: tuple[str, ...] = ()
    """Dialects served beside the one that is dialled, on free ports: a controller shows its tags in several."""
    options: dict[str, str] = msgspec.field(default_factory=dict)
    """Single options of the profile replaced."""
    level_options: dict[str, str] = msgspec.field(default_factory=dict)
    """Options that the level's end has otherwise than its peer's, such as a wrong password."""
    tls: dict[str, str] = msgspec.field(default_factory=dict)
    """Spoken within TLS, and how: options of ``wire.tls``; empty: in clear."""
    map: str = ""
    """A file that gives the signals of this wire the project's names, addresses and handshakes; its path begins at
    the stack file's folder. Empty: the bench's own tags.
    """
    map_options: dict[str, str] = msgspec.field(default_factory=dict)
    """Options beside the map, such as ``beat_within``; see ``wire.mapped``."""


class ActionPlan(Plan, frozen=True, kw_only=True):
    """How something is asked of a real level, or done to it."""

    id: str
    """What: ``start_batch``, ``power_off``, …; ``linebench bindings`` lists all."""
    by: str
    """Which kind of hand does it: ``http``, ``process``, ``shell``, ``person``, …"""
    options: dict[str, str] = msgspec.field(default_factory=dict)


class ClaimPlan(Plan, frozen=True, kw_only=True):
    """Where a real level says what it did."""

    id: str
    by: str
    """Which kind of eye looks there: ``csv``, ``json``, …"""
    gives: Literal["serials", "packed", "batch", "alarm", "state", "value", "audit", "events", "file"]
    """What it says there; ``events``: serials and packed as EPCIS has them; ``file``: nothing, it is kept."""
    fields: dict[str, str] = msgspec.field(default_factory=dict)
    """Our field to its column; ``=text``: always this text."""
    words: dict[str, str] = msgspec.field(default_factory=dict)
    """Its words to ours: ``"status.GUT" = "commissioned"``."""
    times: str = "iso"
    """The form of its times: ``iso``, or as ``strptime`` writes it; without an offset they are UTC."""
    every: Duration = Duration(500_000)
    """How often it is looked, in real time."""
    options: dict[str, str] = msgspec.field(default_factory=dict)


class DashboardPlan(Plan, frozen=True, kw_only=True):
    """A dashboard to which the site publishes what its levels tell each other, over an MQTT broker."""

    id: str
    form: Literal["sparkplug", "namespace"] = "sparkplug"
    nature: Literal["emulated", "real"] = "emulated"
    """``real``: who shows itself there is a real system, of Sparkplug; the bench only listens."""
    url: str = ""
    """The broker in real time, ``mqtt://user@host:port`` or ``mqtts://``; in any other the bench is the broker, and
    keeps what is published among the captures. Empty: so in real time as well.
    """
    group: str = "linebench"
    """Sparkplug's group."""
    node: str = "site"
    """Sparkplug's node, which is the site."""
    every: Duration = Duration(1_000_000)
    """Changes are published together, at most so often."""
    options: dict[str, str] = msgspec.field(default_factory=dict)
    """Of the form and of the broker, such as ``host``, ``topic`` or ``keep_alive``."""


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
    reject_rate: int = 0
    """Rejects among the latest ``reject_rate_of`` packs at which L1 stops; 0: it does not look at them."""
    reject_rate_of: int = 50
    challenge_packs: int = 0
    """Known bad packs that L2 wants rejected at the start of a batch before anything is produced; 0: none."""
    bypass_time: Duration = Duration(60_000_000)
    """After this time L1 ends the bypass of a sensor by itself."""
    report_every: Duration = Duration(5_000_000)
    """Period in which L2 reports what became certain."""
    buffer_limit: int = 100_000
    """Unacknowledged events at which L2 stops the line in a controlled way."""
    read_back: bool | msgspec.UnsetType = msgspec.UNSET
    """Whether L2 reads back what it sets printer, camera and L1 to, and starts no batch on anything else."""
    enterprise: Literal["none", "emulated"] = "none"
    """Whether an L4 captures the site's events and answers; without one the site tells what lines report."""
    serials: Literal["own", "emulated"] = "own"
    """Where the site has serials from: it makes them up, or draws them from a pool in the seat ``serials``."""
    draw_low: int = 500
    """Drawn serials of a GTIN left at the site at which it draws more."""
    draw_block: int = 2_000
    planner: Literal["none", "emulated"] = "none"
    """Whether a planner (an ERP or MES) gives the site orders and master data; else it has them from the start."""
    folders: FoldersPlan = FoldersPlan()
    """Watched folders between the planner and the site."""
    relabel: Literal["same serial", "new serial"] = "same serial"
    """What the label has that people put in place of a damaged one; the rules of a market may want a new one."""
    seats: tuple[SeatPlan, ...] = ()
    """Seats that are not in the bench's own process."""
    wires: tuple[WirePlan, ...] = ()
    """How these seats are spoken to; a pair without an entry speaks the bench's native messages."""
    actions: tuple[ActionPlan, ...] = ()
    """Hands on a real level."""
    claims: tuple[ClaimPlan, ...] = ()
    """Eyes on a real level."""
    dashboards: tuple[DashboardPlan, ...] = ()
    """Where the site shows itself."""

    allow: AllowPlan = AllowPlan()
    """What may be used beside a real system."""
    clock: ClockPlan = ClockPlan()
    """The clock of a real level."""
    product: ProductPlan | None = None
    """Whose product it is, where its file says so."""
    lacks: tuple[str, ...] = ()
    """Actions, claims and wires that the real system does not have, so that nobody misses their bindings."""
    world: Literal["anew", "continue"] = "anew"
    """``continue``: the real level is neither reset nor switched between test cases, and remembers them."""
    orders: str = ""
    """Where the world continues, what orders are called: a text with ``{order}``, ``{run}`` and ``{case}``; empty:
    ``{order}-{run}{case:02}``.
    """

    captures: bool = True
    """Keep the bytes on every wire as files of the attempt, at most 256 MiB for each wire."""

    @property
    def draws(self) -> bool:
        """Whether the site draws serials from whoever sits in the seat ``serials``."""
        return self.serials != "own" or "serials" in self.remote

    @property
    def real(self) -> tuple[str, ...]:
        """The real systems by name."""
        return tuple(dict.fromkeys(seat.name or self.id for seat in self.seats if seat.nature == "real"))

    @property
    def foreign(self) -> tuple[str, ...]:
        """Levels that are real, by their id."""
        return tuple(seat.id for seat in self.remote.values() if seat.nature == "real")

    @property
    def remote(self) -> dict[str, SeatPlan]:
        """Levels that are reached over wires, by their id."""
        return {seat.id: seat for seat in self.seats
                if seat.id not in DEVICES and (seat.process or seat.nature == "real")}

    @property
    def devices(self) -> dict[str, SeatPlan]:
        """Devices that are not ours, which the bench dials, by their id."""
        return {seat.id: seat for seat in self.seats if seat.id in DEVICES and seat.nature == "real"}

    @property
    def partner(self) -> WirePlan | None:
        """How partners reach the enterprise; ``None``: nobody does."""
        return next((wire for wire in self.wires if wire.id == PARTNER), None)

    @property
    def is_wired(self) -> bool:
        """Whether anything is reached over wires."""
        return bool(self.elsewhere) or self.partner is not None

    @property
    def absent(self) -> frozenset[str]:
        """Seats in which nobody sits, or whom a level does not speak to by a wire of its own."""
        nobody = {"partner", "erp", "logger", "time"}
        if not self.draws:
            nobody.add("serials")
        if self.enterprise == "none":
            nobody.add("desk")
        return frozenset(nobody)

    @property
    def elsewhere(self) -> dict[str, SeatPlan]:
        """All that is reached over wires, by id."""
        return self.remote | self.devices
