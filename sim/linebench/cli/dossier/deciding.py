"""``linebench dossier deviation``, ``condition`` and ``conclude``: what people decide."""

from typing import Annotated, TypeAlias

import typer

from linebench.cli.dossier.desks import AsUser, Folder, Reason, Text, desk_for, users_of
from linebench.cli.failure import PASS, UserError
from linebench.cli.options import ContentDir
from linebench.cli.output import say

__all__ = ["conclude", "condition", "deviation"]

Change: TypeAlias = str | None


def deviation(
    folder: Folder,
    name: Annotated[str, typer.Argument(metavar="ID", help="The deviation, as the packages name it.")],
    *, user: AsUser,
    state: Annotated[Change, typer.Option("--state", help="open, closed, or accepted under a condition.")] = None,
    kind: Annotated[Change, typer.Option("--kind", help="Protocol, set-up or executor error, system defect, bench "
                                                       "error.")] = None,
    classed: Annotated[Change, typer.Option("--classed", help="critical, major or minor.")] = None,
    cause: Annotated[Change, typer.Option("--cause")] = None,
    impact: Annotated[Change, typer.Option("--impact", help="On product, patient, data and tests passed.")] = None,
    resolution: Annotated[Change, typer.Option("--resolution")] = None,
    retest: Annotated[Change, typer.Option(
        "--retest", help='The attempt that showed it, "OQ-L1-001, attempt 2"; or why it is accepted.')] = None,
    number: Annotated[Change, typer.Option("--number", help="The quality system's own number.")] = None,
    reason: Reason = "", content: ContentDir = None,
) -> int:
    """Say what a deviation is, what caused it and what became of it; close it."""
    from linebench.evidence.dossier.deciding import assess  # noqa: PLC0415  # the PDF library is slow to import

    typed = {"state": state, "kind": kind, "classed": classed, "cause": cause, "impact": impact,
             "resolution": resolution, "retest": retest, "number": number}
    changes = {field: value for field, value in typed.items() if value is not None}
    if not changes:
        options = ", ".join(f"--{field}" for field in typed)
        raise UserError(f"{name}: found nothing to change; expected one of {options}")
    after = assess(desk_for(folder, user, "deviation", content), name, changes, reason)
    say(f"{after.deviation}: {after.state}, {after.kind or 'no kind yet'}, {after.classed}")
    return PASS


def condition(
    folder: Folder, *, user: AsUser, text: Text,
    owner: Annotated[str, typer.Option("--owner", metavar="USER", help="Who sees to it.")],
    due: Annotated[str, typer.Option("--due", metavar="DATE", help="Until when, such as 2027-03-31.")],
    about: Annotated[str, typer.Option("--deviation", metavar="ID", help="The deviation it belongs to.")] = "",
    content: ContentDir = None,
) -> int:
    """Add a condition under which the result is accepted."""
    from linebench.evidence.closing import Condition  # noqa: PLC0415  # see deviation
    from linebench.evidence.dossier.deciding import add_condition  # noqa: PLC0415  # see deviation

    one = Condition(text=text, owner=owner, due=due, deviation=about)
    add_condition(desk_for(folder, user, "condition", content), one, users_of(content))
    say(f"condition for {about or 'the whole'}: {owner}, {due}")
    return PASS


def conclude(
    folder: Folder,
    word: Annotated[str, typer.Argument(metavar="CONCLUSION", help="accepted, conditions or rejected.")],
    *, user: AsUser,
    release: Annotated[str, typer.Option("--release", help="The next stage that is released.")] = "",
    original: Annotated[str, typer.Option("--original", help="original or true copy.")] = "original",
    reason: Reason = "", content: ContentDir = None,
) -> int:
    """Conclude the execution."""
    from linebench.evidence.dossier.deciding import conclude as conclude_dossier  # noqa: PLC0415  # see deviation

    done = conclude_dossier(desk_for(folder, user, "conclude", content), word, release=release, original=original,
                            reason=reason)
    say(f"conclusion: {done.conclusion}, by {done.by} at {done.at}")
    return PASS
