"""The desk a document is set on: templates, content, words and pictures side by side in a folder of their own."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

import msgspec

from linebench.evidence.files import PackageError, Source, sha256
from linebench.evidence.report import typesetting
from linebench.evidence.report.language import Language
from linebench.evidence.report.text import shown_values

__all__ = ["CONTENT", "Desk", "desk"]

CONTENT = "content.json"
"""What the document says, attached to it as data."""
_WORDS = "words.json"


class Desk:
    """A laid-out desk. ``content``: SHA-256 of the content as it is attached."""

    def __init__(self, folder: Path, template: str, at: str, content: str) -> None:
        self.folder, self.content = folder, content
        self._template, self._seconds = template, int(datetime.fromisoformat(at).timestamp())

    @property
    def template(self) -> Path:
        """The template as it lies on the desk."""
        return self.folder / self._template

    def set(self) -> bytes:
        """Set the document in this process.

        Raises:
            PackageError: typst refuses the template.

        """
        try:
            return typesetting.typeset(self.folder, self._template, self._seconds)
        except (RuntimeError, OSError) as error:
            raise self._refused(str(error)) from error

    def set_apart(self) -> bytes:
        """Set the document in a process of its own, which gives back its memory; raises as ``set``."""
        command = [sys.executable, "-I", str(Path(typesetting.__file__)), str(self.folder), self._template,
                   str(self._seconds)]
        done = subprocess.run(command, capture_output=True, text=True,  # noqa: S603  # this very Python
                              encoding="utf-8", errors="replace", check=False)
        if done.returncode:
            raise self._refused(done.stderr.strip())
        return (self.folder / typesetting.SET).read_bytes()

    def pictures(self, dots: float) -> list[bytes]:
        """Return the pages as PNG, to be looked at."""
        return typesetting.pictures(self.folder, self._template, self._seconds, dots)

    def _refused(self, why: str) -> PackageError:
        return PackageError(f"reports/{self._template}: typst refuses it: {why}")


@contextmanager
def desk(template: str, content: msgspec.Struct, at: str, templates: Path, language: Language, *,
         source: Source | None = None, pictures: Iterable[str] = (),
         attached: Mapping[str, bytes] = MappingProxyType({})) -> Iterator[Desk]:
    """Lay out a desk for as long as it is needed.

    ``pictures``: files of ``source`` that the content names; ``attached``: more files, to be attached.

    Raises:
        PackageError: the template or a picture is not there.

    """
    if not (templates / template).is_file():
        raise PackageError(f"{templates / template}: is not there; take it from the shipped content folder")
    with tempfile.TemporaryDirectory(prefix="linebench-report-") as name:
        folder = Path(name)
        for file in sorted(templates.glob("*.typ")):
            shutil.copyfile(file, folder / file.name)
        stored = msgspec.json.encode(shown_values(content))
        (folder / CONTENT).write_bytes(stored)
        (folder / _WORDS).write_bytes(msgspec.json.encode(language.words | {"hash": sha256(stored)}))
        for file_name, held in attached.items():
            (folder / file_name).write_bytes(held)
        for picture in pictures:
            assert source is not None
            (folder / picture).parent.mkdir(parents=True, exist_ok=True)
            (folder / picture).write_bytes(source.read(picture))
        yield Desk(folder, template, at, sha256(stored))
