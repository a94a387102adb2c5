"""The canonical encoding of records and journal blocks: values to bytes and back, no files.

A block is up to 1,024 records, one JSON array a line, headed by a line ``["block",number,previous]`` where
``previous`` is the SHA-256 (hex) of the uncompressed block before it, 64 zeros for the first. Stored, a
block is one Zstandard frame; frames follow each other, so ``zstdcat journal.zst`` shows the whole journal.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec
import zstandard

from linebench.records import AnyRecord, Record

__all__ = ["BLOCK", "GENESIS", "Block", "JournalError", "decode_block", "encode_block", "read_blocks"]

BLOCK = 1024
"""Records in a full block. Cut by count only, so equal records give equal files."""
GENESIS = "0" * 64
_LEVEL = 1  # level 1 shrinks journals about 15 times already; higher levels cost more than they save

_compressor = zstandard.ZstdCompressor(level=_LEVEL)  # setting one up costs as much as a block
_PIECE = 1 << 14  # what lies behind a frame is copied once a frame: handing over the whole rest would be quadratic

_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[AnyRecord] = msgspec.json.Decoder(AnyRecord)
_head: msgspec.json.Decoder[tuple[str, int, str]] = msgspec.json.Decoder(tuple[str, int, str])


class JournalError(ValueError):
    """Bytes that are no journal, or a journal whose chain is broken. The message says where."""


class Block(NamedTuple):
    """One block as read: its number, the hash it names as its predecessor's, its own hash, its records."""

    number: int
    previous: str
    sha256: str
    records: list[AnyRecord]


def encode_block(number: int, previous: str, records: Sequence[Record]) -> tuple[bytes, str]:
    """Return the stored bytes of a block and its SHA-256."""
    raw = _encoder.encode(("block", number, previous)) + b"\n" + _encoder.encode_lines(records)
    return _compressor.compress(raw), hashlib.sha256(raw).hexdigest()


def decode_block(raw: bytes) -> Block:
    """Read one uncompressed block.

    Raises:
        JournalError: no block header, a line that is no record, or a record type of a newer linebench.

    """
    head, _, body = raw.partition(b"\n")
    try:
        word, number, previous = _head.decode(head)
        if word != "block":
            raise JournalError(f"expected a block header, found {word!r}")
        records = _decoder.decode_lines(body)
    except msgspec.MsgspecError as error:
        raise JournalError(f"not a journal block: {error}") from error
    return Block(number, previous, hashlib.sha256(raw).hexdigest(), records)


def read_blocks(stored: bytes) -> Iterator[Block]:
    """Yield the blocks of a stored journal in order and check the chain between them.

    A last frame that was cut short (power loss, kill) is left out: what was written before it is whole.

    Raises:
        JournalError: the bytes are no journal, or a block is missing, moved or changed.

    """
    number, previous = 0, GENESIS
    for raw in _frames(stored):
        block = decode_block(raw)
        if (block.number, block.previous) != (number, previous):
            raise JournalError(
                f"the chain breaks at block {number}: it names {block.previous[:12]}… as its predecessor, "
                f"the predecessor is {previous[:12]}…"
            )
        yield block
        number, previous = number + 1, block.sha256


def _frames(stored: bytes) -> Iterable[bytes]:
    view, position = memoryview(stored), 0
    while position < len(view):
        inflate = zstandard.ZstdDecompressor().decompressobj()
        pieces = []
        while not inflate.eof and position < len(view):
            piece = view[position:position + _PIECE]
            position += len(piece)
            try:
                pieces.append(inflate.decompress(piece))
            except zstandard.ZstdError as error:
                raise JournalError(f"not a journal, or damaged: {error}") from error
        if not inflate.eof:
            return
        position -= len(inflate.unused_data)
        yield b"".join(pieces)
