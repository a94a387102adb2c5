"""What all commands of ``linebench dossier`` share: their options, and the desk at which a person acts."""

import socket
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from linebench.cli.options import find_content

if TYPE_CHECKING:
    from linebench.evidence.controlled import Person
    from linebench.evidence.dossier.desk import Desk

__all__ = ["AsUser", "Folder", "Reason", "Subject", "Text", "desk_for", "host", "users_of"]

Folder: TypeAlias = Annotated[Path, typer.Argument(metavar="DOSSIER", help="Folder of the dossier.")]
AsUser: TypeAlias = Annotated[str, typer.Option(
    "--as", metavar="USER", help="Who acts: the id of a person in fixtures/users.toml.")]
Reason: TypeAlias = Annotated[str, typer.Option("--reason", help="Why; kept in the audit trail.")]
Subject: TypeAlias = Annotated[str, typer.Option(
    "--subject", help='What it is about: a case such as "OQ-L1-001 [speed=nominal]", or whole.')]
Text: TypeAlias = Annotated[str, typer.Option("--text", help="What is said.")]


def host() -> str:
    """Name of this computer, for the audit trail."""
    return socket.gethostname()


def users_of(content: Path | None) -> "tuple[Person, ...]":
    """Return the people of the users file.

    Raises:
        ContentError, PeopleError: there is none, or it is wrong.

    """
    from linebench.evidence.people.users import USERS, read_users  # noqa: PLC0415  # the PDF library is slow

    file = find_content(content).read("fixtures", USERS)
    return read_users(file.text, file.shown)


def desk_for(folder: Path, user: str, action: str, content: Path | None) -> "Desk":
    """Open a dossier for a person.

    Raises:
        RefusedError: the person is unknown; the audit trail of the dossier says so.
        PackageError: there is no dossier.

    """
    from linebench.evidence.dossier.desk import Desk  # noqa: PLC0415  # see users_of

    return Desk.open(folder, user, users_of(content), host=host(), action=action)
