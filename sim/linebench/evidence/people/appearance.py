"""What a signature looks like on the page: a small page of its own, set in the fonts of the reports.

It is the bench's own and no template of a site: what stands in the box is what was signed, and its fonts are
embedded, so that the document stays PDF/A.
"""

import msgspec
import typst

__all__ = ["appearance"]

_PAGE = """
#let d = json(bytes(sys.inputs.d))
#set page(width: d.w * 1pt, height: d.h * 1pt, margin: 2pt)
#set text(font: "Libertinus Serif", size: 6.5pt, lang: "en", fill: luma(20%))
#set par(leading: 0.4em, spacing: 0.4em)
#set document(title: "signature")
#text(size: 8pt, weight: "bold", d.name) \\
#d.lines.map(line => [#line]).join(linebreak())
"""


def appearance(width: float, height: float, name: str, lines: tuple[str, ...]) -> bytes:
    """Return one PDF page of that size, in points, with a name and lines below it."""
    data = msgspec.json.encode({"w": width, "h": height, "name": name, "lines": lines}).decode()
    made: bytes = typst.compile(_PAGE.encode(), sys_inputs={"d": data}, ignore_system_fonts=True, format="pdf",
                                pdf_standards="a-3b", timestamp=0)
    return made
