"""A device as an OPC UA server shows it, behind a relay that can go wrong as any wire can."""

from collections.abc import Sequence

import msgspec

from linebench.ports import Message
from linebench.wire.opcua.options import OpcUaOptions, OptionsError, read_options
from linebench.wire.opcua.packml import PackMlUnit
from linebench.wire.opcua.server import TAGS, Build, Endpoint, OpcUaServer
from linebench.wire.opcua.tags import OpcUaTags
from linebench.wire.side import Setting
from linebench.wire.stream.address import Address
from linebench.wire.stream.relay import Relay
from linebench.wire.tags.address_text import NodeAddress, read_address
from linebench.wire.tags.addresses import node_map
from linebench.wiring.control import Counts
from linebench.wiring.endpoint import Surroundings
from linebench.wiring.ends import WiringError
from linebench.wiring.opcua_objects import Shown, Stand, objects
from linebench.wiring.shared_image import SharedImage

__all__ = ["OpcUaPort"]

_FIRST = 3
"""Index of the first namespace of the emulated controller."""


class OpcUaPort:
    """One port: the tags of ``image``, where the seat has some, and what companion specifications have for it."""

    def __init__(self, around: Surroundings, image: SharedImage | None) -> None:
        """Raise ``WiringError`` when an option cannot be used, ``WireError`` when the address cannot."""
        self._around, self._image = around, image
        self._shown: Sequence[Shown] = ()
        self.port = 0
        one = self._address = Address(around.wire.host, around.wire.port)
        one.check(around.link, real=around.real)
        try:
            options = self._options = read_options(around.wire.profile, around.wire.options)
            self._server = OpcUaServer(
                Endpoint(path=options.path, real=around.real, exposed=not one.is_loopback), options,
                around.wire.name, namespaces=(TAGS, *_namespaces(options, image)), made=_build(options))
            if around.gather:
                self._server.core.be_patient()
        except (OptionsError, OSError, ValueError) as error:
            raise self._refusal(error) from error

    async def start(self) -> None:
        """Serve.

        Raises:
            WireError: the port is in use.
            WiringError: a certificate or an alias cannot be used.

        """
        try:
            await self._server.__aenter__()
        except (OSError, ValueError) as error:
            raise self._refusal(error) from error
        try:
            await self._show()
            await self._open()
        except BaseException:
            await self._server.__aexit__(None, None, None)
            raise

    async def stop(self) -> None:
        """Serve no more."""
        await self._relay.stop()
        await self._server.__aexit__(None, None, None)

    def tell(self, message: Message) -> None:
        """The device says ``message``."""
        for each in self._shown:
            each.tell(message)

    def restart(self) -> None:
        """What stands behind it has power again after a loss."""
        for each in self._shown:
            if isinstance(each, PackMlUnit):
                each.restart()

    @property
    def busy(self) -> bool:
        """Whether the server is at work, or anything is under way between it and the relay."""
        if self._relay.busy or self._server.busy:
            return True
        theirs = self._server.counts()
        return any(theirs.get(port) != (received, sent)
                   for port, (sent, received) in self._relay.inner_counts().items())

    @property
    def behind(self) -> str:
        """URL of the server itself, behind the relay."""
        return self._server.url

    @property
    def gathered(self) -> bool:
        """Whether something waits for ``release``."""
        return self._relay.gathered

    def counts(self) -> Counts:
        """Bytes on each open connection of a client."""
        return self._relay.counts()

    def release(self) -> None:
        """Hand over what has been read, from clients and from the server."""
        self._relay.release()

    def described(self) -> dict[str, object]:
        """What a client has to know beside the port; no secrets."""
        options, own = self._options, self._server.certificate
        return {
            "url": f"opc.tcp://{self._address.host}:{self.port}{options.path}",
            "application_uri": self._server.uri, "policies": list(options.policies),
            "anonymous": options.anonymous, "users": sorted(options.users),
            "certificate": str(own.certificate) if own is not None else "",
        }

    async def _show(self) -> None:
        around, options = self._around, self._options
        setting = _shifted(around.setting, int(options.clock_offset))
        if self._image is not None:
            try:
                await OpcUaTags(self._server, self._image, setting, effects=self._image.performer.perform,
                                aliases=options.aliases).show()
            except ValueError as error:
                raise self._refusal(error) from error
        self._shown = await objects(around.peer, Stand(
            server=self._server, setting=setting, options=options, image=self._image, hear=around.hear))

    async def _open(self) -> None:
        around = self._around
        inner = self._server.url.removeprefix("opc.tcp://").partition("/")[0]
        self._relay = Relay(
            around.link, around.clock, around.note, inner=inner, host=self._address.host, port=self._address.port,
            real=around.real, interposer=around.interposer, capture=around.capture, gather=around.gather)
        self._relay.changed = around.changed
        self._server.watch(around.changed)
        await self._relay.start()
        self.port = self._relay.port

    def _refusal(self, error: Exception) -> WiringError:
        if isinstance(error, OSError) and error.filename:
            return WiringError(f"wire {self._around.link}: {error.filename}: {error.strerror}")
        # the server knows only of its own side of the relay
        return WiringError(f"wire {self._around.link}: {str(error).removeprefix('opc.tcp://127.0.0.1:0: ')}")


def _namespaces(options: OpcUaOptions, image: SharedImage | None) -> Sequence[str]:
    """Those of the options, and more with invented names as far as the tags of a map need them."""
    nodes = [] if image is None else [read_address(text) for text in node_map(image.table).values()]
    last = max((node.namespace for node in nodes if isinstance(node, NodeAddress)), default=0)
    behind = len(options.namespaces) + _FIRST
    return (*options.namespaces, *(f"urn:linebench:map:{number}" for number in range(behind, last + 1)))


def _build(options: OpcUaOptions) -> Build:
    """The device's nameplate as what its server says of itself."""
    plate = options.nameplate
    return Build(manufacturer=plate.manufacturer, product=plate.model, software=plate.software)


def _shifted(setting: Setting, ahead_us: int) -> Setting:
    """A setting as a device has it whose clock goes ahead."""
    return msgspec.structs.replace(setting, now=lambda: setting.now() + ahead_us) if ahead_us else setting
