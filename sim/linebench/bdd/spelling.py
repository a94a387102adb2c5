"""How the places of a phrase are written in another language: its words, its decimal comma, its things."""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from linebench.bdd.phrase import PLACES

__all__ = ["Spelling", "spelling"]


class Spelling(NamedTuple):
    """A type of place in a language: the form it takes, how English writes it, and how it is written itself."""

    form: str
    english: Callable[[str], str]
    written: Callable[[str], str]


def spelling(kind: str, words: Mapping[str, tuple[str, ...]], things: Mapping[str, list[str]]) -> Spelling:
    """Return how places of a kind are spelled. ``words``: forms of each English word; ``things``: one, and many.

    Raises:
        ValueError: one form stands for two words, or a word is none that the place takes.

    """
    if kind in {"thing", "things"}:
        return _things(kind, things)
    if kind in {"duration", "mass"}:
        form = PLACES[kind].form.replace(r"\.", ",")
        return Spelling(form, lambda text: text.replace(",", "."), lambda text: text.replace(".", ","))
    return _words(kind, words) if words else Spelling(PLACES[kind].form, str, str)


def _words(kind: str, words: Mapping[str, tuple[str, ...]]) -> Spelling:
    for word in words:
        if not re.fullmatch(PLACES[kind].form, word):
            raise ValueError(f"[places.{kind}]: found {word!r}; expected {PLACES[kind].words}")
    english: dict[str, str] = {}
    for word, forms in words.items():
        for form in forms:
            if english.setdefault(form, word) != word:
                raise ValueError(f"[places.{kind}]: found {form!r} for both {english[form]!r} and {word!r}; "
                                 "expected a form that stands for one word")
    number = r"\d+|" if kind == "count" else ""
    return Spelling(number + "|".join(map(re.escape, english)), lambda text: english.get(text, text),
                    lambda text: words[text][0] if text in words else text)


def _things(kind: str, things: Mapping[str, list[str]]) -> Spelling:
    to = f" {things['to'][0]} "
    one, many = ({name: forms[at] for name, forms in things.items() if name != "to"} for at in (0, 1))
    form = "|".join(rf"{re.escape(word)} \d+" for word in one.values())
    if kind == "things":
        form += "".join(rf"|{re.escape(word)} \d+{to}\d+" for word in many.values())
    back = {word: name for name, word in one.items()} | {word: f"{name}s" for name, word in many.items()}
    there = one | {f"{name}s": word for name, word in many.items()}
    return Spelling(form, lambda text: _first(text, back).replace(to, " to "),
                    lambda text: _first(text, there).replace(" to ", to))


def _first(text: str, words: Mapping[str, str]) -> str:
    word, _, rest = text.partition(" ")
    return f"{words[word]} {rest}"
