"""The language file of a report: every heading, label and sentence, and the signature boxes."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from linebench.evidence.files import PackageError
from linebench.evidence.report.sheet import SignatureBox
from linebench.evidence.stored import Stored
from linebench.evidence.words import Sentences, load_sentences

__all__ = ["Language", "load_language"]


class Language(Stored, frozen=True, kw_only=True):
    """``words`` by key; ``tag`` is the BCP 47 language tag that PDF and HTML carry.

    ``sentences``: how what is stored in English is told, from a file of its own.
    """

    tag: str
    words: dict[str, str]
    signatures: tuple[SignatureBox, ...]
    sentences: Sentences = Sentences()

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

    def tell(self, text: str) -> str:
        """Return a stored English sentence in this language, or quoted where nobody has translated it."""
        return self.sentences.tell(text)

    def count(self, number: int) -> str:
        """Return a whole number as this language writes large ones."""
        return self.sentences.count(number)

    def keyword(self, keyword: str) -> str:
        """Return a step's keyword in this language."""
        return self.words.get(f"keyword.{keyword}", keyword)

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
        known = msgspec.json.decode(path.read_bytes(), type=Language)
        return msgspec.structs.replace(known, sentences=load_sentences(templates, name))
    except FileNotFoundError as error:
        there = ", ".join(sorted(file.stem for file in path.parent.glob("*.json"))) or "none"
        raise PackageError(f"{path}: there is no such language file; known: {there}") from error
    except (OSError, msgspec.MsgspecError) as error:
        raise PackageError(f"{path}: cannot be read: {error}") from error
