"""Application certificates: made on first start into a folder, used again later, trusted by being in one."""

import datetime as dt
import ipaddress
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import msgspec
from asyncua import ua
from asyncua.common.utils import ServiceError
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

__all__ = ["CertificateError", "Identity", "TrustFolder", "identity", "read_certificate"]

_KEY_BITS = 2048
"""The least that Basic256Sha256 takes and the most that every client takes."""
_EXPONENT = 65537
_DAYS = 3650
"""A bench must not stop in the middle of a project because a certificate of its own ran out."""
_SUFFIXES = (".der", ".pem", ".crt", ".cer")


class CertificateError(ValueError):
    """A certificate or key that cannot be used; the message names the file and what to do."""


class Identity(msgspec.Struct, frozen=True):
    """A certificate and its key, as files: ``certificate`` DER, ``key`` PEM without a password."""

    certificate: Path
    key: Path
    uri: str

    def der(self) -> bytes:
        """The certificate itself."""
        return self.certificate.read_bytes()


def identity(folder: Path, name: str, uri: str) -> Identity:
    """The identity ``name`` in ``folder``; made when it is not there.

    Args:
        folder: where ``name.der`` and ``name.pem`` are; created when missing.
        name: the application's name, also the certificate's common name.
        uri: application URI; peers compare it with the one in the certificate.

    Raises:
        CertificateError: the certificate has expired, is for another URI or has no key.

    """
    found = Identity(folder / f"{name}.der", folder / f"{name}.pem", uri)
    if not found.certificate.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _make(found, name)
    _check(found)
    return found


def read_certificate(path: Path) -> x509.Certificate:
    """Read a certificate, DER or PEM.

    Raises:
        CertificateError: the file holds none.

    """
    data = path.read_bytes()
    try:
        load = x509.load_pem_x509_certificate if data.startswith(b"-----") else x509.load_der_x509_certificate
        return load(data)
    except ValueError as error:
        raise CertificateError(f"{path}: no X.509 certificate in DER or PEM ({error})") from error


class TrustFolder:
    """Takes clients whose certificate lies in a folder, is valid now and belongs to the application that shows it.

    The folder is read anew for each client, so a certificate that is put in or taken out counts at once.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    async def __call__(self, certificate: x509.Certificate, application: ua.ApplicationDescription) -> None:
        """Check one client.

        Raises:
            ServiceError: with the status code that the client gets.

        """
        now = dt.datetime.now(dt.UTC)
        if not certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc:
            raise ServiceError(ua.StatusCodes.BadCertificateTimeInvalid)
        if application.ApplicationUri not in _uris(certificate):
            raise ServiceError(ua.StatusCodes.BadCertificateUriInvalid)
        if certificate not in set(self._trusted()):
            raise ServiceError(ua.StatusCodes.BadCertificateUntrusted)

    def _trusted(self) -> Iterator[x509.Certificate]:
        for path in sorted(self.folder.iterdir()):
            if path.suffix in _SUFFIXES:
                yield read_certificate(path)


def _make(wanted: Identity, name: str) -> None:
    key = rsa.generate_private_key(_EXPONENT, _KEY_BITS)
    certificate = _builder(name, wanted.uri, key.public_key()).sign(key, hashes.SHA256())
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                                serialization.NoEncryption())
    # the key first: a certificate without one would be taken for complete at the next start
    with os.fdopen(os.open(wanted.key, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(private)
    wanted.certificate.write_bytes(certificate.public_bytes(serialization.Encoding.DER))


def _builder(name: str, uri: str, public: rsa.RSAPublicKey) -> x509.CertificateBuilder:
    # the extensions and key usages that OPC 10000-6 clause 6.2.2 asks of an application instance certificate
    now = dt.datetime.now(dt.UTC)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name),
                         x509.NameAttribute(NameOID.ORGANIZATION_NAME, "linebench")])
    places: list[x509.GeneralName] = [x509.UniformResourceIdentifier(uri), x509.DNSName("localhost"),
                                      x509.DNSName(socket.gethostname()),
                                      x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    usage = x509.KeyUsage(digital_signature=True, content_commitment=True, key_encipherment=True,
                          data_encipherment=True, key_agreement=False, key_cert_sign=True, crl_sign=False,
                          encipher_only=False, decipher_only=False)
    purposes = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH])
    return (x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - dt.timedelta(days=1))
            .not_valid_after(now + dt.timedelta(days=_DAYS))
            .add_extension(x509.SubjectAlternativeName(places), critical=False)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(usage, critical=True)
            .add_extension(purposes, critical=False)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False))


def _check(found: Identity) -> None:
    certificate = read_certificate(found.certificate)
    ends = certificate.not_valid_after_utc
    if ends < dt.datetime.now(dt.UTC):
        raise CertificateError(f"{found.certificate}: expired on {ends:%Y-%m-%d}; delete it and {found.key.name}, "
                               "and the next start makes new ones, which the other end has to trust anew")
    if found.uri not in _uris(certificate):
        raise CertificateError(f"{found.certificate}: is for {', '.join(_uris(certificate)) or 'no application'}, "
                               f"expected {found.uri}; name another folder, or delete it")
    if not found.key.exists():
        raise CertificateError(f"{found.key}: missing; expected the key of {found.certificate.name} beside it")


def _uris(certificate: x509.Certificate) -> list[str]:
    try:
        places = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return []
    return places.get_values_for_type(x509.UniformResourceIdentifier)
