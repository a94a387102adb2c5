"""``linebench verify`` and ``report``: what can be done with an evidence package after the run."""

from pathlib import Path
from typing import Annotated, Protocol

import typer

from linebench.cli.options import AsJson, ContentDir, find_content, known_key
from linebench.cli.output import say

__all__ = ["report", "verify"]

Package = Annotated[Path, typer.Argument(metavar="PACKAGE", help="Folder of a run, mostly evidence/<run id>.")]
Checked = Annotated[Path, typer.Argument(
    metavar="PACKAGE", help=(
        "Folder of a run, mostly evidence/<run id>, of a conformance statement, or of a dossier."))]


class Report(Protocol):
    """What came of a check."""

    @property
    def exit_code(self) -> int:
        """Of the command."""

    def text(self) -> str:
        """For people."""

    def json(self) -> str:
        """For programs."""


def verify(
    package: Checked,
    *, key: Annotated[str, typer.Option(
        "--key", metavar="FINGERPRINT",
        help="Installation whose seal it must be; the seal's key as an earlier verify told it.")] = "",
    as_json: AsJson = False,
) -> int:
    """Check an evidence package offline, verdicts included, a conformance statement, or a dossier with all of its
    packages.
    """
    from linebench.evidence.dossier.store import is_dossier  # noqa: PLC0415  # see above
    from linebench.evidence.statement.checking import (  # noqa: PLC0415  # the oracle is slow to import
        check_statement,
        is_statement,
    )
    from linebench.evidence.verify import verify as check  # noqa: PLC0415  # see above

    if is_dossier(package):
        return _verify_dossier(package, as_json=as_json)
    found: Report = (check_statement if is_statement(package) else check)(package, expected_key=known_key(key))
    say((found.json() if as_json else found.text()).rstrip())
    return found.exit_code


def _verify_dossier(folder: Path, *, as_json: bool) -> int:
    from linebench.evidence.dossier.verifying import verify_dossier  # noqa: PLC0415  # the PDF library is slow

    found = verify_dossier(folder)
    say((found.json() if as_json else found.text()).rstrip())
    return found.exit_code


def report(
    package: Package,
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Where the reports go; the current "
                                             "folder if not given. The package itself is never changed.")] = None,
    content: ContentDir = None,
    language: Annotated[str, typer.Option("--language", metavar="TAG", help=(
        "Language of the reports, such as de; that of the test cases if not given."))] = "",
) -> None:
    """Render the reports of a package again."""
    from linebench.evidence.files import Source  # noqa: PLC0415  # the renderer is slow to import
    from linebench.evidence.report.render import render  # noqa: PLC0415  # see above

    target = out or Path()
    files = render(Source(package), find_content(content).folder("reports"), language)
    for name, data in files.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes(data)
        say((target / name).as_posix())
