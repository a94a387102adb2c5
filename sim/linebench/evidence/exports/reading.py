"""Reads the package that is exported: what was changed after its seal does not go to other systems."""

from pathlib import Path

from linebench.evidence.files import PackageError, Source
from linebench.evidence.manifest import MANIFEST, compare, decode_manifest, hash_files
from linebench.evidence.report.sittings import Sitting

__all__ = ["read_package"]


def read_package(folder: Path) -> Sitting:
    """Read a package.

    Raises:
        PackageError: it is none, is not finished, or a file of it is not as its manifest says.

    """
    source, where = Source(folder), folder.as_posix()
    if not source.has(MANIFEST):
        raise PackageError(f"{where}: found no {MANIFEST}; expected the package of a finished run; name one")
    hashes = {name: digest for name, (digest, _) in hash_files(source).items()}
    changed = compare(decode_manifest(source.read(MANIFEST)), hashes)
    if changed:
        name, what = min(changed.items())
        raise PackageError(f"{where}/{name}: found a file that {what}; expected the package as it was sealed; "
                           "linebench verify tells everything that is wrong with it")
    return Sitting(source)
