"""What a document says, before it has a form: sections of paragraphs, tables, drawings and signature boxes.

Every text here is final and in the document's language; templates and the HTML page only place it.
"""

from typing import TypeAlias

from linebench.evidence.stored import Stored

__all__ = ["Boxes", "Cell", "Figure", "Frame", "Heading", "Paragraph", "Part", "Section", "SignatureBox", "Table",
           "cell", "facts", "grid"]


class Cell(Stored, frozen=True, kw_only=True):
    """One cell of a table, a line of text per item.

    ``kind``: ``""``, ``strong``, ``number``, ``small``, ``file``, ``hash`` (may break anywhere), ``gap``, ``room``
    (left open for people to write), or ``v-`` and a verdict or outcome. ``to``: the test case to link to.
    """

    lines: tuple[str, ...]
    kind: str = ""
    to: str = ""


class Paragraph(Stored, frozen=True, kw_only=True, tag="paragraph"):
    """A paragraph. ``kind``: ``""``, ``note`` or ``strong``."""

    text: str
    kind: str = ""


class Heading(Stored, frozen=True, kw_only=True, tag="heading"):
    """A heading inside a section."""

    text: str


class Table(Stored, frozen=True, kw_only=True, tag="table"):
    """A table. ``widths``: of its columns in millimetres, 0 for one that takes a share of what is left."""

    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Figure(Stored, frozen=True, kw_only=True, tag="figure"):
    """A drawing as SVG text. ``alt`` says in words what it shows."""

    title: str
    alt: str
    svg: str


class SignatureBox(Stored, frozen=True, kw_only=True):
    """An open signature box: who signs, what the signature means, and under which condition.

    ``id``: the role by which a users file knows it; ``order``: place in the order of signing, from 1.
    """

    role: str
    meaning: str
    condition: str = ""
    id: str = ""
    order: int = 0


class Boxes(Stored, frozen=True, kw_only=True, tag="boxes"):
    """The signature boxes, in the order of signing, with the record hash to print beside each."""

    boxes: tuple[SignatureBox, ...]
    record: str


Part: TypeAlias = Paragraph | Heading | Table | Figure | Boxes
"""What a section is made of."""


class Section(Stored, frozen=True, kw_only=True):
    """A section. ``apart``: it has a page of its own in print."""

    id: str
    heading: str
    parts: tuple[Part, ...]
    apart: bool = False


class Frame(Stored, frozen=True, kw_only=True):
    """What stands on every page of a document and on its title page.

    ``number``: of the document; ``status``: its status in a word; ``stamp``: DRAFT and why, ``""`` for none;
    ``kind``: what sort of document it is. ``verdict``: of the runs, ``word`` as printed. ``at``: wall clock,
    RFC 3339, the time stamp of the file. ``footer``: label and hash at the foot of every page.
    """

    language: str
    kind: str
    number: str
    title: str
    revision: str
    protocol: str
    status: str
    stamp: str
    banners: tuple[str, ...]
    planted: bool
    """The first banner tells of planted defects."""
    verdict: str
    word: str
    at: str
    footer: tuple[str, str]


def cell(text: str | tuple[str, ...], kind: str = "", *, to: str = "") -> Cell:
    """Make a cell of a text, or of a text per line; nothing at all becomes a dash."""
    lines = (text,) if isinstance(text, str) else text
    return Cell(lines=tuple(line or "-" for line in lines) or ("-",), kind=kind, to=to)


def grid(heads: tuple[str, ...], widths: tuple[int, ...], rows: "list[tuple[Cell | str, ...]]") -> Table:
    """Make a table; plain texts become cells."""
    return Table(heads=heads, widths=widths,
                 rows=tuple(tuple(one if isinstance(one, Cell) else cell(one) for one in row) for row in rows))


def facts(heads: tuple[str, str], rows: "list[tuple[str, Cell | str]]") -> Table:
    """Make a table of labels and values."""
    return grid(heads, (52, 0), list(rows))
