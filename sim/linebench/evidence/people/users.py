"""Reads ``fixtures/users.toml``: who may author, approve, execute, review and sign.

* ``read_users(text: str, name: str) -> tuple[Person, ...]``
* ``find_user(users: Iterable[Person], user: str) -> Person``; PeopleError when there is none
* ``executor(users: Iterable[Person], account: str) -> Person``; a system account when there is none

21 CFR 11.10 (d), (g), 11.100 (a); Annex 11, 2 and 12.
"""

import difflib
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from linebench.evidence.controlled import Person
from linebench.evidence.people.errors import PeopleError

__all__ = ["EXECUTOR", "QA", "REVIEWER", "ROLES", "SYSTEM_ACCOUNT", "USERS", "executor", "find_user", "read_users"]

USERS = "users.toml"
"""Name of the file, below ``fixtures``."""

EXECUTOR, REVIEWER, QA, SYSTEM_ACCOUNT = "executor", "reviewer", "qa", "system account"
ROLES = ("author", "technical reviewer", "owner", EXECUTOR, REVIEWER, QA, SYSTEM_ACCOUNT)
"""What a person may be. A system account starts runs and signs nothing."""

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_THUMBPRINT = re.compile(r"[0-9a-f]{64}")
_TEXTS = {"id": True, "name": True, "training": False, "certificate": False}
"""Keys that are text, and whether they must be there."""


def read_users(text: str, name: str) -> tuple[Person, ...]:
    """Read the users of a file, in its order. ``name``: of the file, for messages.

    Raises:
        PeopleError: what is wrong, one line for each problem.

    """
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PeopleError(f"{name}: no TOML: {error}; correct the file") from error
    rows = tree.pop("user", [])
    problems = [f"the unknown key {key!r}; expected: [[user]] tables only; remove it" for key in tree]
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        problems, rows = [*problems, "user: no list of tables; expected: [[user]] tables; correct it"], []
    problems += [f"user {n} ({row.get('id', 'without id')}): {line}"
                 for n, row in enumerate(rows, 1) for line in _wrong(row)]
    problems += _repeated(rows)
    if problems:
        raise PeopleError("\n".join(f"{name}: {line}" for line in problems))
    return tuple(_person(row) for row in rows)


# a row is whatever TOML holds until it has been looked at
def _wrong(row: dict[str, Any]) -> Iterator[str]:
    for key in row.keys() - _TEXTS.keys() - {"roles"}:
        yield f"the unknown key {key!r}; expected: {', '.join((*_TEXTS, 'roles'))}; correct or remove it"
    for key, needed in _TEXTS.items():
        value = row.get(key, None if needed else "-")
        if not isinstance(value, str) or not value.strip():
            yield f'{key}: {_found(value)}; expected: text in quotes; add the line {key} = "…"'
    if isinstance(row.get("id"), str) and not _ID.fullmatch(row["id"]):
        yield f"id: {row['id']!r}; expected: letters, digits, . - and _, as \"j.doe\"; correct it"
    mark = row.get("certificate", "0" * 64)
    if isinstance(mark, str) and not _THUMBPRINT.fullmatch(_hex(mark)):
        yield f"certificate: {mark!r}; expected: the SHA-256 thumbprint, 64 hex digits; correct it"
    yield from _wrong_roles(row.get("roles"))


def _wrong_roles(roles: object) -> Iterator[str]:
    if not isinstance(roles, list) or not roles:
        yield f"roles: {_found(roles)}; expected: a list of {', '.join(ROLES)}; add the line roles = […]"
        return
    for role in roles:
        if role not in ROLES:
            near = difflib.get_close_matches(str(role).lower(), ROLES, 1)
            yield (f"roles: {role!r}; expected: one of {', '.join(ROLES)}; "
                   + (f'write "{near[0]}"' if near else "correct it"))
    if SYSTEM_ACCOUNT in roles and len(roles) > 1:
        yield "roles: a system account with further roles; expected: nobody signs as a system account; remove one"


def _repeated(rows: list[dict[str, Any]]) -> Iterator[str]:
    for key, what in (("id", "id"), ("certificate", "certificate")):
        marks = Counter(_hex(row[key]) if key == "certificate" else row[key].lower()
                        for row in rows if isinstance(row.get(key), str))
        for mark, times in marks.items():
            if times > 1:
                yield (f"{what} {mark!r} of {times} users; expected: one person each, accounts are not shared; "
                       "correct it")


def _found(value: object) -> str:
    return "nothing" if value is None else repr(value)


def _hex(mark: str) -> str:
    return mark.replace(":", "").replace(" ", "").lower()


def _person(row: dict[str, Any]) -> Person:
    return Person(id=row["id"], name=row["name"], roles=tuple(row["roles"]), training=row.get("training", ""),
                  thumbprint=_hex(row.get("certificate", "")))


def find_user(users: Iterable[Person], user: str) -> Person:
    """Return the person with an id.

    Raises:
        PeopleError: the users file knows nobody of that id.

    """
    known = {person.id: person for person in users}
    if user not in known:
        raise PeopleError(f"fixtures/{USERS}: there is no user {user!r}; known: {', '.join(known) or 'nobody'}; "
                          "correct the id or add the person")
    return known[user]


def executor(users: Iterable[Person], account: str) -> Person:
    """Return who an account of this computer is: the person of that id, else the account as a system account."""
    known = {person.id: person for person in users}
    return known.get(account, Person(id=account, name=account, roles=(SYSTEM_ACCOUNT,)))
