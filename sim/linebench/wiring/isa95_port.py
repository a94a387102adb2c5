"""A site that takes job orders as an OPC UA server shows it, behind a relay that can go wrong as any wire can."""

import asyncio

from linebench.ports import Message
from linebench.ports.erp import ToPlanner
from linebench.wire.isa95.options import DIALECT, read_options
from linebench.wire.isa95.server import JobsServer
from linebench.wire.opcua.options import OptionsError
from linebench.wire.opcua.server import Endpoint
from linebench.wire.side import Noted
from linebench.wire.stream.address import Address
from linebench.wire.stream.relay import Relay
from linebench.wiring.control import Counts
from linebench.wiring.endpoint import Surroundings
from linebench.wiring.ends import WiringError

__all__ = ["JobsPort"]


class JobsPort:
    """One port of L3, which planners dial. It lives by the wall's time."""

    def __init__(self, around: Surroundings) -> None:
        """Raise ``WiringError`` when an option cannot be used, ``WireError`` when the address cannot."""
        self._around, wire = around, around.wire
        self.port = 0
        self._recalling: set[asyncio.Task[None]] = set()
        if around.gather:
            raise WiringError(f"wire {around.link}: found dialect {DIALECT} in granted time; expected pace real, "
                              "by which its server lives")
        one = self._address = Address(wire.host, wire.port)
        one.check(around.link, real=around.real)
        try:
            options = self._options = read_options(wire.profile, wire.options)
            self._server = JobsServer(
                Endpoint(path=options.path, real=around.real, exposed=not one.is_loopback), options,
                hear=around.hear, setting=around.setting, profile=options.jobs, nameplate=options.nameplate,
                note=self._note)
        except (OptionsError, OSError, ValueError) as error:
            raise WiringError(f"wire {around.link}: {error}") from error

    async def start(self) -> None:
        """Serve.

        Raises:
            WireError: the port is in use.
            WiringError: a certificate cannot be used.

        """
        around = self._around
        try:
            await self._server.__aenter__()
        except (OSError, ValueError) as error:
            raise WiringError(f"wire {around.link}: {error}") from error
        try:
            inner = self._server.url.removeprefix("opc.tcp://").partition("/")[0]
            self._relay = Relay(
                around.link, around.clock, around.note, inner=inner, host=self._address.host,
                port=self._address.port, real=around.real, interposer=around.interposer, capture=around.capture)
            await self._relay.start()
        except BaseException:
            await self._server.__aexit__(None, None, None)
            raise
        self.port = self._relay.port

    async def stop(self) -> None:
        """Serve no more."""
        await asyncio.gather(*self._recalling, return_exceptions=True)
        await self._relay.stop()
        await self._server.__aexit__(None, None, None)

    async def recall(self) -> None:
        """L3 has power again: what it kept of its job orders is shown. Raises as ``JobsServer.recall``."""
        await self._server.recall()

    def restart(self) -> None:
        """See ``Endpoint``: ``recall``, for those who do not wait for it."""
        task = asyncio.get_running_loop().create_task(self.recall())
        self._recalling.add(task)
        task.add_done_callback(self._recalling.discard)

    def tell(self, message: Message) -> None:
        """L3 answers, or says what became of a job order."""
        if isinstance(message, ToPlanner):
            self._server.tell(message)

    def counts(self) -> Counts:
        """Bytes on each open connection of a planner."""
        return self._relay.counts()

    def release(self) -> None:
        """Nothing waits: time is the wall's."""

    def described(self) -> dict[str, object]:
        """What a planner has to know beside the port; no secrets."""
        options, own = self._options, self._server.opcua.certificate
        return {
            "url": f"opc.tcp://{self._address.host}:{self.port}{options.path}",
            "application_uri": self._server.opcua.uri, "policies": list(options.policies),
            "anonymous": options.anonymous, "users": sorted(options.users),
            "certificate": str(own.certificate) if own is not None else "",
        }

    def _note(self, noted: Noted) -> None:
        self._around.note(noted.what, noted.detail)
