"""A person's certificate and key, from a PKCS#12 file.

* ``read_credential(file: Path, password: str) -> Credential``; PeopleError: no such file, no PKCS#12, password
"""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509 import Certificate
from pyhanko.sign.signers import SimpleSigner

from linebench.evidence.people.errors import PeopleError

__all__ = ["Credential", "read_credential"]


@dataclass(frozen=True, kw_only=True)
class Credential:
    """What a person signs with. ``thumbprint``: SHA-256 of the certificate; ``digest``: hash that its key needs."""

    subject: str
    thumbprint: str
    not_before: datetime
    not_after: datetime
    digest: str
    signer: SimpleSigner = field(repr=False)


def read_credential(file: Path, password: str) -> Credential:
    """Read certificate and key of a person.

    Raises:
        PeopleError: the file is not there, is no PKCS#12, holds no key, or the password is not its own.

    """
    try:
        data = file.read_bytes()
    except OSError as error:
        raise PeopleError(f"{file}: the certificate cannot be read ({error.strerror}); expected: a PKCS#12 file "
                          "(.p12); check the path") from error
    secret = password.encode()
    try:
        key, certificate, _ = pkcs12.load_key_and_certificates(data, secret)
    except ValueError as error:
        raise PeopleError(f"{file}: {_refused(str(error))}") from error
    if key is None or certificate is None:
        raise PeopleError(f"{file}: holds no certificate with its key; expected: both, in one PKCS#12 file; "
                          "export it again with the key")
    digest = "sha512" if isinstance(key, Ed25519PrivateKey) else "sha256"
    return _credential(certificate, digest, SimpleSigner.load_pkcs12_data(data, (), secret))


def _refused(said: str) -> str:
    if "password" in said.lower():
        return "the password is not that of this certificate; give the right one"
    return "is no readable certificate; expected: a PKCS#12 file (.p12) with certificate and key; export it again"


def _credential(certificate: Certificate, digest: str, signer: SimpleSigner) -> Credential:
    return Credential(
        subject=certificate.subject.rfc4514_string(), thumbprint=certificate.fingerprint(SHA256()).hex(),
        not_before=certificate.not_valid_before_utc, not_after=certificate.not_valid_after_utc, digest=digest,
        signer=signer)
