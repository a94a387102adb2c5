"""``linebench export``: what a package gives to other systems, as files beside it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from linebench.cli.failure import PASS, UserError
from linebench.cli.options import ContentDir, find_content
from linebench.cli.output import say
from linebench.cli.packages import Package

if TYPE_CHECKING:
    from linebench.evidence.alm import System
    from linebench.evidence.report.sittings import Sitting

__all__ = ["export"]

Writer: TypeAlias = "Callable[[Sitting], bytes]"
File: TypeAlias = Path | None


def export(
    package: Package, *,
    junit: Annotated[File, typer.Option(
        "--junit", metavar="FILE.xml", help="Results as JUnit XML with every fact as a property.")] = None,
    matrix: Annotated[File, typer.Option(
        "--matrix", metavar="FILE.csv", help="From requirements to tests, attempts and deviations.")] = None,
    tests: Annotated[File, typer.Option(
        "--tests", metavar="FILE.csv", help="From tests to the requirements they serve.")] = None,
    requirements: Annotated[File, typer.Option(
        "--requirements", metavar="FILE.csv", help="The requirements as the run had them, and outcomes.")] = None,
    to: Annotated[str | None, typer.Option(
        "--to", metavar="SYSTEM", help="xray, polarion, testrail, or another table of alm.toml.")] = None,
    out: Annotated[File, typer.Option(
        "--out", metavar="FILE.xml", help="Results as JUnit XML as that system reads them.")] = None,
    alm: Annotated[File, typer.Option(
        "--alm", metavar="FILE.toml", help="The ids of other systems; fixtures/alm.toml if not given.")] = None,
    content: ContentDir = None,
) -> int:
    """Write results, requirements and matrix of a package for other systems; the package is never changed."""
    from linebench.evidence.exports import results, tracing  # noqa: PLC0415  # the oracle is slow to import
    if (to is None) != (out is None):
        raise UserError("--to and --out: found one of them; expected both: the system, and the file for it")
    files: dict[File, Writer] = {
        junit: results.all_results, matrix: tracing.from_requirements, tests: tracing.from_tests,
        requirements: tracing.requirements}
    if to is not None:
        system = _system(to, alm, content)
        files[out] = lambda sitting: results.results_for(sitting, system)
    _write({path: write for path, write in files.items() if path is not None}, package)
    return PASS


def _write(files: dict[Path, Writer], package: Path) -> None:
    from linebench.evidence.exports.reading import read_package  # noqa: PLC0415  # see above

    if not files:
        raise UserError("found no file to write; expected --junit, --requirements, --matrix, --tests, or --to with "
                        "--out; see linebench export --help")
    inside = next((path for path in files if path.resolve().is_relative_to(package.resolve())), None)
    if inside is not None:
        raise UserError(f"{inside.as_posix()}: lies in the package, which is sealed; name a file elsewhere")
    sitting = read_package(package)
    for path, write in files.items():
        path.write_bytes(write(sitting))
        say(path.as_posix())


def _system(name: str, alm: Path | None, content: Path | None) -> "System":
    from linebench.evidence.alm import ALM, read_alm, system_of  # noqa: PLC0415  # see above

    found = find_content(content)
    file = found.open(alm) if alm else found.read("fixtures", ALM)
    return system_of(read_alm(file.text, file.shown), name, file.shown)
