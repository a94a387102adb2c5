"""A platform is tested when a whole pack was recorded of it; what runs, bundles and packs say of it follows."""

import json
import platform
import re
import shutil
import zipfile
from pathlib import Path

import msgspec
import pytest

from linebench.adequacy.model import Pack, identified
from linebench.adequacy.writing import write_pack
from linebench.bundle.making import pack as bundled
from linebench.bundle.platforms import PLATFORMS
from linebench.bundle.recorded import read_recorded, state_of
from linebench.content import Content, library
from linebench.evidence.files import sha256
from linebench.evidence.model import Tool
from linebench.evidence.points.paper import Paper
from tests.bundle.small import small_wheel

HERE = (platform.system(), platform.machine(), platform.python_version())
RELEASED = Tool(name="linebench", version="0.1.0", commit="ab12", dirty=False)
WHOLE = Pack(result="pass", extent="whole", tool=RELEASED,
             installation="0" * 64, host="bench-3", os="anything", python=HERE[2], system=HERE[0], machine=HERE[1],
             began="2026-11-20T10:00:00.000+00:00", ended="2026-11-20T10:20:00.000+00:00", parts=())
RUN = ("run", "--content", "site", "--scenario", "carton-line", "--seed", 7, "-m", "OQ-L2-003", "--out")


@pytest.fixture
def site(tmp_path):
    (tmp_path / "site" / "fixtures").mkdir(parents=True)
    return tmp_path / "site"


@pytest.fixture
def packed(tmp_path):
    """Write a pack of a qualification that differs from a whole one, and return it."""
    def call(**changes):
        pack = identified(msgspec.structs.replace(WHOLE, **changes))
        write_pack(tmp_path / "pack", pack, {}, library() / "reports")
        return pack

    return call


def content(site: Path) -> Content:
    return Content((site, library()))


def test_a_whole_pack_makes_its_platform_tested(here, site, packed):
    """The row is the pack's, beside the shipped text; the list of platforms has it, all others stay untested."""
    pack = packed()
    done = here("platforms", "--record", "pack", "--content", "site")
    assert done.code == 0, done.err
    (one,) = read_recorded(content(site))
    assert (one.os, one.machine, one.python, one.pack, one.on) == (*HERE, pack.id, "2026-11-20")
    shipped = (library() / "fixtures" / "platforms.toml").read_text(encoding="utf-8")
    assert (site / "fixtures" / "platforms.toml").read_text(encoding="utf-8").startswith(shipped.rstrip("\n"))
    assert re.search(rf"{HERE[0]} +{HERE[1]} +{re.escape(HERE[2])} +tested +{pack.id}", done.out)
    assert len(re.findall("untested", done.out)) == len(PLATFORMS) - 1
    again = here("platforms", "--record", "pack", "--content", "site")
    assert (again.code, "is recorded already" in again.err) == (2, True)


@pytest.mark.parametrize(("changes", "told"), [
    ({"extent": "quick"}, "found a quick qualification"), ({"result": "fail"}, "found the result fail"),
    ({"tool": msgspec.structs.replace(WHOLE.tool, dirty=True)}, "changes that are in no commit"),
    ({"machine": ""}, "found no system or no machine")])
def test_what_shows_nothing_is_not_recorded(here, site, packed, changes, told):
    """A quick one, one that failed, one of a changed bench: a message, and no file is written."""
    packed(**changes)
    done = here("platforms", "--record", "pack", "--content", "site")
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert list((site / "fixtures").iterdir()) == []


def _fit(folder: Path) -> None:
    """Make the manifest anew, as whoever changes a pack would."""
    lines = (f"{sha256(path.read_bytes())}  {path.name}\n" for path in sorted(folder.iterdir())
             if path.name != "manifest-sha256.txt")
    (folder / "manifest-sha256.txt").write_text("".join(lines), encoding="utf-8", newline="\n")


@pytest.mark.parametrize("fitted", [False, True])
def test_a_pack_that_was_changed_is_not_recorded(here, site, packed, tmp_path, fitted):
    """A word in it, with the sums as they were, and with sums that fit again: its id is of what it said."""
    packed(result="fail")
    file = tmp_path / "pack" / "adequacy.json"
    file.write_bytes(file.read_bytes().replace(b'"fail"', b'"pass"', 1))
    if fitted:
        _fit(tmp_path / "pack")
    done = here("platforms", "--record", "pack", "--content", "site")
    told = "is not that of what it says" if fitted else "is not as linebench qualify left it: adequacy.json"
    assert (done.code, told in done.err) == (2, True), done.err
    assert list((site / "fixtures").iterdir()) == []


def test_no_pack_and_no_content_folder_are_refused(here, site, packed):
    """Each with what to do."""
    packed()
    assert "found no --content" in here("platforms", "--record", "pack").err
    assert "found no manifest-sha256.txt" in here("platforms", "--record", "site", "--content", "site").err


def test_of_python_the_minor_version_counts(here, site, packed):
    """A patch of Python is the same platform; another minor version, machine or system is untested."""
    pack = packed(python="3.11.7")
    here("platforms", "--record", "pack", "--content", "site")
    states = [state_of(content(site), *each) for each in (
        (*HERE[:2], "3.11.9"), (*HERE[:2], "3.12.1"), (HERE[0], "riscv64", "3.11.7"), ("Plan9", HERE[1], "3.11.7"))]
    assert states == [pack.id, *["untested"] * 3]


def test_a_run_and_its_report_say_whether_the_platform_is_tested(here, site, packed, tmp_path):
    """Untested until a pack is recorded, then with its id; in run.json and on the pages that people sign."""
    assert here(*RUN, "before").code == 0
    pack = packed()
    here("platforms", "--record", "pack", "--content", "site")
    assert here(*RUN, "after").code == 0
    for folder, state, words in (("before", "untested", "untested: no whole qualification of it is recorded"),
                                 ("after", pack.id, "tested, qualification")):
        run = json.loads((tmp_path / folder / "run.json").read_text(encoding="utf-8"))
        assert run["tool"]["platform"] == state
        paper = Paper("summary.pdf", (tmp_path / folder / "summary.pdf").read_bytes())
        assert words in " ".join(" ".join(paper.pages).split())
        assert here("verify", folder).code == 0


@pytest.mark.parametrize("recorded", [False, True])
def test_a_bundle_says_whether_its_platform_is_tested(here, site, packed, tmp_path, recorded):
    """In how to install it."""
    pack = packed(system="Windows", machine="AMD64", python="3.12.4")
    if recorded:
        here("platforms", "--record", "pack", "--content", "site")
    shutil.copyfile(library() / "fixtures" / "licences.toml", site / "fixtures" / "licences.toml")
    made = bundled([small_wheel(tmp_path, "linebench")], tmp_path / "out", PLATFORMS["windows-amd64"], "3.12",
                   content(site))
    with zipfile.ZipFile(made.path) as files:
        text = files.read("INSTALL.md").decode()
    told = f"tested: its qualification is recorded as {pack.id}" if recorded else "untested: no whole qualification"
    assert f"This platform is {told}" in text
