"""The bench qualifies itself, and every later run names the pack."""

import json
import re
from pathlib import Path

import msgspec
import pikepdf
import pypdfium2 as pdfium
import pytest

from linebench import adequacy
from linebench.adequacy.model import Pack, identified
from linebench.adequacy.qualify import PARTS
from linebench.adequacy.standing import newest
from linebench.adequacy.writing import write_pack
from linebench.cli import main
from linebench.content import library
from linebench.evidence.files import sha256
from linebench.inventory.distributions import installed

README = (Path(adequacy.__file__).parent / "README.md").read_text(encoding="utf-8")
CASE = ("run", "--scenario", "carton-line", "--seed", 7, "-m", "OQ-L2-003")


@pytest.fixture(scope="module")
def commands():
    """The commands of the room's README, as they stand there."""
    return [line.split() for line in README.split("```sh\n")[1].partition("```")[0].splitlines()]


@pytest.fixture(scope="module")
def folder(home, commands, tmp_path_factory):
    """A quick qualification, made by the README's first command."""
    with pytest.MonkeyPatch.context() as patch:
        place = tmp_path_factory.mktemp("qualified")
        patch.chdir(place)
        main(commands[0][1:])
    return place / "pack"


@pytest.fixture(scope="module")
def pack(folder):
    return msgspec.json.decode((folder / "adequacy.json").read_bytes(), type=Pack)


def part(pack, name):
    return next(one for one in pack.parts if one.id == name)


@pytest.mark.parametrize("name", ["installation", "traps", "rules", "replay"])
def test_a_part_finds_nothing_wrong(pack, name):
    """Every row of the part passes; clocks are left out, for a busy computer is late without being wrong."""
    found = part(pack, name)
    assert [(one.id, one.found) for one in found.rows if one.result == "fail"] == []
    assert found.result == "pass"


def test_all_ten_traps_are_planted(pack):
    """Each has a row of its own, beside that of a sound protocol."""
    assert [one.id for one in part(pack, "traps").rows] == [f"TRAP-{n:02}" for n in range(11)]


def test_a_quick_pack_says_what_it_left_out(pack):
    """Its extent, and for each part what was not tried."""
    assert pack.extent == "quick"
    assert {one.id for one in pack.parts if one.left_out} == {"installation", "rules", "replay", "clock", "points"}


def test_the_id_is_made_from_what_the_pack_says(pack):
    """Version and digits of the hash; another word in it makes another id."""
    assert identified(pack).id == pack.id
    assert pack.id.startswith(f"AP-{pack.tool.version}-")
    assert identified(msgspec.structs.replace(pack, host="another")).id != pack.id


def test_the_next_run_names_the_pack(here, pack, tmp_path):
    """Tool.adequacy is its id, Tool.self_test what it found."""
    assert here(*CASE, "--out", "run").code == 0
    tool = json.loads((tmp_path / "run" / "run.json").read_text(encoding="utf-8"))["tool"]
    assert (tool["adequacy"], tool["self_test"]) == (pack.id, pack.result)


@pytest.mark.parametrize("change", ["other installation", "damaged", "edited"])
def test_a_pack_that_is_not_of_this_installation_does_not_count(home, pack, change):
    """Another installation, a damaged file, or one that was edited: there is no pack, and a run says so."""
    file = next(home.rglob(f"{pack.id}.json"))
    kept = file.read_bytes()
    other = identified(msgspec.structs.replace(pack, installation="0" * 64))
    text = {"other installation": msgspec.json.encode(other), "damaged": kept[:100],
            "edited": kept.replace(b'"pass"', b'"fail"', 1)}[change]
    assert newest() == pack
    try:
        file.write_bytes(text)
        assert newest() is None
    finally:
        file.write_bytes(kept)


def test_a_folder_with_files_is_refused(here, tmp_path):
    """A pack never covers files."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a.txt").write_text("a", encoding="utf-8")
    done = here("qualify", "--quick", "--out", "full")
    assert (done.code, done.out) == (2, "")
    assert "found files in it; expected a new or empty folder" in done.err


def test_a_quick_pack_leaves_points_out(pack):
    """Their requirement is then neither met nor failed; those of parts that were executed have their result."""
    assert part(pack, "points").result == "n/a"
    found = {one.id: one.result for one in pack.requirements}
    assert found["BR-04"] == found["BR-07"] == "n/a"
    assert [found[name] for name in ("BR-01", "BR-02", "BR-03", "BR-06")] == ["pass"] * 4


def test_a_pack_says_what_stand_ins_do_not_show(pack):
    """Every level and device of the worlds that were executed, each with a sentence."""
    found = {one.seat: one.nature for one in pack.fidelity}
    assert {"l1", "l2", "l3", "camera", "printer", "operator"} <= set(found)
    assert (found["l2"], found["camera"]) == ("emulated", "simulated")
    assert all(one.statement for one in pack.fidelity)


def test_the_files_of_a_pack_fit_together(folder, pack):
    """The manifest has the sum of each; the pack names the list of components, and lies inside the document."""
    lines = (folder / "manifest-sha256.txt").read_text(encoding="utf-8").splitlines()
    sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
    assert set(sums) == {"adequacy.html", "adequacy.json", "adequacy.pdf", "sbom.cdx.json"}
    assert sums == {name: sha256((folder / name).read_bytes()) for name in sums}
    assert [(one.name, one.sha256) for one in pack.files] == [("sbom.cdx.json", sums["sbom.cdx.json"])]
    with pikepdf.open(folder / "adequacy.pdf") as document:
        assert document.attachments["adequacy.json"].get_file().read_bytes() == (
            folder / "adequacy.json").read_bytes()


def test_every_page_is_named_and_counted(folder, pack):
    """The id, the result as a word, and page x of y."""
    with pdfium.PdfDocument(folder / "adequacy.pdf") as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    word = {"pass": "PASS", "fail": "FAIL"}[pack.result]
    for n, text in enumerate(pages, 1):
        assert pack.id in text
        assert f"Page {n} of {len(pages)}" in text
        assert word in text


@pytest.mark.parametrize(("language", "word"), [("en", "Known limits"), ("de", "Bekannte Grenzen")])
def test_equal_packs_give_equal_bytes(pack, tmp_path, language, word):
    """Written twice in a language: the same document, the same page, which loads nothing from elsewhere."""
    for name in ("a", "b"):
        write_pack(tmp_path / name, pack, {}, library() / "reports", language)
    files = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert [(tmp_path / "a" / name).read_bytes() for name in files] == [
        (tmp_path / "b" / name).read_bytes() for name in files]
    text = (tmp_path / "a" / "adequacy.html").read_text(encoding="utf-8")
    assert word in text
    assert re.search(r"(src|href)=|url\(|@import", text) is None


def test_the_list_of_components_has_every_package(folder):
    """The bench itself, and each distribution that it needs, with its version."""
    found = json.loads((folder / "sbom.cdx.json").read_text(encoding="utf-8"))
    known = {name: there.version for name, there in installed().items()}
    assert found["metadata"]["component"]["name"] == "linebench"
    assert {"linebench": found["metadata"]["component"]["version"],
            **{one["name"]: one["version"] for one in found["components"]}} == known


@pytest.mark.nightly
def test_a_whole_qualification(here, home, tmp_path):
    """Every rule and every point that has a defect is named; clocks are left out, as above."""
    assert here("qualify", "--out", "whole").code in {0, 3}
    whole = msgspec.json.decode((tmp_path / "whole" / "adequacy.json").read_bytes(), type=Pack)
    bad = [(each.id, one.id, one.found) for each in whole.parts for one in each.rows
           if one.result == "fail" and each.id != "clock"]
    assert bad == []
    assert {one.left_out for one in whole.parts} == {""}


def test_the_readme_names_every_part_and_file(here, commands, folder):
    """Both tables have what there is, and the other command runs as it stands."""
    rows = re.findall(r"^\| (.*?) \|", README, re.MULTILINE)
    assert set(PARTS) <= set(rows)
    named = {name for each in rows for name in re.findall(r"`([\w.-]+\.\w+)`", each)}
    assert named == {path.name for path in folder.iterdir()}
    assert [here(*words[1:]).code for words in commands[1:]] == [0]
