from contextlib import asynccontextmanager

import pytest
from asyncua import ua

from linebench.epcis.json_writer import write_json
from linebench.epcis.model import Document, Event
from linebench.epcis.xml_writer import write_xml
from linebench.units import Duration
from linebench.wire.openscs.offer import Offer
from tests.wire.openscs.running import REFUSED, count, structure, text

V = ua.VariantType
DEEP = b'{"type": "EPCISDocument", "x": ' + b'{"ex:a":' * 2_000 + b"1" + b"}" * 2_001
BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]><x>&b;</x>'


def event(*epcs, **more):
    return Event(type="ObjectEvent", event_time="2026-01-05T06:00:00Z", event_time_zone_offset="+00:00",
                 action="OBSERVE", epc_list=epcs or ("urn:epc:id:sgtin:9501101.053000.1",), **more)


def packing(number):
    return Event(type="AggregationEvent", event_time="2026-01-05T06:00:00Z", event_time_zone_offset="+00:00",
                 action="ADD", parent_id=f"urn:epc:id:sscc:9501101.3{number:09}",
                 child_epcs=(f"urn:epc:id:sgtin:9501101.053000.{number}",))


def document(*events):
    return Document(version="2.0", created="2026-01-05T07:00:00Z", events=events or (event(),))


def options(bench, **fields):
    return bench.make("OPENSCSEventStreamArgumentDataType", SNFormat="SGTIN", ParentSNFormat="SSCC",
                      PackedElementSNFormat="SGTIN", EventContext=bench.pairs([("ORDER", "4711")]), **fields)


class Stream:
    """The stream of one client. Each call gives the status and the output arguments."""

    def __init__(self, bench, client=None, server=None):
        self.bench, self.client = bench, client or bench.client
        self.events = (server or bench.server).events
        self.methods = {}

    async def call(self, parent, method, *arguments):
        result, = await self.client.uaclient.call([ua.CallMethodRequest(parent, method, list(arguments))])
        return result.StatusCode.name, [each.Value for each in result.OutputArguments]

    async def stream(self, method, *arguments):
        return await self.call(self.events["EPCISStream"], self.events[f"EPCISStream/{method}"], *arguments)

    async def open(self, given=None):
        status, out = await self.stream("GenerateFileForWrite", given or structure(options(self.bench)))
        assert status == "Good"
        node = self.client.get_node(out[0])
        self.methods = {each.BrowseName.Name: each.NodeId for each in await node.get_children_descriptions()}
        return out

    async def file(self, node, method, *arguments):
        return await self.call(node, self.methods[method], *arguments)

    async def write(self, node, handle, data):
        return (await self.file(node, "Write", count(handle), ua.Variant(data, V.ByteString)))[0]

    async def commit(self, handle):
        return await self.stream("CloseAndCommit", count(handle))

    async def send(self, data, size=700):
        node, handle = await self.open()
        written = {await self.write(node, handle, data[start:start + size]) for start in range(0, len(data), size)}
        assert written <= {"Good"}
        return await self.commit(handle)


@pytest.mark.parametrize("data", [write_json(document()), write_xml(document(), "2.0"),
                                  write_xml(document(), "1.2")], ids=["json", "xml", "xml 1.2"])
def test_a_document_in_pieces_reaches_the_owner_in_one(run, bench, data):
    """In each form; there is no state machine to wait for, and nothing is left of the file."""
    async def send():
        answer = await Stream(bench).send(data)
        left = await bench.client.get_node(bench.server.events["EPCISStream"]).get_children_descriptions()
        return answer, {each.BrowseName.Name for each in left if each.NodeClass == ua.NodeClass.Object}

    assert run(send()) == (("Good", [ua.NodeId()]), set())
    assert list(bench.pool.captured.values()) == [(event(),)]


def test_the_same_document_again_is_the_same_delivery(run, bench):
    """A client that lost the answer sends all of it once more; another user's is its own."""
    async def send():
        stream = Stream(bench)
        async with bench.session(user="l2-b") as client:
            return [await each.send(write_json(document())) for each in (stream, stream, Stream(bench, client))]

    assert {status for status, _ in run(send())} == {"Good"}
    numbers = [each.capture for each in bench.pool.heard]
    assert (numbers[0] == numbers[1], numbers[0] == numbers[2]) == (True, False)


@pytest.mark.parametrize(("data", "status"), [
    (b"", "BadDecodingError"), (b"nonsense", "BadDecodingError"), (b"<a/>", "BadDecodingError"),
    (DEEP, "BadDecodingError"), (BOMB, "BadDecodingError"),
    (write_json(document()).replace(b"2026-01-05T06:00:00Z", b"2026-13-05T06:00:00Z"), "BadDecodingError"),
    (write_json(document()).replace(b'"action"', b'"other"'), "BadDecodingError"),
    (write_json(document(event(*(f"urn:epc:id:sgtin:9501101.053000.{each}" for each in range(51))))),
     "BadRequestTooLarge"),
    (write_json(document(*map(packing, range(41)))), "BadRequestTooLarge"),
    (write_json(document(event(disposition=REFUSED))), "BadRequestNotAllowed"),
], ids=["empty", "nonsense", "root", "deep", "entities", "date", "field", "identifiers", "aggregations", "owner"])
def test_a_document_that_is_not_taken(run, bench, data, status):
    """Its status; nothing of it is stored, and the file is gone."""
    async def send():
        stream = Stream(bench)
        sent = await stream.send(data)
        return sent, (await stream.commit(1))[0]

    assert run(send()) == ((status, []), "BadInvalidArgument")
    assert len(bench.pool.heard) == (status == "BadRequestNotAllowed")


def test_a_file_that_grows_too_large(run, bench):
    """What is beyond the limit is not written; the rest stands."""
    async def fill():
        stream = Stream(bench)
        node, handle = await stream.open()
        sent = [await stream.write(node, handle, bytes(size)) for size in (20_000, 1)]
        size = await bench.client.get_node(f"{node.to_string()}Size").read_value()
        return sent, size, (await stream.file(node, "Close", count(handle)))[0]

    assert run(fill()) == (["Good", "BadResourceUnavailable"], 20_000, "Good")


def test_a_file_is_written_where_its_position_is(run, bench):
    """Told and set; beyond the end is the end; it is neither read nor opened a second time."""
    async def write():
        stream = Stream(bench)
        node, handle = await stream.open()
        data = write_json(document())
        await stream.write(node, handle, b"x" * len(data))
        places = []
        for place in (10 ** 6, 0):
            await stream.file(node, "SetPosition", count(handle), ua.Variant(place, V.UInt64))
            places += (await stream.file(node, "GetPosition", count(handle)))[1]
        await stream.write(node, handle, data)
        refused = [(await stream.file(node, "Read", count(handle), ua.Variant(1, V.Int32)))[0],
                   (await stream.file(node, "Open", ua.Variant(1, V.Byte)))[0]]
        return places == [len(data), 0], refused, (await stream.commit(handle))[0]

    assert run(write()) == (True, ["BadInvalidState"] * 2, "Good")


@pytest.mark.parametrize(("given", "status"), [
    (lambda bench: text("x"), "BadInvalidArgument"),
    (lambda bench: structure(bench.make("OPENSCSKeyValueDataType", Key="a", Value="b")), "BadInvalidArgument"),
    (lambda bench: structure(bench.make("OPENSCSEventStreamArgumentDataType", SNFormat="GRAI")),
     "BadInvalidArgument"),
    (lambda bench: structure(bench.make("OPENSCSEventStreamArgumentDataType", EventContext=bench.pairs(
        [("", "x")]))), "BadInvalidArgument"),
])
def test_what_a_file_is_not_made_for(run, bench, given, status):
    """Another structure, a form that is not known, a pair without a name; and nothing is there to be read."""
    async def ask():
        stream = Stream(bench)
        return [(await stream.stream(method, given(bench)))[0]
                for method in ("GenerateFileForWrite", "GenerateFileForRead")]

    assert run(ask()) == [status, "BadNotSupported"]


def test_a_file_is_its_users_alone(run, bench):
    """Another user neither writes to it nor commits it; closed, it is nobody's."""
    async def ask():
        stream = Stream(bench)
        node, handle = await stream.open()
        async with bench.session(user="l2-b") as client:
            other = Stream(bench, client)
            other.methods = stream.methods
            refused = [await other.write(node, handle, b"x"), (await other.commit(handle))[0]]
        closed = (await stream.file(node, "Close", count(handle)))[0]
        return refused, closed, await stream.write(node, handle, b"x"), (await stream.commit(handle))[0]

    assert run(ask()) == (["BadInvalidArgument"] * 2, "Good", "BadNodeIdUnknown", "BadInvalidArgument")


@asynccontextmanager
async def strict(bench, **limits):
    async with bench.serving(Offer(name="pools", **limits)) as server, bench.session(server=server) as client:
        yield Stream(bench, client, server)


def test_no_more_files_than_twenty(run, bench):
    """The next is refused until one is closed."""
    async def ask():
        async with strict(bench) as stream:
            files = [await stream.open() for _ in range(20)]
            full = (await stream.stream("GenerateFileForWrite", structure(options(bench))))[0]
            await stream.commit(files[0][1])
            return full, (await stream.stream("GenerateFileForWrite", structure(options(bench))))[0]

    assert run(ask()) == ("BadResourceUnavailable", "Good")


def test_a_file_that_nobody_touches_is_forgotten(run, bench):
    """When the next is made; the time is told as ClientProcessingTimeout, in milliseconds."""
    async def ask():
        async with strict(bench, file_within=Duration(0)) as stream:
            _, handle = await stream.open()
            await stream.open()
            node = stream.events["EPCISStream/ClientProcessingTimeout"]
            return (await stream.commit(handle))[0], await stream.client.get_node(node).read_value()

    assert run(ask()) == ("BadInvalidArgument", 0.0)


def test_an_owner_that_does_not_answer_a_document(run, bench):
    """BadTimeout."""
    bench.pool.holds = True

    async def ask():
        async with strict(bench, answer_within=Duration(50_000)) as stream:
            return await stream.send(write_json(document()))

    assert run(ask()) == ("BadTimeout", [])


def test_a_server_without_a_stream_has_none(run, bench):
    """It is optional."""
    async def ask():
        async with bench.serving(Offer(name="pools", stream=False)) as server:
            return [path for path in server.events.paths if path.startswith("EPCISStream")]

    assert run(ask()) == []
