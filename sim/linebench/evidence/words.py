"""Tells in a report's language what is stored in English: comparisons, findings, messages, titles of rules.

What is stored stays as it is. A language has a file, ``reports/lang/<language>/sentences.json``, with English
sentences that have places in braces, and how each is told; ``{n}`` and ``{m}`` are whole numbers. What is in a
place is told by the same file, or stays as it is where that says nothing of it, as names and numbers do. A sentence
that the file does not know is quoted in English and marked as such, and so is what it does not know in the places
``{finding}`` and ``{message}``, which are sentences. Rule and time in front of a finding stay.
"""

import re
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from pathlib import Path

import msgspec

from linebench.evidence.files import PackageError
from linebench.evidence.stored import Stored

__all__ = ["Sentences", "load_sentences"]

_PLACE = re.compile(r"\{(\w+)\}")
_JOINT, _JOINED = "; ", 8
"""Between sentences in one text, and how many pieces between joints one sentence may have at most."""
_NUMBERS = frozenset("nm")
_SENTENCES = frozenset({"finding", "message"})
_FOUND = re.compile(r"(?P<head>(?:[a-z-]+: )?\d+:\d\d:\d\d\.\d{3} )(?P<finding>.+)")
_REMEMBERED = 2_000
"""Texts; those of a volume's test case are a few hundred."""
_WORDLESS = re.compile(r"[^a-z]*|[-+±]?\d[\d.,]* ?(?:us|µs|ms|s|min|h|%|mm|mg|g|°C)")
_DECIMAL = re.compile(r"(?<![\d.])(-?\d+)\.(\d+)(?![\d.])(?= ?(?:us|ms|s|min|h|%|mm|mg|g|°C)?\b|$)")


class _Template(Stored, frozen=True, kw_only=True):
    regex: re.Pattern[str]
    told: str


class Sentences(Stored, frozen=True, kw_only=True, dict=True):
    """``quoted``: how a sentence is shown that is not known, with the place ``text``; ``decimal``: its mark;
    ``group``: what stands between the thousands.

    ``sentences``: English, with places in braces, and how it is told. With none of them everything stays as it is.
    """

    quoted: str = "{text}"
    decimal: str = "."
    group: str = ","
    sentences: dict[str, str] = msgspec.field(default_factory=dict)

    def tell(self, text: str) -> str:
        """Return a stored sentence in the language; quoted in English where nobody has translated it."""
        if not self.sentences or not text:
            return text
        told = self._known(text)
        if told is not None:
            return told
        return self.number(text) if _WORDLESS.fullmatch(text) else self.quoted.format(text=text)

    def number(self, text: str) -> str:
        """Return a text with the decimal mark of the language in its numbers."""
        return _DECIMAL.sub(rf"\1{self.decimal}\2", text) if self.decimal != "." else text

    def count(self, number: int) -> str:
        """Return a whole number with its thousands apart."""
        return f"{number:,}".replace(",", self.group)

    def knows(self, text: str) -> bool:
        """Whether a sentence can be told."""
        return self._known(text) is not None

    def _known(self, text: str) -> str | None:
        return self._remembered(text)

    @cached_property
    def _remembered(self) -> Callable[[str], str | None]:
        """How a text is told, the latest ones remembered: many cases say the same."""
        return lru_cache(maxsize=_REMEMBERED)(lambda text: self._sentence(text) or self._list(text))

    def _sentence(self, text: str) -> str | None:
        if text in self.sentences:
            return self.sentences[text]
        if found := _FOUND.fullmatch(text):
            told = self._known(found["finding"])
            return None if told is None else found["head"] + told
        for template in self._templates:
            if match := template.regex.fullmatch(text):
                return self._filled(template.told, match.groupdict())
        return None

    def _list(self, text: str) -> str | None:
        """Tell sentences that are joined, as reasons are; only where each is known. They may have joints in them.

        Each beginning is looked at once: a comparison of many values has joints by the hundred.
        """
        parts = text.split(_JOINT)
        if len(parts) == 1:
            return None
        told: list[str | None] = [""]
        for end in range(1, len(parts) + 1):
            starts = (at for at in range(end - 1, max(end - _JOINED, 0) - 1, -1) if told[at] is not None)
            ways = ((at, self._sentence(_JOINT.join(parts[at:end]))) for at in starts)
            told.append(next((f"{told[at]}{_JOINT if at else ''}{last}" for at, last in ways if last is not None),
                             None))
        return told[-1]

    def _filled(self, told: str, values: Mapping[str, str]) -> str:
        return _PLACE.sub(lambda found: self._value(found[1], values[found[1]]), told)

    def _value(self, place: str, text: str) -> str:
        known = self._known(text)
        if known is not None:
            return known
        return self.tell(text) if place in _SENTENCES else self.number(text)

    @cached_property
    def _templates(self) -> tuple[_Template, ...]:
        """Sentences with places, those that say most first: of two that match, the more exact one tells."""
        found = (english for english in self.sentences if _PLACE.search(english))
        return tuple(_Template(regex=_regex(english), told=self.sentences[english])
                     for english in sorted(found, key=lambda text: (-len(_PLACE.sub("", text)), text)))


def _regex(english: str) -> re.Pattern[str]:
    parts = _PLACE.split(english)
    return re.compile("".join(_place(part, first=not parts[0] and at == 1) if at % 2 else re.escape(part)
                              for at, part in enumerate(parts)))


def _place(name: str, *, first: bool) -> str:
    """The form of a place; one that begins a sentence is a name, never the sentence before it."""
    words = r"(?!step \d)[^:;]+?" if first else ".+?"
    return f"(?P<{name}>{'-?[0-9]+' if name in _NUMBERS else words})"


def load_sentences(templates: Path, name: str) -> Sentences:
    """Read the sentences of a language; those of English are what is stored, and need no file.

    Raises:
        PackageError: the file is damaged, or a translation has other places than its sentence.

    """
    path = templates / "lang" / name / "sentences.json"
    try:
        found = msgspec.json.decode(path.read_bytes(), type=Sentences)
    except FileNotFoundError:
        return Sentences()
    except (OSError, msgspec.MsgspecError) as error:
        raise PackageError(f"{path}: cannot be read: {error}") from error
    for english, told in found.sentences.items():
        if set(_PLACE.findall(told)) - set(_PLACE.findall(english)):
            raise PackageError(f"{path}: found a place in {told!r} that {english!r} has not; expected the same")
    return found
