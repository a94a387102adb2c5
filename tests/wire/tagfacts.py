"""Facts that hold for every protocol that carries tags; the tests of each call them with its own names."""

import asyncio

from linebench.ports.plc import Command, MachineState
from tests.wire.tagrig import LONG, Controlled, Dialled, Host

__all__ = ["check_both_ends_on_real_sockets"]

_COMMANDS = 5


def check_both_ends_on_real_sockets(transport, profile="", *, writes):
    """Commands go and a state comes back; the controller sees each command as so many ``writes``."""
    async def main(port):
        host = Host(LONG)
        async with Dialled(transport, host, port, profile) as dialled:
            await dialled.picture()
            for number in range(1, _COMMANDS + 1):
                dialled.client.tell(Command(str(number), "QA"))
                dialled.client.poll()
                await dialled.picture()
            plc.call(plc.image.tell, MachineState(9, "guard"))
            dialled.client.poll()
            return await dialled.picture(), dialled.heard

    with Controlled(transport, LONG, profile) as plc:
        picture, heard = asyncio.run(main(plc.port))
    assert plc.heard == [Command(str(number), "QA") for number in range(1, _COMMANDS + 1)]
    assert picture == plc.image.values
    assert [message for message in heard if isinstance(message, MachineState)] == [
        MachineState(6, "jam é"), MachineState(9, "guard")]
    assert len(plc.face.wrote) == writes * _COMMANDS
