"""Volumes: no longer than can be read and set, in groups of bookmarks, and the same wherever they are made."""

import os
import subprocess
import sys
from pathlib import Path

import builder
import msgspec
import pypdf
import pytest

from linebench.evidence.files import PackageError, Source
from linebench.evidence.report import volumes
from linebench.evidence.report.language import load_language
from linebench.evidence.report.model import CasePart
from linebench.evidence.report.render import render
from linebench.evidence.report.sittings import Sitting

ENGLISH = load_language(builder.TEMPLATES, "en")
AGAIN = """
import sys, time
from pathlib import Path
from linebench.evidence.report.render import render_package
time.time = lambda: 2_000_000_000.0
for name, stored in render_package(Path(sys.argv[1]), Path(sys.argv[2])).items():
    path = Path(sys.argv[3]) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(stored)
"""


@pytest.fixture(scope="module")
def cases(sittings: tuple[Source, Source]) -> tuple[CasePart, ...]:
    return volumes.tell_cases(Sitting(sittings[0]), ENGLISH)


def many(cases: tuple[CasePart, ...], count: int) -> tuple[CasePart, ...]:
    return tuple(msgspec.structs.replace(cases[0], anchor=f"case-{n}", name=f"OQ-L1-{n:03d}")
                 for n in range(1, count + 1))


def test_cases_are_split_in_order_into_volumes_of_about_equal_length(cases: tuple[CasePart, ...]) -> None:
    """No case is lost or turned, and no volume is much longer than the others."""
    groups = volumes.split(many(cases, 100), 25)
    assert [case.name for group in groups for case in group] == [f"OQ-L1-{n:03d}" for n in range(1, 101)]
    sizes = [len(group) for group in groups]
    assert (len(sizes) > 1, max(sizes) - min(sizes) <= 1) == (True, True)


def test_a_volume_that_came_out_too_long_is_split_again(
        sittings: tuple[Source, Source], cases: tuple[CasePart, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """What counts are the pages as set: here at most two, so that each of three cases has a volume."""
    monkeypatch.setattr(volumes, "_PAGES", 2)
    made = volumes.render_volumes(Sitting(sittings[0]), many(cases, 3), builder.TEMPLATES, ENGLISH)
    assert list(made) == [volumes.name_of(n) for n in (1, 2, 3)]
    whole = Sitting(sittings[0]).bound(made)
    assert [list(one.cases) for one in volumes.bound_in(whole)] == [["case-1"], ["case-2"], ["case-3"]]


def test_bookmarks_have_few_siblings(sittings: tuple[Source, Source], cases: tuple[CasePart, ...],
                                     tmp_path: Path) -> None:
    """Checks of signatures walk bookmarks one in the other: 120 cases stand in groups of 50."""
    bare = tuple(msgspec.structs.replace(case, attempts=()) for case in many(cases, 120))
    made = volumes.render_volumes(Sitting(sittings[0]), bare, builder.TEMPLATES, ENGLISH)
    path = tmp_path / "volume.pdf"
    path.write_bytes(made[volumes.name_of(1)])
    outline = pypdf.PdfReader(path).outline
    assert [len(part) for part in outline if isinstance(part, list)] == [50, 50, 20]


def test_set_in_a_process_of_its_own_it_is_the_same(
        sittings: tuple[Source, Source], cases: tuple[CasePart, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """Long documents are set apart to give back memory; not a byte depends on it."""
    here = volumes.render_volumes(Sitting(sittings[0]), cases, builder.TEMPLATES, ENGLISH)
    monkeypatch.setattr(volumes, "_FEW", -1)
    assert volumes.render_volumes(Sitting(sittings[0]), cases, builder.TEMPLATES, ENGLISH) == here


def test_a_template_that_typst_refuses_is_one_clear_message(
        sittings: tuple[Source, Source], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Set here or apart, the message names the template; one that is missing is told as well."""
    templates = tmp_path / "reports"
    (templates / "lang").mkdir(parents=True)
    (templates / "lang" / "en.json").write_bytes((builder.TEMPLATES / "lang" / "en.json").read_bytes())
    with pytest.raises(PackageError, match=r"volume\.typ: is not there; take it from the shipped content folder"):
        render(sittings[0], templates, "en")
    (templates / "volume.typ").write_text("#panic()", encoding="utf-8")
    for few in (volumes._FEW, -1):  # both ways of setting it
        monkeypatch.setattr(volumes, "_FEW", few)
        with pytest.raises(PackageError, match=r"reports/volume\.typ: typst refuses it: .*panicked"):
            render(sittings[0], templates, "en")


def test_rendered_on_another_day_elsewhere_it_is_the_same(sittings: tuple[Source, Source], tmp_path: Path) -> None:
    """Clock, time zone and locale of whoever renders a package leave no trace."""
    env = os.environ | {"TZ": "Pacific/Auckland", "LC_ALL": "C", "LANG": "C", "SOURCE_DATE_EPOCH": "1"}
    subprocess.run([sys.executable, "-c", AGAIN, str(sittings[0].folder), str(builder.TEMPLATES), str(tmp_path)],
                   check=True, env=env)
    names = ("report.html", "summary.pdf", "volumes/volume-01.pdf", "volumes/volume-02.pdf")
    assert {name: (tmp_path / name).read_bytes() == sittings[0].read(name) for name in names} == dict.fromkeys(
        names, True)
