"""From the command line to a conformance statement: what is run, what is stated, and what is refused."""

import asyncio
import json
import re

import msgspec
import pytest
from tests.foreign.site import copied

from linebench.bdd.linter import read_documents
from linebench.certifying import ask_version, choose, rows_of
from linebench.content import Content, library
from linebench.evidence.model import FileHash
from linebench.evidence.statement.model import Statement
from linebench.line.kinds import KINDS
from linebench.profiles import FOLDER, known_profiles, read_profile
from linebench.scenario.load import load
from linebench.scenario.problems import ScenarioError

CONTENT = Content((library(),))
PAGE = (library() / "features" / FOLDER / "README.md").read_text(encoding="utf-8")
PRODUCT = '[product]\nvendor = "Maker"\nproduct = "LK"\nversion = "1"\n'
SEAT = '[[seat]]\nid = "l2"\nprocess = true\n'
WIRE = '[[wire]]\nid = "l2-printer"\ndialect = "codenet"\n'
PROFILE = """\
id = "lots"
title = "Lots"
revision = "1"
level = "l2"
covers = "A wrong lot."
[[group]]
id = "codes"
title = "Codes"
required = ["OQ-L1-003"]
optional = ["IOP-PRN-007"]
"""


@pytest.fixture
def site(tmp_path):
    """A content folder with a short profile of its own and a stack on wires."""
    profile, stack = tmp_path / "features" / "profiles" / "lots.toml", tmp_path / "scenarios" / "s.toml"
    for path, text in ((profile, PROFILE), (stack, PRODUCT + SEAT + WIRE)):
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return tmp_path


def chosen(profile, stack="stacks/wired.toml"):
    loaded = load("carton-wired", CONTENT.fresh(), KINDS, stack=stack)
    documents, _ = read_documents(tuple(CONTENT.listing("features", "*.feature")), CONTENT)
    return choose(read_profile(CONTENT, profile), documents, loaded, FileHash(path="s.toml", sha256="ab" * 32))


def test_a_stack_that_shows_what_a_profile_asks_for_conforms(here, site):
    """Statement and evidence are whole; what the product does not speak is not applicable."""
    done = here("certify", "lots", "--stack", "s", "--content", site, "--out", "out")
    assert (done.code, done.err) == (0, "")
    one = msgspec.json.decode((site / "out" / "statement.json").read_bytes(), type=Statement)
    assert (one.result, one.sentence) == (
        "conforms", "Maker LK 1 (emulated by the bench) conforms to the profile “Lots” (lots, revision 1).")
    assert [(case.test, case.required, case.verdict) for case in one.cases] == [
        ("OQ-L1-003", True, "passed"), ("IOP-PRN-007", False, "not applicable")]
    assert one.cases[1].reason == "the product speaks codenet to the printer, in its usual set-up"
    assert one.remarks[0].startswith("In the seat under test (l2) sat the bench's own emulation.")
    assert [(file.path, file.role) for file in (one.stack, one.profile.file)] == [
        ("scenarios/s.toml", "stack file"), ("features/profiles/lots.toml", "profile")]
    assert (site / "out" / "statement.pdf").read_bytes().startswith(b"%PDF")
    checked = here("verify", "out")
    assert (checked.code, f"It states: {one.sentence}" in checked.out) == (0, True)
    assert json.loads(here("verify", "out", "--json").out)["result"] == "conforms"


def test_a_planted_defect_does_not_conform_and_its_case_is_named(here, site):
    """And the statement says that it is a test of the bench."""
    done = here("certify", "lots", "--stack", "s", "--content", site, "--out", "out",
                "--mutant", "l2-skips-lot-check", "--json")
    one = json.loads(done.out)
    assert (done.code, one["result"], one["mutants"]) == (1, "does not conform", ["l2-skips-lot-check"])
    assert one["sentence"].endswith("does not conform to the profile “Lots” (lots, revision 1): OQ-L1-003.")
    assert one["remarks"][0].startswith("PLANTED DEFECTS WERE SWITCHED ON: l2-skips-lot-check.")
    assert [each["case"] for each in one["deviations"]] == [
        f"OQ-L1-003 [speed={speed}]" for speed in ("minimum", "nominal", "maximum")]
    assert here("verify", "out").code == 0


def test_a_repository_with_a_planted_defect_fails_the_case_that_shows_it(here, site):
    """The emulated one, which sits in the bench, is asked over REST; all other cases pass."""
    done = here("certify", "l4-epcis", "--stack", "stacks/emulated.toml", "--out", "out",
                "--mutant", "l4-accepts-two-parents", "--json")
    one = json.loads(done.out)
    assert (done.code, one["result"]) == (1, "does not conform")
    assert {case["test"]: case["verdict"] for case in one["cases"] if case["verdict"] != "passed"} == {
        "IOP-L4-017": "failed"}
    assert here("verify", "out").code == 0


@pytest.mark.parametrize(("profile", "change", "message"), [
    ("nope", ("", "", ""),
     ("found no profile 'nope'; expected one of camera, l2-device-io, l3-site, l4-epcis, lots, plc, printer; "
     "profiles are files of features/profiles")),
    ("lots", ("scenarios/s.toml", PRODUCT, ""),
     ("scenarios/s.toml: found no table [product]; expected one with vendor, product and version: a statement is "
     "about a product; add it")),
    ("lots", ("scenarios/s.toml", SEAT + WIRE, ""),
     ("scenarios/s.toml: found no seat 'l2' on wires; expected one: profile lots is about what it says there; add "
     '[[seat]] with id = "l2" and nature = "real" or process = true')),
    ("lots", ("scenarios/s.toml", 'version = "1"\n', ""),
     "scenarios/s.toml:1: stack.product.version: found nothing; expected text in quotes; add the line version = …"),
    ("lots", ("scenarios/s.toml", '"Maker"', '" "'),
     "scenarios/s.toml:2: stack.product.vendor: found ' '; expected a name; write it as it stands on the product"),
    ("lots", ("scenarios/s.toml", '"Maker"', '"Maker"\nmaker = "x"'),
     ("scenarios/s.toml:3: stack.product.maker: found the unknown key 'maker'; expected one of vendor, product, "
     "version, contact, description; correct it or leave it out")),
    ("lots", ("features/profiles/lots.toml", "OQ-L1-003", "OQ-L1-999"),
     ("features/profiles/lots.toml: found 'OQ-L1-999'; expected a test id, ID [column=value] or @tag of a case "
     "that the features have; correct the profile")),
    ("lots", ("features/profiles/lots.toml", 'level = "l2"', 'level = "l9"'),
     "features/profiles/lots.toml:4: level: found 'l9'; expected one of 'l1', 'l2', 'l3', 'l4'; correct it"),
    ("lots", ("features/profiles/lots.toml", 'id = "lots"', 'id = "lot"'),
     "features/profiles/lots.toml:1: id: found 'lot'; expected 'lots'; a file has its id as name"),
    ("lots", ("features/profiles/lots.toml", 'required = ["OQ-L1-003"]\n', ""),
     ("features/profiles/lots.toml:6: group.codes.required: found nothing; expected at least one case; add a case "
     "that must pass")),
])
def test_what_cannot_be_stated_is_refused_in_one_message(here, site, profile, change, message):
    """Exit code 2, and nothing is written."""
    file, old, new = change
    if file:
        path = site / file
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8", newline="\n")
    done = here("certify", profile, "--stack", "s", "--content", ".", "--out", "out")
    assert (done.code, done.out, (site / "out").exists()) == (2, "", False)
    assert done.err == f"linebench: {message}\n"


def test_a_defect_that_there_is_not_cannot_be_planted(here, site):
    """The message lists those that there are."""
    done = here("certify", "lots", "--stack", "s", "--content", site, "--mutant", "nope")
    assert (done.code, done.err.startswith("linebench: --mutant: found 'nope'; expected one of ")) == (2, True)


def test_a_profile_is_checked_before_it_is_used(here, site):
    """With the scenarios and features of its folder, or by its path."""
    path = site / "features" / "profiles" / "lots.toml"
    good = here("check", "--content", site, path)
    assert (good.code, good.out) == (0, "0 feature files and 0 scenarios and 1 profile: nothing wrong\n")
    path.write_text(PROFILE.replace("OQ-L1-003", "OQ-L1-999"), encoding="utf-8", newline="\n")
    done = here("check", "--content", site, path, "--json")
    found = json.loads(done.out)
    assert (done.code, found["profiles"], len(found["problems"])) == (2, 1, 1)
    assert found["problems"][0].startswith("features/profiles/lots.toml: found 'OQ-L1-999'; expected a test id")


def test_a_planted_defect_is_not_blamed_on_a_real_product(here, site):
    """As in every run."""
    path = site / "scenarios" / "s.toml"
    path.write_text(PRODUCT + SEAT.replace("process = true", 'nature = "real"'), encoding="utf-8", newline="\n")
    done = here("certify", "lots", "--stack", "s", "--content", ".", "--mutant", "l2-skips-lot-check")
    assert (done.code, "found planted defect l2-skips-lot-check beside a real l2" in done.err) == (2, True)


def test_a_product_is_asked_for_its_version_where_that_is_bound(tmp_path):
    """It is given power for that, and loses it again."""
    (tmp_path / "site").mkdir()
    loaded = load("carton-wired", CONTENT.fresh(), KINDS, stack=str(copied(tmp_path / "site")))
    assert asyncio.run(ask_version(loaded, real=False)) == ("version told", "Beispiel Anlagenbau LK-200 4.1")
    assert asyncio.run(ask_version(load("carton-wired", CONTENT.fresh(), KINDS), real=False)) is None


def test_a_product_that_does_not_start_tells_no_version(tmp_path):
    """The reason goes into the audit trail."""
    (tmp_path / "site").mkdir()
    stack = copied(tmp_path / "site")
    text = re.sub(r'(id = "power_on"\nby = "process"\noptions = \{ command = ").*?"', r'\1no-such-program"',
                  stack.read_text(encoding="utf-8"))
    stack.write_text(text, encoding="utf-8", newline="\n")
    loaded = load("carton-wired", CONTENT.fresh(), KINDS, stack=str(stack))
    action, reason = asyncio.run(ask_version(loaded, real=False))
    assert (action, reason.startswith("it could not be given power: no-such-program: ")) == (
        "version not told", True)


@pytest.mark.parametrize("profile", known_profiles(CONTENT))
def test_a_shipped_profile_means_cases_that_there_are(profile):
    """Every group of it can be shown by the wired stack, and no row takes minutes."""
    plan = chosen(profile)
    run = {test for test, _ in rows_of(plan)}
    for group in plan.profile.groups:
        assert any(case.test in run for case in plan.cases if case.group == group.id and case.required), group.id
    assert all(row.reason or "speed=minimum" not in row.row for case in plan.cases for row in case.rows)
    assert f"| `{profile}` |" in PAGE


def test_only_rows_in_which_devices_speak_as_the_stack_says_are_run():
    """All others are named with the reason."""
    rows = {(case.test, row.row): row.reason for case in chosen("plc").cases for row in case.rows}
    assert rows["IOP-PLC-004", "carrier=modbus"] == ""
    assert rows["IOP-PLC-004", "carrier=s7"] == "the product speaks modbus to the PLC, in its usual set-up"
    assert not any("packs=4400" in row for _, row in rows)  # at night


def test_the_page_of_profiles_shows_what_can_be_read(tmp_path):
    """Its profile is one, and its table [product] is one."""
    profile, product = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    folder = tmp_path / "features" / "profiles"
    folder.mkdir(parents=True)
    (folder / "my-profile.toml").write_text(profile, encoding="utf-8", newline="\n")
    one = read_profile(Content((tmp_path, library())), "my-profile")
    assert (one.groups[0].required, one.rules.not_run) == (
        ("OQ-L1-001 [speed=nominal]", "OQ-L1-003"), "nonconformity")
    (tmp_path / "s.toml").write_text(product, encoding="utf-8", newline="\n")
    told = load("carton-line", CONTENT.fresh(), KINDS, stack=str(tmp_path / "s.toml")).scenario.stack.product
    assert told is not None
    assert (told.vendor, told.version) == ("Beispiel Anlagenbau", "4.1")


def test_a_product_of_a_scenarios_stack_is_not_that_of_another_stack_file(tmp_path):
    """The stack file that is named for a run alone says whose product it is; a table that is none is refused."""
    (tmp_path / "s.toml").write_text('id = "x"\n', encoding="utf-8", newline="\n")
    loaded = load("carton-wired", CONTENT.fresh(), KINDS, stack=str(tmp_path / "s.toml"))
    assert loaded.scenario.stack.product is None
    (tmp_path / "s.toml").write_text('product = "LK"\n', encoding="utf-8", newline="\n")
    with pytest.raises(ScenarioError, match=r"stack\.product: found 'LK'; expected a table"):
        load("carton-wired", CONTENT.fresh(), KINDS, stack=str(tmp_path / "s.toml"))
