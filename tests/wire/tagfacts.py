"""Facts that hold for every protocol that carries tags; the tests of each call them with its own names."""

import asyncio

from linebench.ports.plc import Command, MachineState
from tests.wire.pipe import Clock
from tests.wire.tagrig import LONG, Dialled, Host, Served, controller

__all__ = ["check_both_ends_on_real_sockets"]

_COMMANDS = 5


def check_both_ends_on_real_sockets(transport, profile="", *, writes):
    """Commands go and a state comes back; the controller sees each command as so many ``writes``."""
    face, image, make = controller(transport, LONG, profile)

    async def main(port):
        host = Host(LONG)
        async with Dialled(transport, host, port, profile) as dialled:
            await dialled.picture()
            for number in range(1, _COMMANDS + 1):
                dialled.client.tell(Command(str(number), "QA"))
                dialled.client.poll()
                await dialled.picture()
            served.call(image.tell, MachineState(9, "guard"))
            dialled.client.poll()
            return await dialled.picture(), dialled.heard

    with Served(make(Clock().setting("plc"))) as served:
        picture, heard = asyncio.run(main(served.port))
    assert served.heard == [Command(str(number), "QA") for number in range(1, _COMMANDS + 1)]
    assert picture == image.values
    assert [message for message in heard if isinstance(message, MachineState)] == [
        MachineState(6, "jam é"), MachineState(9, "guard")]
    assert len(face.wrote) == writes * _COMMANDS
