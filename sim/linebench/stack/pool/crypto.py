"""Keys and codes to be printed beside a serial, as the operator of market Russia gives them with it.

Made up: they have the right lengths and characters, and verify nowhere. Source of the lengths: the market's marking
rules, AI 91 (4 characters) and AI 92 (44 characters).
"""

import base64
import hashlib

__all__ = ["SECRET_BYTES", "crypto_parts"]

SECRET_BYTES = 32
_KEY, _CODE = 4, 32
_ALPHABET = "0123456789ABCDEFGHJKLMNPRSTUVWXY"
"""32 characters of which a key is made: five bits of a byte choose one, each as likely as the others."""


def crypto_parts(secret: bytes, pool: str, serials: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Key and code of each serial. By chance as ``secret`` is; a serial of a pool has the same ones every time."""
    keys, codes = [], []
    for serial in serials:
        digest = hashlib.blake2b(f"{pool}\0{serial}".encode(), key=secret, digest_size=_KEY + _CODE).digest()
        keys.append("".join(_ALPHABET[value % len(_ALPHABET)] for value in digest[:_KEY]))
        codes.append(base64.b64encode(digest[_KEY:]).decode("ascii"))
    return (("91", tuple(keys)), ("92", tuple(codes)))
