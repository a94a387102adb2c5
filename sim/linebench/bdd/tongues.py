"""What the linter asks about a protocol's language: which steps it knows, and what was meant by one it does not."""

from collections.abc import Callable, Iterable
from difflib import get_close_matches

from linebench.bdd.language import ENGLISH, Language, Wording, known_languages, language
from linebench.bdd.lookup import Lookup
from linebench.bdd.phrase import Definition

__all__ = ["Tongue", "Tongues", "definition_of"]


class Tongue:
    """The vocabulary as one language has it; ``None`` stands for English."""

    def __init__(self, steps: tuple[Definition, ...], known: Language | None) -> None:
        """Sort the steps for looking them up."""
        self._steps, self._known = steps, known
        self._english = Lookup(steps)
        self._lookup = Lookup(steps, known.of) if known else self._english

    def matching(self, keyword: str, text: str) -> tuple[Definition, ...]:
        """Return every definition that a step of the protocol is."""
        return self._lookup.matching(keyword, text)

    def undefined(self, keyword: str, text: str) -> tuple[str, str]:
        """Say of a step that nothing defines what was found and what was expected."""
        if self._known is None:
            return f"undefined step: {keyword} {text}", "a step of the vocabulary (linebench steps)"
        if english := self._english.matching(keyword, text):
            return (f"an English step in a protocol in {self._known.tag}: {text}",
                    f"the step in its language: {self._said(english[0])}")
        near = get_close_matches(text, [each.pattern for each in self._wordings(keyword)], n=1, cutoff=0.0)
        listed = f"linebench steps --language {self._known.tag}"
        return (f"undefined step in {self._known.tag}: {text}",
                f"a step of the vocabulary, such as {near[0] if near else '-'} ({listed})")

    def _wordings(self, keyword: str) -> list[Wording]:
        assert self._known is not None
        return [wording for step in self._steps if step.keyword == keyword for wording in self._known.of(step)]

    def _said(self, step: Definition) -> str:
        assert self._known is not None
        return " or ".join(wording.pattern for wording in self._known.of(step)) or (
            f"nobody has written it yet; add {step.pattern} to bdd/lang/{self._known.tag}.toml")


def definition_of(steps: Iterable[Definition], tag: str) -> Callable[[str, str], str]:
    """Return what says which definition a step is, by its keyword and text; ``""`` in English, which says it."""
    if tag == ENGLISH:
        return lambda _, __: ""
    tongue = Tongues(steps).of(tag)
    return lambda keyword, text: next((found.pattern for found in tongue.matching(keyword, text)), "")


class Tongues:
    """The vocabulary in every language that protocols can be written in."""

    def __init__(self, steps: Iterable[Definition]) -> None:
        """Take the steps; a language is sorted when the first protocol needs it."""
        self._steps = tuple(steps)
        self._sorted: dict[str, Tongue] = {}

    def of(self, tag: str) -> Tongue:
        """Return one of the known languages."""
        if tag not in self._sorted:
            self._sorted[tag] = Tongue(self._steps, None if tag == ENGLISH else language(tag))
        return self._sorted[tag]

    def refused(self, tag: str) -> tuple[str, str] | None:
        """Say what was found and expected where nobody has written a protocol's language; ``None``: all is well."""
        known = known_languages()
        return None if tag in known else (f"a protocol in {tag}",
                                          f"one of the languages {', '.join(known)}: the vocabulary has no other")
