"""A conformance statement: what it says follows from package and profile, and no change to it goes unseen."""

import json
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.evidence import builder

from linebench.evidence.files import Source
from linebench.evidence.model import Component, FileHash, Spoken, encode_pretty
from linebench.evidence.questions import Problem
from linebench.evidence.statement.checking import check_statement
from linebench.evidence.statement.concluding import conclude, sentence_of
from linebench.evidence.statement.model import (
    CasePlan,
    CaseStated,
    Chosen,
    Group,
    Maker,
    Profile,
    RowPlan,
    Rules,
    Statement,
    Told,
)
from linebench.evidence.statement.printing import print_statement
from linebench.evidence.statement.stating import NOT_TOLD, VERSION_TOLD, state, told_by
from linebench.evidence.statement.writing import seal_statement, statement_schema, write_statement

GOLDEN = Path(__file__).with_name("golden") / "statement.json"
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
PROFILE = Profile(
    id="rejects", title="Rejects", revision="2", covers="What is not good is rejected.", level="l2",
    groups=(Group(id="codes", title="Codes", required=("OQ-L1-001", "OQ-L1-010"), optional=("OQ-L1-012",)),),
    file=FileHash(path="features/profiles/rejects.toml", sha256="cd" * 32, role="profile"))
MAKER = Maker(vendor="Maker & Söhne", product="LK-200", version="4.1", contact="conformity@example.com")
CASES = (
    CasePlan(test="OQ-L1-001", title="unreadable code", group="codes", required=True, rows=(RowPlan(row=""),)),
    CasePlan(test="OQ-L1-010", title="unreadable code", group="codes", required=True, rows=(
        RowPlan(row="speed=400/min"), RowPlan(row="speed=1/min", reason="the product knows no such speed"))),
    CasePlan(test="OQ-L1-012", title="unreadable code", group="codes", required=False, rows=(RowPlan(row=""),)))
CHOSEN = Chosen(product=MAKER, profile=PROFILE, cases=CASES,
                stack=FileHash(path="stack.toml", sha256="ef" * 32, role="stack file"))
REAL = Component(seat="l2", nature="real", truth="measured", name="LK-200")


@pytest.fixture
def folder(tmp_path):
    """A statement with its evidence beside it: one case passes, one fails, one is not run."""
    builder.small_package(tmp_path / "s-evidence", components=(REAL,))
    write_statement(tmp_path, CHOSEN, tmp_path / "s-evidence", builder.TEMPLATES, key=builder.KEY)
    return tmp_path


def check(folder):
    return check_statement(folder, judge=builder.judge)


def stored(folder):
    return msgspec.json.decode((folder / "statement.json").read_bytes(), type=Statement)


def case(verdict, *, required=True, test="OQ-L1-001"):
    return CaseStated(test=test, title="", group="codes", required=required, verdict=verdict, reason="why", rows=())


def test_a_statement_is_the_one_on_file(folder):
    """Every field of it; the digest of the package alone depends on the report's templates."""
    statement = stored(folder)
    evidence = msgspec.structs.replace(statement.evidence, manifest_sha256="0" * 64)
    assert encode_pretty(msgspec.structs.replace(statement, evidence=evidence)) == GOLDEN.read_bytes()


def test_a_real_product_is_told_to_speak_on_wires_of_its_own_alone(tmp_path):
    """Its screen and its site are played by the bench; an emulated level has wires to both."""
    def spoken(wire):
        return Spoken(wire=wire, dialect="native")

    wires = {}
    for nature in ("real", "emulated"):
        cast = (msgspec.structs.replace(REAL, nature=nature, spoken=(spoken("l3-l2"),)), *(
            Component(seat=seat, nature="simulated", truth="simulated", spoken=(spoken(f"l2-{seat}"),))
            for seat in ("printer", "hmi", "l3")))
        builder.small_package(tmp_path / nature, components=cast)
        wires[nature] = state(CHOSEN, Source(tmp_path / nature)).seat.wires
    assert wires == {"real": ("l2-printer: native",),
                     "emulated": ("l2-printer: native", "l2-hmi: native", "l2-l3: native")}


def test_the_schema_explains_every_field_of_a_statement(folder):
    """It lies beside the statement, names all keys, and says what each part is."""
    schema = json.loads((folder / "statement-schema.json").read_bytes())
    assert (folder / "statement-schema.json").read_bytes() == statement_schema()
    assert set(schema["$defs"]["Statement"]["properties"]) == set(json.loads(GOLDEN.read_bytes()))
    assert all(part["description"] for part in schema["$defs"].values())


@pytest.mark.parametrize(("verdicts", "result", "grounds"), [
    (("passed",), "conforms", []),
    (("passed", "not applicable"), "conforms", []),
    (("passed", "PROVISIONAL"), "conforms with exceptions", [("exception", "PROVISIONAL: why")]),
    (("passed", "not run"), "does not conform", [("nonconformity", "not run: why")]),
    (("passed", "failed"), "does not conform", [("nonconformity", "failed: why")]),
    (("not applicable",), "does not conform", [("nonconformity", "no required case of the group Codes passed")]),
])
def test_required_cases_decide_by_the_rules_of_the_profile(verdicts, result, grounds):
    """The usual rules."""
    said, found = conclude(PROFILE, Told(), tuple(map(case, verdicts)))
    assert (said, [(ground.weight, ground.what) for ground in found]) == (result, grounds)


@pytest.mark.parametrize(("rules", "verdict", "required", "result"), [
    (Rules(provisional="nonconformity"), "PROVISIONAL", True, "does not conform"),
    (Rules(provisional="accepted"), "PROVISIONAL", True, "conforms"),
    (Rules(not_applicable="exception"), "not applicable", True, "conforms with exceptions"),
    (Rules(not_run="exception"), "not run", True, "conforms with exceptions"),
    (Rules(), "failed", False, "conforms with exceptions"),
    (Rules(optional="accepted"), "failed", False, "conforms"),
    (Rules(optional="nonconformity"), "failed", False, "does not conform"),
    (Rules(provisional="accepted", not_run="accepted", optional="accepted"), "failed", True, "does not conform"),
])
def test_a_profile_says_what_counts_as_what(rules, verdict, required, result):
    """But for a required case that failed."""
    profile = msgspec.structs.replace(PROFILE, rules=rules)
    assert conclude(profile, Told(), (case("passed"), case(verdict, required=required)))[0] == result


@pytest.mark.parametrize(("answer", "agrees"), [
    ("Maker LK-200 4.1", True), ("LK-200 V4.1", False), ("version=4.1;build=7", True), ("4.1.", True),
    ("LK-200 4.1.2", False), ("LK-200 14.1", False), ("LK-200 4.10", False), ("4.1-beta", False), ("", False),
])
def test_a_version_is_told_as_a_word_of_its_own(answer, agrees):
    """A later or a longer version is another one."""
    assert told_by(answer, "4.1").agrees is agrees


@pytest.mark.parametrize(("action", "reason", "told", "ground"), [
    (VERSION_TOLD, "LK-200 4.1", Told(answer="LK-200 4.1", agrees=True), []),
    (VERSION_TOLD, "LK-200 3.9", Told(answer="LK-200 3.9", agrees=False),
     ["the product is of another version than stated: it tells 'LK-200 3.9'"]),
    (NOT_TOLD, "no power", Told(agrees=False), ["the product is of another version than stated: it tells none"]),
    ("something else", "LK-200 3.9", Told(), []),
])
def test_what_the_product_told_is_read_from_the_audit_trail(tmp_path, action, reason, told, ground):
    """So that it is evidence like everything else."""
    writer = builder.begin(tmp_path / "p", components=(REAL,))
    writer.note(action, reason=reason)
    writer.plan((builder.plan("OQ-L1-001"),))
    builder.put_journal(tmp_path / "p", "OQ-L1-001", builder.journal(builder.records("OQ-L1-001")))
    writer.attempt("OQ-L1-001", builder.attempt("OQ-L1-001"))
    builder.finish(writer)
    one = state(msgspec.structs.replace(CHOSEN, cases=CASES[:1]), Source(tmp_path / "p"))
    assert (one.told, [each.what for each in one.grounds]) == (told, ground)


def test_a_statement_that_nobody_touched_is_intact(folder):
    """With its evidence everything is derived again; without it that is told."""
    found = check(folder)
    assert (found.exit_code, found.problems, [each.ok for each in found.checks]) == (0, (), [True] * 5)
    (folder / "s-evidence").rename(folder.with_name("elsewhere"))
    found = check(folder / "statement.json")
    assert (found.exit_code, found.problems) == (0, ())
    assert found.remarks[-1].startswith("the evidence package s-evidence is not beside the statement")


@pytest.mark.parametrize(("file", "old", "new", "problem"), [
    ("statement.json", b"LK-200", b"LK-300", "statement.json: was changed"),
    ("statement.json", b'"does not conform"', b'"conforms"', "statement.json: was changed"),
    ("statement.pdf", b"%PDF", b"%pdf", "statement.pdf: was changed"),
    ("statement-schema.json", b"Statement", b"statement", "statement-schema.json: was changed"),
    ("manifest-sha256.txt", b"a", b"b", "seal.json: is about another manifest"),
    ("seal.json", b'"sig": "', b'"sig": "A', "seal.json: "),
    ("s-evidence/run.json", b"carton", b"cotton", "s-evidence/run.json: was changed"),
    ("s-evidence/manifest-sha256.txt", b"a", b"b", "s-evidence/manifest-sha256.txt: is not the one"),
])
def test_a_changed_byte_is_found(folder, file, old, new, problem):
    """Wherever it is, the file is named."""
    path = folder / file
    assert old in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(old, new))
    found = check(folder)
    assert found.exit_code == 1
    assert any(f"{each.file}: {each.what}".startswith(problem) for each in found.problems), found.problems
    assert "NOT INTACT" in found.text()


@pytest.mark.parametrize("name", ["statement.json", "statement.pdf", "seal.json", "manifest-sha256.txt",
                                  "seal-public-key.pem"])
def test_a_missing_file_is_found(folder, name):
    """And nothing raises."""
    (folder / name).unlink()
    found = check(folder)
    assert (found.exit_code, any(each.file == name for each in found.problems)) == (1, True)


def test_a_seal_does_not_help_a_statement_that_its_evidence_denies(folder):
    """A failed case that is sealed as passed follows from no package."""
    one = stored(folder)
    better = tuple(msgspec.structs.replace(each, verdict="passed", reason="") if each.required else each
                   for each in one.cases)
    result, grounds = conclude(PROFILE, one.told, better)
    said = sentence_of(MAKER, PROFILE, "real", result, grounds)
    one = msgspec.structs.replace(one, cases=better, result=result, grounds=grounds, sentence=said)
    seal_statement(folder, one, builder.TEMPLATES, key=builder.KEY)
    assert (result, check(folder).problems) == ("conforms", (
        Problem(file="statement.json", what="says otherwise than follows from its evidence package"),))


def test_the_key_that_must_have_sealed_it_is_told(folder):
    """A seal of another installation is refused where a key is named."""
    key = check(folder).seal_key
    assert check_statement(folder, judge=builder.judge, expected_key=key).exit_code == 0
    assert check_statement(folder, judge=builder.judge, expected_key="0" * 64).exit_code == 1
    write_statement(folder, CHOSEN, folder / "s-evidence", builder.TEMPLATES, key=OTHER_KEY)
    assert check_statement(folder, judge=builder.judge, expected_key=key).exit_code == 1


def test_equal_statements_are_printed_alike_and_fit_their_pages(folder):
    """Byte for byte, with the JSON attached; text that no font has does not end it."""
    odd = msgspec.structs.replace(stored(folder), product=msgspec.structs.replace(MAKER, product="装置 #1 *x*\x1d"))
    assert print_statement(odd, builder.TEMPLATES) == print_statement(odd, builder.TEMPLATES)
    assert len(print_statement(odd, builder.TEMPLATES, images=30)) == 2
