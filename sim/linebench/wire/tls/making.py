"""Certificates made for one attempt: of a server, of clients who are known, and of strangers of every kind.

Nothing of it outlives the attempt, and no key of it is ever stored with the bench.
"""

import datetime as dt
import ipaddress
import os
from pathlib import Path

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from linebench.wire.tls.papers import CERTIFICATE, KEY, TRUSTED

__all__ = ["Issuer", "Span", "issuer", "make_folder"]

_HOUSE = "linebench"
_YEARS = dt.timedelta(days=3650)
_DAY = dt.timedelta(days=1)


class Span(msgspec.Struct, frozen=True):
    """When a certificate holds."""

    since: dt.datetime
    until: dt.datetime

    @classmethod
    def around(cls, at: dt.datetime) -> "Span":
        """Long before and long after."""
        return cls(at - _DAY, at + _YEARS)

    @classmethod
    def before(cls, at: dt.datetime) -> "Span":
        """Up to a second before."""
        return cls(at - 30 * _DAY, at - dt.timedelta(seconds=1))

    @classmethod
    def after(cls, at: dt.datetime) -> "Span":
        """From the next day on."""
        return cls(at + _DAY, at + _YEARS)


class Issuer(msgspec.Struct, frozen=True):
    """Who issues certificates. Whoever trusts its own trusts all of them."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


def issuer(name: str, span: Span) -> Issuer:
    """Make one."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _subject(name)
    certificate = (_builder(subject, subject, key, span)
                   .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
                   .add_extension(_usage(issues=True), critical=True).sign(key, hashes.SHA256()))
    return Issuer(certificate, key)


def make_folder(folder: Path, name: str, by: Issuer, span: Span, *, trusts: Issuer, host: str = "") -> None:
    """Make an identity ``name`` in a folder, and the certificate of who issues for those that it trusts.

    ``host``: it may be shown by a server of that name, as well as by a client.
    """
    (folder / TRUSTED).mkdir(parents=True, exist_ok=True)
    key = ec.generate_private_key(ec.SECP256R1())
    builder = _builder(_subject(name), by.certificate.subject, key, span)
    purposes = [ExtendedKeyUsageOID.CLIENT_AUTH]
    if host:
        purposes.append(ExtendedKeyUsageOID.SERVER_AUTH)
        builder = builder.add_extension(x509.SubjectAlternativeName(_names(host)), critical=False)
    certificate = (builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
                   .add_extension(_usage(issues=False), critical=True)
                   .add_extension(x509.ExtendedKeyUsage(purposes), critical=False)
                   .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.key.public_key()),
                                  critical=False)
                   .sign(by.key, hashes.SHA256()))
    _write_key(folder / KEY, key)
    _write(folder / CERTIFICATE, certificate)
    _write(folder / TRUSTED / "issuer.pem", trusts.certificate)


def _builder(subject: x509.Name, by: x509.Name, key: ec.EllipticCurvePrivateKey,
             span: Span) -> x509.CertificateBuilder:
    return (x509.CertificateBuilder().subject_name(subject).issuer_name(by).public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(span.since).not_valid_after(span.until)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False))


def _subject(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name),
                      x509.NameAttribute(NameOID.ORGANIZATION_NAME, _HOUSE)])


def _names(host: str) -> list[x509.GeneralName]:
    try:
        return [x509.IPAddress(ipaddress.ip_address(host)), x509.DNSName("localhost")]
    except ValueError:
        return [x509.DNSName(host)]


def _usage(*, issues: bool) -> x509.KeyUsage:
    return x509.KeyUsage(digital_signature=not issues, content_commitment=False, key_encipherment=False,
                         data_encipherment=False, key_agreement=False, key_cert_sign=issues, crl_sign=issues,
                         encipher_only=False, decipher_only=False)


def _write(path: Path, certificate: x509.Certificate) -> None:
    path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))


def _write_key(path: Path, key: ec.EllipticCurvePrivateKey) -> None:
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                                serialization.NoEncryption())
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(private)
