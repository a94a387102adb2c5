"""Each kind of change touches exactly the test cases that depend on it; nothing unknown is taken as harmless."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linebench.evidence.impact import kind as kind_module
from linebench.evidence.impact.comparing import changes_between, compare, impact_of
from linebench.evidence.impact.kind import all_kinds
from linebench.evidence.impact.model import CaseFacts, Change, Impact, Known, Reason, Repeat, Spared

CODES = CaseFacts(
    "OQ-L1-001", "", "features/oq/codes.feature", ("URS-SER-001",), frozenset({"When 100 packs have passed"}),
    frozenset({"batch.py"}), {"false-accept": 40, "late-report": 0},
    frozenset({"truth.pack_fed", "truth.code_graded"}),
    frozenset({"l2", "printer"}), frozenset({"l2-printer"}), frozenset({"rawline"}),
    frozenset({"scenarios/image.toml", "fixtures/requirements.toml"}), images=True)
REPORTS = CaseFacts(
    "OQ-L3-002", "rate=nominal", "features/oq/reports.feature", ("URS-REP-001",),
    frozenset({"When the batch ends"}), frozenset({"hmi.py"}), {"false-accept": 0, "late-report": 7},
    frozenset({"truth.pack_fed", "claim.batch"}), frozenset({"l2", "l3"}), frozenset({"l2-l3"}),
    frozenset({"isa95"}), frozenset({"scenarios/plain.toml", "fixtures/requirements.toml"}))
CASES = {"OQ-L1-001": CODES, "OQ-L3-002 [rate=nominal]": REPORTS}
FACTS = {
    "bench": {"version": "1.0", "package hash": "aa"},
    "case": {"OQ-L1-001": "revision 1, SHA-256 1", "OQ-L3-002 [rate=nominal]": "revision 1, SHA-256 2"},
    "component": {"line": "simulated", "printer": "real Inkwell 4.1", "l3": "emulated", "l4": "emulated"},
    "feature": {"features/oq/codes.feature": "c0", "features/oq/reports.feature": "c1"},
    "file": {"scenarios/image.toml": "f0", "scenarios/plain.toml": "f1", "reports/summary.typ": "f2",
             "fixtures/requirements.toml": "f3", "installation.toml": "f4", "scenarios/other.toml": "f5"},
    "installation": {"hardware, host, memory": "24 GiB"},
    "library": {"simpy": "4.1", "pillow": "11.0", "typst": "0.14", "paho-mqtt": "2.1", "oddity": "1"},
    "record type": {"truth.code_graded": "revision 1", "claim.batch": "revision 1", "claim.alarm": "revision 1"},
    "requirement": {"URS-SER-001": "revision 1", "URS-REP-001": "revision 1", "URS-NO-001": "revision 1"},
    "room": {"line": "r0", "evidence": "r1", "imaging": "r2", "wire/dmcc": "r3", "wire/isa95": "r4"},
    "rule": {"false-accept": "revision 1", "late-report": "revision 1", "serial-reused": "revision 1"},
    "run": {"seed": "1", "pace": "virtual", "planted defects": "none"},
    "step": {"When 100 packs have passed": "revision 1", "When the batch ends": "revision 1",
             "Then it rains": "revision 1"},
    "step file": {"batch.py": "h0", "hmi.py": "h1"},
    "wire": {"l2-printer": "rawline", "l2-l3": "isa95", "l3-l4": "epcis"},
}
OLD = Known("old", FACTS, CASES, ("URS-SER-001", "URS-REP-001", "URS-NO-001"))
BOTH = ("OQ-L1-001", "OQ-L3-002")
ONE, TWO, NONE = BOTH[:1], BOTH[1:], ()


def changed(*what: tuple[str, str, str | None], **fields: object) -> Known:
    """The same bench with other facts; ``None`` takes one away. Another bench, for rules change in no other way."""
    facts = {kind: dict(known) for kind, known in FACTS.items()}
    for kind, name, value in what:
        facts[kind].pop(name, None)
        if value is not None:
            facts[kind][name] = value
    return OLD._replace(name="new", facts=facts, **fields)


def repeated(found: Impact) -> tuple[str, ...]:
    return tuple(one.test for one in found.repeat)


BENCH = ("bench", "package hash", "bb")
"""A bench with another hash; its parts are compared one by one."""
PLANTED = [
    ("bench", "version", "1.1", NONE, "what changed in it is listed by rule, step, record type and room"),
    ("case", "OQ-L1-001", "revision 2, SHA-256 9", ONE, "its text or its tags changed"),
    ("component", "line", "real Line 1", BOTH, "everything happens on the line"),
    ("component", "printer", "real Inkwell 4.2", ONE, "the seat spoke in it"),
    ("component", "l3", "real Site 9", TWO, "the seat spoke in it"),
    ("component", "l4", "real Sky 1", NONE, "the seat did not speak in any test case"),
    ("feature", "features/oq/codes.feature", "cc", NONE,
     "the text of each of its test cases is compared by itself, or none of them is in the set"),
    ("file", "scenarios/image.toml", "ff", ONE, "it ran with this file"),
    ("file", "scenarios/plain.toml", None, TWO, "it ran with this file"),
    ("file", "scenarios/other.toml", "ff", NONE, "no test case ran with this file"),
    ("file", "reports/summary.typ", "ff", NONE, "it is a template of documents; no verdict follows from it"),
    ("file", "fixtures/requirements.toml", "ff", NONE, "what changed in it is listed by requirement"),
    ("file", "installation.toml", "ff", BOTH, "who reads this file is not recorded"),
    ("installation", "hardware, host, memory", "8 GiB", BOTH,
     "what a change of the installation touches is not declared"),
    ("library", "simpy", "4.2", BOTH, "it schedules everything that is simulated"),
    ("library", "pillow", "12.0", ONE, "it draws and reads codes"),
    ("library", "typst", "0.15", NONE, "it makes and signs documents; no verdict follows from it"),
    ("library", "paho-mqtt", "2.2", TWO, "it speaks MQTT: isa95"),
    ("library", "oddity", "2", BOTH, "what the library oddity touches is not declared"),
    ("library", "newcomer", "1", BOTH, "what the library newcomer touches is not declared"),
    ("record type", "truth.code_graded", "revision 2", ONE, "its journals hold such records"),
    ("record type", "claim.alarm", "revision 2", NONE, "no journal holds such a record"),
    ("requirement", "URS-REP-001", "revision 2", TWO, "it serves the requirement"),
    ("requirement", "URS-NO-001", "revision 2", NONE, "no test case serves it"),
    ("room", "line", "rr", BOTH, "what the room line touches is not declared"),
    ("room", "evidence", "rr", NONE,
     "it makes documents and packages of what was recorded; no verdict follows from it"),
    ("room", "imaging", "rr", ONE, "it draws and reads codes"),
    ("room", "wire/isa95", "rr", TWO, "it speaks this dialect: isa95"),
    ("room", "wire/dmcc", "rr", NONE, "it speaks this dialect; no test case uses dmcc"),
    ("rule", "false-accept", "revision 2", ONE, "the rule had 40 opportunities here"),
    ("rule", "late-report", None, TWO, "the rule had 7 opportunities here"),
    ("rule", "serial-reused", "revision 2", NONE, "it had nothing to judge in any test case"),
    ("rule", "newcomer", "revision 1", BOTH, "a new rule: what it has to judge here was not asked"),
    ("run", "seed", "2", BOTH, "every test case runs with it"),
    ("step", "When 100 packs have passed", "revision 2", ONE, "it uses the step"),
    ("step", "Then it rains", "revision 2", NONE, "no test case uses it"),
    ("step file", "hmi.py", "hh", TWO, "it uses steps of hmi.py"),
    ("wire", "l2-printer", "zpl", ONE, "it spoke on this wire"),
    ("wire", "l3-l4", "epcis 2", NONE, "no test case spoke on this wire"),
]


@pytest.mark.parametrize(("kind", "name", "value", "touched", "why"), PLANTED)
def test_a_change_touches_what_depends_on_it(kind, name, value, touched, why):
    """One planted change: exactly its test cases with the reason, and their requirements; the others are spared."""
    new = changed((kind, name, value))
    of_bench = {one.name for one in all_kinds() if one.bench}
    old = OLD if kind not in of_bench else OLD._replace(facts={**FACTS, "bench": {"version": "1.0"}})
    new = new if kind not in of_bench else new._replace(facts={**new.facts, "bench": {"version": "1.0"}})
    found = compare(old, new)
    change = Change(kind=kind, name=name, before=FACTS[kind].get(name, ""), after=value or "")
    reason = Reason(change=str(change), why=why)
    cases = [case for case in CASES.values() if case.test in touched]
    named = {name} if kind == "requirement" else set()
    assert found == Impact(
        old="old", new="new", changes=(change,),
        requirements=tuple(sorted(named.union(*(case.requirements for case in cases)))),
        repeat=tuple(Repeat(test=case.test, row=case.row, reasons=(reason,)) for case in cases),
        spared=tuple(Spared(test=case.test, row=case.row, why="none of the changes touches it")
                     for case in CASES.values() if case not in cases),
        harmless=() if cases else (reason,))


def test_every_kind_is_planted():
    """No kind of change is left out above."""
    assert {kind for kind, *_ in PLANTED} == {kind.name for kind in all_kinds()}


def test_the_readme_lists_every_kind():
    """The table of the README has each kind and no other."""
    text = (Path(kind_module.__file__).parent / "README.md").read_text(encoding="utf-8")
    rows = [row.split("|")[1].strip() for row in text.splitlines() if row.startswith("| ")][2:]
    assert sorted(name for row in rows for name in row.split(", ")) == sorted(one.name for one in all_kinds())


def test_nothing_changed_repeats_nothing():
    """Equal sides have no changes, no affected requirement and an empty regression set."""
    found = compare(OLD, OLD._replace(name="new"))
    assert found == Impact(
        old="old", new="new", changes=(), requirements=(), repeat=(), harmless=(),
        spared=tuple(Spared(test=case.test, row=case.row, why="nothing changed") for case in CASES.values()))


@given(st.sets(st.sampled_from([row[:3] for row in PLANTED]), max_size=6), st.data())
@settings(max_examples=60, deadline=None)
def test_the_set_of_a_union_is_the_union_of_the_sets(planted, data):
    """Changes touch test cases one by one: what two groups of them touch together, each touches by itself."""
    new = changed(BENCH, *planted)
    changes = changes_between(OLD, new)
    first = tuple(one for one in changes if data.draw(st.booleans()))
    rest = tuple(one for one in changes if one not in first)
    parts = [{(one.test, one.row) for one in impact_of(OLD, new, some).repeat} for some in (first, rest)]
    assert {(one.test, one.row) for one in impact_of(OLD, new, changes).repeat} == parts[0] | parts[1]


@pytest.mark.parametrize("kind", ["rule", "step", "step file", "record type", "room"])
def test_what_one_side_did_not_record_touches_everything(kind):
    """An older package has no revisions: nothing follows from their absence, so everything is repeated."""
    new = changed(BENCH)
    facts = {name: known for name, known in new.facts.items() if name != kind}
    assert repeated(compare(OLD, new._replace(facts=facts))) == BOTH


def test_a_bench_that_is_the_same_needs_no_revisions():
    """Where the package hash is the same, rules, steps, records and rooms are, recorded or not."""
    facts = {name: known for name, known in FACTS.items() if name not in ("rule", "step", "room")}
    assert compare(OLD, OLD._replace(facts=facts)).changes == ()


def test_a_case_without_journal_is_never_spared_by_its_absence():
    """Of a case that left no journal it is not known what it used: all but changes of documents touch it."""
    blind = {"OQ-L1-001": CaseFacts("OQ-L1-001", "", "features/oq/codes.feature", (), whole=False)}
    old = OLD._replace(cases=blind)
    planted = [("component", "l4", "real"), ("wire", "l3-l4", "x"), ("file", "scenarios/other.toml", "x"),
               ("library", "pillow", "12"), ("library", "typst", "0.15")]
    hits = [repeated(compare(old, changed(one, cases=blind))) for one in planted]
    assert hits == [ONE, ONE, ONE, ONE, NONE]


def test_a_changed_feature_touches_cases_that_the_new_side_did_not_run():
    """Where the new side did not run a case, its changed feature file is all that is known, and touches it."""
    new = changed(("feature", "features/oq/codes.feature", "cc"), ("case", "OQ-L1-001", None),
                  cases={"OQ-L3-002 [rate=nominal]": REPORTS})
    assert [(one.test, [reason.why for reason in one.reasons]) for one in compare(OLD, new).repeat] == [
        ("OQ-L1-001", ["its feature file changed, and its text is not recorded on both sides"])]


def test_inventories_alone_know_no_cases():
    """Two inventories tell changes; which test cases they touch is not known, and that is said of each change."""
    facts = {kind: FACTS[kind] for kind in ("bench", "library", "file", "feature", "installation")}
    old = Known("old", facts, {}, package=False)
    new = old._replace(name="new", facts={**facts, "library": {**FACTS["library"], "typst": "0.15"}})
    change = Change(kind="library", name="typst", before="0.14", after="0.15")
    assert compare(old, new) == Impact(
        old="old", new="new", changes=(change,), requirements=(), repeat=(), spared=(), harmless=(),
        everything=(Reason(change=str(change), why="which test cases there are is not known"),))


def test_a_comparison_is_read_as_it_was_written():
    """Programs read back what was told."""
    found = compare(OLD, changed(*(row[:3] for row in PLANTED)))
    assert msgspec.json.decode(msgspec.json.encode(found), type=Impact) == found
