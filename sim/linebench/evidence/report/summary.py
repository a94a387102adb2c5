"""The summary: the short document that people sign. It names the volumes by their hash and covers every sitting."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from linebench.evidence.closing import Closing
from linebench.evidence.files import PackageError, Source
from linebench.evidence.matrix import MATRIX, encode_matrix
from linebench.evidence.people.boxes import boxes_in, open_fields
from linebench.evidence.report.desk import desk
from linebench.evidence.report.frame import frame_of
from linebench.evidence.report.language import Language, load_language
from linebench.evidence.report.sections import SECTIONS
from linebench.evidence.report.sections.conclusion import sentences
from linebench.evidence.report.sheet import Frame, Section
from linebench.evidence.report.sittings import Sitting, Sittings
from linebench.evidence.report.telling import told_of
from linebench.evidence.report.told import Told
from linebench.evidence.stored import Stored

__all__ = ["SUMMARY", "TEMPLATE", "Summary", "render_summary", "set_summary", "summarize"]

SUMMARY = "summary.pdf"
TEMPLATE = "summary.typ"


class Summary(Stored, frozen=True, kw_only=True):
    """What a summary says. ``conclusion``: its sentences; ``record``: the hash that a signature is bound to."""

    frame: Frame
    runs: tuple[str, ...]
    conclusion: tuple[str, ...]
    sections: tuple[Section, ...]
    record: str
    matrix: str
    """The whole trace matrix as CSV, which is attached."""


def render_summary(packages: Sequence[Source], closing: Closing, templates: Path, language: str, *,
                   record: str = "") -> dict[str, bytes]:
    """Return the summary of one or more sittings by file name, with an open signature field in each box.

    Args:
        packages: the packages of an execution, in the order of their sittings.
        closing: what people added; empty for a package as the bench leaves it.
        templates: the folder ``reports``.
        language: name of the language file.
        record: the record hash to print where it is kept elsewhere; else over all packages and ``closing``.

    Raises:
        PackageError: a package lacks something, the packages are of different protocols, or a rehearsal is to be
            accepted.

    """
    words = load_language(templates, language)
    summary = summarize(Sittings(map(Sitting, packages)), closing, words, record=record)
    return {SUMMARY: set_summary(summary, templates, words)}


def summarize(sittings: Sittings, closing: Closing, language: Language, *, record: str = "") -> Summary:
    """Say everything that the summary says.

    Raises:
        PackageError: a rehearsal is to be accepted.

    """
    runs = tuple(one.run for one in sittings.each)
    told = told_of(sittings, closing, language, record=record)
    _may_conclude(told)
    frame = frame_of(runs, sittings.verdicts.verdict, closing, language, kind="summary",
                     footer=(language.say("signature.record"), told.record))
    return Summary(frame=frame, runs=tuple(run.id for run in runs), conclusion=sentences(told),
                   sections=tuple(section(told) for section in SECTIONS), record=told.record,
                   matrix=encode_matrix(sittings.rows).decode())


def set_summary(summary: Summary, templates: Path, language: Language) -> bytes:
    """Set the summary as PDF.

    Raises:
        PackageError: a template is missing, or typst refuses it.

    """
    attached = {MATRIX: summary.matrix.encode()}
    said = msgspec.structs.replace(summary, matrix="")
    with desk(TEMPLATE, said, summary.frame.at, templates, language, attached=attached) as laid:
        return open_fields(laid.set(), boxes_in(laid.template, laid.folder))


def _may_conclude(told: Told) -> None:
    """Performance is not qualified on a stand-in: neither accepted nor accepted with conditions."""
    if told.rehearsal and told.closing.conclusion in ("accepted", "conditions"):
        seats = ", ".join(told.rehearsal)
        raise PackageError(
            f"{told.protocol.number}: found the conclusion {told.closing.conclusion!r} of a rehearsal, with "
            f"{seats} emulated or simulated; expected none or 'rejected'; qualify performance with the real "
            "components")
