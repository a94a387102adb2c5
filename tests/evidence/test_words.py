"""How a German report tells what is stored in English."""

import ast
import json
import re
from pathlib import Path

import pytest

import linebench
from linebench.content import library
from linebench.evidence.files import PackageError
from linebench.evidence.report.language import load_language
from linebench.evidence.words import Sentences, load_sentences
from linebench.oracle.rule import rule_types

TEMPLATES = library() / "reports"


@pytest.fixture(scope="module")
def german() -> Sentences:
    return load_sentences(TEMPLATES, "de")


WHY = ("rule phantom-serial: 2 findings, the first: 0:00:05.320 l2 reported serial X1 as commissioned, but no good "
       "pack carries it; 1 more step not executed")
TOLD = ("Regel phantom-serial: 2 Befunde, der erste: 0:00:05.320 l2 meldete Seriennummer X1 als aktiviert, aber: "
        "keine gute Packung trägt sie; 1 weiterer Schritt nicht ausgeführt")


@pytest.mark.parametrize(("english", "told"), [
    ("pack 15: it fell into the reject bin", "Packung 15: sie fiel in den Ausschleusbehälter"),
    ("12 of 14 good packs commissioned", "12 von 14 guten Packungen aktiviert"),
    ("expected the belt stands; found the belt runs", "erwartet: das Band steht; gefunden: das Band läuft"),
    ("decision after 12.5 ms", "Entscheidung nach 12,5 ms"),
    ("pack 3 left the line as good although it had to be rejected: wrong lot; wrong GTIN",
     "Packung 3 verließ die Linie als gut, obwohl sie auszuschleusen war: falsche Chargennummer; falsche GTIN"),
    ("pack 4 (serial ABC) was rejected although it is good and its verdict was good",
     "Packung 4 (Seriennummer ABC) wurde ausgeschleust, obwohl sie gut ist und ihr Urteil gut war"),
    (WHY, TOLD),
    ("false-accept: 0:01:02.000 pack 9 left the line as good although it had to be rejected: wrong GTIN",
     "false-accept: 0:01:02.000 Packung 9 verließ die Linie als gut, obwohl sie auszuschleusen war: falsche GTIN"),
])
def test_known_sentences_are_told(german, english, told):
    """Comparisons, findings and reasons are German, with their values, lists and decimal comma."""
    assert german.tell(english) == told


def test_what_nobody_has_translated_is_quoted(german):
    """An unknown sentence is marked as English; numbers and times are told as they are."""
    assert german.tell("the moon is full") == "„the moon is full“ (englisch)"
    assert german.tell("rule new-rule: 1 finding, the first: 0:00:01.000 the moon is full") == (
        "Regel new-rule: 1 Befund, der erste: „0:00:01.000 the moon is full“ (englisch)")
    assert [german.tell(text) for text in ("", "12", "360.5 ms", "-")] == ["", "12", "360,5 ms", "-"]
    assert german.number("linebench 1.2.3, chapter 4.7.1, 99.5 %") == "linebench 1.2.3, chapter 4.7.1, 99,5 %"


ACCEPTED = ("rule false-accept: 1 finding, the first: 0:00:23.182 pack 18 (serial M1) left the line as good "
            "although it had to be rejected: wrong lot")
ACCEPTED_TOLD = ("Regel false-accept: 1 Befund, der erste: 0:00:23.182 Packung 18 (Seriennummer M1) verließ die "
                 "Linie als gut, obwohl sie auszuschleusen war: falsche Chargennummer")
LACKING = ("step 2 (Then the printer is as it should be): na: printer is simulated, by linebench 0.1.0: it says "
           "nothing of what a site installs there")
LACKING_TOLD = ("Schritt 2 (Dann the printer is as it should be): entfällt: Drucker ist simuliert, durch linebench "
                "0.1.0: das sagt nichts darüber, was ein Standort dort installiert")


@pytest.mark.parametrize(("english", "told"), [
    (f"{ACCEPTED}; {ACCEPTED}; 3 more steps not executed",
     f"{ACCEPTED_TOLD}; {ACCEPTED_TOLD}; 3 weitere Schritte nicht ausgeführt"),
    (LACKING, LACKING_TOLD),
])
def test_no_sentence_is_taken_for_a_shorter_one(german, english, told):
    """Reasons as deviations have them, in which the words of many sentences stand, are told part by part."""
    assert german.tell(english) == told


@pytest.mark.parametrize("part", ["pack 1: it fell into the reject bin", "nobody: a swan came by", "a: b"])
def test_a_long_list_is_told_or_quoted_at_once(german, part):
    """Sixty parts have more ways to be cut than anybody can try; a part that nobody knows leaves all quoted."""
    told = german.tell("; ".join([part] * 60))
    assert told.count("; ") == 59
    assert told.endswith("(englisch)") is not german.knows(part)


def test_english_stays_as_it_is():
    """What the file of English does not hold is not changed, nor quoted."""
    english = load_language(TEMPLATES, "en")
    assert [english.tell(text) for text in ("pack 1: rejected", "the moon is full", "1.5 ms")] == [
        "pack 1: rejected", "the moon is full", "1.5 ms"]
    assert english.tell("step 2 (Then it is there): na: L2 is emulated") == (
        "step 2 (Then it is there) does not apply: L2 is emulated")  # no word of the bench's own stands in a report
    assert [english.keyword(word) for word in ("Given", "When", "Then", "And")] == ["Given", "When", "Then", "And"]


def test_every_title_of_a_rule_is_told(german):
    """A rule without a German title is named here."""
    assert [rule.id for rule in rule_types() if not german.knows(rule.title)] == []


def test_sentences_keep_their_places(german):
    """Each translation holds the places of its sentence, each once or more, and the file is sorted."""
    places = [(english, told) for english, told in german.sentences.items()
              if set(re.findall(r"\{\w+\}", english)) != set(re.findall(r"\{\w+\}", told))]
    assert places == []
    assert list(german.sentences) == sorted(german.sentences)


def test_a_place_that_the_sentence_lacks_is_refused(tmp_path):
    """The message has the file, the translation and the sentence."""
    (tmp_path / "lang" / "xx").mkdir(parents=True)
    (tmp_path / "lang" / "xx" / "sentences.json").write_text(
        json.dumps({"sentences": {"pack {n}": "Packung {m}"}}), encoding="utf-8")
    with pytest.raises(PackageError, match=r"found a place in 'Packung \{m\}' that 'pack \{n\}' has not"):
        load_sentences(tmp_path, "xx")


def _said(node: ast.expr) -> str:
    """A text in the source with something in each of its places; empty where it is no sentence."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in node.values)
    return ""


def sentences_of(source: str) -> list[str]:
    """What the source says where a rule finds something, or a step tells that it does not apply."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    named = (node for node in calls if getattr(node.func, "attr", getattr(node.func, "id", "")) in (
        "find", "NotApplicable"))
    return [text for node in named for text in map(_said, node.args) if re.search(r"[a-z]+ [a-z]+", text)]


def test_every_finding_and_every_reason_not_to_apply_is_told(german):
    """A sentence of a rule or a step that nobody has translated is named here, with its file."""
    found = [(path.name, text) for path in sorted(Path(linebench.__file__).parent.rglob("*.py"))
             for text in sentences_of(path.read_text(encoding="utf-8"))]
    assert len(found) > 100
    assert [one for one in found if not german.knows(one[1])] == []


def test_a_sentence_that_is_new_would_be_named(german):
    """The scan sees texts with places, and the language does not know what nobody wrote into it."""
    assert [german.knows(text) for text in sentences_of('self.find(t, f"pack {n} turned into a swan")')] == [False]
    assert sentences_of('raise NotApplicable(f"{seat} is a swan")') == ["7 is a swan"]


def test_a_long_comparison_is_told_at_once(german):
    """Values by the hundred, joined as sentences are: each beginning is looked at once, known or not."""
    values = "; ".join(f"LOT{number}: swan" for number in range(300))
    assert german.tell(values) == f"„{values}“ (englisch)"
    known = "; ".join(["1 more step not executed"] * 300)
    assert german.tell(known) == "; ".join(["1 weiterer Schritt nicht ausgeführt"] * 300)
