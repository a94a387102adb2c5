"""``linebench dossier remark``, ``correct``, ``review`` and ``attach``: what people add."""

from pathlib import Path
from typing import Annotated

import typer

from linebench.cli.dossier.desks import AsUser, Folder, Reason, Subject, Text, desk_for
from linebench.cli.failure import PASS
from linebench.cli.options import ContentDir
from linebench.cli.output import say

__all__ = ["attach", "correct", "remark", "review"]


def remark(
    folder: Folder, *, user: AsUser, text: Text, subject: Subject = "whole", content: ContentDir = None,
) -> int:
    """Add a remark."""
    from linebench.evidence.dossier.adding import remark as add_remark  # noqa: PLC0415  # the PDF library is slow

    added = add_remark(desk_for(folder, user, "remark", content), subject, text)
    say(f"remark {added.n} on {added.subject}")
    return PASS


def correct(
    folder: Folder, number: Annotated[int, typer.Argument(metavar="N", help="Number of the remark.")],
    *, user: AsUser, text: Text, reason: Reason, content: ContentDir = None,
) -> int:
    """Correct a remark; the earlier one stays and is shown."""
    from linebench.evidence.dossier.adding import correct as correct_remark  # noqa: PLC0415  # see remark

    added = correct_remark(desk_for(folder, user, "correct", content), number, text, reason)
    say(f"remark {added.n} corrects remark {number}")
    return PASS


def review(
    folder: Folder, *, user: AsUser,
    result: Annotated[str, typer.Option("--result", help='correct or "not correct".')],
    subject: Subject = "whole", text: Text = "", content: ContentDir = None,
) -> int:
    """Add the review of a case, a run or the whole."""
    from linebench.evidence.dossier.adding import review as add_review  # noqa: PLC0415  # see remark

    added = add_review(desk_for(folder, user, "review", content), subject, result, text)
    say(f"{added.subject}: {added.result}")
    return PASS


def attach(
    folder: Folder, file: Annotated[Path, typer.Argument(metavar="FILE", help="It is copied into the dossier.")],
    *, user: AsUser, subject: Subject = "whole",
    title: Annotated[str, typer.Option("--title", help="What it is.")] = "", content: ContentDir = None,
) -> int:
    """Attach a file to a case, a deviation or the whole."""
    from linebench.evidence.dossier.adding import attach as attach_file  # noqa: PLC0415  # see remark

    added = attach_file(desk_for(folder, user, "attach", content), file, title, subject)
    say(f"{added.id}: {added.file}, sha256 {added.sha256}")
    return PASS
