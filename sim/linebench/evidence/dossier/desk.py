"""Where people act on a dossier: every act and every refusal goes into its audit trail before a file changes.

Who, what, when, old value, new value and why: 21 CFR 11.10 (e), Annex 11, 9; EC-32, EC-33, EC-68.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing as closing_down
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import NoReturn, Self

from linebench.evidence.audit import AuditTrail, read_audit, wall_clock
from linebench.evidence.controlled import Person
from linebench.evidence.dossier.errors import RefusedError
from linebench.evidence.dossier.merging import Merged, changed_package, read_parts
from linebench.evidence.dossier.store import AUDIT, Store
from linebench.evidence.files import sha256, write_whole
from linebench.evidence.people.errors import PeopleError
from linebench.evidence.people.users import SYSTEM_ACCOUNT, find_user

__all__ = ["REFUSED", "STORED", "Desk", "Value", "person_of"]

REFUSED = "refused"
STORED = "stored"
"""What the audit trail calls it when a file was written: old and new are its SHA-256."""

Value = tuple[str, str, str]
"""What was changed, its old and its new value."""


def person_of(users: Sequence[Person], user: str) -> Person:
    """Return the person who acts.

    Raises:
        PeopleError: the users file knows nobody of that id, or it is a system account.

    """
    person = find_user(users, user)
    if SYSTEM_ACCOUNT in person.roles:
        raise PeopleError(f"{user} is a system account; expected a person; name yourself")
    return person


class Desk:
    """A dossier, open for one person."""

    def __init__(self, store: Store, person: Person, *, host: str, now: Callable[[], str] = wall_clock) -> None:
        self.store, self.person, self._host, self.now = store, person, host, now

    @classmethod
    def open(cls, folder: Path, user: str, users: Sequence[Person], *, host: str, action: str,
             now: Callable[[], str] = wall_clock) -> Self:
        """Let somebody act. ``action``: what they want to do, for the audit trail of a refusal.

        Raises:
            RefusedError: the user is unknown or a system account, or the clock jumped back.
            PackageError: the dossier or its audit trail cannot be read.

        """
        desk = cls(Store(folder), Person(id=user, name=user, roles=()), host=host, now=now)
        try:
            desk.person = person_of(users, user)
        except PeopleError as error:
            desk.refuse(action, str(error))
        desk._refuse_early(action)
        return desk

    def _refuse_early(self, action: str) -> None:
        """Refuse an act that would be dated before one that is in the trail already."""
        events = read_audit(self.store.source.read(AUDIT)).events
        times = (event.at for event in events if event.action != REFUSED)
        last = max(times, key=datetime.fromisoformat, default="")
        if last and datetime.fromisoformat(self.now()) < datetime.fromisoformat(last):
            self.refuse(action, f"the clock of this computer is before the last act of the dossier at {last}: it "
                                "jumped back; set it right and try again")

    @cached_property
    def merged(self) -> Merged:
        """The execution as its packages tell it."""
        return Merged(read_parts(self.store.packages))

    def has(self, *roles: str) -> bool:
        """Whether the person has one of some roles."""
        return any(role in self.person.roles for role in roles)

    @property
    def executed(self) -> bool:
        """Whether the person executed one of the sittings."""
        return self.person.id in self.merged.executors or self.person.name in self.merged.executors

    def refuse(self, action: str, why: str, subject: str = "") -> NoReturn:
        """Refuse what was wanted, and keep that in the audit trail.

        Raises:
            RefusedError: always.

        """
        with closing_down(self._trail()) as trail:
            trail.add(REFUSED, subject=subject or action, reason=f"{action}: {why}")
        raise RefusedError(f"{self.store.folder.as_posix()}: {action}: {why}")

    def ready(self, action: str) -> None:
        """Ask whether the content may be changed at all.

        Raises:
            RefusedError: it was signed, or a package is not the one that the dossier names.

        """
        signed = self.store.signatures
        if signed:
            self.refuse(action, f"revision {self.store.dossier.revision} was signed by {signed[0].printed_name} as "
                                f"{signed[0].role} at {signed[0].at}; nothing may change after that; begin a new "
                                "revision with: linebench dossier revise")
        self.untouched(action)

    def untouched(self, action: str) -> None:
        """Ask whether every package is still the one that the dossier names.

        Raises:
            RefusedError: one was changed or is missing.

        """
        for folder, bound in zip(self.store.packages, self.store.dossier.packages, strict=True):
            if why := changed_package(folder, bound.manifest):
                self.refuse(action, why)

    def act(self, action: str, *, subject: str = "", reason: str = "", values: Sequence[Value] = (),
            files: Mapping[str, bytes]) -> None:
        """Put an act into the audit trail and write what it changes, in this order: a file is never newer.

        Raises:
            PackageError: the audit trail or a file cannot be written.

        """
        with closing_down(self._trail()) as trail:
            for what, old, new in values or ((subject, "", ""),):
                trail.add(action, subject=what or subject, old=old, new=new, reason=reason)
            for name, data in files.items():
                old = self.store.source.digest(name)[0] if self.store.source.has(name) else ""
                if old != sha256(data):
                    trail.add(STORED, subject=name, old=old, new=sha256(data))
        for name, data in files.items():
            write_whole(self.store.folder / name, data)

    def remove(self, names: Sequence[str], reason: str) -> None:
        """Take files of the current revision away, as a new one begins without them."""
        with closing_down(self._trail()) as trail:
            for name in names:
                trail.add(STORED, subject=name, old=self.store.source.digest(name)[0], reason=reason)
        for name in names:
            (self.store.folder / name).unlink()

    def _trail(self) -> AuditTrail:
        return AuditTrail.reopen(self.store.folder / AUDIT, host=self._host, actor=self.person.id, now=self.now)
