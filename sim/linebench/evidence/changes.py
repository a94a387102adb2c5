"""What is not as it was between two runs of one execution: computer, software, files read, and who sat where.

Annex 15, 2.7: a change during execution is reported and justified, so each one is a row.
"""

from collections.abc import Iterable, Iterator

import msgspec

from linebench.evidence.environment import (
    ENVIRONMENT,
    Area,
    Difference,
    Item,
    decode_environment,
    differences,
    fact_of,
)
from linebench.evidence.files import PackageError, Source
from linebench.evidence.model import FileHash, Run

__all__ = ["changes", "facts_of", "inventory_changes"]

_RUN = "run.json"
_AS_NEEDED = "configuration"
"""Two sittings read other files and use other seats, as their test cases need them."""


def changes(before: Run, after: Run) -> tuple[Difference, ...]:
    """Return what two runs say differently of their environment.

    Of files read and of seats, what both have is compared; of the computer and its software, everything.
    """
    old, new = tuple(facts_of(before)), tuple(facts_of(after))
    both = {fact_of(item) for item in old} & {fact_of(item) for item in new}
    return differences(*([item for item in items if item.area != _AS_NEEDED or fact_of(item) in both]
                         for items in (old, new)))


def inventory_changes(before: Source, after: Source) -> tuple[Difference, ...]:
    """Return what the inventory of one package had at its end and that of the next at its start otherwise.

    Nothing where one of them has no inventory.

    Raises:
        PackageError: an inventory is damaged.

    """
    if not (before.has(ENVIRONMENT) and after.has(ENVIRONMENT)):
        return ()
    try:
        old, new = (decode_environment(source.read(ENVIRONMENT)) for source in (before, after))
    except msgspec.MsgspecError as error:
        raise PackageError(f"{ENVIRONMENT}: is damaged: {error}") from error
    return differences(old.end.items, new.start.items)


def facts_of(run: Run) -> Iterator[Item]:
    """Yield what a run says of its environment."""
    yield from _computer(run)
    yield from _software(run)
    yield from _files((run.scenario, *run.features, *run.files))
    yield from _seats(run)


def _item(area: Area, subject: str, name: str, value: str) -> Item:
    return Item(area=area, subject=subject, property=name, value=value, source=_RUN)


def _computer(run: Run) -> Iterator[Item]:
    yield _item("hardware", "computer", "host", run.host)
    yield _item("hardware", "computer", "clock", run.clock)
    yield _item("hardware", "computer", "time zone", run.zone)
    yield _item("software", "computer", "operating system", run.os)
    yield _item("software", "computer", "Python", run.python)
    yield _item("bench", "run", "planted defects", ", ".join(run.mutants) or "none")


def _software(run: Run) -> Iterator[Item]:
    tool = run.tool
    yield _item("bench", tool.name, "commit", tool.commit)
    yield _item("bench", tool.name, "sources differ from the commit", str(tool.dirty))
    yield _item("bench", tool.name, "SHA-256", tool.sha256)
    for package in run.software:
        name, _, version = package.rpartition(" ")
        yield _item("software", name, "version", version)


def _files(files: Iterable[FileHash]) -> Iterator[Item]:
    yield from (_item("configuration", file.path, "SHA-256", file.sha256) for file in files)


def _seats(run: Run) -> Iterator[Item]:
    for one in run.components:
        yield _item("configuration", f"seat {one.seat}", "nature", one.nature)
        yield _item("configuration", f"seat {one.seat}", "name", one.name)
        yield _item("configuration", f"seat {one.seat}", "version", one.version)
