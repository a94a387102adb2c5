"""A pool of serials as an OPEN-SCS server shows it, behind a relay that can go wrong as any wire can."""

import asyncio
import secrets
import shutil
from pathlib import Path

import msgspec

from linebench.ports import Message
from linebench.ports.serials import Draw, Drawn, Move, Moved
from linebench.wire.opcua.certificates import identity
from linebench.wire.opcua.options import OptionsError, read_options
from linebench.wire.opcua.server import Endpoint
from linebench.wire.openscs.asking import Question
from linebench.wire.openscs.offer import Offer
from linebench.wire.openscs.server import OpenScsServer
from linebench.wire.stream.address import Address
from linebench.wire.stream.relay import Relay
from linebench.wiring.control import Counts, WireTo
from linebench.wiring.endpoint import Surroundings
from linebench.wiring.ends import OPEN_SCS, WiringError

__all__ = ["OpenScsPort", "furnished"]

_POLICY = "Aes128Sha256RsaOaep_SignAndEncrypt"
_USER = "l3"
_CRITERIA = (("GTIN", ""), ("COMPANY_PREFIX", ""))
"""By which the bench's pools are told apart."""


def furnished(wire: WireTo, folder: Path) -> WireTo:
    """A wire with certificates and a user of its own, made in ``folder``, where its stack file names none.

    The standard lets nobody in without a name and a trusted certificate.
    """
    if wire.dialect != OPEN_SCS or wire.options:
        return wire
    server, client = folder / "openscs-server", folder / "openscs-client"
    own = identity(client, _USER, f"urn:linebench:{_USER}")
    trusted = server / "trusted"
    trusted.mkdir(parents=True, exist_ok=True)
    shutil.copy(own.certificate, trusted)
    password = secrets.token_hex(16)
    return msgspec.structs.replace(wire, options={
        "policies": _POLICY, "anonymous": "nobody", "users": f"{_USER}=operator:{password}", "folder": str(server),
        "access": f"policy={_POLICY}, user={_USER}, password={password}, name={_USER}, folder={client}"})


class OpenScsPort:
    """One port. Draws and moves are the pool's; it does not look at serials and knows no containers."""

    def __init__(self, around: Surroundings) -> None:
        """Raise ``WiringError`` when an option cannot be used, ``WireError`` when the address cannot."""
        self._around, wire = around, around.wire
        self.port = 0
        if around.gather:
            raise WiringError(f"wire {around.link}: found dialect {OPEN_SCS} in granted time; expected pace real, "
                              "by which its server lives")
        one = self._address = Address(wire.host, wire.port)
        one.check(around.link, real=around.real)
        try:
            options = self._options = read_options(wire.profile, wire.options)
            self._server = OpenScsServer(
                Endpoint(path=options.path, real=around.real, exposed=not one.is_loopback), options,
                hear=self._heard, offer=Offer(name=wire.name, criteria=_CRITERIA, stream=False))
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
        await self._relay.stop()
        await self._server.__aexit__(None, None, None)

    def tell(self, message: Message) -> None:
        """The pool answers."""
        if isinstance(message, Drawn | Moved):
            self._server.tell(message)

    def counts(self) -> Counts:
        """Bytes on each open connection of a client."""
        return self._relay.counts()

    def release(self) -> None:
        """Nothing waits: time is the wall's."""

    def described(self) -> dict[str, object]:
        """What a client has to know beside the port; no secrets."""
        options, own = self._options, self._server.opcua.certificate
        return {
            "url": f"opc.tcp://{self._address.host}:{self.port}{options.path}",
            "application_uri": self._server.opcua.uri, "policies": list(options.policies),
            "users": sorted(options.users), "certificate": str(own.certificate) if own is not None else "",
        }

    def _heard(self, question: Question) -> None:
        if isinstance(question, Draw | Move):
            self._around.hear(question)
        else:
            refused = Moved(str(getattr(question, "request", "")), "not_accepted")
            asyncio.get_running_loop().call_soon(self._server.tell, refused)
