"""The password of a certificate: from a variable of the environment, or asked for at the terminal."""

import getpass
import os
import sys
from typing import Annotated

import typer

from linebench.cli.failure import UserError

__all__ = ["VARIABLE", "PasswordEnv", "certificate_password"]

VARIABLE = "LINEBENCH_CERTIFICATE_PASSWORD"
"""Where the password is looked for when no other variable is named."""
PasswordEnv = Annotated[str, typer.Option("--password-env", metavar="NAME", help=(
    f"Environment variable that holds the password; {VARIABLE} if not given, or asked for."))]


def certificate_password(name: str) -> str:
    """Return the password. ``name``: the variable that holds it; empty: the usual one, or whoever sits there.

    Raises:
        UserError: there is no such variable, and nobody who could be asked.

    """
    if name and name not in os.environ:
        raise UserError(f"--password-env {name}: there is no such environment variable; set it")
    if name or VARIABLE in os.environ:
        return os.environ[name or VARIABLE]
    if not sys.stdin.isatty():
        raise UserError(f"the password cannot be asked for without a terminal; set {VARIABLE}, or name a variable "
                        "with --password-env")
    return getpass.getpass("password of the certificate: ")
