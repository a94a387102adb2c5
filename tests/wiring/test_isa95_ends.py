"""A site's port for planners and a planner's way to it, with a wire between them that goes wrong."""

import asyncio
from contextlib import asynccontextmanager
from random import Random

import pytest

from linebench.ports.erp import JobAnswer, JobCommand, JobResponse, ProductAnswer, ProductData
from linebench.wire.side import Setting
from linebench.wire.stream.address import WireError
from linebench.wire.stream.interposer import Interposer
from linebench.wiring.control import WireTo
from linebench.wiring.endpoint import Surroundings
from linebench.wiring.ends import WiringError
from linebench.wiring.isa95_port import JobsPort
from linebench.wiring.isa95_wire import JobsWire
from linebench.wiring.station_clock import WallClock
from tests.wire.isa95.running import ORDER, Book, Heard

WITHIN_S = 15
EPOCH = "2026-01-05T06:00:00Z"
OPTIONS = {"jobs": "retry_after=1 ms, publish_every=10 ms, answer_within=500 ms, attempts=50"}


class Wire:
    """A book behind a port, a planner that dials it, and the faults on the bytes between them."""

    def __init__(self, *, gather=False, **options):
        self.clock = WallClock(0, 1)
        self.struck, self.ending = [], False
        self.faults = Interposer("erp-l3", Random(1), self.clock, struck=self._struck)
        self.book, self.heard, self._noted = Book(), Heard(), Heard()
        to = WireTo("l3", "isa95", "", {**OPTIONS, **options}, "127.0.0.1", 0)
        self.port = JobsPort(Surroundings(
            link="erp-l3", peer="l3", wire=to, epoch=EPOCH, clock=self.clock, hear=self.book.hear, note=self.note,
            changed=lambda: None, interposer=self.faults, capture=None, real=False, gather=gather))
        self.book.tell = self.port.tell

    def disturb(self, kind, direction, *, ending):
        """Let a fault begin, which strikes once where it is ``ending``."""
        number = len(self.struck) + 1
        if number not in self.faults.active:
            self.ending = ending
            self.faults.begin(number, kind, {}, direction)

    def _struck(self, number, what):
        if self.ending and number in self.faults.active:
            self.struck.append(what)
            asyncio.get_running_loop().call_soon(self.faults.end, number)

    @property
    def notes(self):
        return self._noted.all

    def note(self, what, detail):
        self._noted.take((what, detail))

    @asynccontextmanager
    async def joined(self):
        await self.port.start()
        planner = JobsWire(WireTo("l3", "isa95", "", OPTIONS, "127.0.0.1", self.port.port),
                           Setting(name="erp", now=self.clock.now, epoch=EPOCH), self.heard.take, self.note)
        await planner.start()
        try:
            yield planner
        finally:
            await planner.stop()
            await self.port.stop()

    async def noted(self, what):
        await self._noted.until(lambda all_: what in {each for each, _ in all_})

    async def hears(self, message):
        await self.heard.until(lambda all_: message in all_)


def played(play, **options):
    """Run ``play`` on a wire that is joined; the wire."""
    async def run():
        wire = Wire(**options)
        async with asyncio.timeout(WITHIN_S), wire.joined() as planner:
            await play(wire, planner)
        return wire

    return asyncio.run(run())


async def batch(wire, planner, disturb=lambda _: None):
    """An order from its storing to its end, with something happening between two steps each."""
    planner.tell(ORDER)
    await wire.hears(JobAnswer("J1", "J1", "ok"))
    disturb(wire)
    planner.tell(JobCommand("R1", "J1", "revoke_start"))
    await wire.hears(JobAnswer("R1", "J1", "ok"))
    disturb(wire)
    planner.tell(JobCommand("R2", "J1", "start"))
    await wire.hears(JobAnswer("R2", "J1", "ok"))
    wire.book.moves("J1", "running")
    await wire.hears(JobResponse("J1", "running"))
    disturb(wire)
    wire.book.moves("J1", "ended", counts=(("commissioned", 5000),))
    await wire.hears(JobResponse("J1", "ended", (("commissioned", 5000),)))


def test_a_batch_from_its_order_to_its_end():
    """Each message of one end arrives at the other, and nothing has to be noted."""
    wire = played(batch)
    assert wire.book.heard[0] == ORDER
    assert [each for each in wire.heard.all if isinstance(each, JobAnswer)] == [
        JobAnswer("J1", "J1", "ok"), JobAnswer("R1", "J1", "ok"), JobAnswer("R2", "J1", "ok")]
    assert wire.notes == [("connected", "client 1")]


@pytest.mark.parametrize(("kind", "direction", "ending"), [
    ("split", "to_device", False),  # to the host it takes longer than answers may, at a millisecond for each byte
    ("glued", "to_device", False), ("glued", "to_host", False), ("drop_before_ack", "to_device", True),
    ("drop_after_ack", "to_device", True), ("duplicated", "to_device", True), ("duplicated", "to_host", True),
    ("garbage", "to_device", True), pytest.param("garbage", "to_host", True, marks=pytest.mark.nightly),
    pytest.param("silent", "to_device", True, marks=pytest.mark.nightly), ("silent", "to_host", True)])
def test_a_batch_over_a_wire_that_goes_wrong(kind, direction, ending):
    """Slow and in pieces, or with a loss between any two steps: the same order, once, and the same end."""
    def disturb(wire):
        wire.disturb(kind, direction, ending=ending)

    wire = played(lambda wire, planner: batch(wire, planner, disturb))
    assert list(wire.book.orders.values()) == [ORDER]
    assert [each.status for each in wire.heard.all if isinstance(each, JobAnswer)] == ["ok"] * 3
    assert len(wire.struck) >= ending


def test_a_wire_that_is_refused_for_a_while():
    """What was said meanwhile is said when somebody answers again, and is noted as unanswered before."""
    async def play(wire, planner):
        await batch(wire, planner)
        wire.faults.begin(1, "refused", {})
        planner.tell(JobCommand("R3", "J1", "clear"))
        await wire.noted("unanswered")
        wire.faults.end(1)
        await wire.hears(JobAnswer("R3", "J1", "ok"))

    played(play)


def test_master_data_have_no_method():
    """The planner is told so, at once."""
    async def play(wire, planner):
        planner.tell(ProductData("P1", "04012345678901", "A", 10, 20))
        await wire.heard.until(bool)

    answer, = played(play).heard.all
    assert (type(answer), answer.request, answer.status) == (ProductAnswer, "P1", "invalid")
    assert answer.reason.endswith("expected them another way")


def test_a_site_that_starts_anew_shows_what_it_kept():
    """After ``recall`` the planner hears of job orders from before."""
    async def play(wire, planner):
        wire.book.responses["J7"] = JobResponse("J7", "interrupted")
        await wire.port.recall()
        await wire.hears(JobResponse("J7", "interrupted"))

    played(play)


def test_what_a_planner_has_to_know():
    """URL of the port in front, policies and users, and no password."""
    async def described():
        wire = Wire(users="mes=operator:secret")
        async with wire.joined():
            return wire.port.described(), wire.port.port

    told, port = asyncio.run(described())
    assert told == {"url": f"opc.tcp://127.0.0.1:{port}/linebench", "application_uri": "urn:linebench:jobs",
                    "policies": ["None"], "anonymous": "operator", "users": ["mes"], "certificate": ""}


@pytest.mark.parametrize(("options", "found"), [
    ({"gather": True}, "wire erp-l3: found dialect isa95 in granted time; expected pace real"),
    ({"jobs": "most=1"}, "wire erp-l3: dialect isa95, profile plain: Object contains unknown field"),
    ({"policies": "Basic256Sha256_Sign"}, "wire erp-l3: .*signed policies need a folder"),
])
def test_what_cannot_be_served(options, found):
    """Is told with the wire, before anything listens."""
    async def make():
        Wire(**options)

    with pytest.raises(WiringError, match=found):
        asyncio.run(make())


def test_a_port_that_is_taken():
    """Is told with the wire too, and nothing is left behind."""
    async def twice():
        first = Wire()
        async with first.joined():
            second = Wire()
            second.port._address = type(second.port._address)("127.0.0.1", first.port.port)
            await second.port.start()

    with pytest.raises(WireError, match="erp-l3"):
        asyncio.run(twice())


def test_a_planner_with_options_that_are_none():
    """Is told with the wire."""
    async def make():
        JobsWire(WireTo("l3", "isa95", "other", {}, "127.0.0.1", 1), Setting(name="erp", now=lambda: 0),
                 [].append, print)

    with pytest.raises(WiringError, match="wire to l3: dialect isa95 has no profile 'other'"):
        asyncio.run(make())
