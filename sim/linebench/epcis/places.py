"""Master data as queries use them: what is within a place, and what attributes a thing has."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from linebench.epcis.canonical import canonical_id
from linebench.epcis.model import VocabularyElement

__all__ = ["MasterData"]

_GLN = re.compile(r"https://id\.gs1\.org/414/\d{13}")
"""A location without an extension: those with one are within it."""


class MasterData:
    """Attributes and children of things, by their canonical identifiers."""

    def __init__(self, elements: Iterable[VocabularyElement] = ()) -> None:
        self._children: dict[str, set[str]] = {}
        self._attributes: dict[str, dict[str, Any]] = {}
        for each in elements:
            thing = canonical_id(each.id)
            self._children.setdefault(thing, set()).update(map(canonical_id, each.children))
            self._attributes.setdefault(thing, {}).update(each.attributes)

    def attributes(self, text: str) -> Mapping[str, Any]:
        """What is known of a thing."""
        return self._attributes.get(canonical_id(text), {})

    def within(self, text: str, asked: Iterable[str]) -> bool:
        """Whether a place is one of these, or in one by master data or by its GLN. See ``family``."""
        place = canonical_id(text)
        return place in asked or _site(place) in asked

    def family(self, places: Iterable[str]) -> frozenset[str]:
        """These places in canonical form, and all that is in them by master data."""
        found: set[str] = set()
        waiting = [canonical_id(each) for each in places]
        while waiting:
            place = waiting.pop()
            if place not in found:
                found.add(place)
                waiting.extend(self._children.get(place, ()))
        return frozenset(found)


def _site(place: str) -> str:
    match = _GLN.match(place)
    return match[0] if match else ""
