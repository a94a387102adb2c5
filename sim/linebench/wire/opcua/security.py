"""Who may connect, how, and what they may do."""

import hmac
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec
from asyncua import ua
from asyncua.crypto.permission_rules import User, UserRole
from asyncua.server.internal_server import InternalServer
from asyncua.server.user_managers import UserManager
from cryptography import x509

from linebench.wire.dialect import Profile
from linebench.wire.opcua.certificates import CertificateError, read_certificate

__all__ = ["POLICIES", "Client", "Policy", "Role", "Security", "Users", "tokens"]

Role: TypeAlias = Literal["operator", "observer"]
"""``operator`` writes tags and calls methods; ``observer`` reads, browses and subscribes."""
Policy: TypeAlias = Literal["None", "Basic256Sha256_Sign", "Basic256Sha256_SignAndEncrypt",
                            "Aes128Sha256RsaOaep_Sign", "Aes128Sha256RsaOaep_SignAndEncrypt",
                            "Aes256Sha256RsaPss_Sign", "Aes256Sha256RsaPss_SignAndEncrypt"]

POLICIES: dict[Policy, ua.SecurityPolicyType] = {
    "None": ua.SecurityPolicyType.NoSecurity,
    "Basic256Sha256_Sign": ua.SecurityPolicyType.Basic256Sha256_Sign,
    "Basic256Sha256_SignAndEncrypt": ua.SecurityPolicyType.Basic256Sha256_SignAndEncrypt,
    "Aes128Sha256RsaOaep_Sign": ua.SecurityPolicyType.Aes128Sha256RsaOaep_Sign,
    "Aes128Sha256RsaOaep_SignAndEncrypt": ua.SecurityPolicyType.Aes128Sha256RsaOaep_SignAndEncrypt,
    "Aes256Sha256RsaPss_Sign": ua.SecurityPolicyType.Aes256Sha256RsaPss_Sign,
    "Aes256Sha256RsaPss_SignAndEncrypt": ua.SecurityPolicyType.Aes256Sha256RsaPss_SignAndEncrypt,
}
"""The policies in force in 2026 that the bench offers; the withdrawn ones (Basic128Rsa15, Basic256) are not."""


class Security(Profile, frozen=True, kw_only=True):
    """How a server is protected. The default is open and for loopback alone, as a bench on a desk is used."""

    policies: tuple[Policy, ...] = ("None",)
    anonymous: Role | None = "operator"
    """What somebody without a name may do; ``None`` refuses. Off loopback nobody is let in without a name."""
    users: dict[str, tuple[str, Role]] = msgspec.field(default_factory=dict)
    """Password and role by user name."""
    certificates: dict[str, Role] = msgspec.field(default_factory=dict)
    """Role by file of a user certificate, relative to ``folder``."""
    folder: str = ""
    """Where the server's certificate and key are or are made; clients' certificates are in ``trusted`` in it."""

    @property
    def secured(self) -> bool:
        """Whether any policy needs a certificate."""
        return set(self.policies) != {"None"}


class Client(User):
    """A client that was let in."""

    def __init__(self, role: Role, name: str) -> None:
        # the library's role only keeps clients from changing nodes; ours is checked where they write and call
        super().__init__(role=UserRole.User, name=name)
        self.operator = role == "operator"


class Users(UserManager):
    """Says who a client is from what it shows; ``None`` refuses, with one answer whatever was wrong."""

    def __init__(self, security: Security, *, loopback: bool) -> None:
        self._users = security.users
        self._anonymous = security.anonymous if loopback else None
        self._certificates = {_read(security.folder, file): (Path(file).stem, role)
                              for file, role in security.certificates.items()}

    def get_user(self, iserver: InternalServer, username: str | None = None, password: str | None = None,
                 certificate: bytes | None = None) -> Client | None:
        """See ``UserManager``. ``certificate`` is a user certificate whose key the client was shown to hold."""
        del iserver
        if username is not None:
            return self._by_name(username, password or "")
        if certificate is not None:
            return self._by_certificate(x509.load_der_x509_certificate(certificate))
        return Client(self._anonymous, "anonymous") if self._anonymous else None

    def _by_name(self, name: str, password: str) -> Client | None:
        # an unknown name takes as long as a wrong password
        expected, role = self._users.get(name, ("", None))
        same = hmac.compare_digest(password.encode(), expected.encode())
        return Client(role, name) if role and same else None

    def _by_certificate(self, shown: x509.Certificate) -> Client | None:
        name, role = self._certificates.get(shown, ("", None))
        in_time = shown.not_valid_before_utc <= datetime.now(UTC) <= shown.not_valid_after_utc
        return Client(role, name) if role and in_time else None


def tokens(security: Security, *, loopback: bool) -> list[type]:
    """The kinds of identity that somebody can be let in with."""
    offered: list[type] = [ua.AnonymousIdentityToken] if loopback and security.anonymous else []
    if security.users:
        offered.append(ua.UserNameIdentityToken)
    if security.certificates:
        offered.append(ua.X509IdentityToken)
    return offered


def _read(folder: str, file: str) -> x509.Certificate:
    if not folder:
        raise CertificateError(f"user certificate {file}: no folder is named; expected one that holds it")
    return read_certificate(Path(folder) / file)
