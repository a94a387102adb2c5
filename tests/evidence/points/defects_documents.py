"""Defects of the document, its pages and its durability: EC-01 to EC-12, EC-52 and EC-62 to EC-75."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
from planting import edit, plants

from linebench.adequacy.plantings import seal_anew

SUMMARY = "summary.pdf"
VOLUME = "volumes/volume-01.pdf"


def rework(folder: Path, change: Callable[[pikepdf.Pdf], None], name: str = SUMMARY) -> None:
    """Change a document of the package, and seal it anew."""
    path = folder / name
    with pikepdf.Pdf.open(io.BytesIO(path.read_bytes())) as document:
        change(document)
        document.save(path)
    seal_anew(folder)


def retell(folder: Path, change: Callable[[Any], None], name: str = SUMMARY) -> None:
    """Change what a document says of itself inside."""
    def put(document: pikepdf.Pdf) -> None:
        content = json.loads(document.attachments["content.json"].get_file().read_bytes())
        change(content)
        del document.attachments["content.json"]
        document.attachments["content.json"] = json.dumps(content).encode()
    rework(folder, put, name)


def without(content: Any, section: str) -> None:
    """Take a section away."""
    content["sections"] = [each for each in content["sections"] if each["id"] != section]


def set_protocol(folder: Path, **values: object) -> None:
    """Change fields of the protocol that was executed."""
    edit(folder, "run.json", lambda run: run["protocol"].update(values))


@plants("EC-01")
def other_number(folder: Path) -> None:
    set_protocol(folder, number="LB-OQ-99")


@plants("EC-01")
def no_title(folder: Path) -> None:
    set_protocol(folder, title="")


@plants("EC-01")
def page_taken_out(folder: Path) -> None:
    rework(folder, lambda document: document.pages.__delitem__(1))


@plants("EC-01")
def page_taken_out_of_a_volume(folder: Path) -> None:
    rework(folder, lambda document: document.pages.__delitem__(0), VOLUME)


@plants("EC-01")
def no_status(folder: Path) -> None:
    retell(folder, lambda content: content["frame"].update(status=""))


@plants("EC-02")
def history_of_another_revision(folder: Path) -> None:
    set_protocol(folder, revision="4")


@plants("EC-02")
def revision_without_reason(folder: Path) -> None:
    edit(folder, "run.json", lambda run: run["protocol"]["history"][0].update(reason=""))


@plants("EC-03")
def approved_after_the_first_step(folder: Path) -> None:
    edit(folder, "run.json", lambda run: run["approval"].update(at="2026-11-20T10:00:01.500+01:00"))


@plants("EC-03")
def approved_without_hash(folder: Path) -> None:
    edit(folder, "run.json", lambda run: run["approval"].update(record=""))


@plants("EC-10")
def no_fidelity(folder: Path) -> None:
    edit(folder, "run.json", lambda run: run["components"][0].update(fidelity=""))


@plants("EC-11")
def self_test_failed(folder: Path) -> None:
    edit(folder, "run.json", lambda run: run["tool"].update(self_test="fail"))


@plants("EC-52")
def no_deviation_list(folder: Path) -> None:
    retell(folder, lambda content: without(content, "deviations"))


@plants("EC-65")
def record_without_hash(folder: Path) -> None:
    retell(folder, lambda content: content.update(record="f" * 64))


@plants("EC-69")
def no_fields(folder: Path) -> None:
    rework(folder, lambda document: document.Root.__delitem__("/AcroForm"))


@plants("EC-69")
def field_without_meaning(folder: Path) -> None:
    def blank(document: pikepdf.Pdf) -> None:
        document.Root.AcroForm.Fields[0].TU = pikepdf.String("")
    rework(folder, blank)


@plants("EC-70")
def no_language(folder: Path) -> None:
    rework(folder, lambda document: document.Root.__delitem__("/Lang"))


@plants("EC-70")
def no_bookmarks_in_a_volume(folder: Path) -> None:
    rework(folder, lambda document: document.Root.__delitem__("/Outlines"), VOLUME)


@plants("EC-70")
def verdict_in_colour_alone(folder: Path) -> None:
    retell(folder, lambda content: content["frame"].update(word=""))


@plants("EC-71")
def nothing_inside(folder: Path) -> None:
    rework(folder, lambda document: document.attachments.__delitem__("content.json"))


@plants("EC-71")
def other_content_than_printed(folder: Path) -> None:
    retell(folder, lambda content: content["frame"].update(verdict="pass"), VOLUME)


@plants("EC-72")
def volume_taken_away(folder: Path) -> None:
    (folder / VOLUME).unlink()
    seal_anew(folder)


@plants("EC-73")
def a_file_put_in(folder: Path) -> None:
    (folder / "notes.txt").write_bytes(b"all is well")


@plants("EC-74")
def rendered_on_another_day(folder: Path) -> None:
    def date(document: pikepdf.Pdf) -> None:
        document.docinfo["/CreationDate"] = pikepdf.String("D:20270101000000Z")
    rework(folder, date)


@plants("EC-75")
def neither_original_nor_copy(folder: Path) -> None:
    retell(folder, lambda content: without(content, "statement"))
