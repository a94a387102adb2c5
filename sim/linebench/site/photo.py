"""Photos that people take of things: the label as it is, drawn by the imaging room."""

from dataclasses import replace

from linebench.imaging.drawing.exact import draw_exact
from linebench.imaging.faults.catalogue import read_fault
from linebench.imaging.label import LABEL, label_of
from linebench.imaging.picture import png
from linebench.imaging.shot import Shot
from linebench.product.pack_code import PackCodeError, read_pack_code
from linebench.site.unit import Unit

__all__ = ["MEDIA_TYPE", "photo_of"]

MEDIA_TYPE = "image/png"
_TORN = "occlusion share=0.4 reflectance=0.6"
"""What makes a label unreadable: a good part of it is gone."""


def photo_of(unit: Unit) -> bytes:
    """The picture of a thing's label as PNG; equal things give equal bytes."""
    faults = () if unit.readable else (read_fault(_TORN),)
    shot = Shot(unit.content, _text(unit), camera_faults=faults)
    return png(draw_exact(label_of(shot, replace(LABEL, noise=0))).picture)


def _text(unit: Unit) -> str:
    if unit.kind != "pack":
        return f"(00){unit.epc.removeprefix('00')}"
    try:
        return read_pack_code(unit.content).text()
    except PackCodeError:
        return ""
