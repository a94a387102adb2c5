"""What Examples rows in another language are called in English: a test case has the same rows in every language.

A value is translated by the place it stands in: where it is a whole step, or fills a place of one. A value that is
part of a name in quotes stays as it is.
"""

from collections.abc import Mapping
from dataclasses import replace

from linebench.bdd.document import CaseDoc, RowDoc, StepDoc, render
from linebench.bdd.language import Language, known_languages, learn

__all__ = ["in_english"]

_Pairs = tuple[tuple[str, str], ...]


def in_english(cases: tuple[CaseDoc, ...], tag: str) -> tuple[CaseDoc, ...]:
    """Return the cases with the English of their rows; unchanged where nobody has written the vocabulary."""
    if tag not in known_languages():
        return cases
    known = learn(tag)
    return tuple(replace(case, english={row.values: _pairs(case, row, known) for row in case.rows if row.values})
                 for case in cases)


def _pairs(case: CaseDoc, row: RowDoc, known: Language) -> _Pairs:
    return tuple((known.columns.get(name, name), _value(name, case.steps, dict(row.values), known))
                 for name, _ in row.values)


def _value(name: str, steps: tuple[StepDoc, ...], values: Mapping[str, str], known: Language) -> str:
    written = values[name]
    for step in (step for step in steps if f"<{name}>" in step.text):
        text = render(step.text, values)
        for wording in (each for several in known.wordings.values() for each in several if each.matches(text)):
            found = {text: wording.to_english(text)} | dict(wording.values(text).values())
            if written in found:
                return found[written]
    return written
