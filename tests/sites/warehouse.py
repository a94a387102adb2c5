"""A store of four cases on two pallets, its clerk, the site server's desk and the enterprise, without a line."""

from collections.abc import Callable
from itertools import count

from linebench.epcis.canonical import canonical_id
from linebench.epcis.history import History, State
from linebench.epcis.times import micros
from linebench.kernel.engine import Engine
from linebench.ports.l3 import AggregationEvent, ObjectEvent, Order, Report
from linebench.ports.l4 import Capture, Captured
from linebench.product.epc_uri import link_of_elements
from linebench.product.keys import sscc
from linebench.product.pack_code import PackCode
from linebench.site.acts import Hand
from linebench.site.clerk import Clerk, Job
from linebench.site.store import Store
from linebench.site.unit import Unit
from linebench.stack.l3 import L3Config, SiteServer
from linebench.stack.l4.config import L4Config
from linebench.stack.l4.enterprise import EnterpriseRepository
from linebench.stack.l4.standing import Standing
from linebench.stack.machine import Send
from linebench.stack.machine import Store as Keep
from linebench.stack.mutants import make_decisions
from linebench.store import MemoryRepository

GTIN, LOT, EXPIRY = "09501101530003", "LOT1", "280200"
ORDER = Order("A1", GTIN, LOT, EXPIRY, 100, 3, 2, "39501101", 1)
EPOCH = "2026-01-05T06:00:00Z"
PACKS, CASES = 3, 4
CLERK = "Jo"


def epc(number):
    return f"01{GTIN}21S{number:03}"


def box(number):
    return "00" + sscc("9501101", number, extension=3)


CASE, PALLET = [box(number) for number in range(1, 5)], [box(number) for number in (11, 12)]


def report():
    """What the line has told: packs, cases and pallets."""
    packs = tuple(map(epc, range(PACKS * CASES)))
    events = [ObjectEvent("ADD", "commissioning", "active", packs, (1_000_000,) * len(packs)),
              ObjectEvent("ADD", "commissioning", "active", (*CASE, *PALLET), (2_000_000,) * 6)]
    events += [AggregationEvent("ADD", case, packs[n * PACKS:][:PACKS], 3_000_000) for n, case in enumerate(CASE)]
    events += [AggregationEvent("ADD", pallet, tuple(CASE[n * 2:][:2]), 4_000_000)
               for n, pallet in enumerate(PALLET)]
    return Report(1, "A1", tuple(events))


class Warehouse:
    """All of it. ``refused``: what the enterprise did not take; ``captures``: what it was told, in order."""

    def __init__(self, *, relabel="same serial", mutants=(), enterprise=True):
        self.engine, self.records, self.captures, self.refused = Engine(), [], [], []
        self._config = L3Config(orders={"A1": ORDER}, pool=100, epoch=EPOCH, enterprise=enterprise, relabel=relabel)
        self._decisions, self._serials = make_decisions("l3", mutants), count(900)
        self.disk, self.server, self.asked, self.unsaid = {}, None, [], 0
        self.repository = MemoryRepository()
        self.l4 = EnterpriseRepository(L4Config(epoch_us=micros(EPOCH)), self.repository)
        self.l4.start({}, 0)
        self.store = Store(self.records.append, count(CASES + 1).__next__)
        self.clerk = Clerk(self.store, self.say, self.engine.at, self.records.append)
        self._fill()
        self.power_on()
        self.do(self.server.receive("l2", report(), 5_000_000))
        self.engine.run_to(6_000_000)

    def _fill(self):
        for number, label in enumerate(CASE):
            case = Unit("case", number + 1, label, label)
            for pack in range(number * PACKS, number * PACKS + PACKS):
                code = PackCode(GTIN, EXPIRY, LOT, f"S{pack:03}").content()
                case.inside.append(Unit("pack", pack + 1, epc(pack), code, box=case))
            self.store.cases.append(case)
            self.store.packs.extend(case.inside)
        for number, label in enumerate(PALLET):
            pallet = Unit("pallet", number + 1, label, label, inside=self.store.cases[number * 2:][:2])
            for case in pallet.inside:
                case.box = pallet
            self.store.pallets.append(pallet)

    def power_on(self):
        self.server = SiteServer(self._config, self._draw, self._decisions)
        self.do(self.server.start(dict(self.disk), int(self.engine.now)))

    def power_off(self):
        self.server = None

    def _draw(self, wanted, _gtin):
        return tuple(f"N{next(self._serials)}" for _ in range(wanted))

    def say(self, t, message):
        """The clerk to the desk."""
        self.engine.at(t + 50_000, self._heard, message)

    def _heard(self, t, message, _):
        if self.server is None:
            self.unsaid += 1
        else:
            self.do(self.server.receive("desk", message, t))

    def do(self, effects):
        for effect in effects:
            if isinstance(effect, Keep):
                self.disk[effect.key] = effect.value
                if effect.value is None:
                    del self.disk[effect.key]
            elif isinstance(effect, Send) and effect.to == "desk":
                self.asked.append(effect.message)
                self.engine.at(int(self.engine.now) + 50_000, lambda t, message, _: self.clerk.receive(t, message),
                               effect.message)
            elif isinstance(effect, Send) and isinstance(effect.message, Capture):
                self.engine.at(int(self.engine.now) + 50_000, self._capture, effect.message)

    def _capture(self, t, capture, _):
        self.captures.append(capture)
        answer = self.l4.receive("l3", capture, t).message
        assert isinstance(answer, Captured)
        self.refused += answer.errors
        if self.server is not None:
            self.do(self.server.receive("l4", answer, t))

    def job(self, procedure, subject, **more):
        pack, other = more.pop("pack", None), more.pop("other", None)
        return Job(procedure, CLERK, Hand(subject, pack=pack, other=other), **more)

    def begin(self, job):
        return self.clerk.begin(int(self.engine.now), job)

    def run(self, seconds=120):
        self.engine.run_to(int(self.engine.now) + seconds * 1_000_000)

    def resolve(self, procedure, subject, **more):
        """Have the clerk lead a procedure to its end; returns the job."""
        job = self.job(procedure, subject, **more)
        self.begin(job)
        self.run()
        return job

    def now(self, act: Callable[..., object], *args):
        """Do something in the store that nobody tells."""
        return act(int(self.engine.now), "somebody", *args)

    def history(self) -> History:
        """What the enterprise's events say together."""
        return Standing(self.repository.replay, lambda event: event.error_declaration is not None).history()

    def differences(self):
        """Where the enterprise has it otherwise than it is."""
        history = self.history()
        return [text for unit in (*self.store.pallets, *self.store.cases, *self.store.packs)
                for text in _differences(unit, history)]


def link(epc_text):
    return canonical_id(link_of_elements(epc_text))


_STATES = {"sample": State.INACTIVE, "destroyed": State.DESTROYED, "lost": State.INACTIVE}


def _differences(unit, history):
    state, key = history.states.get(link(unit.epc)), link(unit.epc)
    wanted = _STATES.get(unit.away, State.ACTIVE)
    if unit.kind == "case" and unit.away == "destroyed":
        wanted = State.INACTIVE  # a carton that is thrown away: its number ends
    if state is not wanted:
        return [f"{unit.epc} is {unit.away or 'there'}, found {state}"]
    if unit.away in _STATES:
        return []
    where, said = link(unit.box.epc) if unit.box else None, history.parents.get(key)
    found = [f"{unit.epc} is in {where}, found {said}"] if said != where else []
    if (unit.away == "shipped") != (key in history.shipped):
        found.append(f"{unit.epc} is {unit.away or 'there'}, found shipped: {key in history.shipped}")
    return found
