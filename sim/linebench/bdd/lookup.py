"""Finds the definitions whose phrase a step's text is, without trying every one of them."""

from collections import defaultdict
from collections.abc import Iterable

from linebench.bdd.phrase import Definition

__all__ = ["Lookup"]


class Lookup:
    """Definitions by keyword and first word: a text can only be a phrase that begins so, or with a place."""

    def __init__(self, steps: Iterable[Definition]) -> None:
        """Sort the definitions; those of one group stay in the order of declaration."""
        by_word: dict[tuple[str, str], list[tuple[int, Definition]]] = defaultdict(list)
        for number, step in enumerate(steps):
            by_word[step.keyword, _first(step.pattern)].append((number, step))
        self._by_word = dict(by_word)
        self._known: dict[tuple[str, str], tuple[Definition, ...]] = {}

    def matching(self, keyword: str, text: str) -> tuple[Definition, ...]:
        """Return every definition that the text is, in the order of declaration."""
        key = keyword, text
        if key not in self._known:
            self._known[key] = tuple(step for _, step in self._candidates(keyword, text) if step.matches(text))
        return self._known[key]

    def _candidates(self, keyword: str, text: str) -> list[tuple[int, Definition]]:
        words = {text.partition(" ")[0], ""}
        found = (pair for word in words for pair in self._by_word.get((keyword, word), ()))
        return sorted(found, key=lambda pair: pair[0])


def _first(pattern: str) -> str:
    """The first word of a phrase; empty where a place is part of it."""
    word = pattern.partition(" ")[0]
    return "" if "{" in word else word
