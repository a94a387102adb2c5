"""The lookup finds what trying every definition finds."""

from linebench.bdd.lookup import Lookup
from linebench.bdd.phrase import definition, definitions
from linebench.bdd.steps import modules

modules()
WORDS = ("pack 3 is rejected", "the line runs for 10 s", "7 packs", "nothing of the kind", "")


def nothing() -> None:
    """Do nothing."""


def all_that_match(steps, keyword, text):
    return tuple(step for step in steps if step.keyword == keyword and step.matches(text))


def test_the_vocabulary_is_found_as_by_trying_all_of_it():
    """Every phrase without places, and some texts that are none, give the same definitions in the same order."""
    steps = definitions()
    lookup = Lookup(steps)
    texts = {*WORDS, *(step.pattern for step in steps)}
    asked = [(keyword, text) for keyword in ("Given", "When", "Then") for text in texts]
    found = [lookup.matching(*key) for key in asked]
    assert found == [all_that_match(steps, *key) for key in asked]
    assert any(found)


def test_a_phrase_that_begins_with_a_place_is_found_too():
    """Both definitions of an ambiguous text are found, in the order of declaration."""
    steps = [definition("When", "7 packs {word:word}", nothing),
             definition("When", "{n:count} packs leave", nothing),
             definition("Then", "7 packs leave", nothing)]
    assert Lookup(steps).matching("When", "7 packs leave") == (steps[0], steps[1])
