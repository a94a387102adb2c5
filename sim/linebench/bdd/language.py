"""The vocabulary in another language: the same steps and places in other words, from ``lang/<language>.toml``.

A step is known by its English phrase. A language gives each phrase one or more wordings with the same places by
name, and each enumerated word one or more forms, of which the first is the one that is written; the others are its
inflections. English itself needs no file.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain, zip_longest

import msgspec
from pytest_bdd import parsers

from linebench.bdd.phrase import PLACES, Definition, definitions
from linebench.bdd.spelling import Spelling, spelling
from linebench.translated import LANGUAGES

__all__ = ["ENGLISH", "Language", "LanguageError", "Wording", "known_languages", "language", "learn"]

ENGLISH = "en"
"""The language of the phrases themselves."""
_TYPED = re.compile(r"\{(\w+):(\w+)\}")
_PLAIN = re.compile(r"\{(\w+)\}")

Forms = str | list[str]


class LanguageError(ValueError):
    """A language file that cannot be used; the text says where, what was found and what is expected."""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    phrases: dict[str, Forms]
    places: dict[str, dict[str, Forms]]
    things: dict[str, list[str]]
    columns: dict[str, str]
    glossary: dict[str, str]


class Wording(parsers.StepParser):
    """One step in the words of one language. ``english``: the phrase that names it; ``pattern``: its words."""

    def __init__(self, english: str, words: str, spellings: Mapping[str, Spelling]) -> None:
        """Take the words, which hold the places of the English phrase by name; raises LanguageError otherwise."""
        self.english = english
        self._kinds = dict(_TYPED.findall(english))
        named = _PLAIN.findall(words)
        if sorted(named) != sorted(self._kinds):
            raise LanguageError(f"found the places {named} in {words!r}; expected {list(self._kinds)}, those of "
                                f"{english!r}")
        self.pattern = words
        super().__init__(words)
        self._spellings = spellings

    @cached_property
    def _regex(self) -> re.Pattern[str]:
        parts = _PLAIN.split(self.pattern)
        places = (f"(?P<{name}>{self._spellings[self._kinds[name]].form})" for name in parts[1::2])
        texts = map(re.escape, parts[::2])
        return re.compile("".join(chain.from_iterable(zip_longest(texts, places, fillvalue=""))))

    def matches(self, text: str) -> bool:
        """Whether a step's text is this wording."""
        return self._regex.fullmatch(text) is not None

    def is_matching(self, name: str) -> bool:
        """Whether a step's text is this wording; pytest-bdd asks so."""
        return self.matches(name)

    def values(self, text: str) -> dict[str, tuple[str, str]]:
        """Return what stands in each place, as written and as English has it; nothing if it does not match."""
        match = self._regex.fullmatch(text)
        return {name: (found, self._spellings[self._kinds[name]].english(found))
                for name, found in (match.groupdict() if match else {}).items()}

    def parse_arguments(self, name: str) -> dict[str, object] | None:
        """Return the value of every place, the same that the English step has; ``None`` if it does not match."""
        if not self.matches(name):
            return None
        return {place: PLACES[self._kinds[place]].value(text) for place, (_, text) in self.values(name).items()}

    def to_english(self, text: str) -> str:
        """Return the step as an English protocol has it."""
        values = self.values(text)
        return _TYPED.sub(lambda found: values[found[1]][1], self.english)

    def from_english(self, text: str) -> str:
        """Return the step that an English text is, in these words."""
        parts = _TYPED.split(self.english)
        places = (f"(?P<{name}>{PLACES[kind].form})" for name, kind in zip(parts[1::3], parts[2::3], strict=True))
        texts = map(re.escape, parts[::3])
        match = re.fullmatch("".join(chain.from_iterable(zip_longest(texts, places, fillvalue=""))), text)
        values = match.groupdict() if match else {}
        return _PLAIN.sub(lambda found: self._spellings[self._kinds[found[1]]].written(values[found[1]]),
                          self.pattern)


@dataclass(frozen=True)
class Language:
    """A vocabulary. ``tag``: as behind ``# language:``; ``columns``: names of Examples columns and English ones;
    ``glossary``: words of the field, English and in the language.
    """

    tag: str
    wordings: Mapping[str, tuple[Wording, ...]]
    spellings: Mapping[str, Spelling]
    columns: Mapping[str, str]
    glossary: Mapping[str, str]

    def of(self, step: Definition) -> tuple[Wording, ...]:
        """Return the wordings of a step, none where nobody has written any."""
        return self.wordings.get(step.pattern, ())

    def missing(self, steps: Iterable[Definition]) -> tuple[Definition, ...]:
        """Return the steps that cannot be said in the language yet."""
        return tuple(step for step in steps if not self.of(step))


def known_languages() -> tuple[str, ...]:
    """Return the languages that protocols can be written in."""
    return tuple(sorted({ENGLISH, *(file.stem for file in LANGUAGES.glob("*.toml"))}))


@cache
def language(tag: str) -> Language:
    """Return the vocabulary of a language that ``known_languages`` names, other than English.

    Raises:
        LanguageError: its file is wrong.

    """
    path = LANGUAGES / f"{tag}.toml"
    try:
        file = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _File)
        spellings = {kind: spelling(kind, _every(file.places.get(kind, {})), file.things) for kind in PLACES}
        wordings = {english: tuple(Wording(english, words, spellings) for words in _forms(said))
                    for english, said in file.phrases.items()}
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, ValueError) as error:
        raise LanguageError(f"bdd/lang/{path.name}: {error}") from error
    return Language(tag, wordings, spellings, file.columns, file.glossary)


def _every(words: Mapping[str, Forms]) -> dict[str, tuple[str, ...]]:
    return {word: _forms(forms) for word, forms in words.items()}


def _forms(forms: Forms) -> tuple[str, ...]:
    return (forms,) if isinstance(forms, str) else tuple(forms)


def learn(tag: str) -> Language:
    """Let the steps be executed in a language too; what is not in its file stays as it is."""
    from linebench.bdd.steps import modules  # noqa: PLC0415  # steps declare themselves with this module's phrases

    modules()
    known = language(tag)
    for step in definitions():
        step.parser.wordings.update(dict.fromkeys(known.of(step)))
    return known
