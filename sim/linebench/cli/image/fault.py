"""``linebench image fault``: a described picture drawn again with more faults, or a series in which one grows."""

from pathlib import Path
from typing import Annotated

import typer

from linebench.cli.failure import PASS, UserError
from linebench.cli.image.options import (
    Carrier,
    Code,
    Expiry,
    Faults,
    Frame,
    Gtin,
    ImageSeed,
    Lot,
    Mode,
    Module,
    Px,
    Serial,
    Size,
    Text,
    Truth,
)
from linebench.cli.options import AsJson

__all__ = ["fault"]


def fault(
    described: Annotated[Path | None, typer.Argument(
        metavar="[TRUTH]", help="The truth file of a picture; without it the options describe one.")] = None,
    *, out: Annotated[Path | None, typer.Option(
        "--out", metavar="PATH", help="The picture; with --drift a new folder.")] = None,
    drift: Annotated[str | None, typer.Option(
        "--drift", metavar="FAULT", help='A fault that grows: "nozzle_dead nozzles=0..6".')] = None,
    count: Annotated[int, typer.Option("--count", min=2, max=100_000, help="Pictures of the drift.")] = 40,
    listed: Annotated[bool, typer.Option("--list", help="Print the catalogue and nothing else.")] = False,
    gtin: Gtin = None, serial: Serial = None, lot: Lot = None, expiry: Expiry = None, content: Code = None,
    carrier: Carrier = None, size: Size = None, x: Module = None, px: Px = None, added: Faults = None,
    mode: Mode = None, seed: ImageSeed = None, text: Text = None, frame: Frame = None, truth: Truth = None,
    as_json: AsJson = False,
) -> int:
    """Draw a picture again with more faults, or a drift."""
    if listed:
        from linebench.cli.image.catalogue import show  # noqa: PLC0415  # the image libraries are slow to import

        show(as_json=as_json)
        return PASS
    if out is None:
        raise UserError("--out: found nothing; expected where the picture goes; --list prints the catalogue")
    from linebench.cli.image.making import Job, described_by, perform  # noqa: PLC0415  # see above
    from linebench.cli.image.recipes import Typed, recipe_of  # noqa: PLC0415  # see above

    typed = Typed(gtin=gtin, serial=serial, lot=lot, expiry=expiry, content=content, carrier=carrier, size=size,
                  x=x, px=px, faults=added, mode=mode, seed=seed, text=text, frame=frame)
    recipe = recipe_of(typed, described_by(described) if described else None)
    if drift is None:
        perform(Job(out, truth), recipe, as_json=as_json)
        return PASS
    from linebench.cli.image.drifting import drifted  # noqa: PLC0415  # see above

    if truth is not None:
        raise UserError("--truth: found it with --drift, which writes one beside every picture; leave it out")
    drifted(out, recipe, drift, count, as_json=as_json)
    return PASS
