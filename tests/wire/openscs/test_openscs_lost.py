"""What happens when a connection is lost in the middle of something: it is said again, and nothing is doubled."""

import asyncio

import pytest

from linebench.ports.serials import Draw, Drawn, Move, Moved
from tests.wire.openscs.running import GTIN, asked


@pytest.mark.parametrize("when", ["while the owner thinks", "when it has answered"])
def test_a_draw_is_repeated_after_a_lost_connection_and_given_once(run, bench, when):
    """The same serials, and as many as were asked for are gone from the pool."""
    async def cut():
        async with bench.pair() as (server, client):
            if when == "when it has answered":
                cuts = iter([bench.cut])
                bench.pool.before = lambda: next(cuts, lambda _: None)(server)
                return await client.draw(asked())
            bench.pool.holds = True
            drawing = asyncio.create_task(client.draw(asked()))
            await bench.pool.asked()
            bench.cut(server)
            bench.pool.holds = False
            bench.pool.answer()
            return await drawing

    assert run(cut()) == Drawn("R1", "ok", "C1", "allocated", ("S0000", "S0001", "S0002"))
    assert sum(state == "allocated" for state in bench.pool.states.values()) == 3
    assert {each.request for each in bench.pool.heard} == {"l2/R1"}


def waiting(server):
    """Calls of all connections that wait for the owner."""
    return sum(len(each.processor.calls._waiting) for each in server.opcua._listener._connections())


async def until(server, ready):
    stirred = asyncio.Event()
    server.opcua.watch(stirred.set)
    while not ready():
        stirred.clear()
        await stirred.wait()


def test_a_draw_that_still_waits_is_joined_by_its_repetition(run, bench):
    """The owner is asked once, and answers the connection that is there."""
    async def cut():
        async with bench.pair() as (server, client):
            bench.pool.holds = True
            drawing = asyncio.create_task(client.draw(asked()))
            await bench.pool.asked()
            bench.cut(server)
            for number in (0, 1):
                await until(server, lambda number=number: waiting(server) == number)
            await bench.client.nodes.server_state.read_value()  # before this is answered, the call has begun
            bench.pool.answer()
            return await drawing, len(bench.pool.heard)

    assert run(cut()) == (Drawn("R1", "ok", "C1", "allocated", ("S0000", "S0001", "S0002")), 1)


def test_a_return_is_repeated_after_a_lost_connection_and_counts_once(run, bench):
    """Although another line has drawn the numbers meanwhile: its are not taken away."""
    back = Move("R2", ("S0000", "S0001", "S0002"), "unassigned", "SGTIN", GTIN)

    async def cut():
        async with bench.pair() as (server, client):
            await client.draw(asked())
            taken = []

            def meanwhile():
                # the answer is ready; before it is sent the line goes, and another takes what was returned
                if not taken:
                    taken.append(bench.pool._draw(Draw("other", 3, "SGTIN", GTIN)).serials)
                    bench.cut(server)

            bench.pool.before = meanwhile
            return await client.move(back), taken

    assert run(cut()) == (Moved("R2", "ok"), [("S0000", "S0001", "S0002")])
    assert sum(state == "allocated" for state in bench.pool.states.values()) == 3
    returns = [each.request for each in bench.pool.heard if isinstance(each, Move)]
    assert (len(returns), len(set(returns))) == (2, 1)


def test_the_same_report_after_another_is_a_new_one(run, bench, ours):
    """Allocated, returned and allocated again are three statements; so is what was refused and is tried again."""
    to, back = (Move("R", ("S0001",), state, "SGTIN", GTIN) for state in ("allocated", "unallocated"))

    async def say():
        said = [await ours.move(each) for each in (to, back, to, to)]
        bench.pool.states.pop("S0001")
        refused = await ours.move(back)
        bench.pool.states["S0001"] = "allocated"
        return [each.status for each in (*said, refused, await ours.move(back))]

    assert run(say()) == ["ok", "ok", "ok", "ok", "not_accepted", "ok"]
    requests = [each.request for each in bench.pool.heard]
    assert (len(requests), requests[2] == requests[3], len(set(requests))) == (6, True, 5)


def test_serials_that_are_drawn_again_are_returned_again(run, bench, ours):
    """The second return is no repetition of the first; a repeated draw is none that stands between."""
    bench.pool.states = dict.fromkeys(["S0000"], "unassigned")
    back = Move("R", ("S0000",), "unassigned", "SGTIN", GTIN)

    async def say():
        for request in ("A", "B"):
            await ours.draw(asked(request, count=1))
            await ours.move(back)
            await ours.draw(asked(request, count=1))
            await ours.move(back)
        return dict(bench.pool.states)

    assert run(say()) == {"S0000": "unassigned"}
    returns = [each.request for each in bench.pool.heard if isinstance(each, Move)]
    assert [each == returns[0] for each in returns] == [True, True, False, False]
    assert returns[2] == returns[3]
