"""Puts a bundle together: wheels, content, licences, list of components, how to install, and the sums of it all."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from linebench import __version__
from linebench.bundle.archive import write_archive
from linebench.bundle.content import Distributed, content_of, read_wheel, texts_of
from linebench.bundle.errors import BundleError
from linebench.bundle.install import INSTALL, how_to_install
from linebench.bundle.licences import EXPLAINED, explained, licence_table, read_explained
from linebench.bundle.lock import LOCK, Locked, needed, read_lock, write_lock
from linebench.bundle.platforms import Target
from linebench.bundle.recorded import state_of
from linebench.bundle.sbom import SBOM, make_sbom
from linebench.bundle.wheels import build_own, download
from linebench.content import Content
from linebench.evidence.files import sha256, sha256_file
from linebench.evidence.manifest import MANIFEST, encode_manifest

__all__ = ["Bundled", "bundle", "pack"]

_BENCH = "linebench"


@dataclass(frozen=True)
class Bundled:
    """A bundle that was made, and what is in it."""

    path: Path
    sha256: str
    distributions: tuple[Distributed, ...]


def bundle(project: Path, out: Path, target: Target, python: str, content: Content) -> Bundled:
    """Gather everything and write the archive into the folder ``out``.

    Raises:
        BundleError: the project has no lock, a wheel or a licence is missing.
        PackageError: the archive cannot be written.

    """
    with tempfile.TemporaryDirectory(prefix="linebench-bundle-") as name:
        wheels = Path(name) / "wheels"
        wheels.mkdir()
        download(needed(_locked(project), target.environment(python)), wheels, Path(name), target, python)
        build_own(project, wheels)
        return pack(sorted(wheels.glob("*.whl")), out, target, python, content)


def pack(wheels: Sequence[Path], out: Path, target: Target, python: str, content: Content) -> Bundled:
    """Write the archive of wheels that are there already; as ``bundle``."""
    known = read_explained(content.read("fixtures", EXPLAINED))
    found = explained([read_wheel(path) for path in wheels], known)
    own = next((one for one in found if one.name == _BENCH), None)
    if own is None:
        raise BundleError(f"found no wheel of {_BENCH} among {len(wheels)}; expected the bench's own beside others")
    state = state_of(content, target.platform_system, target.platform_machine, python)
    files = _files(wheels, found, own, how_to_install(target.name, python, state))
    sums = {name: sha256(data) if isinstance(data, bytes) else sha256_file(data)[0] for name, data in files.items()}
    path = out / f"linebench-{__version__}-{target.name}-py{python.replace('.', '')}.zip"
    write_archive(path, files | {MANIFEST: encode_manifest(sums)})
    return Bundled(path, sha256_file(path)[0], found)


def _files(wheels: Sequence[Path], found: Sequence[Distributed], own: Distributed,
           install: str) -> dict[str, bytes | Path]:
    files: dict[str, bytes | Path] = {f"wheels/{path.name}": path for path in wheels}
    for path, one in zip(wheels, found, strict=True):
        files |= {f"licences/{one.name}-{one.version}/{name}": data for name, data in texts_of(path)}
        if one is own:
            files |= {f"content/{name}": data for name, data in content_of(path)}
    pinned = sorted((Locked(one.name, one.version, "", (one.sha256,)) for one in found), key=lambda one: one.name)
    return files | {
        LOCK: write_lock(pinned).encode(), "licences.csv": licence_table(found),
        SBOM: make_sbom(own, [one for one in found if one is not own]),
        INSTALL: install.encode()}


def _locked(project: Path) -> tuple[Locked, ...]:
    path = project / LOCK
    try:
        return read_lock(path.read_text(encoding="utf-8"), path.as_posix())
    except (OSError, UnicodeDecodeError) as error:
        raise BundleError(f"{path.as_posix()}: cannot be read ({error}); expected the folder of the bench's "
                          "sources with its lock; name it with --project DIR") from error
