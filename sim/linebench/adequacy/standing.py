"""Where the packs of an installation are kept, and which one stands for it now."""

import platform
import socket
from collections.abc import Iterator
from pathlib import Path

import msgspec

from linebench.adequacy.model import Pack, identified
from linebench.bundle.recorded import state_of
from linebench.content import Content
from linebench.evidence.files import sha256, write_whole
from linebench.evidence.keys import key_file
from linebench.evidence.model import Tool, encode, encode_pretty
from linebench.inventory.distributions import installed_software
from linebench.inventory.tool import package_hash

__all__ = ["NONE", "installation", "keep", "newest", "with_adequacy"]

NONE = "none"


def installation() -> str:
    """SHA-256 over what a pack is of: the bench's files, its packages, Python and the computer."""
    facts = (package_hash(), *installed_software(), platform.python_version(), platform.platform(),
             socket.gethostname())
    return sha256(encode(facts))


def keep(pack: Pack) -> None:
    """Keep a pack for later runs of this user, beside the seal key.

    Raises:
        PackageError: the folder cannot be written.

    """
    write_whole(_folder() / f"{pack.id}.json", encode_pretty(pack))


def newest() -> Pack | None:
    """Return the newest pack of this installation as it is now; ``None`` when there is none.

    A file that is damaged, or whose id is not that of what it says, does not count.
    """
    here = installation()
    return max((pack for pack in _kept() if pack.installation == here), key=lambda pack: pack.ended, default=None)


def with_adequacy(tool: Tool, content: Content) -> Tool:
    """Return the bench as a run states it: id and result of its pack, or ``none``; and of its platform."""
    pack = newest()
    here = state_of(content, platform.system(), platform.machine(), platform.python_version())
    known, found = (pack.id, pack.result) if pack else (NONE, NONE)
    return msgspec.structs.replace(tool, adequacy=known, self_test=found, platform=here)


def _folder() -> Path:
    return key_file().parent / "adequacy"


def _kept() -> Iterator[Pack]:
    for path in sorted(_folder().glob("AP-*.json")):
        try:
            pack = msgspec.json.decode(path.read_bytes(), type=Pack)
        except (OSError, msgspec.MsgspecError):
            continue
        if identified(pack).id == pack.id:
            yield pack
