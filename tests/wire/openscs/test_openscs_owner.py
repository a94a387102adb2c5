import asyncio

import pytest
from asyncua import ua

from linebench.units import Duration
from linebench.wire.opcua.server import Endpoint
from linebench.wire.openscs.offer import Offer
from linebench.wire.openscs.server import OpenScsServer
from linebench.wire.openscs.words import ReturnStatus
from tests.wire.opcua.running import GUARD_S
from tests.wire.openscs.running import GTIN, count, structures, text

GOOD = int(ReturnStatus.NO_ERROR)


def test_a_pool_that_runs_dry_gives_what_it_has(run, bench):
    """With InsufficientSerialNumbers."""
    bench.pool.states = dict.fromkeys(["S0000", "S0001"], "unassigned")
    _, _, out = run(bench.call("SNRequestAllocated", bench.arguments("SNRequestAllocated")))
    assert (out[0], out[1].SerialNumbers) == (ReturnStatus.INSUFFICIENT, ["S0000", "S0001"])


def test_a_request_token_is_asked_for_and_means_one_request(run, bench):
    """Without one, or with that of another request, it is a bad token and nothing is given."""
    method = "SNRequestAllocated"
    first = bench.arguments(method)
    without, other = list(first), list(first)
    without[4], other[1] = text(None), count(4)

    async def ask():
        return [await bench.call(method, each) for each in (without, first, first, other)]

    answers = [(out[0], out[1].SerialNumbers) for _, _, out in run(ask())]
    drawn = (ReturnStatus.NO_ERROR, ["S0000", "S0001", "S0002"])
    assert answers == [(ReturnStatus.BAD_TOKEN, []), drawn, drawn, (ReturnStatus.BAD_TOKEN, [])]
    assert sum(state == "allocated" for state in bench.pool.states.values()) == 3


def test_a_token_that_is_out_already_is_no_other_request(run, bench):
    """While the first waits for the owner, another with its token is refused at once, and the same one waits with
    it.
    """
    method = "SNRequestAllocated"
    first = bench.arguments(method)
    other = [first[0], count(4), *first[2:]]
    bench.pool.holds = True

    async def ask():
        waiting = [asyncio.create_task(bench.call(method, first)) for _ in range(2)]
        await bench.pool.asked()
        refused = await bench.call(method, other)
        bench.pool.answer()
        return refused[2][0], [(await each)[2][1].SerialNumbers for each in waiting], len(bench.pool.heard)

    drawn = ["S0000", "S0001", "S0002"]
    assert run(ask()) == (ReturnStatus.BAD_TOKEN, [drawn, drawn], 1)


def test_two_clients_that_draw_at_the_same_time_share_nothing(run, bench):
    """Although both count their requests alike: a token is that of its user."""
    async def draw(user):
        async with bench.session(user=user) as client:
            pairs = structures(bench.pairs(GTIN))
            tasks = [bench.call("SNRequestAllocated", [
                text(""), count(7), text("SGTIN"), pairs, text(f"T{number}")], client=client)
                for number in range(20)]
            return [serial for each in await asyncio.gather(*tasks) for serial in each[2][1].SerialNumbers]

    async def both():
        return await asyncio.gather(draw("l2"), draw("l2-b"))

    one, other = run(both())
    assert (len(one), len(other), len({*one, *other})) == (140, 140, 280)


def test_other_requests_go_on_while_the_owner_thinks(run, bench):
    """A read on the same connection, and a second question, which is answered first."""
    bench.pool.holds = True

    async def ask():
        slow = asyncio.create_task(bench.call("SNRequestAllocated", bench.arguments("SNRequestAllocated")))
        await bench.pool.asked()
        held, bench.pool.waiting, bench.pool.holds = bench.pool.waiting, [], False
        read = await bench.client.get_node(bench.server.pool["MaxSNPushable"]).read_value()
        quick = await bench.call("LabelsInspectingEvent", bench.arguments("LabelsInspectingEvent"))
        early = slow.done()
        bench.pool.waiting = held
        bench.pool.answer()
        return read, quick[2], early, (await slow)[2][0]

    assert run(ask()) == (800, [GOOD], False, GOOD)


def test_too_many_calls_that_wait_are_refused(run, bench):
    """Fifty of one connection; the next has its fault at once, and the others their answers."""
    bench.pool.holds = True
    pairs = structures(bench.pairs(GTIN))

    async def ask():
        tasks = []
        for number in range(50):
            tasks.append(asyncio.create_task(bench.call("SNRequestAllocated", [
                text(""), count(1), text("SGTIN"), pairs, text(f"T{number}")])))
            await bench.pool.asked(number + 1)
        with pytest.raises(ua.UaStatusCodeError) as caught:
            await bench.call("SNRequestAllocated", bench.arguments("SNRequestAllocated"))
        bench.pool.answer()
        return caught.value.code, {each[2][0] for each in await asyncio.gather(*tasks)}

    assert run(ask()) == (ua.StatusCodes.BadTooManyOperations, {GOOD})


def test_an_owner_that_does_not_answer_is_a_time_out(run, bench):
    """BadTimeout; the same request is then asked anew, and given what it was given."""
    async def ask():
        quick = Offer(name="pools", answer_within=Duration(50_000))
        async with bench.serving(quick) as server, bench.session(server=server) as client:
            bench.pool.holds = True
            method = server.pool["SNRequestAllocated"]
            request = ua.CallMethodRequest(server.pool[""], method, bench.arguments("SNRequestAllocated"))
            late, = await client.uaclient.call([request])
            bench.pool.answer()
            bench.pool.holds = False
            again, = await client.uaclient.call([request])
            return late.StatusCode.name, again.OutputArguments[1].Value.SerialNumbers, len(bench.pool.heard)

    assert run(ask()) == ("BadTimeout", ["S0000", "S0001", "S0002"], 2)


def test_a_method_of_another_manager_is_none_of_this_one(run, bench):
    """Nor is one that is nowhere."""
    async def ask():
        request = ua.CallMethodRequest(bench.server.pool[""], bench.server.events["SIDShippingEvent"],
                                       bench.arguments("SIDShippingEvent"))
        result, = await bench.client.uaclient.call([request])
        return result.StatusCode.name

    assert run(ask()) == "BadMethodInvalid"


def test_one_request_may_hold_several_calls(run, bench):
    """They are answered together, in their order."""
    async def ask():
        pool = bench.server.pool
        requests = [ua.CallMethodRequest(pool[""], pool[method], bench.arguments(method))
                    for method in ("SNRequestAllocated", "SNReturnAllocated")]
        return [each.OutputArguments[0].Value for each in await bench.client.uaclient.call(requests)]

    assert run(ask()) == [GOOD, GOOD]


def test_an_owner_that_breaks_is_our_fault(run, bench):
    """The client is answered BadInternalError, whoever runs the loop is told, and the next request is a new one."""
    def hear(question):
        raise ZeroDivisionError

    async def ask():
        told = []
        loop = asyncio.get_running_loop()
        before = loop.get_exception_handler()
        loop.set_exception_handler(lambda _, context: told.append(type(context["exception"])))
        try:
            async with asyncio.timeout(GUARD_S), OpenScsServer(
                    Endpoint(), bench.security, hear=hear, offer=Offer(name="pools")) as server, bench.session(
                    server=server) as client:
                request = ua.CallMethodRequest(server.pool[""], server.pool["SNRequestAllocated"],
                                               bench.arguments("SNRequestAllocated"))
                return [(await client.uaclient.call([request]))[0].StatusCode.name for _ in range(2)], told
        finally:
            loop.set_exception_handler(before)

    assert run(ask()) == (["BadInternalError"] * 2, [ZeroDivisionError] * 2)
