"""The bench qualifies itself, and every later run names the pack."""

import json

import msgspec
import pytest

from linebench.adequacy.model import Pack, identified
from linebench.adequacy.standing import newest
from linebench.cli import main

CASE = ("run", "--scenario", "carton-line", "--seed", 7, "-m", "OQ-L2-003")


@pytest.fixture(scope="module")
def folder(home, tmp_path_factory):
    """A quick qualification."""
    out = tmp_path_factory.mktemp("qualified") / "pack"
    main(["qualify", "--quick", "--out", str(out)])
    return out


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
    assert {one.id for one in pack.parts if one.left_out} == {"installation", "rules", "replay", "clock"}


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
