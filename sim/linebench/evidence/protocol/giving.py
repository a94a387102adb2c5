"""Puts one signature under a protocol, after everything that speaks against it has been asked."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from linebench.evidence.controlled import Person
from linebench.evidence.files import sha256, write_whole
from linebench.evidence.people.credential import Credential
from linebench.evidence.people.errors import PeopleError
from linebench.evidence.people.order import may_sign, may_use
from linebench.evidence.people.signed import printed_name
from linebench.evidence.people.signing import check, sign, unsound
from linebench.evidence.people.users import find_user
from linebench.evidence.protocol.approval import PROTOCOL_PDF, kept_record, read_standing
from linebench.evidence.stored import Stored

__all__ = ["Given", "give"]


class Given(Stored, frozen=True, kw_only=True):
    """A signature under a protocol. ``old``, ``new``: SHA-256 of the document; ``due``: the role that is next."""

    name: str
    old: str
    new: str
    due: str


def give(folder: Path, people: Sequence[Person], credential: Credential, *, user: str, role: str, location: str,
         at: datetime) -> Given:
    """Sign the protocol of a folder.

    Raises:
        PackageError: the folder holds no protocol, or cannot be written.
        PeopleError: the person, the role, the order or the certificate stands against it.

    """
    person = find_user(people, user)
    record, standing = kept_record(folder), read_standing(folder, people)
    plan = record.protocol.approvals
    # nobody has executed a protocol that is not approved yet
    reason = may_sign(plan, standing.signed, person, role, ()) or may_use(credential, person, at)
    if reason:
        raise PeopleError(f"{user} may not sign as {role}: {reason}")
    document = (folder / PROTOCOL_PDF).read_bytes()
    if problem := unsound(check(document)):
        raise PeopleError(f"{folder / PROTOCOL_PDF}: {problem}; take the file as the last signature left it")
    n = len(standing.signed)
    signed = sign(document, f"{n + 1} {role}", credential, reason=plan[n].meaning, name=printed_name(person),
                  location=location, at=at)
    write_whole(folder / PROTOCOL_PDF, signed)
    due = plan[n + 1].role if n + 1 < len(plan) else ""
    return Given(name=person.name, old=sha256(document), new=sha256(signed), due=due)
