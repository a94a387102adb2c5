"""alm.toml says which ids and properties other systems have; what is wrong with it is told by its place."""

import re

import msgspec
import pytest

from linebench.content import library
from linebench.evidence.alm import AlmError, Ids, System, read_alm, system_of
from linebench.evidence.exports.names import FACTS as NAMES

FACTS = {"test": "OQ-L1-010", "row": "speed=nominal", "case": "OQ-L1-010 [speed=nominal]", "title": "T",
         "revision": "3", "kind": "negative", "objective": "", "script": "a.feature", "verdict": "fail",
         "why": "too late", "unstable": "no", "attempts": "2", "run": "R-1", "protocol": "LB revision 1",
         "requirements": ("URS-1", "URS-2"), "risks": ("RISK-1",), "tags": ("negative",), "deviations": (),
         "journals": ("attempts/a 00",)}
TEXT = """\
[ours]
list = ","
[ours.tests]
pattern = "X-{id}"
[ours.tests.ids]
OQ-L1-010 = "VAL-110"
[ours.requirements]
pattern = ""
[ours.requirements.ids]
URS-2 = "VAL-2"
[ours.properties]
key = "{test}"
serves = "{requirements}"
several = ["{verdict}", "{row}"]
open = "defects:{deviations}"
fixed = "bench"
[ours.texts]
comment = "{verdict}. {why}"
[ours.items.fields]
Revision = "{revision}"
Aim = "{objective}"
[ours.run]
run = "{run}"
"""


def test_ids_become_those_of_the_other_system() -> None:
    """A listed id wins, a row before its test; a pattern makes the others, or says that there are none."""
    ids = Ids(pattern="X-{id}", ids={"A": "1", "A [b]": "2"})
    assert [ids.of("A [b]", "A"), ids.of("A [c]", "A"), ids.of("B", "B"), Ids(pattern="").of("B")] == [
        "2", "1", "X-B", ""]


def test_a_system_gets_the_properties_it_reads() -> None:
    """Values, texts and items, with its ids; a template whose facts are all empty is left out."""
    system = read_alm(TEXT, "alm.toml")["ours"]
    facts = system.translated(FACTS)
    assert list(system.values(facts)) == [
        ("key", "VAL-110"), ("serves", "VAL-2"), ("several", "fail"), ("several", "speed=nominal"),
        ("fixed", "bench")]
    assert list(system.inner(facts)) == [("comment", "fail. too late")]
    assert list(system.grouped(facts)) == [("fields", (("Revision", "3"),))]
    assert list(system.of_run({"run": "R-1", "protocol": "P"})) == [("run", "R-1")]
    assert system.deviations.of("R-1-D001") == "R-1-D001"


def test_the_shipped_file_maps_every_id_to_itself() -> None:
    """As shipped it is an example: three systems, and numbers of TestRail that only a site knows."""
    systems = read_alm((library() / "fixtures" / "alm.toml").read_text(encoding="utf-8"), "alm.toml")
    assert list(systems) == ["xray", "polarion", "testrail"]
    made = {name: dict(system.values(system.translated(FACTS))) for name, system in systems.items()}
    assert made["xray"] == {"test_key": "OQ-L1-010", "requirements": "URS-1,URS-2", "tags": "negative"}
    assert made["polarion"] == {"polarion-testcase-id": "OQ-L1-010", "polarion-testcase-comment": "fail. too late",
                                "polarion-parameter-row": "speed=nominal"}
    assert made["testrail"].keys() == {"testrail_result_comment", "testrail_case_field"}
    assert [ids.of("A") for system in systems.values() for ids in (system.requirements, system.deviations)] == (
        ["A"] * 6)


OPEN = "Expected ']' at the end of a table declaration (at end of document)"
KNOWN = ("expected list, tests, requirements, deviations, properties, texts, items, files, run, and in tables of "
         "ids pattern and ids; correct or remove it")
IDS = "expected one of {id}; correct it"
RUNS = "expected one of {run}, {protocol}; correct it"
BRACE = ("expected '}' before end of string); expected text with {run}, {protocol}; write a brace of the text "
         "twice")


@pytest.mark.parametrize(("text", "message"), [
    ("[x", f"alm.toml: found no TOML ({OPEN}); expected one table for each system; correct the file"),
    ("x = 1", "alm.toml: x: found int; expected object; correct it"),
    ("[x]\nlists = ','", f"alm.toml: x: found the unknown key 'lists'; {KNOWN}"),
    ("[x.tests]\npattern = 1", "alm.toml: x.tests.pattern: found int; expected str; correct it"),
    ("[x.tests]\npattern = '{test}'", f"alm.toml: x.tests.pattern: found {{test}} in '{{test}}'; {IDS}"),
    ("[x.run]\na = '{test}'", f"alm.toml: x.run.a: found {{test}} in '{{test}}'; {RUNS}"),
    ("[x.run]\na = '{run'", f"alm.toml: x.run.a: found '{{run' ({BRACE}"),
    ("[x.run]\na = '{run!r}'\n[y.run]\nb = '{}'",
     f"alm.toml: x.run.a: found {{run}} in '{{run!r}}'; {RUNS}\nalm.toml: y.run.b: found {{}} in '{{}}'; {RUNS}"),
])
def test_what_is_wrong_is_told(text: str, message: str) -> None:
    """File, place, what was found, what is expected; one line for each problem."""
    with pytest.raises(AlmError) as caught:
        read_alm(text, "alm.toml")
    assert str(caught.value) == message


def test_an_unknown_system_is_told() -> None:
    """With those that the file has."""
    with pytest.raises(AlmError) as caught:
        system_of({"xray": System()}, "jama", "alm.toml")
    assert str(caught.value) == (
        "alm.toml: found no table [jama]; expected one of xray; correct the name or add the table")


def test_the_page_explains_every_table_and_every_fact() -> None:
    """The example is read as the file is, has every key there is, and the list of facts is complete."""
    text = (library() / "fixtures" / "README.md").read_text(encoding="utf-8")
    page = text.partition("## Ids of other systems")[2]
    example = read_alm(page.partition("```toml\n")[2].partition("```")[0], "README.md")["ours"]
    assert [key for key, value in msgspec.structs.asdict(example).items() if not value] == []
    assert set(re.findall(r"`\{(\w+)\}`", page)) == set(NAMES)
