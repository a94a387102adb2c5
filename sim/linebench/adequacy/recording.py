"""Records that a platform was qualified: a row of ``fixtures/platforms.toml``, from a pack and never by hand."""

from pathlib import Path

import msgspec

from linebench.adequacy.model import PASS, Pack, identified
from linebench.adequacy.writing import PACK
from linebench.bundle.recorded import FILE, Recorded, read_recorded, row
from linebench.content import Content
from linebench.evidence.files import PackageError, Source, sha256, write_whole
from linebench.evidence.manifest import MANIFEST, compare, decode_manifest

__all__ = ["read_pack", "record"]


def read_pack(folder: Path) -> Pack:
    """Read an adequacy pack whose files are those of its manifest, and whose id is that of what it says.

    Raises:
        PackageError: there is none, or something in it was changed.

    """
    source = Source(folder)
    missing = next((name for name in (MANIFEST, PACK) if not source.has(name)), "")
    if missing:
        raise PackageError(f"{folder.as_posix()}: found no {missing}; expected the folder that linebench qualify "
                           "left")
    listed = decode_manifest(source.read(MANIFEST))
    wrong = compare(listed, {name: sha256(source.read(name)) for name in source.names() if name != MANIFEST})
    if wrong:
        told = "; ".join(f"{name} {what}" for name, what in wrong.items())
        raise PackageError(f"{folder.as_posix()}: is not as linebench qualify left it: {told}")
    try:
        pack = msgspec.json.decode(source.read(PACK), type=Pack)
    except msgspec.MsgspecError as error:
        raise PackageError(f"{folder.as_posix()}/{PACK}: cannot be read: {error}") from error
    if identified(pack).id != pack.id:
        raise PackageError(f"{folder.as_posix()}/{PACK}: its id {pack.id} is not that of what it says")
    return pack


def record(pack: Pack, content: Content) -> Recorded:
    """Add a pack's platform to the file of the first content folder; a new file begins as the shipped one.

    Raises:
        PackageError: the pack is no whole qualification that passed, of a bench without changes, or is recorded.

    """
    if why := _why_not(pack):
        raise PackageError(f"{pack.id}: {why}; the platform stays untested")
    one = Recorded(os=pack.system, machine=pack.machine, python=pack.python, pack=pack.id, on=pack.ended[:10])
    if any(each.pack == pack.id for each in read_recorded(content)):
        raise PackageError(f"{pack.id}: is recorded already in fixtures/{FILE}")
    text = content.fresh().read("fixtures", FILE).text.rstrip("\n") + "\n" + row(one)
    write_whole(content.roots[0] / "fixtures" / FILE, text.encode())
    return one


def _why_not(pack: Pack) -> str:
    if pack.extent != "whole":
        return f"found a {pack.extent} qualification; expected a whole one, without --quick"
    if pack.result != PASS:
        return f"found the result {pack.result}; expected pass"
    if pack.tool.dirty:
        return "found a bench with changes that are in no commit; expected one as released"
    return "" if pack.system and pack.machine else "found no system or no machine in it; qualify anew"
