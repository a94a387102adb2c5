"""Results as JUnit XML: with every fact, or with the properties that another system reads."""

import base64
from collections.abc import Iterator
from fnmatch import fnmatchcase

from linebench.evidence.alm import System
from linebench.evidence.exports.facts import facts_of, file_facts, told
from linebench.evidence.junit import CaseTold, Property, encode_cases
from linebench.evidence.report.sittings import Sitting

__all__ = ["all_results", "results_for"]


def all_results(sitting: Sitting) -> bytes:
    """Write JUnit XML in which each test case has every fact as a property."""
    return encode_cases(sitting.run, sitting.verdicts, lambda one: told(sitting, one))


def results_for(sitting: Sitting, system: System) -> bytes:
    """Write JUnit XML with the properties that a system reads, and with its ids.

    Raises:
        PackageError: an attached file cannot be read.

    """
    of_file = [Property(name, value) for name, value in system.of_run(file_facts(sitting))]
    return encode_cases(sitting.run, sitting.verdicts, lambda one: _properties(sitting, system, one), of_file)


def _properties(sitting: Sitting, system: System, one: CaseTold) -> Iterator[Property]:
    facts = system.translated(facts_of(sitting, one))
    yield from (Property(name, value) for name, value in system.values(facts))
    yield from (Property(name, text=text) for name, text in system.inner(facts))
    yield from (Property(name, items=items) for name, items in system.grouped(facts))
    for name, patterns in system.files.items():
        if items := tuple(_files(sitting, one, patterns)):
            yield Property(name, items=items)


def _files(sitting: Sitting, one: CaseTold, patterns: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Give the attached files of the last attempt that match, in base64."""
    start = f"{one.last.folder}/attachments/" if one.last else ""
    for name in sitting.source.names() if start else ():
        plain = name.removeprefix(start)
        if name.startswith(start) and any(fnmatchcase(plain, pattern) for pattern in patterns):
            yield plain, base64.b64encode(sitting.source.read(name)).decode()
