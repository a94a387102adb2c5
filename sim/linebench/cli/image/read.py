"""``linebench image read``: what each witness reads in a picture."""

from typing import Annotated

import typer

from linebench.cli.failure import PASS
from linebench.cli.image.options import Picture
from linebench.cli.options import AsJson
from linebench.cli.output import show_json, table

__all__ = ["read"]

_SEPARATOR = "\x1d"


def read(
    picture: Picture,
    *, px: Annotated[float, typer.Option("--px", min=1, max=64,
                                         help="Pixels per module, roughly: the width of filters.")] = 8,
    as_json: AsJson = False,
) -> int:
    """Read a picture with every witness.

    Each works in a process of its own, with a hard limit.
    """
    from linebench.cli.image.reading import read_by_all  # noqa: PLC0415  # the image libraries are slow to import
    from linebench.imaging.load import load  # noqa: PLC0415  # see above

    asked = read_by_all(load(picture), picture, px)
    if as_json:
        show_json([{"witness": each.witness, "outcome": each.text, "read": each.read and each.read._asdict(),
                    "corners": each.corners, "error": each.error} for each in asked.outcomes])
    else:
        table("", ("witness", "outcome", "symbology", "content", "read by"),
              [(each.witness, each.text, *((each.read.symbology, each.read.content.replace(_SEPARATOR, "<GS>"),
                                            each.read.witness) if each.read else ("", "", "")))
               for each in asked.outcomes])
    asked.check()
    asked.check_found()
    return PASS
