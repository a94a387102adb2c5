"""``linebench image feed``: pictures shown to a vision system, its answers compared with the truth."""

from pathlib import Path
from typing import Annotated

import typer

from linebench.cli.image.options import Carriers, Mix, UsualFrame, UsualMode
from linebench.cli.options import AsJson

__all__ = ["feed"]


def feed(
    to: Annotated[str, typer.Option("--to", metavar="FEED", help="folder:DIR, tcp:PORT or http:PORT; 0: any.")],
    *, count: Annotated[int, typer.Option("--count", min=1, max=10_000_000, help="Pictures.")] = 100,
    seed: Annotated[int, typer.Option("--seed", min=0, max=2**63 - 1, help="Seed of every chance.")] = 0,
    mode: UsualMode = "fast", frame: UsualFrame = "640x480", carrier: Carriers = None, faults: Mix = None,
    window: Annotated[int, typer.Option("--window", min=1, max=10_000,
                                        help="Pictures that may wait for their answer.")] = 1,
    limit: Annotated[float, typer.Option("--limit", min=0.001, max=3600,
                                         help="Seconds until an answer is missing.")] = 5,
    idle: Annotated[float, typer.Option("--idle", min=0.001, max=86_400,
                                        help="Seconds without a client until the feed ends.")] = 60,
    summary: Annotated[Path | None, typer.Option("--summary", metavar="FILE",
                                                 help="Where the comparison is written, as JSON.")] = None,
    as_json: AsJson = False,
) -> int:
    """Show pictures to a vision system, compare its answers.

    Data and faults are random, and readable is what a witness reads.
    """
    from linebench.cli.image.feeding import Feeding, perform  # noqa: PLC0415  # image libraries are slow to import
    from linebench.cli.image.sets import spec_of  # noqa: PLC0415  # see above

    spec = spec_of(count=count, seed=seed, mode=mode, form="raw", frame=frame, carriers=carrier, faults=faults,
                   grade=True, read=True)
    return perform(spec, Feeding(to, window, limit, idle, summary), as_json=as_json)
