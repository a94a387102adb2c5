"""Protocols in another language: the same steps, cases and rows, and what is refused."""

import re
from collections.abc import Iterator

import pytest

from linebench.bdd import language as languages
from linebench.bdd.config import RunConfig
from linebench.bdd.document import read_document
from linebench.bdd.language import LanguageError, known_languages, language, learn
from linebench.bdd.linter import read_documents
from linebench.bdd.lookup import Lookup
from linebench.bdd.phrase import PLACES, definitions
from linebench.bdd.run import check, execute
from linebench.bdd.steps import modules
from linebench.cli import main
from linebench.content import Content, library
from linebench.records.codec import read_blocks
from linebench.records.protocol import CaseBegan, StepBegan
from linebench.records.run import Opened

SHIPPED = ("oq", "iq", "pq")
EXAMPLES = {"name": ("product A",), "duration": ("10 s", "2.5 ms"), "mass": ("200 mg", "0.5 g"),
            "word": ("packing",),
            "requirement": ("URS-REJ-007",), "thing": ("pack 1", "pallet 12"), "grade": ("A",), "level": ("L2",),
            "things": ("packs 1 to 5", "case 1", "pallet 3"), "count": ("1", "40", "one", "twenty")}
HEAD = ('# language: de\nFunktionalität: F\n  Grundlage:\n    Angenommen das Szenario "carton-line"\n'
        '  @OQ-L1-900 @positive\n  Szenario: S\n')


@pytest.fixture(scope="module")
def german():
    modules()
    return learn("de")


@pytest.fixture
def refused(tmp_path):
    """Lint protocols in a content folder of their own; return the messages."""

    def call(**files):
        (tmp_path / "features").mkdir()
        for name, text in files.items():
            (tmp_path / "features" / f"{name}.feature").write_text(text, encoding="utf-8", newline="\n")
        return [str(error) for error in check(RunConfig(content=tmp_path, out=tmp_path / "out"))]

    return call


def english_texts(pattern: str) -> Iterator[str]:
    """The phrase with each place filled by each of its words in turn, or by examples."""
    kinds = re.findall(r"\{\w+:(\w+)\}", pattern)
    choices = [EXAMPLES.get(kind) or tuple(PLACES[kind].form.removeprefix("(?:").split("|")) for kind in kinds]
    choices = [EXAMPLE_FATES if kind in ("fate", "packing") else words
               for kind, words in zip(kinds, choices, strict=True)]
    for at in range(max((len(words) for words in choices), default=1)):
        values = iter([words[at % len(words)] for words in choices])
        yield re.sub(r"\{\w+:\w+\}", lambda _, values=values: next(values), pattern)


OTHER_SENSES = [
    ("L2 has heard every answer of the camera, in their order", "order"),
    ("L2 shows every state of L1 in the order in which L1 took them", "order"),
    ("the belt stands within the limit of {limit:requirement} after the reject order", "order"),
    ("the clerk packs a case anew", "pack"),
    ("the operator releases the emergency stop", "release"),
    ("the planner asks what became of all orders", "order"),
    ('the planner releases "{name:name}"', "release"),
    ("the pusher strikes the next good pack without an order", "order"),
    ("the {part:network} of the installation are in order by the limit of {limit:requirement}", "order"),
]
"""Where an English word of the glossary is meant otherwise, or as a verb, or has a German plural."""
EXAMPLE_FATES = ("are packed into", "is commissioned")


def said(german):
    """Each (definition, wording, English text that is this definition) there is."""
    return [(step, wording, text) for step in definitions() for wording in german.of(step)
            for text in english_texts(step.pattern) if step.matches(text)]


def test_every_phrase_goes_to_german_and_back(german):
    """English to German to English gives the same text, and German gives a step the same arguments."""
    wrong = [(text, wording.from_english(text)) for step, wording, text in said(german)
             if wording.to_english(wording.from_english(text)) != text
             or wording.parse_arguments(wording.from_english(text)) != step.parser.parse_arguments(text)]
    assert wrong == []
    assert {step.pattern for step, _, _ in said(german)} == {
        step.pattern for step in definitions() if german.of(step)}


def test_no_german_text_is_two_steps(german):
    """A German step is one definition, and no English one."""
    lookup, english = Lookup(definitions(), german.of), Lookup(definitions())
    wrong = [(text, found) for step, wording, text in said(german)
             if (found := lookup.matching(step.keyword, wording.from_english(text))) != (step,)
             or english.matching(step.keyword, wording.from_english(text))]
    assert wrong == []


def test_the_shipped_protocols_can_be_said_in_german(german):
    """Every step of features/oq, iq and pq has a wording; what lacks one is listed here by its phrase."""
    content, lookup = Content((library(),)), Lookup(definitions())
    folders = [library() / "features" / name for name in SHIPPED]
    documents, errors = read_documents(folders, content)
    steps = {step.rendered(dict(row.values)) for document in documents for case in document.cases
             for row in case.rows for step in case.steps}
    used = {found for step in steps for found in lookup.matching(step.keyword, step.text)}
    assert errors == ()
    assert sorted(step.pattern for step in german.missing(used)) == []


def test_the_file_says_nothing_of_steps_that_there_are_not(german):
    """Phrases are those of definitions, sorted, and every enumerated word has its form."""
    known = {step.pattern for step in definitions()}
    assert [phrase for phrase in german.wordings if phrase not in known] == []
    assert list(german.wordings) == sorted(german.wordings)
    choices = {kind for kind, place in PLACES.items() if place.words.startswith("one of: ")}
    texts = [(kind, word) for kind in choices - {"level", "grade", "form"} for word in PLACES[kind].form.split("|")
             if german.spellings[kind].english(german.spellings[kind].written(word)) != word
             or german.spellings[kind].written(word) == word]
    assert texts == []


def test_words_of_the_field_are_one_for_one(german):
    """Where a phrase has a word of the glossary, its German has the word that stands for it."""
    words = sorted(german.glossary.items(), key=lambda pair: -len(pair[0]))
    wrong = []
    for phrase, wordings in german.wordings.items():
        rest = re.sub(r"\{\w+:\w+\}", "", phrase)
        for english, meant in words:
            found = re.search(rf"\b{english}s?\b", rest)
            rest = re.sub(rf"\b{english}s?\b", "", rest)
            wrong += [(phrase, english) for each in wordings
                      if found and meant.casefold() not in each.pattern.casefold()]
    assert sorted(wrong) == OTHER_SENSES


def test_a_form_that_means_two_words_is_refused(tmp_path, monkeypatch):
    """A language file in which one form stands for two words says where, and what is expected."""
    text = (languages.LANGUAGES / "de.toml").read_text(encoding="utf-8")
    (tmp_path / "xx.toml").write_text(text.replace('"late" = "verspätet"', '"late" = "halb"', 1), encoding="utf-8")
    monkeypatch.setattr(languages, "LANGUAGES", tmp_path)
    with pytest.raises(LanguageError, match=r"bdd/lang/xx\.toml: \[places\.mishap\]: found 'halb' for both 'half'"):
        language.__wrapped__("xx")


def test_a_wording_with_other_places_is_refused(tmp_path, monkeypatch):
    """A wording that lacks a place of its phrase says which."""
    text = (languages.LANGUAGES / "de.toml").read_text(encoding="utf-8")
    (tmp_path / "xx.toml").write_text(text.replace("'{span} vergehen'", "'etwas Zeit vergeht'"), encoding="utf-8")
    monkeypatch.setattr(languages, "LANGUAGES", tmp_path)
    with pytest.raises(LanguageError, match=r"found the places \[\] in 'etwas Zeit vergeht'; expected \['span'\]"):
        language.__wrapped__("xx")


def test_a_misspelt_step_is_told_with_the_nearest(refused):
    """One message: what was written, and the German step that comes nearest."""
    found = refused(a=HEAD + "    Dann wird diese Packung ausgeschleusst\n")
    assert len(found) == 1
    assert "found undefined step in de: wird diese Packung ausgeschleusst; expected" in found[0]
    assert "such as wird diese Packung ausgeschleust (linebench steps --language de)" in found[0]


def test_an_english_step_in_a_german_protocol_is_refused(refused):
    """One message: it is English, and how it is said in German."""
    found = refused(a=HEAD + "    Dann that pack is rejected\n")
    assert len(found) == 1
    assert ("found an English step in a protocol in de: that pack is rejected; expected the step in its language: "
            "wird diese Packung ausgeschleust") in found[0]


def test_a_language_without_a_vocabulary_is_refused(refused):
    """Gherkin knows French, the bench does not."""
    found = refused(a="# language: fr\nFonctionnalité: F\n  Scénario: S\n    Alors rien\n")
    assert len(found) == 1
    assert ":1: found a protocol in fr; expected one of the languages de, en" in found[0]
    assert known_languages() == ("de", "en")


def test_one_case_in_two_languages_is_refused(refused):
    """A run executes a test case in one language."""
    german = HEAD + "    Dann wird diese Packung ausgeschleust\n"
    english = ('Feature: F\n  Background:\n    Given the scenario "carton-line"\n  @OQ-L1-900 @positive\n'
               "  Scenario: S\n    Then that pack is rejected\n")
    found = refused(a=english, b=german)
    assert len(found) == 1
    assert "test id OQ-L1-900, already used at" in found[0]
    assert found[0].endswith("in en; expected one language for each test case of a run: name the files of one")


def test_rows_are_named_alike_in_every_language(german):
    """The rows of a German Outline are those of the English one, which gives them the same seeds and folders."""
    del german
    content = Content((library(),))
    named = []
    for name in ("features/oq/codes.feature", "features/de/oq/codes.feature"):
        case = read_document(library() / name, content).cases[0]
        named.append([(case.test, row.text) for row in case.rows])
    assert named[0] == named[1] == [("OQ-L1-001", f"speed={word}") for word in ("minimum", "nominal", "maximum")]


def test_a_folder_above_a_language_is_without_it():
    """All features are the English ones; those of a language are run when its folder is named."""
    content, features = Content((library(),)), library() / "features"
    above, below = ({document.language for document in read_documents([folder], content)[0]}
                    for folder in (features, features / "de"))
    assert (above, below) == ({"en"}, {"de"})


def records(folder, test):
    """What happened: every record but those that hold the texts of the protocol."""
    (journal,) = folder.glob(f"attempts/{test}/journal.zst")
    every = [record for block in read_blocks(journal.read_bytes()) for record in block.records]
    return [record for record in every if not isinstance(record, Opened | CaseBegan | StepBegan)]


def test_the_same_happens_in_both_languages(tmp_path):
    """The German test case has the verdict of the English one and its journal but for the texts."""
    outcomes = [execute(RunConfig(content=library(), out=tmp_path / name, seed=7, keyword="OQ-L1-002",
                                  features=(library() / "features" / folder / "codes.feature",)))
                for name, folder in (("en", "oq"), ("de", "de/oq"))]
    english, german = (outcome.results[0] for outcome in outcomes)
    assert (english.verdict, german.verdict, english.findings, german.findings) == ("pass", "pass", (), ())
    assert records(tmp_path / "en", "OQ-L1-002") == records(tmp_path / "de", "OQ-L1-002")
    assert [step.definition for step in english.steps] == [""] * 8
    lookup = Lookup(definitions())
    assert [step.definition for step in german.steps] == [
        lookup.matching(step.keyword, step.text)[0].pattern for step in english.steps]
    assert german.steps[4].text == "wird diese Packung ausgeschleust"


def test_a_german_protocol_leaves_a_german_package(tmp_path, capsys):
    """Run by the command line: the reports are in German, with no sentence left in English, and it is whole."""
    out = tmp_path / "package"
    assert main(["run", "features/de/oq/codes.feature", "-k", "OQ-L1-002", "--content", str(library()),
                 "--out", str(out)]) == 0
    page = (out / "report.html").read_text(encoding="utf-8")
    assert '<html lang="de">' in page
    assert "<b>Angenommen</b> das Szenario" in page
    assert re.findall(r"Packung (\d+): sie fiel in den Ausschleusbehälter", page)
    assert "Keine Packung, die auszuschleusen war, verlässt die Linie als gute Packung." in page
    assert re.findall(r"„[^“<]*“ \(englisch\)", page) == []
    assert main(["verify", str(out)]) == 0
    assert "INTACT" in capsys.readouterr().out


def test_steps_are_listed_in_german_and_what_is_missing(capsys):
    """``linebench steps --language de`` shows the wordings, ``--missing`` what has none; others are refused."""
    assert main(["steps", "--language", "de", "--json"]) == 0
    assert "wird diese Packung ausgeschleust" in capsys.readouterr().out
    assert main(["steps", "--language", "de", "--missing", "--json"]) == 0
    assert "that pack is rejected" not in capsys.readouterr().out
    assert main(["steps", "--language", "fr"]) == 2
    assert "--language fr: found no vocabulary of that name; expected one of de, en" in capsys.readouterr().err


def test_the_example_of_the_guide_is_sound(refused):
    """What features/de/README.md shows is a protocol that the linter has nothing against."""
    text = (library() / "features" / "de" / "README.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```gherkin\n(.*?)```", text, re.DOTALL)
    assert refused(a=example) == []
