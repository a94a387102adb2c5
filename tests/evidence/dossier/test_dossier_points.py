"""The points on what people add: each is found when its defect is planted in a signed dossier, or else holds."""

import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from tests.evidence.dossier import acting

from linebench.evidence.dossier.verifying import verify_dossier
from linebench.evidence.verify import verify

Plant = Callable[[Path], None]


def told(name: str, change: Callable[[Any], None]) -> Plant:
    """A change in a file of the dossier."""
    def plant(folder: Path) -> None:
        path = folder / name
        value = json.loads(path.read_bytes()) if path.exists() else []
        change(value)
        path.write_bytes(json.dumps(value).encode())
    return plant


def one(name: str, **values: object) -> Plant:
    """Fields of the first entry of a list."""
    return told(name, lambda entries: entries[0].update(values))


def page_edited(folder: Path) -> None:
    """A line drawn over the first page, appended behind the signatures."""
    path = folder / "summary.pdf"
    writer = IncrementalPdfFileWriter(io.BytesIO(path.read_bytes()))
    RawContent(b"10 10 m 200 200 l S").add_to_page(writer, 0)
    edited = io.BytesIO()
    writer.write(edited)
    path.write_bytes(edited.getvalue())


def reviewed_by_who_executed(folder: Path) -> None:
    """A review in the name of whoever started the first sitting."""
    executor = json.loads((folder.parent / "first" / "run.json").read_bytes())["started_by"]
    told("reviews.json", lambda each: each.append(REVIEW | {"by": executor}))(folder)


REVIEW = {"by": "r.reviewer", "at": "2031-05-05T12:00:00.000+00:00", "subject": "whole", "result": "correct"}
REMARK = {"n": 1, "by": "e.executor", "at": "2031-05-05T12:00:00.000+00:00", "subject": "whole", "text": "None."}
DEFECTS: dict[str, tuple[str, Plant]] = {
    "reviewed by who executed": ("EC-25", reviewed_by_who_executed),
    "reviewed at no time": ("EC-25", told("reviews.json", lambda each: each.append(REVIEW | {"at": "today"}))),
    "a correction of nothing": ("EC-33", told("remarks.json", lambda each: each.append(REMARK | {"corrects": 7}))),
    "a class of its own": ("EC-48", one("deviations.json", classed="cosmetic")),
    "a kind of its own": ("EC-48", one("deviations.json", kind="bad luck")),
    "closed without resolution": ("EC-50", one("deviations.json", resolution="")),
    "closed by nobody": ("EC-50", one("deviations.json", approved_by=[])),
    "accepted with an open deviation": ("EC-51", one("deviations.json", state="open")),
    "a signature without a meaning": ("EC-64", one("signatures.json", meaning="")),
    "a signature that no page shows": ("EC-64", one("signatures.json", printed_name="Ernst Executor")),
    "a signature for another record": ("EC-65", one("signatures.json", record_sha256="0" * 64)),
    "signatures out of order": ("EC-66", told("signatures.json", lambda each: each.reverse())),
    "signed by a tool": ("EC-67", one("signatures.json", user_id="linebench")),
    "a page edited behind the signatures": ("EC-68", page_edited),
    "a word changed after the signatures": ("EC-68", one("deviations.json", cause="somebody else")),
}


def failing(dossier: Path) -> set[str]:
    return {each.id for each in verify_dossier(dossier).points if each.state == "fail"}


def test_a_repeat_alone_says_where_the_earlier_attempts_are(sittings: Path) -> None:
    """A later sitting by itself is judged for what it holds; what it continues is left for the dossier to show."""
    report = verify(sittings / "third")
    assert (report.exit_code, [each.id for each in report.points if each.state == "fail"]) == (0, [])
    asked = next(each for each in report.points if each.id == "EC-27")
    where = "attempt 1 is in an earlier sitting, the last in run first; a dossier over all sittings shows whether"
    assert (asked.state, asked.notes) == ("open", tuple(f"{case}: {where} they are kept"
                                                        for case in ("OQ-L1-951", "OQ-L1-952")))


def test_a_dossier_without_the_earlier_attempt_fails(signed_once: Path, tmp_path: Path) -> None:
    """With the first sitting beside it, the attempt that a repeat follows has to be there."""
    for each in acting.NAMES:
        shutil.copytree(signed_once.parent / each, tmp_path / each)
    shutil.rmtree(tmp_path / "first" / "attempts" / "OQ-L1-952")
    assert "EC-27" in failing(tmp_path / "dossier")


def test_no_point_fails_of_a_signed_dossier(signed_once: Path) -> None:
    """What people closed, concluded and signed fails no point; what they left undone is open and no failure."""
    points = verify_dossier(signed_once).points
    assert [(each.id, each.notes) for each in points if each.state == "fail"] == []
    assert {"EC-50", "EC-51", "EC-64", "EC-65", "EC-66", "EC-68"} <= {
        each.id for each in points if each.state == "ok"}


@pytest.mark.parametrize("name", DEFECTS)
def test_a_planted_defect_is_named(signed_once: Path, tmp_path: Path, name: str) -> None:
    """The defect is put into a copy; verification names the point."""
    for each in acting.NAMES:
        shutil.copytree(signed_once.parent / each, tmp_path / each)
    point, plant = DEFECTS[name]
    plant(tmp_path / "dossier")
    assert point in failing(tmp_path / "dossier")
