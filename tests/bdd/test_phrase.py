"""Phrases with typed places."""

import pytest

from linebench.bdd.phrase import Phrase, definition


@pytest.mark.parametrize(("pattern", "text", "arguments"), [
    ('the alarm "{name:name}" is latched', 'the alarm "bin full" is latched', {"name": "bin full"}),
    ("{n:count} packs pass", "12 packs pass", {"n": 12}),
    ("{n:count} packs pass", "five packs pass", {"n": 5}),
    ("{n:count} packs pass", "few packs pass", None),
    ("{n:count} packs pass", "12 packs pass by", None),
    ("running at {rate:speed} speed", "running at minimum speed", {"rate": "minimum"}),
    ("running at {rate:speed} speed", "running at full speed", None),
    ("{level:level} fails", "L2 fails", {"level": "l2"}),
    ("within the limit of {id:requirement}", "within the limit of URS-REJ-007", {"id": "URS-REJ-007"}),
    ("{span:duration} pass", "1.5 s pass", {"span": 1_500_000}),
    ("{mass:mass} lighter", "200 mg lighter", {"mass": 200}),
    ('"{who:name}" asks to {what:request}', '"supervisor" asks to close the open case',
     {"who": "supervisor", "what": "close_case"}),
    ('"{a:name}" and more', '"a" and "b" and more', None),
])
def test_a_phrase_matches_whole_steps_only(pattern, text, arguments):
    """Each place takes its own form and nothing else, and gives the step a value of its type."""
    phrase = Phrase(pattern)
    assert (phrase.is_matching(text), phrase.parse_arguments(text)) == (arguments is not None, arguments)


def test_brackets_in_a_phrase_are_text():
    """Only places are special."""
    assert Phrase("a (b) [c]").parse_arguments("a (b) [c]") == {}


def test_an_unknown_type_of_place_is_a_mistake_of_the_author():
    """A place without a type that exists cannot be declared."""
    with pytest.raises(KeyError, match="colour"):
        Phrase("a {x:colour} pack")


def test_readers_see_places_without_types():
    """The vocabulary shows what is said, the explanation, and the file."""
    def step(attempt, n, name):
        """Explain it.

        In more words.
        """
    made = definition("When", 'the {n:count} "{name:name}"', step)
    assert (made.plain, made.doc, made.file, made.coroutine, made.takes("datatable")) == (
        'the {count} "{name}"', "Explain it.\n\nIn more words.", "test_phrase.py", False, False)
