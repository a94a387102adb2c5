"""Puts a pack down: JSON, PDF, page, the list of components, and the sums of it all."""

import shutil
import tempfile
from datetime import datetime
from pathlib import Path

from linebench.adequacy.model import Pack
from linebench.adequacy.told import Sheet, sheet
from linebench.evidence.files import PackageError, sha256, write_whole
from linebench.evidence.manifest import MANIFEST, encode_manifest
from linebench.evidence.model import encode, encode_pretty
from linebench.evidence.report.html import Safe, element, fragment, table
from linebench.evidence.report.language import load_language
from linebench.evidence.report.text import shown_values
from linebench.evidence.report.typesetting import typeset

__all__ = ["PACK", "write_pack"]

PACK, _PDF, _PAGE = "adequacy.json", "adequacy.pdf", "adequacy.html"
_TEMPLATE = "adequacy.typ"


def write_pack(folder: Path, pack: Pack, files: dict[str, bytes], templates: Path, language: str = "en") -> None:
    """Write a pack into a folder. Equal packs, templates and words give equal bytes.

    Raises:
        PackageError: a template or a word is missing, or something cannot be written.

    """
    laid = sheet(pack, load_language(templates, language))
    written = {PACK: encode_pretty(pack), _PDF: _printed(pack, laid, templates), _PAGE: _page(laid, templates),
               **files}
    sums = encode_manifest({name: sha256(data) for name, data in written.items()})
    for name, data in (*written.items(), (MANIFEST, sums)):
        write_whole(folder / name, data)


def _printed(pack: Pack, laid: Sheet, templates: Path) -> bytes:
    with tempfile.TemporaryDirectory(prefix="linebench-adequacy-") as name:
        desk = Path(name)
        try:
            shutil.copyfile(templates / _TEMPLATE, desk / _TEMPLATE)
            (desk / "shown.json").write_bytes(encode(shown_values(laid)))
            (desk / PACK).write_bytes(encode_pretty(pack))
            return typeset(desk, _TEMPLATE, int(datetime.fromisoformat(pack.ended).timestamp()))
        except (RuntimeError, OSError) as error:
            raise PackageError(f"reports/{_TEMPLATE}: cannot be set: {error}; name a content folder whose reports/ "
                               "has it as shipped, or none") from error


def _page(laid: Sheet, templates: Path) -> bytes:
    style = Safe((templates / "report.css").read_text(encoding="utf-8"))
    head = element("head", element("meta", charset="utf-8"), element("title", f"{laid.id} {laid.title}"),
                   element("meta", name="viewport", content="width=device-width, initial-scale=1"),
                   element("style", style))
    facts = element("dl", *(fragment(element("dt", label), element("dd", text)) for label, text in laid.facts))
    parts = (element("section", element("h2", one.heading), element("p", one.note) if one.note else "",
                     table(one.heads, one.rows) if one.rows else "") for one in laid.sections)
    front = element("header", element("h1", laid.title), element("p", element("strong", laid.result)))
    body = element("body", front, facts, *parts)
    return ("<!doctype html>\n" + element("html", head, body, lang=laid.language) + "\n").encode()
