"""Steps, rules and record types do not change unnoticed, and a package records by which it was made."""

import msgspec

from linebench.bdd import phrase
from linebench.bdd.revisions import changed, current, known, revisions_of
from linebench.evidence.revisions import Revised, StepRevised
from linebench.evidence.source import source_hash


def test_nothing_changed_unnoticed():
    """Every step, rule and record type has the revision and the source that the table says; else what to do."""
    assert list(changed(known(), current())) == []


def test_a_change_under_the_old_revision_is_told():
    """What changed under its old revision, what was raised, what is new and what is gone are told apart."""
    said = {"rule a": (1, "00"), "rule b": (1, "00"), "rule c": (1, "00"), "rule e": (2, "00")}
    found = {"rule a": (1, "11"), "rule b": (2, "11"), "rule d": (1, "00"), "rule e": (1, "11")}
    assert list(changed(said, found)) == [
        *(f"rule {name}: its source changed, and it still is revision {was}; raise its revision if a verdict can "
          "change by it (a record type: add one with the next version), then run python -m "
          f'linebench.bdd.revisions; if none can, run it with --confirm "rule {name}"'
          for name, was in (("a", 1), ("e", 2))),
        "rule b: is revision 2, the table has 1; run python -m linebench.bdd.revisions",
        "rule c: is in the table alone; run python -m linebench.bdd.revisions",
        "rule d: is not in the table; run python -m linebench.bdd.revisions"]


def test_words_about_code_do_not_count():
    """Docstrings, comments, indentation and empty lines leave the hash as it is; code changes it."""
    plain = "def f():\n    return 1\n"
    told = '    def f():\n        """Say one."""\n\n        # why\n        return 1\n'
    assert source_hash(plain) == source_hash(told)
    assert source_hash(plain) != source_hash("def f():\n    return 2\n")


def test_a_step_carries_its_revision():
    """A step is of revision 1 unless it says otherwise."""
    def step(): ...
    made = [phrase.definition("When", "it goes", step), phrase.definition("When", "it goes on", step, 2)]
    assert [one.revision for one in made] == [1, 2]


def test_a_package_names_the_steps_that_it_uses():
    """Every step is recorded, each with the cases that use it."""
    text = 'a batch of "product A" is running at nominal speed'
    found = revisions_of({"OQ-1": [("Given", text), ("Given", text)], "OQ-2": [("Given", text)]})
    step = next(one for one in phrase.definitions() if one.matches(text) and one.keyword == "Given")
    assert [(one.phrase, one.revision, one.cases) for one in found.steps if one.cases] == [
        (step.pattern, 1, ("OQ-1", "OQ-2"))]


def test_another_body_is_another_hash():
    """What a rule or a step does is in its hash, so that equal revisions of two packages can be told apart."""
    whole = revisions_of()
    hashes = [one.sha256 for one in (*whole.rules, *whole.rooms, *whole.records)]
    assert len(set(hashes)) > len(hashes) // 2
    assert isinstance(whole.rules[0], Revised)
    assert isinstance(whole.steps[0], StepRevised)
    assert msgspec.json.decode(msgspec.json.encode(whole), type=type(whole)) == whole
