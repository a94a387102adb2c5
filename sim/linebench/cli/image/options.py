"""Options that describe a picture, the same for every command that draws."""

import re
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from linebench.cli.failure import UserError
from linebench.units import Length, UnitError

__all__ = ["Carrier", "Carriers", "Code", "Edition", "Expiry", "Faults", "Frame", "Gtin", "ImageSeed", "Lot", "Mix",
           "Mode", "Module", "Picture", "Px", "Serial", "Size", "Text", "Truth", "UsualFrame", "UsualMode",
           "check_file", "module_um", "read_frame", "read_size"]

Gtin: TypeAlias = Annotated[str | None, typer.Option("--gtin", help="GTIN of 14 digits [09501101530003].")]
Serial: TypeAlias = Annotated[str | None, typer.Option("--serial", help="Serial number [0000000001].")]
Lot: TypeAlias = Annotated[str | None, typer.Option("--lot", help="Batch or lot [LOT1].")]
Expiry: TypeAlias = Annotated[str | None, typer.Option("--expiry", metavar="YYMMDD", help="Expiry date [271231].")]
Code: TypeAlias = Annotated[str | None, typer.Option(
    "--content", help="What is encoded instead of a pack's data: (01)…(21)…, or a carrier's own content.")]
Carrier: TypeAlias = Annotated[str | None, typer.Option(
    "--carrier", help="gs1-datamatrix, datamatrix, datamatrix-link, gs1-qr, qr-link, gs1-128, ean-13 or itf-14 "
    "[gs1-datamatrix].")]
Size: TypeAlias = Annotated[str | None, typer.Option(
    "--size", metavar="ROWSxCOLUMNS", help="Size of a Data Matrix symbol [the smallest that holds the content].")]
Module: TypeAlias = Annotated[str | None, typer.Option(
    "--x", metavar="LENGTH", help='Module width X, such as 0.38mm or "380 um" [what the carrier usually has].')]
Px: TypeAlias = Annotated[float | None, typer.Option(
    "--px", min=2, max=64, help="Pixels per module [10].")]
Faults: TypeAlias = Annotated[list[str] | None, typer.Option(
    "--fault", metavar="FAULT", help='A fault with its parameters (repeatable): "nozzle_dead nozzles=2"; '
    "see: linebench image fault --list.")]
ImageSeed: TypeAlias = Annotated[int | None, typer.Option(
    "--seed", min=0, max=2**63 - 1, help="Seed of every chance [0].")]
Mode: TypeAlias = Annotated[str | None, typer.Option(
    "--mode", metavar="exact|fast", help="exact for grades, fast for many pictures [exact].")]
Text: TypeAlias = Annotated[bool | None, typer.Option(
    "--text/--no-text", help="Print the human-readable text beside the code [--text].", show_default=False)]
Frame: TypeAlias = Annotated[str | None, typer.Option(
    "--frame", metavar="WIDTHxHEIGHT", help="Size of the picture in pixels [as large as the label].")]
Truth: TypeAlias = Annotated[Path | None, typer.Option(
    "--truth", metavar="FILE", help="Where the truth about the picture is written, as JSON.")]
Edition: TypeAlias = Annotated[str | None, typer.Option(
    "--edition", help='Rules to grade by, such as "ISO/IEC 15415:2011" [the standard for the kind of symbol].')]
UsualMode: TypeAlias = Annotated[str, typer.Option("--mode", metavar="exact|fast", help="How pictures are drawn.")]
UsualFrame: TypeAlias = Annotated[str, typer.Option(
    "--frame", metavar="WIDTHxHEIGHT", help="Size of every picture in pixels.")]
Carriers: TypeAlias = Annotated[list[str] | None, typer.Option(
    "--carrier", help="Carriers of which each picture has one (repeatable) [gs1-datamatrix].")]
Mix: TypeAlias = Annotated[str | None, typer.Option(
    "--faults", metavar="MIX", help='What is wrong, by weight: "sound weight=2; nozzle_dead nozzles=1..4; camera; '
    'faults=1..2" [a mix of all].')]
Picture: TypeAlias = Annotated[Path, typer.Argument(metavar="PICTURE", help="A grey picture: PNG, BMP, TIFF, …")]

_SIZE = re.compile(r"(\d{1,5})[xX](\d{1,5})", re.ASCII)
_LEAST_UM, _MOST_UM = 50, 2000
_MOST_SIDE = 16_384


def read_size(text: str, option: str) -> tuple[int, int]:
    """Read two numbers with an ``x`` between them.

    Raises:
        UserError: it is written otherwise.

    """
    found = _SIZE.fullmatch(text.strip())
    if found is None:
        raise UserError(f"{option}: found {text!r}; expected two whole numbers such as 24x24")
    return int(found[1]), int(found[2])


def read_frame(text: str) -> tuple[int, int]:
    """Read width and height of a picture.

    Raises:
        UserError: written otherwise, or out of range.

    """
    width, height = read_size(text, "--frame")
    if not (16 <= width <= _MOST_SIDE and 16 <= height <= _MOST_SIDE):  # noqa: PLR2004 - what load accepts
        raise UserError(f"--frame: found {text}; expected 16 to {_MOST_SIDE} pixels each way, such as 640x480")
    return width, height


def module_um(text: str) -> int:
    """Read a module width in micrometres.

    Raises:
        UserError: no length, or none that a code can have.

    """
    try:
        um = int(Length.parse(text))
    except UnitError as error:
        raise UserError(f"--x: {error}") from None
    if not _LEAST_UM <= um <= _MOST_UM:
        raise UserError(f"--x: found {text}; expected {_LEAST_UM} um to {_MOST_UM / 1000:g} mm")
    return um


def check_file(path: Path, option: str) -> None:
    """Check before work begins that a file can be written.

    Raises:
        UserError: its folder is missing, or it is a folder itself.

    """
    if path.is_dir():
        raise UserError(f"{option}: {path.as_posix()} is a folder; expected a file; name one")
    if not path.parent.is_dir():
        raise UserError(f"{option}: found no folder {path.parent.as_posix()}; expected one to write "
                        f"{path.name} into; make it first")
