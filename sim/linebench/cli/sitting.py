"""Options of ``linebench run`` for executions that last days: the next sitting, and what is executed again."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import msgspec
import typer

from linebench.cli.failure import UserError
from linebench.content import Content

if TYPE_CHECKING:
    from linebench.bdd.config import RunConfig
    from linebench.evidence.sittings import Repeat, Sitting

__all__ = ["Authoriser", "Before", "DeviationId", "RepeatReason", "Repeats", "StopAfter", "Wanted", "seated"]

Before: TypeAlias = Annotated[Path | None, typer.Option(
    "--continue", metavar="PACKAGE", help=(
        "The next sitting of an execution: package of the sitting before. Its seed and planned set are kept, and "
        "what was executed is not run again."))]
Repeats: TypeAlias = Annotated[list[str] | None, typer.Option(
    "--repeat", metavar="CASE", help=(
        'Execute a case once more (repeatable): --repeat "OQ-L1-001 [speed=nominal]".'))]
DeviationId: TypeAlias = Annotated[str, typer.Option(
    "--deviation", metavar="ID", help="The deviation that a repeat answers.")]
RepeatReason: TypeAlias = Annotated[str, typer.Option("--reason", help="Why a case is repeated.")]
Authoriser: TypeAlias = Annotated[str, typer.Option(
    "--authorised-by", metavar="USER", help="Who allowed the repeat.")]
StopAfter: TypeAlias = Annotated[int, typer.Option(
    "--stop-after", min=0, metavar="N", help="End this sitting after N test cases; the others stay open. 0: none.")]


class Wanted(msgspec.Struct, frozen=True):
    """What was typed about the sitting."""

    before: Path | None = None
    repeats: tuple[str, ...] = ()
    deviation: str = ""
    reason: str = ""
    authorised_by: str = ""


def seated(config: "RunConfig", wanted: Wanted, content: Content, folder: Path,
           words: Sequence[str]) -> "tuple[RunConfig, Sitting | None]":
    """Return the run as the sitting before leaves it to do.

    Raises:
        UserError: words are missing or do not go together.
        SittingError: the execution cannot be continued; the aborted package in ``folder`` records it.

    """
    _refuse_words(wanted)
    if wanted.before is None:
        return config, None
    from linebench.cli.refused import keep_refusal  # noqa: PLC0415  # evidence is slow to import
    from linebench.evidence.sittings import SittingError  # noqa: PLC0415  # see above

    try:
        sitting = _sitting(wanted.before, wanted, content)
    except SittingError as error:
        keep_refusal(folder, content, words, str(error))
        raise
    rows = tuple(row for row in sitting.rows if not config.rows or row in config.rows)
    if not rows:
        raise UserError("--continue: found no case that is open and that the protocol lets run; expected one")
    return replace(config, seed=sitting.before.seed, rows=rows, repeats=sitting.repeats), sitting


def _refuse_words(wanted: Wanted) -> None:
    said = {"--deviation": wanted.deviation, "--reason": wanted.reason, "--authorised-by": wanted.authorised_by}
    if wanted.repeats and wanted.before is None:
        raise UserError("--repeat: found no --continue; expected the package in which the case was executed")
    missing = [option for option, text in said.items() if not text.strip()]
    if wanted.repeats and missing:
        raise UserError(f"--repeat: found no {', no '.join(missing)}; expected all of {', '.join(said)}: a repeat "
                        "without them would be testing into compliance")
    if not wanted.repeats and len(missing) < len(said):
        raise UserError(f"{next(option for option in said if option not in missing)}: found no --repeat; expected "
                        "the case that is repeated")


def _sitting(before: Path, wanted: Wanted, content: Content) -> "Sitting":
    from linebench.evidence.audit import wall_clock  # noqa: PLC0415  # see seated
    from linebench.evidence.sittings import SittingError, next_sitting, why_not_now  # noqa: PLC0415  # see seated

    sitting = next_sitting(before)
    if why := why_not_now(sitting, wall_clock()):
        raise SittingError(why)
    if wanted.repeats:
        sitting = msgspec.structs.replace(sitting, repeat=_repeat(sitting, wanted, content))
    if not sitting.rows:
        raise SittingError(f"{before.as_posix()}: found no case that is open; expected one; to execute a case once "
                           "more, name it with --repeat")
    return sitting


def _repeat(sitting: "Sitting", wanted: Wanted, content: Content) -> "Repeat":
    from linebench.cli.controlled import people_of  # noqa: PLC0415  # see seated
    from linebench.evidence.model import case_name  # noqa: PLC0415  # see seated
    from linebench.evidence.people.errors import PeopleError  # noqa: PLC0415  # see seated
    from linebench.evidence.people.users import find_user  # noqa: PLC0415  # see seated
    from linebench.evidence.sittings import Repeat, SittingError, find_case  # noqa: PLC0415  # see seated

    try:
        find_user(people_of(content), wanted.authorised_by)
    except PeopleError as error:
        raise SittingError(f"--authorised-by: {error}") from error
    cases = [find_case(sitting, text) for text in dict.fromkeys(wanted.repeats)]
    for case in cases:
        if case.deviations and wanted.deviation not in case.deviations:
            raise SittingError(f"--deviation: found {wanted.deviation!r}; expected one raised on "
                               f"{case_name(case.test, case.row)}: {', '.join(case.deviations)}")
    return Repeat(cases=tuple((case.test, case.row) for case in cases), deviation=wanted.deviation,
                  reason=wanted.reason, authorised_by=wanted.authorised_by)
