"""A planner of another make: asyncua as it is, in a process that has never seen the bench's types.

``python -m tests.wire.isa95.foreign_planner URL``: it walks from Objects, loads the data types, orders, and prints
what it read as JSON.
"""

import asyncio
import json
import sys

from asyncua import Client, ua

URI = "http://opcfoundation.org/UA/ISA95-JOBCONTROL_V2/"


def plain(value):
    """A structure as names and values."""
    if isinstance(value, list):
        return [plain(each) for each in value]
    if hasattr(value, "__dataclass_fields__"):
        given = {name: getattr(value, name) for name in value.__dataclass_fields__ if name != "Encoding"}
        return {type(value).__name__: {name: plain(each) for name, each in given.items() if each is not None}}
    return value if isinstance(value, (str, int, float)) or value is None else str(value)


async def main(url):
    async with Client(url) as client:
        await client.load_data_type_definitions()
        index = await client.get_namespace_index(URI)
        read = {}
        for number, made in ua.extension_objects_by_datatype.items():
            if number.NamespaceIndex == index:
                read[made.__name__] = list(made.__dataclass_fields__)
        receiver = await client.nodes.objects.get_child(["2:JobOrderReceiver"])
        material = ua.ISA95MaterialDataType(
            MaterialDefinitionID="04012345678901", MaterialLotID="LOT-7", Quantity="12",
            Properties=[ua.ISA95PropertyDataType(ID="ExpirationDate", Value=ua.Variant("271231"))])
        order = ua.ISA95JobOrderDataType(JobOrderID="J1", MaterialRequirements=[material], JobOrderParameters=[
            ua.ISA95ParameterDataType(ID="A", Value=ua.Variant(1.5), Subparameters=[
                ua.ISA95ParameterDataType(ID="B", Value=ua.Variant(True))])])
        status = await receiver.call_method(f"{index}:StoreAndStart", order, ua.Variant(
            [ua.LocalizedText("now")], ua.VariantType.LocalizedText, is_array=True))
        shown = await (await receiver.get_child([f"{index}:JobOrderList"])).read_value()
        json.dump({"types": read, "status": status, "shown": plain(shown)}, sys.stdout)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
