"""The way round: responses are brought to a planner that is the server."""

import msgspec
import pytest
from asyncua import ua

from linebench.ports.erp import JobResponse
from linebench.wire.isa95.profile import JobsProfile
from linebench.wire.isa95.receiver import ResponseReceiver
from linebench.wire.isa95.reporter import ResponseReporter
from linebench.wire.isa95.words import ReturnStatus
from linebench.wire.opcua.client import Access
from linebench.wire.opcua.server import Endpoint
from tests.wire.isa95.running import QUICK, SECURITY, USERS, Heard, structure, text

ENDED = JobResponse("J1", "ended", (("commissioned", 3), ("rejected", 1)), 5, 7_000_000, "end of order")
ACCESS = Access(user="mes", password=USERS["mes"][0], name="l3")


def receiving(bench, hear, *, endpoint=None, profile=None, note=None):
    return ResponseReceiver(endpoint or Endpoint(), SECURITY, hear=hear, setting=bench.setting(),
                            profile=profile or JobsProfile(name="planner", longest=64), note=note)


def bringing(bench, url, *, brought=None, note=None, access=ACCESS, profile=QUICK):
    return ResponseReporter(url, access, setting=bench.setting(), profile=profile, note=note, brought=brought)


@pytest.mark.parametrize("numbers", [False, True])
def test_responses_are_brought_in_order_and_whole(run, bench, numbers):
    """Each once, as it was told; the site hears that each has arrived."""
    profile = JobsProfile(name="planner", numbers=numbers)
    told = [ENDED, JobResponse("J2", "running"), JobResponse("J3", "aborted", reason="no material")]

    async def bring():
        heard, brought = [], Heard()
        async with (receiving(bench, heard.append, profile=profile) as server,
                    bringing(bench, server.url, brought=brought.take,
                             profile=msgspec.structs.replace(QUICK, numbers=numbers)) as reporter):
            for each in told:
                reporter.tell(each)
            await brought.until(lambda all_: len(all_) == 3)
        return heard, brought.all

    assert run(bring()) == (told, told)


def test_a_response_waits_for_a_planner_that_is_away_and_gives_way_to_a_newer_one(run, bench):
    """Only the newest of a job order is brought when there is somebody again."""
    async def bring():
        heard, brought, notes = [], Heard(), Heard()
        async with receiving(bench, heard.append) as server:
            url = server.url
        async with bringing(bench, url, brought=brought.take, note=notes.take) as reporter:
            reporter.tell(JobResponse("J1", "running"))
            await notes.until(bool)
            reporter.tell(ENDED)
            port = int(url.rpartition(":")[2].partition("/")[0])
            async with receiving(bench, heard.append, endpoint=Endpoint(port=port)):
                await brought.until(bool)
        return heard, {each.what for each in notes.all}

    assert run(bring()) == ([ENDED], {"unanswered"})


def test_a_connection_that_is_lost_in_the_middle(run, bench):
    """The response is brought again; who hears it twice hears the same."""
    async def bring():
        heard, brought = [], Heard()
        async with receiving(bench, heard.append) as server:
            def cut(response):
                heard.append(response)
                if len(heard) == 1:
                    for transport in list(server.opcua.core.asyncio_transports):
                        transport.abort()

            server._hear = cut
            async with bringing(bench, server.url, brought=brought.take) as reporter:
                reporter.tell(ENDED)
                await brought.until(bool)
        return heard, brought.all

    assert run(bring()) == ([ENDED, ENDED], [ENDED])


def test_what_the_planner_refuses_is_noted_and_not_said_again(run, bench):
    """A number that is too long for it; what comes behind is brought."""
    async def bring():
        heard, brought, notes = [], Heard(), []
        async with (receiving(bench, heard.append) as server,
                    bringing(bench, server.url, brought=brought.take, note=notes.append) as reporter):
            reporter.tell(JobResponse("J" * 65, "running"))
            reporter.tell(ENDED)
            await brought.until(bool)
        return heard, notes

    heard, (note,) = run(bring())
    assert heard == [ENDED]
    assert (note.what, "BadInvalidArgument" in note.detail) == ("refused", True)


def test_a_server_without_a_receiver_is_told(run, bench):
    """And tried again later."""
    async def bring():
        notes = Heard()
        async with bringing(bench, bench.server.url, note=notes.take) as reporter:
            reporter.tell(ENDED)
            await notes.until(lambda all_: len(all_) >= 2)
        return {each.detail for each in notes.all}

    detail, = run(bring())
    assert detail.endswith("found no ISA95JobResponseReceiverObjectType below Objects; expected one")


def test_what_a_foreign_site_may_bring_and_what_not(run, bench):
    """Count and types of arguments, a response without a job or with a state that is none, and one that is good."""
    async def call():
        heard, notes = [], []
        async with (receiving(bench, heard.append, note=notes.append) as server,
                    bench.session(server=server) as client):
            node = server.instance

            async def bring(*arguments):
                result, = await client.uaclient.call([ua.CallMethodRequest(node[""], node["ReceiveJobResponse"],
                                                                           list(arguments))])
                return result.StatusCode.name, [each.Value for each in result.OutputArguments]

            def response(**fields):
                return structure(server.types.make("JobControl.ISA95JobResponseDataType", **fields))

            running = [server.types.make("JobControl.ISA95StateDataType", StateNumber=3)]
            answers = [await bring(), await bring(text("J1")), await bring(response(JobState=running)),
                       await bring(response(JobOrderID="J1", JobState=[])),
                       await bring(response(JobOrderID="J1", JobState=running))]
        return answers, heard, notes

    answers, heard, notes = run(call())
    assert answers == [("BadArgumentsMissing", []), ("BadInvalidArgument", []), ("BadInvalidArgument", []),
                       ("Good", [ReturnStatus.INVALID_STATUS]), ("Good", [ReturnStatus.NO_ERROR])]
    assert heard == [JobResponse("J1", "running")]
    assert [each.detail for each in notes] == [
        "ReceiveJobResponse of J1: found 0 states without a path; expected one"]


def test_who_may_not_call_is_noted(run, bench):
    """The response is not brought, and not said again."""
    async def bring():
        notes = Heard()
        guest = Access(user="guest", password=USERS["guest"][0], name="l3")
        async with (receiving(bench, [].append) as server,
                    bringing(bench, server.url, note=notes.take, access=guest) as reporter):
            reporter.tell(ENDED)
            await notes.until(bool)
            return [each.what for each in notes.all], reporter._waiting

    assert run(bring()) == (["refused"], {})
