"""``linebench enterprise``: the emulated repository by itself, for a site server or a partner that is not ours."""

from typing import Annotated

import typer

from linebench.cli.failure import PASS, UserError
from linebench.cli.options import AsJson, Mutants, known_mutants, read_pairs

__all__ = ["enterprise"]

_OPTION = Annotated[list[str] | None, typer.Option(
    "--option", metavar="NAME=VALUE", help="Set one option of the face (repeatable), such as users=site=secret.")]
_TLS = Annotated[list[str] | None, typer.Option(
    "--tls", metavar="NAME=VALUE", help="Serve within TLS; set one option of it (repeatable), such as folder=pki.")]


def enterprise(
    *, port: Annotated[int, typer.Option(
        "--port", min=0, max=65_535, help="Where it listens; 0: a free one.")] = 8080,
    host: Annotated[str, typer.Option("--host", help="Address it listens on.")] = "127.0.0.1",
    store: Annotated[str, typer.Option(
        "--store", metavar="URL", help="sqlite:///FILE, postgresql://USER@HOST/DATABASE, or memory:")] = "memory:",
    option: _OPTION = None, tls: _TLS = None, mutant: Mutants = None,
    real: Annotated[bool, typer.Option(
        "--real", help="Serve other machines too; for a test network only.")] = False,
    as_json: AsJson = False,
) -> int:
    """Serve an emulated EPCIS repository over REST until stopped; with planted defects it behaves badly."""
    mutants = known_mutants(mutant)
    if wrong := next((name for name in mutants if not name.startswith("l4-")), None):
        raise UserError(f"--mutant: found {wrong!r}; expected one of the enterprise, whose names begin with l4-")
    options, protection = (read_pairs(word, given, "NAME=VALUE")
                           for word, given in (("--option", option), ("--tls", tls)))
    from linebench.cli.repository import run  # noqa: PLC0415  # the stack is slow to import

    run(host, port, store, options, mutants, real=real, as_json=as_json, tls=protection)
    return PASS
