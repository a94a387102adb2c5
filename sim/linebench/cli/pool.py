"""``linebench pool``: a pool of serials by itself, for lines and site servers that are not ours."""

from pathlib import Path
from typing import Annotated

import typer

from linebench.cli.failure import PASS, UserError
from linebench.cli.options import AsJson, Mutants, known_mutants

__all__ = ["pool"]


def pool(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A TOML file with the pools and their faces.")],
    *, face: Annotated[list[str] | None, typer.Option(
        "--face", metavar="DIALECT", help="Serve this face of the file alone, or one that it has not (repeatable).",
    )] = None,
    port: Annotated[int | None, typer.Option(
        "--port", min=0, max=65_535, help="Where the one face listens; 0: a free one.")] = None,
    store: Annotated[Path | None, typer.Option(
        "--store", metavar="FILE", help="Where it keeps what it gave out; forgotten if not given.")] = None,
    seed: Annotated[int | None, typer.Option(
        "--seed", min=0, max=2**63 - 1, help="Make the same serials each time; others if not given.")] = None,
    mutant: Mutants = None,
    real: Annotated[bool, typer.Option(
        "--real", help="Serve other machines too, as the file says; for a test network only.")] = False,
    as_json: AsJson = False,
) -> int:
    """Give serials out until stopped, to everybody who asks, each once; with planted defects it errs."""
    mutants = known_mutants(mutant)
    if wrong := next((name for name in mutants if not name.startswith("pool-")), None):
        raise UserError(f"--mutant: found {wrong!r}; expected one of the pool, whose names begin with pool-")
    from linebench.cli.pool_served import serve  # noqa: PLC0415  # the stack is slow to import

    serve(file, tuple(face or ()), port, store=store, seed=seed, mutants=mutants, real=real, as_json=as_json)
    return PASS
