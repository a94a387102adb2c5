"""A site of another make: asyncua as it is, with the published NodeSet.

``python -m tests.wire.isa95.foreign_site FOLDER``: it tells its URL, and goes when its input ends. Its namespace
has another index, its objects stand below a machine, what it refuses is an uncertain call, it has no list of
responses, and its provider raises no events: the server does.
"""

import asyncio
import sys
from pathlib import Path

from asyncua import Server, ua
from asyncua.common.instantiate_util import instantiate

URI = "http://opcfoundation.org/UA/ISA95-JOBCONTROL_V2/"
NAMES = ("NotAllowedToStart", "AllowedToStart", "Running", "Interrupted", "Ended", "Aborted")


class Site:
    """Takes each order once, and runs it at once when it may be started."""

    def __init__(self, server, index, receiver):
        self.server, self.index, self.receiver = server, index, receiver
        self.orders = {}

    def make(self, name, **fields):
        return getattr(ua, name)(**fields)

    def state(self, number):
        return [self.make("ISA95StateDataType", StateText=ua.LocalizedText(NAMES[number - 1]), StateNumber=number)]

    def response(self, job):
        return self.make("ISA95JobResponseDataType", JobResponseID="r", JobOrderID=job, JobResponseData=[
            self.make("ISA95ParameterDataType", ID="Good", Value=ua.Variant(2.0, ua.VariantType.Double))],
            JobState=self.state(self.orders[job][1]))

    async def show(self, job):
        listed = [self.make("ISA95JobOrderAndStateDataType", JobOrder=order, State=self.state(number))
                  for order, number in self.orders.values()]
        node = await self.receiver.get_child([f"{self.index}:JobOrderList"])
        await node.write_value(ua.Variant(listed, ua.VariantType.ExtensionObject, is_array=True))
        kind = self.server.get_node(ua.NodeId(1006, self.index))
        generator = await self.server.get_event_generator(kind)
        for name, value in (("JobOrder", self.orders[job][0]), ("JobState", self.state(self.orders[job][1])),
                            ("JobResponse", self.response(job))):
            generator.event.data_types[name] = ua.VariantType.ExtensionObject
            setattr(generator.event, name, value)
        await generator.trigger()

    async def store_and_start(self, parent, order, comments):
        del parent, comments
        job = order.Value.JobOrderID
        if job in self.orders:
            return said(1 << 4)
        for number in (2, 3):
            self.orders[job] = order.Value, number
            await self.show(job)
        return said(1)

    async def stop(self, parent, job, comments):
        del parent, comments
        if job.Value not in self.orders:
            return said(1 << 1)
        self.orders[job.Value] = self.orders[job.Value][0], 5
        await self.show(job.Value)
        return said(1)

    async def by_job(self, parent, job):
        del parent
        known = job.Value in self.orders
        found = self.response(job.Value) if known else self.make("ISA95JobResponseDataType")
        return said(1 if known else 1 << 1, ua.Variant(found, ua.VariantType.ExtensionObject))


def said(status, *before):
    code = ua.StatusCodes.Good if status == 1 else ua.StatusCodes.Uncertain
    return ua.CallMethodResult(ua.StatusCode(code), [], [], [*before, ua.Variant(status, ua.VariantType.UInt64)])


async def main(folder):
    server = Server()
    await server.init()
    server.set_endpoint("opc.tcp://127.0.0.1:0/other")
    for number in range(3):
        await server.register_namespace(f"urn:other:{number}")
    await server.import_xml(Path(folder) / "opc.ua.isa95-jobcontrol.nodeset2.xml")
    await server.load_data_type_definitions()
    index = await server.get_namespace_index(URI)
    machine = await server.nodes.objects.add_object(2, "Machine")

    async def add(kind, name):
        nodes = await instantiate(machine, server.get_node(ua.NodeId(kind, index)), bname=ua.QualifiedName(name, 2),
                                  instantiate_optional=False)
        return nodes[0]

    receiver, provider = await add(1002, "Orders"), await add(1003, "Answers")
    site = Site(server, index, receiver)
    texts = ua.Argument("Comment", ua.NodeId(21), 1)
    text, status = ua.Argument("JobOrderID", ua.NodeId(12)), ua.Argument("ReturnStatus", ua.NodeId(9))
    order = ua.Argument("JobOrder", ua.NodeId(3008, index))
    await receiver.add_method(index, "StoreAndStart", site.store_and_start, [order, texts], [status])
    await receiver.add_method(index, "Stop", site.stop, [text, texts], [status])
    for each in await provider.get_methods():
        if (await each.read_browse_name()).Name == "RequestJobResponseByJobOrderID":
            server.link_method(each, site.by_job)
    async with server:
        sys.stdout.write(f"opc.tcp://127.0.0.1:{server.bserver.port}/other\n")
        sys.stdout.flush()
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
