"""What happens when a connection is lost in the middle of something: it is said again, and nothing is doubled."""

import asyncio

import msgspec
import pytest

from linebench.ports.erp import JobAnswer, JobCommand, JobOrder, JobResponse
from linebench.wire.isa95.words import MOVES, done_already
from linebench.wire.opcua.server import Endpoint
from tests.wire.isa95.running import ORDER, QUICK, Heard


@pytest.mark.parametrize("when", ["while the owner thinks", "when it has answered"])
def test_an_order_is_repeated_after_a_lost_connection_and_is_one(run, bench, when):
    """The owner hears the same order, and has it once."""
    async def cut():
        async with bench.pair() as (server, client):
            if when == "when it has answered":
                cuts = iter([bench.cut])
                bench.book.before = lambda: next(cuts, lambda _: None)(server)
                return await client.tell(ORDER), len(server._shown)
            bench.book.holds = True
            telling = asyncio.create_task(client.tell(ORDER))
            await bench.book.asked()
            bench.cut(server)
            bench.book.holds = False
            bench.book.answer()
            return await telling, len(server._shown)

    assert run(cut()) == (JobAnswer("J1", "J1", "ok"), 1)
    assert list(bench.book.orders.values()) == [ORDER]
    assert all(each == ORDER for each in bench.book.heard)


@pytest.mark.parametrize("move", MOVES.values(), ids=lambda move: move.command)
def test_a_command_that_is_repeated_was_carried_out_once(run, bench, move):
    """Its answer is lost; the second time it comes too late, and the state shows that it was the first."""
    async def cut():
        async with bench.pair() as (server, client):
            await client.tell(msgspec.structs.replace(ORDER, start=False))
            bench.book.moves("J1", move.sources[0])
            cuts = iter([bench.cut])
            bench.book.before = lambda: next(cuts, lambda _: None)(server)
            return await client.tell(JobCommand("R1", "J1", move.command))

    assert run(cut()) == JobAnswer("R1", "J1", "ok")
    commands = [each for each in bench.book.heard if isinstance(each, JobCommand)]
    assert [each.command for each in commands] == [move.command] * 2


def test_a_command_that_was_refused_stays_so_when_it_is_repeated(run, bench):
    """The state shows that nothing was carried out."""
    async def cut():
        async with bench.pair() as (server, client):
            await client.tell(msgspec.structs.replace(ORDER, start=False))
            cuts = iter([bench.cut])
            bench.book.before = lambda: next(cuts, lambda _: None)(server)
            return await client.tell(JobCommand("R1", "J1", "pause"))

    assert run(cut()) == JobAnswer("R1", "J1", "wrong_state")


def test_a_command_that_is_said_twice_by_the_planner_is_two(run, bench):
    """Without a loss nothing is made good: the second one is refused."""
    async def say():
        async with bench.ours() as client:
            await client.tell(ORDER)
            bench.book.moves("J1", "running")
            return [(await client.tell(JobCommand(f"R{each}", "J1", "pause"))).status for each in range(2)]

    assert run(say()) == ["ok", "wrong_state"]


def test_what_shows_that_a_command_was_carried_out():
    """Its target; of a start, running too; of what removes a job order, that there is none."""
    shown = {(move.command, state) for move in MOVES.values()
             for state in (None, "not_allowed_to_start", "allowed_to_start", "running", "interrupted", "ended",
                           "aborted") if done_already(move.command, state)}
    assert shown == {("start", "allowed_to_start"), ("start", "running"), ("revoke_start", "not_allowed_to_start"),
                     ("pause", "interrupted"), ("resume", "running"), ("stop", "ended"), ("abort", "aborted"),
                     ("cancel", None), ("clear", None)}


def test_what_happened_while_nobody_listened_is_told_after_it(run, bench):
    """A job order that ran and ended while the line was cut; each state that is now, once."""
    async def cut():
        heard = Heard()
        async with bench.pair(hear=heard.take) as (server, client):
            running = asyncio.create_task(client.run())
            await client.tell(ORDER)
            await heard.until(lambda all_: len(all_) == 1)
            bench.cut(server)
            bench.book.moves("J1", "ended", counts=(("commissioned", 9),))
            bench.book.moves("J2", "running")
            await heard.until(lambda all_: len(all_) == 3)
            bench.book.moves("J2", "aborted")
            await heard.until(lambda all_: len(all_) == 4)
            running.cancel()
            await asyncio.wait({running})
        return heard.all

    told = run(cut())
    assert told[0] == JobResponse("J1", "allowed_to_start")
    assert sorted(told[1:3], key=lambda each: each.job) == [
        JobResponse("J1", "ended", (("commissioned", 9),)), JobResponse("J2", "running")]
    assert told[3] == JobResponse("J2", "aborted")


def test_a_site_that_starts_anew_is_found_again(run, bench):
    """On its port; its book is as it was, and the order that is said again is the one that is there."""
    async def restart():
        heard = Heard()
        async with bench.serving() as server:
            port = int(server.url.rpartition(":")[2].partition("/")[0])
            client = bench.ours(server, hear=heard.take, profile=msgspec.structs.replace(QUICK, attempts=200))
            running = asyncio.create_task(client.run())
            before = await client.tell(ORDER)
        # the old server is gone; while there is none, the planner goes on trying
        telling = asyncio.create_task(client.tell(ORDER))
        async with bench.serving(endpoint=Endpoint(port=port)) as again:
            await again.recall()
            after = await telling
            bench.book.moves("J1", "running")
            await heard.until(lambda all_: JobResponse("J1", "running") in all_)
            running.cancel()
            await asyncio.wait({running})
            await client.__aexit__(None, None, None)
        return before, after

    assert run(restart()) == (JobAnswer("J1", "J1", "ok"),) * 2
    assert [each for each in bench.book.heard if isinstance(each, JobOrder)] == [ORDER, ORDER]
    assert len(bench.book.orders) == 1


def test_a_state_that_changes_while_the_planner_begins_to_listen_is_told_once_and_is_the_last(run, bench):
    """Events from then may come behind the lists: they are left out, and the lists are read once more."""
    async def begin():
        heard = Heard()
        async with bench.pair(hear=heard.take) as (server, client):
            bench.book.moves("J1", "running")

            def changed():
                begun = server.opcua.core.subscription_service.subscriptions
                if begun and bench.book.responses["J1"].state != "ended":
                    bench.book.moves("J1", "ended")

            server.opcua.watch(changed)
            running = asyncio.create_task(client.run())
            await heard.until(bool)
            settling = client._listening._settling
            bench.book.moves("J2", "running")
            await heard.until(lambda all_: len(all_) == 2)
            bench.book.moves("J2", "aborted")
            await heard.until(lambda all_: len(all_) == 3)
            running.cancel()
            await asyncio.wait({running})
        return heard.all, settling is not None

    assert run(begin()) == ([JobResponse("J1", "ended"), JobResponse("J2", "running"),
                             JobResponse("J2", "aborted")], True)
