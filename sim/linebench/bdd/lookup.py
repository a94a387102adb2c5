"""Finds the definitions whose phrase a step's text is, without trying every one of them."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Protocol

from linebench.bdd.phrase import Definition

__all__ = ["Lookup"]


class Words(Protocol):
    """How a step is said: its phrase, or its wording in another language."""

    @property
    def pattern(self) -> str:
        """The words, with places in braces."""

    def matches(self, text: str) -> bool:
        """Whether a text is this."""


def _phrase(step: Definition) -> tuple[Words, ...]:
    return (step,)


class Lookup:
    """Definitions by keyword and first word: a text can only be a phrase that begins so, or with a place."""

    def __init__(self, steps: Iterable[Definition],
                 said: Callable[[Definition], tuple[Words, ...]] = _phrase) -> None:
        """Sort the definitions; those of one group stay in the order of declaration. ``said``: how, if not so."""
        by_word: dict[tuple[str, str], list[tuple[int, Definition, Words]]] = defaultdict(list)
        for number, step in enumerate(steps):
            for words in said(step):
                by_word[step.keyword, _first(words.pattern)].append((number, step, words))
        self._by_word = dict(by_word)
        self._known: dict[tuple[str, str], tuple[Definition, ...]] = {}

    def matching(self, keyword: str, text: str) -> tuple[Definition, ...]:
        """Return every definition that the text is, in the order of declaration."""
        key = keyword, text
        if key not in self._known:
            found = (step for _, step, words in self._candidates(keyword, text) if words.matches(text))
            self._known[key] = tuple(dict.fromkeys(found))
        return self._known[key]

    def _candidates(self, keyword: str, text: str) -> list[tuple[int, Definition, Words]]:
        words = {text.partition(" ")[0], ""}
        found = (each for word in words for each in self._by_word.get((keyword, word), ()))
        return sorted(found, key=lambda each: each[0])


def _first(pattern: str) -> str:
    """The first word of a phrase; empty where a place is part of it."""
    word = pattern.partition(" ")[0]
    return "" if "{" in word else word
