"""The seal: this installation's Ed25519 signature over the manifest, in a DSSE envelope.

A seal says which installation of the bench made the package and that nothing changed since. It is the
tool's mark and never a person's signature. The statement is an in-toto Statement v1 with the test-result
predicate v0.1, so common supply-chain tools can read and check it.
"""

import base64

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_public_key,
)

from linebench.evidence.files import PackageError, sha256
from linebench.evidence.manifest import MANIFEST
from linebench.evidence.model import FileHash, Stored, encode, encode_pretty

__all__ = ["PUBLIC_KEY", "Results", "Statement", "check_seal", "fingerprint", "make_seal", "public_pem", "resource",
           "subject"]

PUBLIC_KEY = "seal-public-key.pem"

_PAYLOAD = "application/vnd.in-toto+json"
_STATEMENT = "https://in-toto.io/Statement/v1"
_PREDICATE = "https://in-toto.io/attestation/test-result/v0.1"


class Resource(Stored, frozen=True, kw_only=True):
    """An in-toto resource descriptor: a name and its digests."""

    name: str
    digest: dict[str, str]


class Results(Stored, frozen=True, kw_only=True, rename="camel"):
    """The test-result predicate. ``result``: PASSED, WARNED or FAILED."""

    result: str
    configuration: tuple[Resource, ...]
    passed_tests: tuple[str, ...]
    warned_tests: tuple[str, ...]
    failed_tests: tuple[str, ...]


class Statement(Stored, frozen=True, kw_only=True, rename={"type": "_type", "predicate_type": "predicateType"}):
    """An in-toto statement about the manifest."""

    type: str = _STATEMENT
    subject: tuple[Resource, ...]
    predicate_type: str = _PREDICATE
    predicate: Results


class _Signature(Stored, frozen=True, kw_only=True):
    keyid: str
    sig: str


class _Envelope(Stored, frozen=True, kw_only=True, rename={"payload_type": "payloadType"}):
    payload_type: str
    payload: str
    signatures: tuple[_Signature, ...]


def resource(file: FileHash) -> Resource:
    """Describe a file that was read."""
    return Resource(name=file.path, digest={"sha256": file.sha256})


def public_pem(key: Ed25519PrivateKey) -> bytes:
    """Return the public half of a key as PEM text."""
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def fingerprint(pem: bytes) -> str:
    """Name a public key: SHA-256 of its raw 32 bytes.

    Raises:
        PackageError: ``pem`` is no Ed25519 public key.

    """
    return sha256(_load(pem).public_bytes(Encoding.Raw, PublicFormat.Raw))


def subject(manifest: bytes) -> tuple[Resource, ...]:
    """Say what a seal over this manifest is about."""
    return (Resource(name=MANIFEST, digest={"sha256": sha256(manifest)}),)


def make_seal(key: Ed25519PrivateKey, manifest: bytes, results: Results) -> bytes:
    """Seal a manifest and the results; return the envelope to store."""
    body = encode(Statement(subject=subject(manifest), predicate=results))
    signed = _Signature(keyid=fingerprint(public_pem(key)), sig=_b64(key.sign(_pae(body))))
    return encode_pretty(_Envelope(payload_type=_PAYLOAD, payload=_b64(body), signatures=(signed,)))


def check_seal(stored: bytes, pem: bytes) -> Statement:
    """Check a seal with the public key, every byte of it; return what it states.

    Whether the statement is about the manifest at hand is for the caller to compare with ``subject``.

    Raises:
        PackageError: what does not hold.

    """
    body, envelope = _open(stored)
    signature = envelope.signatures[0]
    if signature.keyid != fingerprint(pem):
        raise PackageError(f"was made with another key ({signature.keyid[:12]}…) than {PUBLIC_KEY}")
    try:
        _load(pem).verify(base64.b64decode(signature.sig), _pae(body))
    except InvalidSignature as error:
        raise PackageError("the signature does not hold: the seal was changed") from error
    return _statement(body)


def _open(stored: bytes) -> tuple[bytes, _Envelope]:
    try:
        envelope = msgspec.json.decode(stored, type=_Envelope)
        body = base64.b64decode(envelope.payload, validate=True)
        texts = (_b64(body), *(_b64(base64.b64decode(s.sig, validate=True)) for s in envelope.signatures))
    except (msgspec.MsgspecError, ValueError) as error:
        raise PackageError(f"is no seal: {error}") from error
    # a changed blank or unused base64 bit would verify; a seal is held to its exact bytes
    same = encode_pretty(envelope) == stored and texts == (envelope.payload, *(s.sig for s in envelope.signatures))
    if not same or len(envelope.signatures) != 1 or envelope.payload_type != _PAYLOAD:
        raise PackageError("is not written the way the bench writes it")
    return body, envelope


def _statement(body: bytes) -> Statement:
    try:
        statement = msgspec.json.decode(body, type=Statement)
    except msgspec.MsgspecError as error:
        raise PackageError(f"holds no test-result statement: {error}") from error
    if (statement.type, statement.predicate_type) != (_STATEMENT, _PREDICATE):
        raise PackageError("holds another kind of statement than a test result")
    return statement


def _load(pem: bytes) -> Ed25519PublicKey:
    try:
        key = load_pem_public_key(pem)
    except ValueError as error:
        raise PackageError(f"{PUBLIC_KEY} is no public key") from error
    if not isinstance(key, Ed25519PublicKey):
        raise PackageError(f"{PUBLIC_KEY} is no Ed25519 key")
    return key


def _pae(body: bytes) -> bytes:
    """DSSE pre-authentication encoding, so that no payload can be taken for one of another type."""
    kind = _PAYLOAD.encode()
    return b" ".join([b"DSSEv1", str(len(kind)).encode(), kind, str(len(body)).encode(), body])


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()
