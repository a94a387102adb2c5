"""The files of a package that follow from its other files: verdicts, matrix and JUnit results.

The writer makes them and ``verify`` makes them again; both call this, so they can only differ when the
inputs or the rules do.
"""

from collections.abc import Sequence

import msgspec

from linebench.evidence.deviations import deviations
from linebench.evidence.files import PackageError, Source
from linebench.evidence.junit import JUNIT, encode_junit
from linebench.evidence.matrix import MATRIX, encode_matrix, matrix
from linebench.evidence.model import Run, case_name, encode_pretty
from linebench.evidence.seal import Results, resource
from linebench.evidence.verdicts import VERDICTS, Verdicts
from linebench.records.requirement import Requirement

__all__ = ["REQUIREMENTS", "RUN", "derived_files", "read_requirements", "read_run", "results"]

RUN = "run.json"
REQUIREMENTS = "requirements.json"


def read_run(source: Source) -> Run:
    """Read run.json.

    Raises:
        PackageError: it is missing or damaged.

    """
    try:
        return msgspec.json.decode(source.read(RUN), type=Run)
    except msgspec.MsgspecError as error:
        raise PackageError(f"{RUN}: is damaged: {error}") from error


def read_requirements(source: Source) -> tuple[Requirement, ...]:
    """Read requirements.json.

    Raises:
        PackageError: it is missing or damaged.

    """
    try:
        return msgspec.json.decode(source.read(REQUIREMENTS), type=tuple[Requirement, ...])
    except msgspec.MsgspecError as error:
        raise PackageError(f"{REQUIREMENTS}: is damaged: {error}") from error


def derived_files(run: Run, verdicts: Verdicts, requirements: Sequence[Requirement]) -> dict[str, bytes]:
    """Return verdicts.json, matrix.csv and junit.xml."""
    rows = matrix(verdicts, requirements, deviations(run, verdicts, requirements), run.deselected)
    return {VERDICTS: encode_pretty(verdicts), MATRIX: encode_matrix(rows),
            JUNIT: encode_junit(run, verdicts)}


def results(run: Run, verdicts: Verdicts) -> Results:
    """Return what the seal states about the tests. Tests that neither passed nor failed are warned of."""
    names = [(case_name(case.test, case.row), case.verdict) for case in verdicts.cases]
    good = verdicts.verdict in ("pass", "na") and verdicts.complete
    return Results(
        result="PASSED" if good else "FAILED",
        configuration=tuple(resource(file) for file in (run.scenario, *run.features, *run.files)),
        passed_tests=tuple(name for name, verdict in names if verdict == "pass"),
        warned_tests=tuple(name for name, verdict in names if verdict not in ("pass", "fail")),
        failed_tests=tuple(name for name, verdict in names if verdict == "fail"),
    )
