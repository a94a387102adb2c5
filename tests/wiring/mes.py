"""An MES of another make: asyncua as it is, which orders a batch and waits until it runs.

``python -m tests.wiring.mes URL`` prints the status of its order, and the state in which it saw the order at last.
"""

import asyncio
import sys

from asyncua import Client, ua

URI = "http://opcfoundation.org/UA/ISA95-JOBCONTROL_V2/"
LOOKS = 300


def note():
    """What an operator of the MES says; nothing much."""
    return ua.Variant([ua.LocalizedText("night shift")], ua.VariantType.LocalizedText, is_array=True)


async def main(url):
    async with Client(url) as client:
        await client.load_data_type_definitions()
        index = await client.get_namespace_index(URI)
        receiver = await client.nodes.objects.get_child(["2:JobOrderReceiver"])
        provider = await client.nodes.objects.get_child(["2:JobResponseProvider"])
        material = ua.ISA95MaterialDataType(
            MaterialDefinitionID="09501101530003", MaterialLotID="LOT1001", Quantity="80",
            Properties=[ua.ISA95PropertyDataType(ID="ExpirationDate", Value=ua.Variant("281231"))])
        order = ua.ISA95JobOrderDataType(JobOrderID="PO-1001", MaterialRequirements=[material])
        status = await receiver.call_method(f"{index}:StoreAndStart", order, note())
        for _ in range(LOOKS):
            response, _ = await provider.call_method(f"{index}:RequestJobResponseByJobOrderID", "PO-1001")
            state = response.JobState[0].StateText.Text if response.JobState else "none"
            if state == "Running":
                break
            await asyncio.sleep(0.1)
        sys.stdout.write(f"{status} {state}\n")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
