"""Open signature fields where a template printed their boxes.

* ``boxes_in(template: Path, root: Path) -> tuple[Box, ...]``; what the template marks as ``<sigbox>``
* ``open_fields(pdf: bytes, boxes: Iterable[Box]) -> bytes``; the same document with an empty field in each box
* ``Box.field``: name of the field, such as ``2 reviewer``: place in the order and role

A template prints a box and marks it, in points from the top left corner of the page::

    #let sigbox(order, role, meaning, w, h) = box(width: w, height: h, stroke: 0.4pt)[#context {
      let p = here().position()
      [#metadata((order: order, role: role, meaning: meaning, page: p.page, x: p.x.pt(), y: p.y.pt(),
        w: w.pt(), h: h.pt())) <sigbox>]
    }]

typst can make no form fields, so they are put in afterwards, tagged as PDF/UA-1 (7.18) asks for form fields.
"""

import io
from collections.abc import Iterable
from pathlib import Path

import msgspec
import pikepdf
import typst
from pikepdf import Array, Dictionary, Name, NumberTree, Object, Pdf

from linebench.evidence.files import PackageError
from linebench.evidence.stored import Stored

__all__ = ["Box", "boxes_in", "open_fields"]

_PRINT = 4
"""Annotation flag 3: the field is printed (PDF/A, ISO 19005-3, 6.3.2)."""


class Box(Stored, frozen=True, kw_only=True):
    """A box printed for a signature: ``page`` from 1, left top corner, width and height in points from the top."""

    order: int
    role: str
    meaning: str
    page: int
    x: float
    y: float
    w: float
    h: float

    @property
    def field(self) -> str:
        """Name of the form field: place in the order and role."""
        return f"{self.order} {self.role}"


def boxes_in(template: Path, root: Path) -> tuple[Box, ...]:
    """Return the boxes that a template marks, in the order of signing. ``root``: the folder it may read.

    Raises:
        PackageError: typst refuses the template, or a mark lacks a value.

    """
    try:
        found = typst.query(str(template), "<sigbox>", field="value", root=str(root), ignore_system_fonts=True)
        boxes = msgspec.json.decode(found, type=tuple[Box, ...])
    except (RuntimeError, OSError, msgspec.MsgspecError) as error:
        raise PackageError(f"reports/{template.name}: its signature boxes cannot be read: {error}") from error
    return tuple(sorted(boxes, key=lambda box: box.order))


def open_fields(pdf: bytes, boxes: Iterable[Box]) -> bytes:
    """Return the document with an empty signature field in each box. Equal input gives equal bytes.

    The document is written anew, packed; this comes before the first signature, never after.
    """
    with Pdf.open(io.BytesIO(pdf)) as document:
        fields = [_field(document, box) for box in boxes]
        document.Root.AcroForm = document.make_indirect(Dictionary(Fields=Array(fields), SigFlags=0))
        packed = io.BytesIO()
        document.save(packed, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return packed.getvalue()


def _field(document: Pdf, box: Box) -> Object:
    page = document.pages[box.page - 1]
    height = float(page.mediabox[3])
    widget = document.make_indirect(Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=box.field, TU=f"{box.role}: {box.meaning}",
        Rect=Array([box.x, height - box.y - box.h, box.x + box.w, height - box.y]), F=_PRINT, P=page.obj,
        AP=Dictionary(N=_empty(document, box))))
    page.obj.Annots = Array([*page.obj.get(Name.Annots, ()), widget])
    page.obj.Tabs = Name.S
    _tag(document, page.obj, widget)
    return widget


def _empty(document: Pdf, box: Box) -> Object:
    """Make the appearance of a field that nobody has signed: none, but PDF/A asks for one."""
    form = document.make_stream(b"")
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, box.w, box.h])
    form.Resources = Dictionary()
    return form


def _tag(document: Pdf, page: Object, widget: Object) -> None:
    """Put the field into the structure of a tagged document, as a form below its document element."""
    tree = document.Root.get(Name.StructTreeRoot)
    if tree is None:
        return
    parents = NumberTree(tree.ParentTree)
    key = max((number for number, _ in parents.items()), default=-1) + 1
    top = tree.K[0] if isinstance(tree.K, Array) else tree.K
    element = document.make_indirect(Dictionary(
        Type=Name.StructElem, S=Name.Form, P=top, Pg=page,
        K=Dictionary(Type=Name.OBJR, Obj=widget, Pg=page)))
    inside = top.get(Name.K, Array())
    top.K = Array([*(inside if isinstance(inside, Array) else [inside]), element])
    parents[key] = element
    widget.StructParent = key
    tree.ParentTreeNextKey = key + 1
