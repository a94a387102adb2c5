"""The report as one HTML page: everything inside, no foreign address, readable without script."""

from collections.abc import Sequence
from pathlib import Path

from linebench.evidence.files import PackageError, Source
from linebench.evidence.report.html import Child, Safe, element, fragment, table
from linebench.evidence.report.html_cases import case_part, plot_figure
from linebench.evidence.report.language import Language
from linebench.evidence.report.model import CasePart
from linebench.evidence.report.sheet import Boxes, Cell, Figure, Heading, Paragraph, Part, Section, Table
from linebench.evidence.report.summary import SUMMARY, Summary
from linebench.evidence.report.volumes import rejects_plot

__all__ = ["make_html"]

_CASES = "cases"
_AFTER = "matrix"
"""The section that test cases, plots and lists follow."""


def make_html(summary: Summary, cases: Sequence[CasePart], source: Source, templates: Path, language: Language, *,
              lists: Sequence[Section]) -> bytes:
    """Return the page: the summary, every test case that is in the volumes, and the lists.

    Raises:
        PackageError: the style is missing.

    """
    try:
        style = (templates / "report.css").read_text(encoding="utf-8")
    except OSError as error:
        raise PackageError(f"{templates / 'report.css'}: cannot be read: {error.strerror}") from error
    head = element("head", element("meta", charset="utf-8"),
                   element("meta", name="viewport", content="width=device-width, initial-scale=1"),
                   element("title", f"{summary.frame.number} {summary.frame.title}"), element("style", Safe(style)))
    body = element("body", _Page(summary, lists, cases, source, language).content())
    return ("<!doctype html>\n" + element("html", head, body, lang=summary.frame.language) + "\n").encode()


class _Page:
    """Places the parts of one report."""

    def __init__(self, summary: Summary, lists: Sequence[Section], cases: Sequence[CasePart], source: Source,
                 language: Language) -> None:
        self._summary, self._lists, self._cases = summary, lists, cases
        self._source, self._language = source, language
        self._w = language.words

    def content(self) -> Safe:
        """The whole page, part by part."""
        parts: list[Child] = []
        for section in self._summary.sections:
            parts.append(self._section(section))
            parts += [self._told(), *map(self._section, self._lists)] if section.id == _AFTER else []
        return fragment(self._title(), self._contents(), *parts)

    def _title(self) -> Safe:
        frame, w = self._summary.frame, self._w
        stamp = [element("p", frame.stamp, class_="banner loud")] if frame.stamp else []
        return element(
            "header", element("p", frame.kind, class_="kind"), element("h1", frame.title),
            element("p", f"{frame.number} · {w['revision']} {frame.revision} · {w['protocol']} "
                         f"{frame.protocol} · {w['report.ended']} {frame.at}", class_="meta"), *stamp,
            element("div", w["report.verdict"], element("strong", frame.word, class_=f"v-{frame.verdict}"),
                    element("p", self._summary.conclusion[0]), class_="verdict"),
            *(element("p", banner, class_="banner loud" if frame.planted and n == 0 else "banner")
              for n, banner in enumerate(frame.banners)),
            element("p", f"{w['report.status']}: {frame.status}. {w['report.seal_note']} ",
                    element("a", SUMMARY, href=SUMMARY), class_="note"))

    def _contents(self) -> Safe:
        names = [(section.id, section.heading) for section in self._summary.sections]
        at = [id_ for id_, _ in names].index(_AFTER) + 1
        lists = [(section.id, section.heading) for section in self._lists]
        named = [*names[:at], (_CASES, self._w["heading.cases"]), *lists, *names[at:]]
        return element("nav", element("ul", *(element("li", element("a", text, href=f"#{id_}"))
                                              for id_, text in named)))

    def _told(self) -> Safe:
        """Every test case, and the plots over all of them."""
        return element("section", element("h2", self._w["heading.cases"], id=_CASES),
                       *(case_part(case, self._w, self._source) for case in self._cases),
                       *(plot_figure(plot) for plot in rejects_plot(self._cases, self._language)))

    def _section(self, section: Section) -> Safe:
        return element("section", element("h2", section.heading, id=section.id), *map(self._part, section.parts))

    def _part(self, part: Part) -> Safe:
        match part:
            case Paragraph():
                text = element("b", part.text) if part.kind == "strong" else part.text
                return element("p", text, **({"class_": "note"} if part.kind == "note" else {}))
            case Heading():
                return element("h3", part.text)
            case Figure():
                return plot_figure(part)
            case Table():
                return self._table(part)
        return self._boxes(part)

    def _table(self, part: Table) -> Safe:
        pairs = len(part.widths) == len(("label", "value")) and part.widths[-1] == 0
        numbers = tuple("n" if one.kind == "number" else "" for one in part.rows[0]) if part.rows else ()
        return table(part.heads, ([_cell(one) for one in row] for row in part.rows), classes=numbers,
                     class_="facts" if pairs else "")

    def _boxes(self, part: Boxes) -> Safe:
        w = self._w
        heads = [w[f"signature.{name}"] for name in ("role", "meaning", "name", "signature", "date")]
        rows = ((element("b", box.role), f"{box.meaning} ({box.condition})" if box.condition else box.meaning,
                 "", "", "") for box in part.boxes)
        return fragment(table(heads, rows, class_="sign"),
                        element("p", f"{w['signature.record']}: ", element("code", part.record)))


def _cell(one: Cell) -> Child:
    inside: Child = [element("div", line) for line in one.lines] if len(one.lines) > 1 else one.lines[0]
    if one.to:
        return element("a", inside, href=f"#{one.to}")
    if one.kind == "hash":
        return element("code", inside)
    if one.kind == "file" and one.lines[0].endswith(".pdf"):
        return element("a", inside, href=one.lines[0])
    if one.kind == "strong":
        return element("b", inside)
    if one.kind == "gap" or one.kind.startswith("v-"):
        return element("span", inside, class_="gap" if one.kind == "gap" else f"v {one.kind}")
    return "" if one.kind == "room" else inside
