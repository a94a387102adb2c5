"""Writes believable journals of a carton line, pack by pack, with whatever defect a test plants.

A belt at 1 m/s carries a pack every 150 ms past printer, camera, scale, gate, exit and packer. Each pack has a
``Script`` of what happens to it, what is said about it and what is claimed; a test changes the script of the
pack it is about. Stops of the belt shift everything behind them, so geometry and times stay true.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from linebench.ports import Message, camera, checkweigher, io, l3, plc, printer
from linebench.product.pack_code import PackCode
from linebench.records import AnyRecord, claim, run, truth, wire
from linebench.records.requirement import Limit, Requirement, encode_requirements

GTIN, LOT, EXPIRY, ORDER = "09501101530003", "LOT7A", "271231", "O-1"
PITCH_US, FIELD, HOST, SITE = 150_000, 2_000, 5_000, 50_000
PRINTER, CAMERA, SCALE, GATE, PUSHER = 300_000, 600_000, 750_000, 1_200_000, 1_350_000
EXIT, PACKER = 1_800_000, 2_100_000
START_US = 1_000_000
ANSWER, THINK, SETTLE, STROKE, FALL = 80_000, 15_000, 120_000, 15_000, 80_000

REQUIREMENTS = (
    ("URS-SER-001", ("reject", "code"), None), ("URS-SER-004", ("balance",), None),
    ("URS-REJ-002", ("reject",), Limit("1 %", "ppm", None, 10_000)),
    ("URS-REJ-003", ("timing",), Limit("100 ms", "us", None, 100_000)),
    ("URS-REJ-007", ("stop",), Limit("600 ms", "us", None, 600_000)),
    ("URS-STP-001", ("stop",), Limit("500 ms", "us", None, 500_000)),
    ("URS-REP-003", ("report",), Limit("30 s", "us", None, 30_000_000)),
    ("URS-SEC-002", ("refusals",), Limit("1 s", "us", None, 1_000_000)),
)


def requirements(*without: str) -> str:
    return encode_requirements(tuple(
        Requirement(name, "1", name, "", "URS", critical=True, classes=classes, limit=limit)
        for name, classes, limit in REQUIREMENTS if name not in without))


def scenario(**stack: int) -> str:
    kinds = ("infeed", "printer", "camera", "checkweigher", "gate", "exit", "packer")
    return json.dumps({
        "id": "story", "title": "a story", "unread": {"by": "the oracle"},
        "line": {"pitch": 150_000, "pack_length": 100_000, "belts": [{"id": "main", "length": 3_000_000}],
                 "stations": [{"id": f"{kind}-1", "kind": kind} for kind in kinds]},
        "products": [{"name": "carton", "gtin": GTIN, "mass_low": 19_000, "mass_high": 21_000}],
        "stack": {"scan": 5_000, "field_latency": FIELD, "consecutive_rejects": 5} | stack,
    })


def serial(number: int) -> str:
    return f"S{number:09d}"


def epc(number: int) -> str:
    return f"01{GTIN}21{serial(number)}"


def code(number: int, lot: str = LOT, gtin: str = GTIN, expiry: str = EXPIRY) -> str:
    return PackCode(gtin, expiry, lot, serial(number)).content()


@dataclass(slots=True)
class Script:
    """What happens to one pack. ``None`` for a message means that it is never delivered."""

    number: int
    content: str = ""
    text: str | None = None
    record: int = 0
    mg: int = 20_000
    shown: int = 20_000
    weight: bool = True
    shot: bool = True
    readable: bool = True
    seen: bool = True            # the light barrier at the camera gave an edge
    reading: str | None = "read"
    late: int = 0                # the camera's answer comes that much later
    good: bool | None = True
    think: int = THINK
    out: bool = False            # L1 orders it out
    hit: bool = True             # the pusher has effect
    confirmed: bool = True
    unordered: bool = False      # the pusher strikes by itself
    taken: int = 0               # somebody takes it at this belt time after the infeed
    track: str | None = ""       # fate L1 reports; "" is the true one, None nothing
    claimed: str = ""            # status L2 reports; "" is the true one, "-" nothing
    claimed_early: int = 0       # the stated time of commissioning is that much earlier
    times: int = 1               # how often it is reported

    def bad(self, **changes: object) -> None:
        """Something is wrong with it, the line notices and pushes it out."""
        self.good, self.out = False, True
        for name, value in changes.items():
            setattr(self, name, value)

    @property
    def gone(self) -> bool:
        return self.unordered or (self.out and self.hit)

    @property
    def end(self) -> str:
        if self.taken:
            return "missing"
        return "rejected" if self.gone else "passed"


class Story:
    """One batch on one line; ``records()`` writes its journal."""

    def __init__(self, packs: int = 24, case_size: int = 8, *, limits: str | None = None, stack: str | None = None,
                 ended: bool = True, site: bool = True, own_pool: bool = False) -> None:
        self.scripts = {n: Script(n, code(n), record=n) for n in range(1, packs + 1)}
        self.case_size = case_size
        self.limits = requirements() if limits is None else limits
        self.stack = scenario() if stack is None else stack
        self.ended, self.site, self.own_pool = ended, site, own_pool
        self.counts: dict[str, int] = {}          # changes to the reconciliation
        self.allocated = packs + 5
        self.job = printer.PrintJob("carton", GTIN, LOT, EXPIRY)
        self.parents: Callable[[int, list[int]], list[int]] = lambda _case, packs: packs
        self.packed_first = False                 # aggregation is reported before commissioning
        self.report_after = 500_000
        self.lines: list[tuple[int, AnyRecord]] = []
        self._stops: list[tuple[int, int]] = []

    # what a test changes

    def pack(self, number: int) -> Script:
        return self.scripts[number]

    def add(self, *records: AnyRecord) -> None:
        """Put further records where their time says."""
        self.lines += [(record.t, record) for record in records]

    def stop(self, belt_us: int, pause_us: int) -> int:
        """Let the belt stand after this much running; returns when it comes to stand."""
        t = self.when(belt_us)
        self._stops.append((belt_us, pause_us))
        return t

    def when(self, belt_us: int) -> int:
        """The time at which the belt has run so long (in microseconds at full speed)."""
        return START_US + belt_us + sum(pause for at, pause in self._stops if at < belt_us)

    def at(self, number: int, place: int) -> int:
        """When a pack reaches a place."""
        return self.when(number * PITCH_US + place)

    @property
    def tail(self) -> int:
        """Some time after the last pack has left, the belt still moving."""
        return self.at(len(self.scripts) + 1, PACKER) + 5_000_000

    # the journal

    def say(self, t: int, link: str, message: Message, late: int = HOST) -> None:
        self.add(wire.Delivered(t + late, link, t, message))

    def records(self) -> list[AnyRecord]:
        kept, self.lines = self.lines, []
        self._set_up()
        for script in self.scripts.values():
            self._pack(script)
        self._cases()
        self._wind_up()
        body = [record for _, record in sorted(self.lines + kept, key=lambda line: line[0])]
        self.lines = kept
        return [run.Opened(0, "test", "", "", 1, "2026-01-05T06:00:00Z", self.stack, "{}", self.limits, (), ()),
                *body, run.Closed(max(record.t for record in body), len(body) + 1)]

    def _set_up(self) -> None:
        self.say(0, "l3>l2", l3.Order(ORDER, GTIN, LOT, EXPIRY, len(self.scripts), self.case_size, 4, "0950110", 1))
        if not self.own_pool:
            self.say(100, "l2>l3", l3.SerialRequest(1, ORDER, GTIN, self.allocated))
            self.say(200_000, "l3>l2", l3.Serials(1, GTIN, tuple(serial(n) for n in range(1, self.allocated + 1))))
        self.say(300_000, "l2>printer", self.job)
        self.say(300_000, "l2>l1", plc.Setup(19_000, 21_000, 5))
        self.add(truth.BatchBegan(400_000, ORDER, "carton", GTIN, LOT, EXPIRY, len(self.scripts)),
                 truth.BeltMoved(START_US, "main", 1_000_000, 0))
        for belt_us, pause in self._stops:
            t = self.when(belt_us)
            self.add(truth.BeltMoved(t, "main", 0, belt_us), truth.BeltMoved(t + pause, "main", 1_000_000, belt_us))

    def _pack(self, one: Script) -> None:
        n, t = one.number, self.at(one.number, 0)
        self.say(t, "l2>printer", printer.PrintOrders(n, (serial(n),)))
        self.add(truth.PackFed(t, n, one.mg))
        t = self.at(n, PRINTER)
        self.add(truth.PackPrinted(t, n, "printer-1", one.record, one.content, one.text, ()))
        self.say(t + 60_000, "printer>l2", printer.PrintDone(n))
        for place, step in ((CAMERA, self._camera), (SCALE, self._scale), (GATE, self._gate), (EXIT, self._exit)):
            if one.taken and place >= one.taken:
                self.add(truth.PackRemoved(self.at(n, one.taken), n, "gate", "lost"))
                self._claims(one, self.at(n, EXIT))
                return
            if place == EXIT and one.gone:
                return
            step(one, self.at(n, place))

    def _camera(self, one: Script, t: int) -> None:
        n = one.number
        if not one.seen:
            self.add(truth.PackViewed(t, n, "camera-1", 0, False, False, ("blind",)))
            return
        self.say(t, "io>l1", io.Edges(("barrier_camera",), 0), FIELD)
        self.add(truth.PackViewed(t, n, "camera-1", n, one.shot, one.readable, ()))
        read_t = t + ANSWER + one.late
        if one.reading is not None:
            seen = one.content if one.reading == "read" else ""
            self.say(read_t, "camera>l2", camera.Reading(n, one.reading, seen, "", "]d2"))
        if one.good is not None:
            self.say(read_t + HOST + one.think - HOST, "l2>l1", plc.Verdict(n, one.good))

    def _scale(self, one: Script, t: int) -> None:
        self.add(truth.PackWeighed(t, one.number, "scale-1", one.shown))
        if one.weight and one.shown >= 0:
            self.say(t + SETTLE, "scale>l1", checkweigher.Weight("scale-1", 0, one.shown))

    def _gate(self, one: Script, t: int) -> None:
        self.add(truth.PackGated(t, one.number, "gate-1"))
        self.say(t, "io>l1", io.Edges(("barrier_gate",), 0), FIELD)
        strike = self.at(one.number, PUSHER)
        if one.out:
            self.say(strike - STROKE - FIELD, "l1>io", io.Output("pusher", True), FIELD)
        if one.out or one.unordered:
            self.add(truth.PusherStruck(strike, "gate-1", (one.number,) if one.gone else ()))
        if one.gone:
            self.add(truth.PackDiverted(strike + FALL, one.number, "gate-1"))
            if one.confirmed:
                self.say(strike + FALL, "io>l1", io.Edges(("reject_confirm",), 0), FIELD)
            self._claims(one, strike + FALL)

    def _exit(self, one: Script, t: int) -> None:
        self.add(truth.PackExited(t, one.number))
        self.say(t, "io>l1", io.Edges(("barrier_exit",), 0), FIELD)
        self._claims(one, t)

    def _claims(self, one: Script, t: int) -> None:
        track = one.end if one.track == "" else one.track
        if track is not None and one.seen:
            cause = "" if track == "passed" else "verdict"
            self.add(claim.TracksClaimed(t + 200_000, "l1", ((one.number, track, cause),)))
        status = one.claimed or {"passed": "commissioned", "rejected": "rejected"}.get(one.end, "-")
        for again in range(one.times if status != "-" else 0):
            for source, late in (("l2", 0), ("l3", SITE)) if self.site else (("l2", 0),):
                self.add(claim.SerialsClaimed(t + self.report_after + late + again * 100_000, source, status,
                                              (epc(one.number),), (t - one.claimed_early,), ""))

    def _cases(self) -> None:
        good = [one.number for one in self.scripts.values() if one.end == "passed"]
        for case, first in enumerate(range(0, len(good), self.case_size), 1):
            self._case(case, good[first:first + self.case_size])

    def _case(self, case: int, packs: list[int]) -> None:
        for n in packs:
            self.add(truth.PackCased(self.at(n, PACKER), n, case))
        t, sscc = self.at(packs[-1], PACKER) + 1, sscc_of(case)
        self.add(truth.CaseFilled(t, case, tuple(packs)), truth.ContainerLabelled(t + 1, "case", case, sscc, True))
        children = tuple(epc(n) for n in self.parents(case, packs))
        said = t + 1_000_000 if not self.packed_first else t - self.case_size * PITCH_US
        for source, late in (("l2", 0), ("l3", SITE)) if self.site else (("l2", 0),):
            self.add(claim.PackedClaimed(said + late, source, "00" + sscc, children, said))

    def _wind_up(self) -> None:
        if not self.ended:
            return
        ends = [one.end for one in self.scripts.values()]
        good, refused = ends.count("passed"), ends.count("rejected")
        counts = {"allocated": self.allocated, "commissioned": good, "rejected": refused, "sampled": 0,
                  "destroyed": 0, "returned": self.allocated - len(ends), "open": ends.count("missing"),
                  "cases": -(-good // self.case_size), "pallets": 0} | self.counts
        unused = tuple(serial(n) for n in range(len(ends) + 1, self.allocated + 1))
        self.say(self.tail, "l2>l3", l3.SerialReturn(ORDER, unused))
        for source in ("l2", "l3") if self.site else ("l2",):
            self.add(claim.BatchClaimed(self.tail + 200_000, source, ORDER, tuple(counts.items())))


def sscc_of(case: int) -> str:
    return f"0950110{case:011d}"


def alarm(t: int, name: str, *, on: bool = True, latched: bool = True) -> claim.AlarmClaimed:
    return claim.AlarmClaimed(t, "l1", name, on, latched)


def stands(t: int, *, until: int | None = None) -> Iterable[AnyRecord]:
    """The belt comes to stand at ``t``, and moves again at ``until``."""
    yield truth.BeltMoved(t, "main", 0, 1_000_000_000)
    if until is not None:
        yield truth.BeltMoved(until, "main", 1_000_000, 1_000_000_000)


def acknowledged(t: int, name: str) -> Iterable[AnyRecord]:
    """A person acknowledges; the alarm goes."""
    yield wire.Delivered(t, "l2>l1", t - 1000, plc.Command("acknowledge", "operator 1"))
    yield alarm(t + 10_000, name, on=False)
