"""A PLC that shows its tags itself: L2 in the bench dials it, over real sockets."""

import asyncio

import pytest

from linebench.ports.plc import Command, MachineState, Verdict
from linebench.ports.presence import Presence
from linebench.scenario.check import check_stack
from linebench.scenario.kinds import LINKS
from linebench.scenario.stack import SeatPlan, StackPlan, WirePlan
from linebench.wiring.control import WireTo
from linebench.wiring.dialled import DialledEndpoint
from linebench.wiring.endpoint import Surroundings
from linebench.wiring.peer_endpoint import PeerEndpoint
from linebench.wiring.station_clock import WallClock

WITHIN_S = 10


class End:
    """What an end is told of and says, in the order in which it is heard."""

    def __init__(self, link, peer, dialect, port):
        self.heard = asyncio.Queue()
        self.around = Surroundings(
            link=link, peer=peer, wire=WireTo(peer, dialect, "", {}, "127.0.0.1", port),
            epoch="2026-01-05T06:00:00Z", clock=WallClock(0, 1),
            hear=self.heard.put_nowait, note=lambda *_: None, changed=lambda: None,
            interposer=None, capture=None, real=False, gather=False)

    async def next(self, kind):
        """Wait for the next message of a kind."""
        while not isinstance(message := await asyncio.wait_for(self.heard.get(), WITHIN_S), kind):
            pass
        return message


async def talk(dialect):
    """Both say something, then L2 loses its power and gets it back; what each heard."""
    plc = End("l2-l1", "l1", dialect, 0)
    shown = PeerEndpoint(plc.around)
    await shown.start()
    l2 = End("l1-l2", "l2", dialect, shown.ports[dialect])
    dialled = DialledEndpoint(l2.around, "l1")
    try:
        shown.tell(MachineState(4, "ready"))
        await dialled.start()
        found = [await l2.next(Presence), await l2.next(MachineState)]
        dialled.tell(Verdict(3, good=True))
        dialled.tell(Command("start", "op"))
        found += [await plc.next(Verdict), await plc.next(Command)]
        dialled.power(on=False)
        dialled.power(on=True)
        return [*found, await l2.next(Presence)]
    finally:
        await dialled.stop()
        await shown.stop()


@pytest.mark.parametrize("dialect", ["modbus", "s7", "opcua"])
def test_l2_in_the_bench_looks_at_the_tags_of_a_plc(dialect):
    """It knows the PLC by its seat, hears its state, gives verdicts and commands, and comes back after a loss."""
    first, state, verdict, command, again = asyncio.run(talk(dialect))
    assert (first.peer, first.here, again.peer, again.here) == ("l1", True, "l1", True)
    assert (state, verdict, command) == (MachineState(4, "ready"), Verdict(3, good=True), Command("start", "op"))


@pytest.mark.parametrize(("wire", "wrong"), [
    (WirePlan(id="l1-l2", dialect="s7", port=102, dials=True), False),
    (WirePlan(id="l1-l2", dialect="s7", dials=True), True),
    (WirePlan(id="l1-io", dialect="s7", port=102, dials=True), True),
    (WirePlan(id="l1-l2", dialect="modbus", port=502, dials=True, map="host.csv"), False),
    (WirePlan(id="l1-l2", dialect="modbus", dials=True, map="host.csv"), True),
    (WirePlan(id="l1-l2", dialect="s7", port=102, dials=True, also=("modbus",)), True),
])
def test_only_l2_dials_and_only_where_somebody_listens(wire, wrong):
    """The field is a station of the PLC; a port of nobody cannot be dialled, nor two protocols."""
    found = []
    check_stack(StackPlan(seats=(SeatPlan(id="l1", nature="real"),), wires=(wire,)), LINKS,
                lambda path, *_: found.append(path))
    assert found == (["stack.wire." + wire.id + ".dials"] if wrong else [])
