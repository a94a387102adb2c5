"""Where files are found: a site's folder first, the shipped library behind it."""

import hashlib

import pytest

from linebench.content import Content, ContentError, as_typed, library
from linebench.line.kinds import KINDS
from linebench.records.requirement import Limit, Requirement
from linebench.requirements import read_limit, read_requirements
from linebench.scenario.load import load
from linebench.scenario.problems import ScenarioError
from linebench.units import UnitError

SCENARIO = """\
id = "bare"
title = "Bare"
line = "lines/carton.toml"
products = ["products/product-a.toml"]
[[batch]]
order = "PO-1"
product = "product-a"
lot = "L1"
expiry = "281231"
quantity = 5
"""


def test_a_folder_with_one_feature_and_one_scenario_is_enough(tmp_path):
    """A bare scenario is found beside the feature; what it includes comes from the library."""
    (tmp_path / "bare.toml").write_text(SCENARIO, encoding="utf-8", newline="\n")
    (tmp_path / "bare.feature").write_text("Feature: bare\n", encoding="utf-8")
    content = Content.find(tmp_path)
    assert content.listing("features", "*.feature") == [tmp_path.resolve() / "bare.feature"]
    assert [name for name, _ in load("bare", content, KINDS, near=tmp_path).files] == [
        "bare.toml", "scenarios/lines/carton.toml", "scenarios/markets/eu-fmd.toml",
        "scenarios/products/product-a.toml"]
    assert content.folder("reports") == library() / "reports"


def test_every_file_read_is_noted_with_its_hash(tmp_path):
    """Record 0 names bytes, not machines: paths are relative to the content folder, with forward slashes."""
    (tmp_path / "scenarios" / "lines").mkdir(parents=True)
    path = tmp_path / "scenarios" / "lines" / "x.toml"
    path.write_bytes(b'id = "x"\r\n')
    content = Content.find(tmp_path)
    assert content.read("scenarios", "lines/x.toml").text == 'id = "x"\r\n'
    assert content.files == (("scenarios/lines/x.toml", hashlib.sha256(b'id = "x"\r\n').hexdigest()),)
    assert content.fresh().files == ()


def test_a_file_of_the_site_replaces_that_of_the_library(tmp_path):
    """A shadowed part is used by shipped scenarios as well."""
    (tmp_path / "scenarios" / "products").mkdir(parents=True)
    text = (library() / "scenarios" / "products" / "product-a.toml").read_text(encoding="utf-8")
    (tmp_path / "scenarios" / "products" / "product-a.toml").write_text(
        text.replace('mass = "24 g"', 'mass = "25 g"'), encoding="utf-8")
    assert load("carton-line", Content.find(tmp_path), KINDS).scenario.products[0].mass == 25_000


def test_linebench_toml_names_the_content_folder(tmp_path):
    """The setting holds in every folder below, relative to the file it stands in."""
    (tmp_path / "linebench.toml").write_text('content = "qa"\n', encoding="utf-8")
    (tmp_path / "qa").mkdir()
    (tmp_path / "a" / "b").mkdir(parents=True)
    assert Content.find(start=tmp_path / "a" / "b").roots == (tmp_path.resolve() / "qa", library())


@pytest.mark.parametrize("text", ["contents = 'qa'", "content = 3", "content = 'qa'\nmore = 1", "content = "])
def test_a_wrong_linebench_toml_is_refused(tmp_path, text):
    """Its one key is told."""
    (tmp_path / "linebench.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match=r'linebench\.toml: .*expected only the line content = "DIR"'):
        Content.find(start=tmp_path)


def test_without_a_site_folder_the_library_is_the_content(tmp_path):
    """Nothing has to be set up to use what ships."""
    assert Content.find(start=tmp_path).roots == (library(),)


def test_a_content_folder_that_is_missing_is_refused(tmp_path):
    """The message says how to make one."""
    with pytest.raises(ContentError, match="no folder; expected a content folder; create it with: linebench new"):
        Content.find(tmp_path / "nowhere")


def test_a_file_that_is_missing_is_told_with_those_that_exist():
    """The answer to a misspelt name is the list of names."""
    with pytest.raises(ContentError, match=r"no file 'carton-lin'; expected .*these exist: .*carton-line\.toml"):
        Content((library(),)).resolve("scenarios", "carton-lin")


def test_text_that_is_no_utf8_is_refused(tmp_path):
    """The message says at which byte, and what to do."""
    (tmp_path / "x.toml").write_bytes(b'id = "\xff"')
    with pytest.raises(ContentError, match=r"no UTF-8 at offset 6; expected UTF-8 text; save the file as UTF-8"):
        Content.find(tmp_path).read("scenarios", "x.toml")


def test_messages_in_records_show_no_path_of_the_machine(tmp_path, monkeypatch):
    """A file is named by its place in its folder, from whatever folder the run was started."""
    site, out = tmp_path / "site", tmp_path / "out"
    site.mkdir()
    content = Content.find(site)
    absolute = f"{site / 'scenarios' / 'x.toml'}:3: seed; {out}/a; {library()}/scenarios/y.toml; opposite/x"
    for here in (tmp_path, site, library()):
        monkeypatch.chdir(here)
        plain = content.plain(f"{absolute}; {as_typed(site / 'x.toml')}", out)
        assert plain == "scenarios/x.toml:3: seed; a; scenarios/y.toml; opposite/x; x.toml"


REQUIREMENT = """\
[[requirement]]
id = "URS-STP-001"
revision = "2"
title = "Stop"
text = "The belt stands in time."
source = "URS 4.1"
critical = true
classes = ["stop"]
limit = { max = "500 ms" }
"""


def test_requirements_are_read_with_their_limits():
    """A limit is in the base unit of its quantity; its text stays as written."""
    assert read_requirements(REQUIREMENT, "r.toml") == (Requirement(
        "URS-STP-001", "2", "Stop", "The belt stands in time.", "URS 4.1", True, ("stop",), (),
        Limit("max. 500 ms", "us", None, 500_000)),)


@pytest.mark.parametrize(("bounds", "limit"), [
    ({"min": "2 g"}, Limit("min. 2 g", "mg", 2_000, None)),
    ({"min": "1", "max": "3"}, Limit("min. 1, max. 3", "1", 1, 3)),
    ({"max": "5 packs"}, Limit("max. 5 packs", "packs", None, 5)),
    ({"max": "1 %"}, Limit("max. 1 %", "ppm", None, 10_000)),
    ({"value": "500 ms", "tolerance": "50 ms"}, Limit("500 ms ± 50 ms", "us", 450_000, 550_000)),
    ({"max": "1 %", "confidence": "95 %"}, Limit("max. 1 % with 95 % confidence", "ppm", None, 10_000, 950_000)),
])
def test_a_limit_is_a_range_in_base_units(bounds, limit):
    """Bounds are inclusive; what is not stated is not bounded."""
    assert read_limit(bounds) == limit


@pytest.mark.parametrize("bounds", [
    {"max": "5 apples"}, {"min": "1 s", "max": "1 mm"}, {"min": "2 s", "max": "1 s"}, {"max": "fast"},
    {"max": "1 s", "confidence": "2 s"}, {"max": "1 %", "confidence": "100 %"},
    {"max": "0 %", "confidence": "95 %"}, {"max": "1 %", "confidence": "1 s"}])
def test_a_limit_that_cannot_hold_is_refused(bounds):
    """No quantity, two kinds of quantity, an empty range, a confidence that no sample gives or in no share."""
    with pytest.raises(UnitError):
        read_limit(bounds)


@pytest.mark.parametrize(("old", "new", "message"), [
    ("critical = true", 'critical = "yes"',
     "r.toml:7: requirement.1.critical: found 'yes'; expected true or false; correct it"),
    ("max", "maximum", ("r.toml:9: requirement.1.limit: found {'maximum': '500 ms'}; expected "
                       '{max = "…"}, {min = "…"}, both, {value = "…", tolerance = "…"}, or '
                       '{max = "…", confidence = "…"}; correct it')),
    ("500 ms", "500 msec", ("r.toml:9: requirement.1.limit: found '500 msec' is no time, length, mass, share or "
                           "number of packs; expected quantities of one kind with units, in order; correct it")),
    ('"URS-STP-001"', '"URS STP"',
     "r.toml:2: requirement.1.id: found 'URS STP'; expected letters, digits, - and _; correct it"),
    ('title = "Stop"\n', "", "r.toml:1: requirement.1.title: found nothing; expected text in quotes; correct it"),
])
def test_a_wrong_requirement_is_refused(old, new, message):
    """File, line, key, what was found and what was expected, for each."""
    with pytest.raises(ScenarioError) as error:
        read_requirements(REQUIREMENT.replace(old, new), "r.toml")
    assert str(error.value) == message


def test_a_requirement_id_is_used_once():
    """Two requirements of the same id could not be told apart by a tag."""
    with pytest.raises(ScenarioError, match=r"r\.toml:11: requirement\.2\.id: found 'URS-STP-001' a second time"):
        read_requirements(REQUIREMENT * 2, "r.toml")
