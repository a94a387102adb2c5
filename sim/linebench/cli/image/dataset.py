"""``linebench image dataset``: many labelled pictures."""

from pathlib import Path
from typing import Annotated

import typer

from linebench.cli.failure import PASS
from linebench.cli.image.options import Carriers, Mix, UsualFrame, UsualMode

__all__ = ["dataset"]


def dataset(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="A new or empty folder.")],
    count: Annotated[int, typer.Option("--count", min=1, max=10_000_000, help="Pictures.")],
    *, seed: Annotated[int, typer.Option("--seed", min=0, max=2**63 - 1, help="Seed of every chance.")] = 0,
    mode: UsualMode = "fast", frame: UsualFrame = "640x480", carrier: Carriers = None, faults: Mix = None,
    form: Annotated[str, typer.Option(
        "--format", metavar="png|raw", help="A PNG file each, or an array for each thousand.")] = "png",
    processes: Annotated[int, typer.Option("--processes", min=1, max=256,
                                           help="Processes that draw; the result does not depend on it.")] = 1,
    grade: Annotated[bool, typer.Option("--grade/--no-grade", help="Grade every picture.")] = True,
    read: Annotated[bool, typer.Option("--read/--no-read", help="Let all witnesses read every picture.")] = False,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with an interrupted data set.")] = False,
) -> int:
    """Draw many labelled pictures.

    Data and faults are random; labels are Parquet and COCO JSON.
    """
    from linebench.cli.image.sets import perform, spec_of  # noqa: PLC0415  # the image libraries are slow to import

    spec = spec_of(count=count, seed=seed, mode=mode, form=form, frame=frame, carriers=carrier, faults=faults,
                   grade=grade, read=read)
    perform(spec, out, processes=processes, resume=resume)
    return PASS
