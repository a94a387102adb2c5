"""The manifest: every file of a package with its SHA-256, in the form ``sha256sum --check`` reads.

It leaves out only itself and the seal, which is made over it. The *record hash* is the SHA-256 of the
manifest without the summary and the HTML page that are made from it; it is known before they are and stands in
them. Volumes are part of the record: they are made first.
"""

import re
from collections.abc import Mapping

from linebench.evidence.files import PackageError, Source, sha256

__all__ = ["MANIFEST", "REPORTS", "SEAL", "compare", "decode_manifest", "encode_manifest", "hash_files",
           "record_hash"]

MANIFEST = "manifest-sha256.txt"
SEAL = "seal.json"
REPORTS = ("report.html", "report.pdf", "summary.pdf")
"""What is made from the record; a package of before has ``report.pdf``, one of now ``summary.pdf``."""

_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")


def hash_files(source: Source) -> dict[str, tuple[str, int]]:
    """Return SHA-256 and size of every file that belongs into the manifest, by name, sorted."""
    return {name: source.digest(name) for name in source.names() if name not in (MANIFEST, SEAL)}


def encode_manifest(hashes: Mapping[str, str]) -> bytes:
    """Write the manifest, one ``hash  path`` line per file, sorted by path.

    Raises:
        PackageError: a file name holds a line break.

    """
    for name in hashes:
        if "\n" in name or "\r" in name:
            raise PackageError(f"the file name {name!r} holds a line break; rename the file")
    return "".join(f"{hashes[name]}  {name}\n" for name in sorted(hashes)).encode()


def decode_manifest(stored: bytes) -> dict[str, str]:
    """Read a manifest.

    Raises:
        PackageError: it is not a manifest as the bench writes it.

    """
    try:
        matches = [_LINE.fullmatch(line) for line in stored.decode().splitlines()]
    except UnicodeDecodeError as error:
        raise PackageError("is not UTF-8 text") from error
    hashes = {match[2]: match[1] for match in matches if match}
    if encode_manifest(hashes) != stored:
        raise PackageError("is not written the way the bench writes it: sorted lines of hash, two blanks, path")
    return hashes


def compare(listed: Mapping[str, str], found: Mapping[str, str]) -> dict[str, str]:
    """Return what is wrong by file: changed, missing or added."""
    missing = dict.fromkeys(listed.keys() - found.keys(), "is missing")
    added = dict.fromkeys(found.keys() - listed.keys(), "was added: it is not in the manifest")
    changed = {name: "was changed: its SHA-256 is not the one in the manifest"
               for name in listed.keys() & found.keys() if listed[name] != found[name]}
    return dict(sorted((missing | added | changed).items()))


def record_hash(hashes: Mapping[str, str]) -> str:
    """Return the record hash: over the manifest of everything but the rendered reports."""
    return sha256(encode_manifest({name: value for name, value in hashes.items() if name not in REPORTS}))
