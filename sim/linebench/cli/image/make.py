"""``linebench image make``: one picture of a code, with the truth about it."""

from pathlib import Path
from typing import Annotated

import typer

from linebench.cli.failure import PASS
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

__all__ = ["make"]


def make(
    out: Annotated[Path, typer.Option("--out", metavar="PICTURE", help="The picture: PNG, BMP, PGM or TIFF.")],
    *, gtin: Gtin = None, serial: Serial = None, lot: Lot = None, expiry: Expiry = None, content: Code = None,
    carrier: Carrier = None, size: Size = None, x: Module = None, px: Px = None, fault: Faults = None,
    mode: Mode = None, seed: ImageSeed = None, text: Text = None, frame: Frame = None, truth: Truth = None,
    as_json: AsJson = False,
) -> int:
    """Draw a picture of a code, sound or with faults."""
    from linebench.cli.image.making import Job, perform  # noqa: PLC0415  # the image libraries are slow to import
    from linebench.cli.image.recipes import Typed, recipe_of  # noqa: PLC0415  # see above

    typed = Typed(gtin=gtin, serial=serial, lot=lot, expiry=expiry, content=content, carrier=carrier, size=size,
                  x=x, px=px, faults=fault, mode=mode, seed=seed, text=text, frame=frame)
    perform(Job(out, truth), recipe_of(typed), as_json=as_json)
    return PASS
