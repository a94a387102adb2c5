"""``linebench impact``: what changed between two benches, and which test cases to repeat because of it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from linebench.cli.failure import PASS, UserError
from linebench.cli.options import AsJson
from linebench.cli.output import say

if TYPE_CHECKING:
    from linebench.evidence.model import CaseKey

__all__ = ["Only", "chosen_by", "impact"]

_SIDE = "evidence package, environment.json of one, or baseline"

Only: TypeAlias = Annotated[Path | None, typer.Option("--only", metavar="IMPACT.json", help=(
    "Only the test cases of a regression set, as linebench impact --json tells it."))]


def impact(
    old: Annotated[Path, typer.Argument(metavar="OLD", help=f"Before: {_SIDE}.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help=f"After: {_SIDE}.")],
    *, out: Annotated[Path | None, typer.Option("--out", metavar="FILE.md", help=(
        "Write it there, for people; beside it FILE.json, for linebench run --only."))] = None,
    as_json: AsJson = False,
) -> int:
    """Compare two benches; tell changes, affected requirements and the test cases to repeat, each with reasons."""
    from linebench.evidence.impact.comparing import compare  # noqa: PLC0415  # the oracle is slow to import
    from linebench.evidence.impact.reading import known  # noqa: PLC0415  # see above
    from linebench.evidence.impact.telling import markdown  # noqa: PLC0415  # see above
    from linebench.evidence.model import encode_pretty  # noqa: PLC0415  # see above

    if out is not None and out.suffix != ".md":
        raise UserError(f"--out: found {out.as_posix()!r}; expected a file that ends in .md")
    found = compare(known(old), known(new))
    text, data = markdown(found), encode_pretty(found)
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(text, encoding="utf-8", newline="\n")
        out.with_suffix(".json").write_bytes(data)
    say((data.decode() if as_json else text).rstrip())
    return PASS


def chosen_by(only: Path | None, rows: "tuple[CaseKey, ...]") -> "tuple[CaseKey, ...]":
    """Return the test cases of a regression set; of ``rows`` alone, where there are some.

    Raises:
        UserError: the file is no comparison, or nothing is left to run.

    """
    if only is None:
        return rows
    import msgspec  # noqa: PLC0415  # only for those who have a set

    from linebench.evidence.impact.model import Impact  # noqa: PLC0415  # see above

    try:
        found = msgspec.json.decode(only.read_bytes(), type=Impact)
    except (OSError, msgspec.MsgspecError) as error:
        raise UserError(f"--only: {only.as_posix()}: found no comparison ({error}); expected what linebench impact "
                        "--json prints") from error
    if found.everything:
        raise UserError(f"--only: {only.as_posix()}: found a comparison that does not know the test cases; every "
                        "one is to be repeated: run without --only")
    wanted = tuple((one.test, one.row) for one in found.repeat if not rows or (one.test, one.row) in rows)
    if not wanted:
        raise UserError(f"--only: {only.as_posix()}: found no test case to repeat that this run may execute; "
                        "nothing was run")
    return wanted
