"""``linebench image grade``: the grades of a symbol in a picture."""

from pathlib import Path
from typing import Annotated

import typer

from linebench.cli.failure import PASS
from linebench.cli.image.options import Edition, Module, Picture, module_um
from linebench.cli.options import AsJson

__all__ = ["grade"]


def grade(
    picture: Picture,
    *, truth: Annotated[Path | None, typer.Option(
        "--truth", metavar="FILE", help="The picture's truth file: grades by the known geometry.")] = None,
    edition: Edition = None, x: Module = None, as_json: AsJson = False,
) -> int:
    """Grade the symbol in a picture.

    Without the truth file it is read and located first.
    """
    from linebench.cli.image.grading import graded, show  # noqa: PLC0415  # the image libraries are slow to import

    um = None if x is None else module_um(x)
    show(graded(picture, truth, edition, None if um is None else um / 1000), as_json=as_json)
    return PASS
