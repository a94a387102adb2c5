"""Reads one side of a comparison: an evidence package, environment.json, or an approved baseline."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from linebench.evidence.derived import RUN, read_requirements, read_run
from linebench.evidence.environment import ENVIRONMENT, Item, decode_environment
from linebench.evidence.files import PackageError, Source
from linebench.evidence.impact.inventories import bench_of, content_of, installation_of, libraries_of
from linebench.evidence.impact.journals import Shown
from linebench.evidence.impact.kind import Read, all_kinds
from linebench.evidence.impact.model import CaseFacts, Facts, Known
from linebench.evidence.model import Planned, case_name
from linebench.evidence.revisions import REVISIONS, Revisions
from linebench.evidence.verdicts import AttemptVerdict, read_verdicts

__all__ = ["known", "known_inventory", "known_package"]


class _Baseline(msgspec.Struct):
    item: tuple[Item, ...]


def known(path: Path) -> Known:
    """Read a side.

    Raises:
        PackageError: it is none of the three, or damaged.

    """
    if path.is_dir():
        if not (path / RUN).is_file():
            raise PackageError(f"{path.as_posix()}: found a folder without {RUN}; expected an evidence package, "
                               f"{ENVIRONMENT} or a baseline; name the folder of a run")
        return known_package(path)
    try:
        data = path.read_bytes()
        items = (msgspec.toml.decode(data, type=_Baseline).item if path.suffix == ".toml"
                 else decode_environment(data).end.items)
    except OSError as error:
        raise PackageError(f"{path.as_posix()}: cannot be read: {error.strerror}; name an evidence package, "
                           f"{ENVIRONMENT} or a baseline") from error
    except (msgspec.MsgspecError, ValueError) as error:
        raise PackageError(f"{path.as_posix()}: found no inventory ({error}); expected {ENVIRONMENT}, or a "
                           "baseline as linebench inventory writes it; name one, or a package") from error
    return known_inventory(path.as_posix(), items)


def known_inventory(name: str, items: Iterable[Item]) -> Known:
    """Return what an inventory knows."""
    return Known(name, _inventory(tuple(items)), {}, package=False)


def _inventory(rows: Sequence[Item]) -> dict[str, Facts]:
    content = content_of(rows)
    features = {path: digest for path, digest in content.items() if path.startswith("features/")}
    return {
        "bench": bench_of(rows), "library": libraries_of(rows), "installation": installation_of(rows),
        "feature": features, "file": {path: content[path] for path in content.keys() - features.keys()}}


def known_package(folder: Path) -> Known:
    """Read a package.

    Raises:
        PackageError: it is damaged or not whole.

    """
    source = Source(folder)
    read = Read(source, read_run(source), read_requirements(source), read_verdicts(source), _revisions(source),
                *_content(source))
    facts = {kind.name: found for kind in all_kinds() if (found := kind.facts(read)) is not None}
    return Known(folder.as_posix(), facts, _cases(read), tuple(one.id for one in read.requirements),
                 inventory=_inventory(read.items) if read.items else {})


def _revisions(source: Source) -> Revisions | None:
    if not source.has(REVISIONS):
        return None
    try:
        return msgspec.json.decode(source.read(REVISIONS), type=Revisions)
    except msgspec.MsgspecError as error:
        raise PackageError(f"{REVISIONS}: is damaged: {error}") from error


def _content(source: Source) -> tuple[dict[str, str], tuple[Item, ...]]:
    run = read_run(source)
    named = {file.path: file.sha256 for file in (*run.files, *run.features)}
    if not source.has(ENVIRONMENT):
        return named, ()
    try:
        items = decode_environment(source.read(ENVIRONMENT)).end.items
    except msgspec.MsgspecError as error:
        raise PackageError(f"{ENVIRONMENT}: is damaged: {error}") from error
    return {**content_of(items), **named}, items


def _cases(read: Read) -> dict[str, CaseFacts]:
    tried: dict[tuple[str, str], list[AttemptVerdict]] = defaultdict(list)
    for attempt in read.verdicts.attempts:
        tried[attempt.test, attempt.row].append(attempt)
    return {case_name(plan.test, plan.row): _case(read, plan, tried[plan.test, plan.row])
            for plan in read.run.planned}


def _case(read: Read, plan: Planned, tried: Sequence[AttemptVerdict]) -> CaseFacts:
    shown, name = Shown(), case_name(plan.test, plan.row)
    for attempt in tried:
        shown.read(read.source, f"{attempt.folder}/journal.zst")
    rules: dict[str, int] = defaultdict(int)
    for rule in (rule for attempt in tried for rule in attempt.rules):
        rules[rule.rule] += rule.opportunities or rule.count
    steps = [step for step in (read.revisions.steps if read.revisions else ()) if name in step.cases]
    served = dict.fromkeys((*plan.requirements, *(each for attempt in tried for each in attempt.requirements)))
    return CaseFacts(
        plan.test, plan.row, plan.script, tuple(served), frozenset(f"{one.keyword} {one.phrase}" for one in steps),
        frozenset(one.file for one in steps), dict(rules), frozenset(shown.records), shown.seats,
        frozenset(shown.links), frozenset(shown.dialects), frozenset(shown.files), shown.images,
        whole=shown.whole and bool(tried))
