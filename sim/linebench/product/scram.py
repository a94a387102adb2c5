"""Proof of a password that never travels: SCRAM-SHA-256 (RFC 5802, RFC 7677), as far as two seats need it.

Who checks keeps a ``Credential``, from which the password cannot be told; who proves knows the password. What is
proven is bound to a text, so that a proof is worth nothing for anything else. All bytes are hexadecimal text.
"""

import hashlib
import hmac
from functools import lru_cache

import msgspec

__all__ = ["ITERATIONS", "Credential", "credential", "proof", "proves"]

ITERATIONS = 4096
"""The least that RFC 7677, clause 4, asks for."""
_BYTES = 32


class Credential(msgspec.Struct, frozen=True):
    """What is kept of a password: the salt, how often it was hashed, and the stored key of RFC 5802, clause 3."""

    salt: str
    iterations: int
    stored: str


def credential(password: str, salt: str, iterations: int = ITERATIONS) -> Credential:
    """Return what is kept of a password."""
    return Credential(salt, iterations, hashlib.sha256(_client_key(password, salt, iterations)).hexdigest())


def proof(password: str, salt: str, iterations: int, text: str) -> str:
    """Return the proof that whoever says ``text`` knows the password."""
    key = _client_key(password, salt, iterations)
    return _xor(key, _signature(hashlib.sha256(key).digest(), text)).hex()


def proves(kept: Credential, text: str, given: str) -> bool:
    """Whether ``given`` is the proof for ``text``; anything that is no proof at all is none."""
    try:
        stored, shown = bytes.fromhex(kept.stored), bytes.fromhex(given)
    except ValueError:
        return False
    if len(shown) != _BYTES:
        return False
    key = _xor(shown, _signature(stored, text))
    return hmac.compare_digest(hashlib.sha256(key).digest(), stored)


@lru_cache(maxsize=64)
def _client_key(password: str, salt: str, iterations: int) -> bytes:
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), bytes.fromhex(salt), iterations)
    return hmac.digest(salted, b"Client Key", "sha256")


def _signature(stored: bytes, text: str) -> bytes:
    return hmac.digest(stored, text.encode(), "sha256")


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
