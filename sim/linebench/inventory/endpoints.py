"""The endpoints of a stack file: who listens there, what is spoken, and how long its certificate is still valid."""

import contextlib
import hashlib
import socket
import ssl
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import ip_address

from cryptography import x509

from linebench.evidence.environment import Item
from linebench.scenario.stack import StackPlan, WirePlan

__all__ = ["Certificate", "Endpoint", "certificate_at", "days_left", "endpoint_items", "endpoints_of", "reachable"]

_LIMIT_S = 5.0
_SECURE = ("https", "opc.tcp+tls", "mqtts", "tls")
_DAY_S = 86_400


@dataclass(frozen=True)
class Endpoint:
    """An address that a stack file names. ``outside``: a connection to it leaves this machine."""

    name: str
    host: str
    port: int
    protocol: str
    secure: bool = False
    dialled: bool = True

    @property
    def address(self) -> str:
        """Host and port."""
        return f"{self.host}:{self.port}" if self.port else f"{self.host}, a free port"

    @property
    def outside(self) -> bool:
        """Whether a connection to it leaves this machine; a name other than localhost may."""
        with contextlib.suppress(ValueError):
            return not ip_address(self.host).is_loopback
        return self.host != "localhost"


@dataclass(frozen=True)
class Certificate:
    """What a server shows: SHA-256 of the certificate, whom it names, and its last moment."""

    thumbprint: str
    subject: str
    until: datetime


def endpoints_of(stack: StackPlan) -> tuple[Endpoint, ...]:
    """The wires of a stack file by name."""
    real = {seat.id for seat in stack.seats if seat.nature == "real"}
    return tuple(_endpoint(wire, real) for wire in stack.wires)


def _endpoint(wire: WirePlan, real: set[str]) -> Endpoint:
    peer = wire.id.partition("-")[2]
    base = wire.options.get("base", wire.options.get("url", ""))
    dialled = wire.dials or peer in real
    return Endpoint(wire.id, wire.host, wire.port, wire.dialect, base.startswith(_SECURE), dialled)


def endpoint_items(ends: Iterable[Endpoint], *, real: bool = False, now: datetime | None = None) -> Iterator[Item]:
    """Yield what is known of endpoints. ``real``: connections may leave this machine."""
    moment = now or datetime.now(UTC)
    for end in ends:
        for name, value in (("address", end.address), ("protocol", end.protocol), ("reachable", _told(end, real))):
            yield Item(area="network", subject=end.name, property=name, value=value, source="stack file")
        if end.secure and (real or not end.outside):
            yield from _certified(end, moment)


def _told(end: Endpoint, real: bool) -> str:
    if not end.dialled:
        return "the bench listens there"
    if end.outside and not real:
        return "not asked: it would leave this machine; use --real"
    return reachable(end) or "yes"


def _certified(end: Endpoint, now: datetime) -> Iterator[Item]:
    try:
        shown = certificate_at(end)
    except (OSError, ValueError) as error:
        yield Item(area="network", subject=end.name, property="certificate", value=f"unknown: {error}",
                   source=end.address)
        return
    for name, value in (("certificate", shown.subject), ("thumbprint", shown.thumbprint),
                        ("valid until", shown.until.date().isoformat()), ("days left", str(days_left(shown, now)))):
        yield Item(area="network", subject=end.name, property=name, value=value, source=end.address)


def reachable(end: Endpoint) -> str:
    """Why nobody takes a call there; empty when somebody does."""
    try:
        socket.create_connection((end.host, end.port), _LIMIT_S).close()
    except OSError as error:
        return f"nobody answers: {error.strerror or error}"
    return ""


def certificate_at(end: Endpoint) -> Certificate:
    """Read the certificate that a server shows, whoever signed it: it is looked at, not trusted.

    Raises:
        OSError, ValueError: it cannot be reached, or shows none.

    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with (socket.create_connection((end.host, end.port), _LIMIT_S) as line,
          context.wrap_socket(line, server_hostname=end.host) as secure):
        raw = secure.getpeercert(binary_form=True)
    if raw is None:
        raise ValueError("the server shows no certificate")
    read = x509.load_der_x509_certificate(raw)
    return Certificate(hashlib.sha256(raw).hexdigest(), read.subject.rfc4514_string(), read.not_valid_after_utc)


def days_left(shown: Certificate, now: datetime) -> int:
    """Whole days until a certificate ends; negative when it has."""
    return int((shown.until - now).total_seconds() // _DAY_S)
