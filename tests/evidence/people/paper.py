"""A document of some pages with three signature boxes on its last, as a template would print it."""

from pathlib import Path

import typst

PAGE = """
#set document(title: "Summary")
#set text(lang: "en")
#let sigbox(order, role, meaning, w, h) = box(width: w, height: h, stroke: 0.4pt)[#context {
  let p = here().position()
  [#metadata((order: order, role: role, meaning: meaning, page: p.page, x: p.x.pt(), y: p.y.pt(),
    w: w.pt(), h: h.pt())) <sigbox>]
}]
#for i in range(int(sys.inputs.at("bookmarks", default: "1"))) [= Part #i]
#pagebreak()
= Signatures
#table(columns: 2, ..(("executor", "Performed"), ("reviewer", "Review"), ("qa", "Approval")).enumerate().map(
  ((i, s)) => (s.at(0), sigbox(i + 1, ..s, 60mm, 16mm))).flatten())
"""
ROLES = ("executor", "reviewer", "qa")


def write_template(folder: Path) -> Path:
    template = folder / "page.typ"
    template.write_text(PAGE, encoding="utf-8")
    return template


def compiled(folder: Path, bookmarks: int = 1) -> bytes:
    made: bytes = typst.compile(str(write_template(folder)), sys_inputs={"bookmarks": str(bookmarks)},
                                ignore_system_fonts=True, pdf_standards=["a-3a", "ua-1"], timestamp=0)
    return made
