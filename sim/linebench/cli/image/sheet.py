"""``linebench image sheet``: the catalogue of faults as one picture."""

from pathlib import Path
from typing import Annotated

import typer

from linebench.cli.failure import PASS, UserError
from linebench.cli.output import say

__all__ = ["sheet"]


def sheet(
    out: Annotated[Path, typer.Option("--out", metavar="PICTURE", help="The picture: PNG, BMP, PGM or TIFF.")],
    *, plane: Annotated[str, typer.Option("--plane", help="content, print or camera [all three].",
                                          show_default=False)] = "",
    seed: Annotated[int, typer.Option("--seed", min=0, max=2**63 - 1, help="Seed of every chance.")] = 1,
) -> int:
    """Draw the catalogue of faults as one picture."""
    from linebench.cli.image.making import check_picture_file, write_picture  # noqa: PLC0415  # image libraries
    from linebench.imaging.sheet import PLANES, sheet  # noqa: PLC0415  # see above

    if plane and plane not in PLANES:
        raise UserError(f"--plane: found {plane!r}; expected one of {', '.join(PLANES)}")
    check_picture_file(out)
    picture = sheet(plane, seed)
    write_picture(out, picture)
    say(f"{out.as_posix()}: {picture.shape[1]}x{picture.shape[0]} pixels")
    return PASS
