"""The language file of a report: every heading, label and sentence, and the signature boxes."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from linebench.evidence.files import PackageError
from linebench.evidence.report.sheet import SignatureBox
from linebench.evidence.stored import Stored

__all__ = ["Language", "load_language"]


class Language(Stored, frozen=True, kw_only=True):
    """``words`` by key; ``tag`` is the BCP 47 language tag that PDF and HTML carry."""

    tag: str
    words: dict[str, str]
    signatures: tuple[SignatureBox, ...]

    def say(self, key: str, **values: object) -> str:
        """Return the text of a key with its places filled.

        Raises:
            PackageError: the language file lacks the key, or names a place there is no value for.

        """
        try:
            return self.words[key].format(**values) if values else self.words[key]
        except KeyError as error:
            raise PackageError(f"reports/lang ({self.tag}): the text {key!r} is missing or names an unknown "
                               f"place {error}; compare with en.json") from error

    def boxes(self) -> Iterator[SignatureBox]:
        """Yield the signature boxes with their place in the order of signing."""
        for n, box in enumerate(self.signatures, 1):
            yield msgspec.structs.replace(box, order=n, id=box.id or box.role)

    def verdict(self, verdict: str) -> str:
        """Return the word for a verdict, as printed."""
        return self.say(f"verdict.{verdict}")


def load_language(templates: Path, name: str) -> Language:
    """Read ``lang/<name>.json`` of the templates folder.

    Raises:
        PackageError: there is no such language, or the file is damaged.

    """
    path = templates / "lang" / f"{name}.json"
    try:
        return msgspec.json.decode(path.read_bytes(), type=Language)
    except FileNotFoundError as error:
        known = ", ".join(sorted(file.stem for file in path.parent.glob("*.json"))) or "none"
        raise PackageError(f"{path}: there is no such language file; known: {known}") from error
    except (OSError, msgspec.MsgspecError) as error:
        raise PackageError(f"{path}: cannot be read: {error}") from error
