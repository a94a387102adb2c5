"""What a run is executed under: which protocol, whether people approved it, and who executes it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from linebench.bdd.controlled.reading import read_protocol
from linebench.bdd.controlled.recording import record_again
from linebench.bdd.controlled.selecting import chosen, unselectable
from linebench.bdd.document import Document
from linebench.bdd.linter import read_documents
from linebench.cli.controlled import people_of
from linebench.cli.failure import UserError
from linebench.cli.runs import account
from linebench.content import Content
from linebench.evidence.controlled import Approval, Person, Protocol
from linebench.evidence.model import CaseKey
from linebench.evidence.people.users import EXECUTOR, executor, find_user
from linebench.evidence.protocol.approval import (
    APPROVED,
    DRAFT,
    NONE,
    approval,
    kept_record,
    read_standing,
    standing_with,
)
from linebench.evidence.protocol.kept import FOLDER, KEPT
from linebench.scenario.problems import ScenarioError
from linebench.translated import untranslated

__all__ = ["Governed", "govern", "scripts_of"]


@dataclass(frozen=True, kw_only=True)
class Governed:
    """What a run stands under. ``rows``: the only test cases that the protocol lets run, empty: all.

    ``people``: the executor first, then who approved. ``kept``: the files of the protocol, by name in the package.
    """

    protocol: Protocol
    approval: Approval
    rows: tuple[CaseKey, ...]
    people: tuple[Person, ...]
    kept: dict[str, bytes] = field(default_factory=dict)


def govern(content: Content, features: Sequence[Path], *, folder: Path | None = None, draft: str = "",
           user: str = "") -> Governed:
    """Find out what a run of some feature files stands under.

    Args:
        content: the content folders.
        features: feature files that are to run.
        folder: of the protocol, ``None`` to run without approval.
        draft: why the run may go on without an approved protocol, ``""`` when it may not.
        user: id of the executor, ``""`` for the account that the bench runs under.

    Raises:
        UserError: the protocol is not approved or was changed, and no reason for a draft is given.
        PeopleError: the users file is wrong, or does not know the executor.
        ScenarioError: ``protocol.toml`` is wrong; one line for each problem.

    """
    people = people_of(content)
    documents, _ = read_documents(features, content)
    who = _executor(people, user)
    if folder is not None:
        return _approved(content, documents, folder, draft, (who, people))
    protocol = read_protocol(content, (case.test for document in documents for case in document.cases))
    rows = _rows(protocol, documents, content)
    state = Approval(state=DRAFT, why=draft) if draft else Approval(state=NONE)
    return Governed(protocol=protocol, approval=state, rows=rows, people=(who,))


def scripts_of(content: Content, folder: Path) -> list[Path]:
    """Return the feature files that a protocol folder names, as far as they are still there."""
    names = [file.path for file in kept_record(folder).files if file.role == "feature"]
    found = ([root / name for root in content.roots if (root / name).is_file()] for name in names)
    return [places[0] for places in found if places]


def _executor(people: Sequence[Person], user: str) -> Person:
    if not user:
        return executor(people, account())
    person = find_user(people, user)
    if EXECUTOR not in person.roles:
        raise UserError(f"--executor {user}: found the roles {', '.join(person.roles)}; expected the role "
                        f"{EXECUTOR}; name somebody else, or change fixtures/users.toml")
    return person


def _approved(content: Content, documents: Sequence[Document], folder: Path, draft: str,
              people: tuple[Person, Sequence[Person]]) -> Governed:
    record = kept_record(folder)
    now = record_again(record, content, (document.file for document in documents))
    standing = standing_with(read_standing(folder, people[1]), record, now)
    state = approval(standing, datetime.now().astimezone(), draft)
    if state.state != APPROVED and not draft:
        lines = "".join(f"\n  {line}" for line in standing.why) or f"\n  {state.why}"
        raise UserError(f"{folder}: found the protocol {standing.state}; expected an approved one that is "
                        f"unchanged; have it signed, make a new revision, or run with --draft REASON:{lines}")
    signers = {each.user_id for each in standing.signed}
    return Governed(protocol=now.protocol, approval=state, rows=_chosen(now.protocol, documents),
                    people=(people[0], *(each for each in people[1] if each.id in signers and each != people[0])),
                    kept={f"{FOLDER}/{name}": (folder / name).read_bytes() for name in KEPT})


def _rows(protocol: Protocol, documents: Sequence[Document], content: Content) -> tuple[CaseKey, ...]:
    """Return what a protocol that nobody approved selects; all that it names must exist."""
    if not (protocol.cases or protocol.left_out):
        return ()
    shipped = untranslated(content.listing("features", "*.feature"), content.roots)
    everything, _ = read_documents((*(document.file for document in documents), *shipped), content)
    wrong = unselectable(protocol, everything, content.requirements(), content.risks())
    if wrong:
        raise ScenarioError(wrong)
    return _chosen(protocol, documents)


def _chosen(protocol: Protocol, documents: Iterable[Document]) -> tuple[CaseKey, ...]:
    """Return the test cases that may run, empty when that is all of them."""
    documents = tuple(documents)
    every = {(case.test, row.text) for document in documents for case in document.cases for row in case.rows}
    wanted = chosen(protocol, documents)
    return () if wanted == every else tuple(sorted(wanted))
