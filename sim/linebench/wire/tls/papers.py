"""What one end of a wire shows and whom it trusts: a certificate, its key, and those of others, from a folder."""

import datetime as dt
from pathlib import Path
from typing import TypeAlias

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.ed448 import Ed448PrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

__all__ = ["CERTIFICATE", "KEY", "TRUSTED", "Key", "Papers", "TlsError", "named", "read_papers"]

Key: TypeAlias = RSAPrivateKey | EllipticCurvePrivateKey | Ed25519PrivateKey | Ed448PrivateKey
"""Kinds that TLS signs with."""
CERTIFICATE, KEY, TRUSTED = "certificate.pem", "key.pem", "trusted"
"""Names in a folder."""
_SUFFIXES = (".pem", ".crt", ".cer", ".der")
_LONGEST = 200
"""Characters of a subject that are told: whoever comes writes it themselves."""


class TlsError(ValueError):
    """A certificate or key that cannot be used. The message names the file and what to do."""


class Papers(msgspec.Struct, frozen=True):
    """Of one end.

    Attributes:
        chain: its certificate, and those between it and who issued it; empty: it shows none.
        key: of the first of them.
        trusted: certificates of those whom it knows, or of who issues them.

    """

    chain: tuple[x509.Certificate, ...] = ()
    key: Key | None = None
    trusted: tuple[x509.Certificate, ...] = ()


def read_papers(folder: Path, at: dt.datetime, *, bare: bool = False, anyhow: bool = False) -> Papers:
    """Read what an end shows and trusts.

    Args:
        folder: where ``certificate.pem``, ``key.pem`` and ``trusted`` are.
        at: when it is to hold.
        bare: there need be no certificate, as with a client that shows none.
        anyhow: it is shown whether it holds at that time or not.

    Raises:
        TlsError: something is missing, cannot be read, does not belong together or has expired.

    """
    trusted = _trusted(folder / TRUSTED)
    if bare and not (folder / CERTIFICATE).exists():
        return Papers(trusted=trusted)
    chain, key = _chain(folder / CERTIFICATE), _key(folder / KEY)
    if key.public_key() != chain[0].public_key():
        raise TlsError(f"{folder / KEY}: is not the key of {CERTIFICATE} beside it; expected the one that it was "
                       "made with")
    if not anyhow:
        _check(folder / CERTIFICATE, chain[0], at)
    return Papers(chain, key, trusted)


def named(certificate: x509.Certificate) -> str:
    """Its subject, as people and logs may have it."""
    text = certificate.subject.rfc4514_string()
    return "".join(each if each.isprintable() else "?" for each in text[:_LONGEST])


def _chain(path: Path) -> tuple[x509.Certificate, ...]:
    data = _bytes(path)
    try:
        return tuple(x509.load_pem_x509_certificates(data))
    except ValueError as error:
        raise TlsError(f"{path}: holds no X.509 certificate in PEM ({error}); expected one") from error


def _key(path: Path) -> Key:
    data = _bytes(path)
    try:
        key = load_pem_private_key(data, None)
    except TypeError as error:
        raise TlsError(f"{path}: is locked with a password; expected a key in PEM without one, in a folder that "
                       "only this user can read") from error
    except ValueError as error:
        raise TlsError(f"{path}: holds no private key in PEM; expected one") from error
    if not isinstance(key, Key):
        raise TlsError(f"{path}: holds a key of another kind; expected RSA, an elliptic curve, Ed25519 or Ed448")
    return key


def _trusted(folder: Path) -> tuple[x509.Certificate, ...]:
    if not folder.is_dir():
        return ()
    found: list[x509.Certificate] = []
    for path in sorted(each for each in folder.iterdir() if each.suffix in _SUFFIXES):
        data = _bytes(path)
        try:
            found += (x509.load_pem_x509_certificates(data) if data.startswith(b"-----")
                      else [x509.load_der_x509_certificate(data)])
        except ValueError as error:
            raise TlsError(f"{path}: holds no X.509 certificate in PEM or DER; expected one, or no such file") \
                from error
    return tuple(found)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise TlsError(f"{path}: cannot be read ({error.strerror or error}); expected a file in PEM") from error


def _check(path: Path, certificate: x509.Certificate, at: dt.datetime) -> None:
    since, until = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if at > until:
        raise TlsError(f"{path}: expired on {until:%Y-%m-%d}, and it is {at:%Y-%m-%d} there; get a new one")
    if at < since:
        raise TlsError(f"{path}: holds from {since:%Y-%m-%d} on, and it is {at:%Y-%m-%d} there; get another one, "
                       "or look at the epoch of the scenario")
