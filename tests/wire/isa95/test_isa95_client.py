import asyncio

import msgspec
import pytest
from asyncua import ua

from linebench.ports.erp import JobAnswer, JobCommand, JobResponse, JobWish
from linebench.units import Duration
from linebench.wire.isa95.client import JobsClient
from linebench.wire.isa95.profile import JobsProfile
from linebench.wire.isa95.session import JobsError
from linebench.wire.isa95.words import MOVES
from linebench.wire.opcua.client import Access
from tests.wire.isa95.running import ORDER, QUICK, SITE, Heard, wish
from tests.wire.opcua.running import open_server

STORED = msgspec.structs.replace(ORDER, start=False)


@pytest.fixture(scope="module")
def ours(run, bench):
    client = bench.ours()
    yield client
    run(client.__aexit__(None, None, None))


@pytest.mark.parametrize("order", [ORDER, STORED, msgspec.structs.replace(ORDER, line="", start_us=None,
                                                                          parameters=())])
def test_an_order_reaches_the_owner_as_it_was_given(run, bench, ours, order):
    """Every field, through the structures of the standard and back."""
    assert run(ours.tell(order)) == JobAnswer("J1", "J1", "ok")
    assert bench.book.heard == [order]


def test_an_update_reaches_the_owner(run, bench, ours):
    """As one, with the new content."""
    newer = msgspec.structs.replace(ORDER, quantity=6000, update=True, start=False)

    async def say():
        return [(await ours.tell(each)).status for each in (ORDER, newer)]

    assert run(say()) == ["ok", "ok"]
    assert bench.book.heard == [ORDER, newer]


@pytest.mark.parametrize("move", MOVES.values(), ids=lambda move: move.command)
def test_every_command_reaches_the_owner(run, bench, ours, move):
    """With its comment, and comes back with the request that it was given."""
    bench.book.responses["J1"] = JobResponse("J1", move.sources[0])
    assert run(ours.tell(JobCommand("R7", "J1", move.command, "why not"))) == JobAnswer("R7", "J1", "ok")
    heard, = bench.book.heard
    assert (heard.job, heard.command, heard.comment) == ("J1", move.command, "why not")


def test_a_command_that_the_standard_has_not(run, bench, ours):
    """Is not said at all."""
    answer = run(ours.tell(JobCommand("R7", "J1", "paint")))
    assert (answer.status, bench.book.heard) == ("unknown_command", [])
    assert "expected one of start, revoke_start" in answer.reason


@pytest.mark.parametrize("status", ["duplicate", "invalid", "no_master_data", "full", "wrong_state",
                                    "unknown_command"])
def test_every_refusal_comes_back_as_the_owner_said_it(run, bench, ours, status):
    """Through the bits of ReturnStatus."""
    bench.book.refuses["J1"] = status
    assert run(ours.tell(ORDER)) == JobAnswer("J1", "J1", status)


def test_a_command_for_an_unknown_job_and_one_in_the_wrong_state(run, bench, ours):
    """Have their own words."""
    async def say():
        unknown = await ours.tell(JobCommand("R1", "J1", "pause"))
        await ours.tell(STORED)
        return unknown.status, (await ours.tell(JobCommand("R2", "J1", "pause"))).status

    assert run(say()) == ("unknown_job", "wrong_state")


def test_an_order_that_the_site_does_not_read(run, bench, ours):
    """Texts that are too long: invalid, with the status code as the reason."""
    answer = run(ours.tell(msgspec.structs.replace(ORDER, lot="L" * 65)))
    assert answer == JobAnswer("J1", "J1", "invalid",
                               "StoreAndStart: BadInvalidArgument, argument 1 BadOutOfRange")


def test_wishes_are_answered_with_responses(run, bench, ours):
    """Of one job and of all in a state; of an unknown one with none."""
    ended = JobResponse("J1", "ended", (("commissioned", 3), ("rejected", 1)), 5, 7_000_000, "end of order")
    bench.book.responses = {"J1": ended, "J2": JobResponse("J2", "running"), "J3": JobResponse("J3", "running")}

    async def ask():
        return [await ours.wish(each) for each in (wish("J1"), wish(state="running"), wish("J9"))]

    assert run(ask()) == [
        ((ended,), JobAnswer("W1", "J1", "ok")),
        ((JobResponse("J2", "running"), JobResponse("J3", "running")), JobAnswer("W1", "", "ok")),
        ((), JobAnswer("W1", "J9", "unknown_job"))]


@pytest.mark.parametrize("asked", [JobWish("W1"), JobWish("W1", "J1", "running")])
def test_a_wish_is_for_a_job_or_for_a_state(run, ours, asked):
    """Neither and both cannot be said."""
    with pytest.raises(ValueError, match="expected a job or a state"):
        run(ours.wish(asked))


def test_what_is_said_is_answered_by_what_is_heard(run, bench):
    """Order, command and wish: each answer is heard once, responses before the answer to their wish."""
    heard = []

    async def say():
        async with bench.ours(hear=heard.append) as client:
            for each in (STORED, JobCommand("R1", "J1", "start"), wish("J1")):
                await client.say(each)
                await settled(bench)
        return [each for each in heard if isinstance(each, JobAnswer)]

    assert run(say()) == [JobAnswer("J1", "J1", "ok"), JobAnswer("R1", "J1", "ok"), JobAnswer("W1", "J1", "ok")]
    wished = heard.index(JobAnswer("W1", "J1", "ok"))
    assert JobResponse("J1", "allowed_to_start") in heard[:wished]


async def settled(bench):
    """Whatever the server had to tell is told."""
    await bench.server.opcua.telling._told.wait()


def test_what_the_site_says_by_itself_is_heard_once(run, bench):
    """Each state, with the counts; nothing twice, though events and lists say the same."""
    async def listen():
        heard = Heard()
        async with bench.ours(hear=heard.take) as client:
            await client.tell(ORDER)
            bench.book.moves("J1", "running")
            await heard.until(lambda all_: JobResponse("J1", "running") in all_)
            bench.book.moves("J1", "ended", counts=(("commissioned", 3),))
            await heard.until(lambda all_: all_[-1].state == "ended")
        return heard.all

    assert run(listen()) == [
        JobResponse("J1", "allowed_to_start"), JobResponse("J1", "running"),
        JobResponse("J1", "ended", (("commissioned", 3),))]


def test_a_number_that_is_used_again_is_told_anew(run, bench):
    """After the job order was cancelled, although its state is the same."""
    async def listen():
        heard = Heard()
        async with bench.ours(hear=heard.take) as client:
            for _ in range(2):
                await client.tell(STORED)
                await heard.until(lambda all_: bool(all_) and all_[-1].job == "J1")
                await client.tell(JobCommand("R1", "J1", "cancel"))
                heard.all.append(JobResponse("cancelled", ""))
        return [each.job for each in heard.all]

    assert run(listen()) == ["J1", "cancelled", "J1", "cancelled"]


def test_a_planner_that_may_not_call(run, bench):
    """Says so, and is not told that the order is invalid."""
    async def say():
        async with bench.ours(user="guest") as client:
            return await client.tell(ORDER)

    with pytest.raises(JobsError, match="BadUserAccessDenied"):
        run(say())


def test_a_site_that_is_not_there(run, bench):
    """After so many attempts the planner gives up, and says at what; in ``say`` that is noted."""
    notes = []
    quick = JobsProfile(attempts=2, retry_after=Duration(1_000))
    client = JobsClient("opc.tcp://127.0.0.1:1/none", Access(), hear=[].append, setting=bench.setting(),
                        profile=quick, note=notes.append)
    with pytest.raises(JobsError, match=r"opc.tcp://127.0.0.1:1/none: no answer in 2 attempts, at last for: "):
        run(client.tell(ORDER))
    run(client.say(ORDER))
    assert [each.what for each in notes] == ["unanswered"]


def test_a_server_that_does_not_speak_job_control(run, bench):
    """Is told from one that was not reached."""
    async def ask():
        async with open_server("plain") as server, bench.ours(url=server.url, user=None) as client:
            return await client.tell(ORDER)

    with pytest.raises(JobsError, match=r"has not the namespace http://opcfoundation.org/UA/ISA95-JOBCONTROL_V2/"):
        run(ask())


def test_objects_by_their_names(run, bench):
    """Where a site has several, the profile says which."""
    nodes = bench.server.nodes
    named = msgspec.structs.replace(QUICK, receiver=nodes.receiver[""].to_string(),
                                    provider=nodes.provider[""].to_string())

    async def say(profile):
        async with bench.ours(profile=profile) as client:
            return (await client.tell(ORDER)).status

    assert run(say(named)) == "ok"
    wrong = msgspec.structs.replace(named, receiver=ua.NodeId("nothing", 2).to_string())
    assert run(say(wrong)) == "unknown_command"


def test_a_site_that_has_not_all_methods(run, bench):
    """A command that it has not is unknown to it."""
    site = msgspec.structs.replace(SITE, methods=("StoreAndStart",))

    async def say():
        async with bench.pair(site=site) as (_, client):
            return [(await client.tell(each)).status for each in (ORDER, JobCommand("R1", "J1", "stop"))]

    assert run(say()) == ["ok", "unknown_command"]


def test_statuses_as_numbers_of_their_bits(run, bench):
    """Some servers read the standard so: both ends can."""
    numbers = msgspec.structs.replace(QUICK, numbers=True)
    site = msgspec.structs.replace(SITE, numbers=True)

    async def say():
        async with bench.pair(profile=numbers, site=site) as (server, client):
            said = [(await client.tell(each)).status for each in (
                ORDER, JobCommand("R1", "J1", "pause"), JobCommand("R2", "J9", "pause"),
                msgspec.structs.replace(ORDER, lot="OTHER"))]
            async with bench.session(server=server) as foreign:
                raw = [(await bench.call(method, client=foreign, server=server))[2]
                       for method in ("Pause", "Abort")]
            return said, raw

    assert run(say()) == (["ok", "wrong_state", "unknown_job", "invalid"], [[3], [0]])


def test_many_orders_at_once_keep_their_answers(run, bench):
    """Each has its own."""
    orders = [msgspec.structs.replace(ORDER, job=f"J{number}") for number in range(40)]
    bench.book.refuses = {f"J{number}": "no_master_data" for number in range(0, 40, 2)}
    site = msgspec.structs.replace(SITE, most_orders=100)

    async def say():
        async with bench.pair(site=site) as (_, client):
            return await asyncio.gather(*map(client.tell, orders))

    assert run(say()) == [JobAnswer(f"J{number}", f"J{number}", "ok" if number % 2 else "no_master_data")
                          for number in range(40)]
