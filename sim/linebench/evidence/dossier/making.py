"""Makes a dossier over the packages of an execution, and takes a later sitting into it."""

from collections.abc import Callable, Sequence
from contextlib import closing as closing_down
from pathlib import Path

import msgspec

from linebench.evidence.audit import AuditTrail, wall_clock
from linebench.evidence.closing import Assessed, Closing
from linebench.evidence.controlled import Person, SignatureRole
from linebench.evidence.dossier.desk import REFUSED, STORED, Desk, person_of
from linebench.evidence.dossier.errors import DossierError, RefusedError
from linebench.evidence.dossier.merging import Merged, Part, read_parts
from linebench.evidence.dossier.model import BoundPackage, Concluded, Dossier
from linebench.evidence.dossier.record import proposed
from linebench.evidence.dossier.rules import OPEN
from linebench.evidence.dossier.store import AUDIT, CONCLUSION, DEVIATIONS, DOSSIER, relative, written
from linebench.evidence.files import PackageError, sha256, write_whole
from linebench.evidence.judging import Judge, oracle
from linebench.evidence.model import encode_pretty
from linebench.evidence.people.errors import PeopleError
from linebench.evidence.verify import INTACT, verify

__all__ = ["PLAN", "add_package", "make_dossier", "not_intact"]

PLAN = (
    SignatureRole(role="executor", meaning="Performed: I carried out or started these tests and recorded the "
                                           "results at the time"),
    SignatureRole(role="reviewer", meaning="Review: results, evidence and deviations checked, complete"),
    SignatureRole(role="owner", meaning="Responsibility: fit for intended use"),
    SignatureRole(role="qa", meaning="Approval: complies with procedures and GMP"),
)
"""Who signs where the protocol names nobody, in order; the language files of the reports have the same boxes."""


def make_dossier(packages: Sequence[Path], folder: Path, user: str, users: Sequence[Person], *, host: str,
                 protocol_record: str = "", now: Callable[[], str] = wall_clock, judge: Judge = oracle) -> Dossier:
    """Make a dossier. ``protocol_record``: SHA-256 of the approved protocol record, where there is one.

    Raises:
        RefusedError: the user is unknown, or the packages are not whole, not of one execution or of another
            protocol; the audit trail that is begun in ``folder`` says so.
        DossierError: the folder holds something already.

    """
    _refuse_used(folder)
    folder.mkdir(parents=True, exist_ok=True)
    trail = folder / AUDIT
    opened = AuditTrail.reopen if trail.exists() else AuditTrail
    with closing_down(opened(trail, host=host, actor=user, now=now)) as audit:
        try:
            person_of(users, user)
            parts = _checked(packages, protocol_record, judge)
        except (PackageError, PeopleError) as error:
            audit.add(REFUSED, subject="make", reason=str(error))
            raise RefusedError(str(error)) from error
        return _begin(folder, parts, protocol_record, audit)


def _refuse_used(folder: Path) -> None:
    """A dossier has its own folder; one in which only a refusal was noted may be used again."""
    if folder.exists() and any(path.name != AUDIT for path in folder.iterdir()):
        raise DossierError(f"{folder.as_posix()}: found files in it; expected a new or empty folder: every dossier "
                           "has its own; to take a later sitting into a dossier: linebench dossier add")


def _checked(packages: Sequence[Path], protocol_record: str, judge: Judge) -> tuple[Part, ...]:
    parts = read_parts(packages)
    for part in parts:
        if why := not_intact(part, judge) or _other_protocol(part, protocol_record):
            raise DossierError(why)
    return parts


def not_intact(part: Part, judge: Judge = oracle) -> str:
    """Say what verification has against a package, ``""`` when it is whole and intact."""
    report = verify(part.source.folder, judge=judge)
    if report.exit_code == INTACT:
        return ""
    first = f"{report.problems[0].file}: {report.problems[0].what}" if report.problems else "the run was aborted"
    return (f"{part.source.folder.as_posix()}: found a package that is not intact ({first}); expected whole "
            "packages; restore it")


def _other_protocol(part: Part, protocol_record: str) -> str:
    approved = part.run.approval.record if part.run.approval else ""
    if not protocol_record or approved == protocol_record:
        return ""
    return (f"{part.source.folder.as_posix()}: found a run of protocol record {approved[:16] or 'none'}; expected "
            f"{protocol_record[:16]}…, the protocol that was named")


def _begin(folder: Path, parts: Sequence[Part], protocol_record: str, audit: AuditTrail) -> Dossier:
    merged, protocol = Merged(parts), parts[-1].run.protocol
    dossier = Dossier(
        id=folder.resolve().name, protocol=protocol.number, protocol_revision=protocol.revision,
        protocol_record=protocol_record, packages=tuple(_bound(part, folder) for part in parts),
        signatures=protocol.signatures or PLAN)
    files = {DOSSIER: encode_pretty(dossier), CONCLUSION: encode_pretty(Concluded())}
    files |= written(Closing(assessed=tuple(map(proposed, merged.deviations))))
    audit.add("dossier made", subject=dossier.id, new=", ".join(one.run for one in dossier.packages))
    for name, data in files.items():
        audit.add(STORED, subject=name, new=sha256(data))
    for name, data in files.items():
        write_whole(folder / name, data)
    return dossier


def _bound(part: Part, folder: Path) -> BoundPackage:
    return BoundPackage(path=relative(part.source.folder, folder), run=part.run.id, manifest=part.manifest)


def add_package(desk: Desk, package: Path, *, judge: Judge = oracle) -> Dossier:
    """Take a later sitting into a dossier. Deviations it settles by executing what was open leave the list.

    Raises:
        RefusedError: the package is not the next sitting, or not intact, or the dossier was signed.

    """
    action = "add"
    desk.ready(action)
    try:
        parts = read_parts((*desk.store.packages, package))
        why = not_intact(next(part for part in parts if part.source.folder == package), judge)
    except PackageError as error:
        why = str(error)
    if why:
        desk.refuse(action, why, package.name)
    before, merged = desk.store.closing.assessed, Merged(parts)
    bound = tuple(_bound(part, desk.store.folder) for part in parts)
    dossier = msgspec.structs.replace(desk.store.dossier, packages=bound)
    known = {one.deviation: one for one in before}
    assessed = tuple(known.get(one.id, proposed(one)) for one in merged.deviations)
    desk.act("package added", subject=parts[-1].run.id, values=_changes(parts[-1].run.id, before, assessed),
             files={DOSSIER: encode_pretty(dossier), DEVIATIONS: encode_pretty(assessed)})
    return dossier


def _changes(run: str, before: Sequence[Assessed], after: Sequence[Assessed]) -> list[tuple[str, str, str]]:
    old, new = ({one.deviation for one in some} for some in (before, after))
    settled = [(f"deviation {name}", OPEN, "settled: the case was executed") for name in sorted(old - new)]
    return [(run, "", "next sitting"), *settled, *((f"deviation {name}", "", OPEN) for name in sorted(new - old))]
