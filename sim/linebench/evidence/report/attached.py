"""Every file of an attempt, listed with its hash below the attempt (EC-31, EC-60)."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import TypeAlias

from linebench.evidence.files import sha256
from linebench.evidence.manifest import encode_manifest
from linebench.evidence.model import Attempt
from linebench.evidence.report.language import Language
from linebench.evidence.report.model import FileLine

__all__ = ["Hashes", "by_attempt", "files_of", "media_type"]

Hashes: TypeAlias = Mapping[str, tuple[str, int]]
"""SHA-256 and size of files by name."""

_SHOWN = 24
"""Files of one attempt that have a line each; of more, the rest has one line and one hash."""
_MEDIA = {
    ".csv": "text/csv", ".html": "text/html", ".jpg": "image/jpeg", ".json": "application/json",
    ".jsonl": "application/x-ndjson", ".pcapng": "application/x-pcapng", ".pdf": "application/pdf",
    ".pem": "application/x-pem-file", ".png": "image/png", ".txt": "text/plain", ".xml": "application/xml",
    ".zip": "application/zip", ".zst": "application/zstd",
}


def media_type(name: str) -> str:
    """Return the media type of a file by its suffix; the registry of the computer is not asked."""
    return _MEDIA.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")


def by_attempt(hashes: Hashes) -> dict[str, dict[str, tuple[str, int]]]:
    """Return the files of each attempt by its folder, named as below that folder."""
    found: dict[str, dict[str, tuple[str, int]]] = {}
    for name, pair in hashes.items():
        parts = name.split("/", 2)
        if parts[0] == "attempts" and len(parts) == len(("attempts", "folder", "file")):
            found.setdefault("/".join(parts[:2]), {})[parts[2]] = pair
    return found


def files_of(inside: Hashes, attempt: Attempt, language: Language) -> tuple[FileLine, ...]:
    """List the files of an attempt."""
    names = sorted(inside)
    told = {f"captures/{one.file}": language.say("captures.cut") for one in attempt.captures
            if one.problem or one.left_out}
    lines = [FileLine(file=name, media=media_type(name), size=language.count(inside[name][1]),
                      sha256=inside[name][0], what=told.get(name, "")) for name in names[:_SHOWN]]
    return (*lines, *_rest({name: inside[name] for name in names[_SHOWN:]}, language))


def _rest(inside: Hashes, language: Language) -> tuple[FileLine, ...]:
    if not inside:
        return ()
    lines = encode_manifest({name: digest for name, (digest, _) in inside.items()})
    return (FileLine(file=language.say("files.more", count=len(inside)), media="-",
                     size=language.count(sum(size for _, size in inside.values())), sha256=sha256(lines)),)
