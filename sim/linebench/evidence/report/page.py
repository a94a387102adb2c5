"""The report as one HTML page: everything inside, no foreign address, readable without script."""

from pathlib import Path

from linebench.evidence.files import PackageError, Source
from linebench.evidence.matrix import Row
from linebench.evidence.report.html import Child, Safe, element, fragment, table
from linebench.evidence.report.html_cases import case_part, plot_figure
from linebench.evidence.report.model import Pair, ReportModel, TotalLine

__all__ = ["make_html"]

_HEADINGS = ("identification", "conclusion", "components", "results", "deviations", "cases", "rules", "matrix",
             "plots", "inventory", "signatures", "statement")


def make_html(model: ReportModel, source: Source, templates: Path) -> bytes:
    """Return the page.

    Raises:
        PackageError: the style is missing.

    """
    try:
        style = (templates / "report.css").read_text(encoding="utf-8")
    except OSError as error:
        raise PackageError(f"{templates / 'report.css'}: cannot be read: {error.strerror}") from error
    head = element("head", element("meta", charset="utf-8"),
                   element("meta", name="viewport", content="width=device-width, initial-scale=1"),
                   element("title", f"{model.number} {model.title}"), element("style", Safe(style)))
    body = element("body", _Page(model, source).content())
    return ("<!doctype html>\n" + element("html", head, body, lang=model.language) + "\n").encode()


class _Page:
    """Places the parts of one report."""

    def __init__(self, model: ReportModel, source: Source) -> None:
        self._m, self._w, self._source = model, model.words, source

    def content(self) -> Safe:
        """The whole page, part by part."""
        parts = (getattr(self, f"_{name}")() for name in _HEADINGS)
        named = (element("section", element("h2", self._w[f"heading.{name}"], id=name), part)
                 for name, part in zip(_HEADINGS, parts, strict=True))
        return fragment(self._title(), self._contents(), *named)

    def _heads(self, prefix: str, *names: str) -> list[str]:
        return [self._w[f"{prefix}.{name}"] for name in names]

    def _verdict(self, verdict: str, word: str) -> Safe:
        return element("span", word, class_=f"v v-{verdict}")

    def _title(self) -> Safe:
        m, w = self._m, self._w
        return element(
            "header", element("p", w["report.kind"], class_="kind"), element("h1", m.title),
            element("p", f"{m.number} · {w['revision'].lower()} {m.revision} · {w['report.run']} {m.run} · "
                         f"{w['report.ended']} {m.end}", class_="meta"),
            element("div", w["report.verdict"], element("strong", m.word, class_=f"v-{m.verdict}"),
                    element("p", m.conclusion[0]), class_="verdict"),
            *(element("p", banner, class_="banner loud" if m.planted and n == 0 else "banner")
              for n, banner in enumerate(m.banners)),
            element("p", f"{w['report.status']}. {w['report.seal_note']}", class_="note"),
        )

    def _contents(self) -> Safe:
        links = (element("li", element("a", self._w[f"heading.{name}"], href=f"#{name}")) for name in _HEADINGS)
        return element("nav", element("ul", *links))

    def _facts(self, pairs: tuple[Pair, ...]) -> Safe:
        rows = ((pair.label, element("code", pair.value) if pair.hash else pair.value) for pair in pairs)
        return table(self._heads("fact", "label", "value"), rows, class_="facts")

    def _identification(self) -> Safe:
        return self._facts(self._m.identification)

    def _conclusion(self) -> Safe:
        return fragment(
            *(element("p", line) for line in self._m.conclusion),
            element("p", self._w["simulated.note"], class_="note"),
            element("h3", self._w["heading.totals"]), self._counts("total", self._m.totals),
            element("p", self._w["totals.note"], class_="note"),
            element("h3", self._w["heading.coverage"]), self._counts("coverage", self._m.coverage),
        )

    def _counts(self, what: str, lines: tuple[TotalLine, ...]) -> Safe:
        rows = ((line.label, str(line.count), line.share) for line in lines)
        heads = (self._w[f"{what}.what"], *self._heads("total", "count", "share"))
        return table(heads, rows, classes=("", "n", "n"))

    def _components(self) -> Safe:
        heads = self._heads("components", "seat", "name", "nature", "truth", "spoken", "fidelity")
        rows = ((c.seat, c.name, element("b", c.nature), c.truth,
                 [element("div", line) for line in c.spoken] or "-", c.fidelity) for c in self._m.components)
        return table(heads, rows)

    def _results(self) -> Safe:
        heads = self._heads("results", "case", "title", "attempts", "verdict", "requirements")
        rows = ((element("a", case.name, href=f"#{case.anchor}"), case.title, case.attempts_word,
                 self._verdict(case.verdict, case.word), ", ".join(pair.label for pair in case.requirements) or "-")
                for case in self._m.cases)
        left = self._facts(self._m.deselected) if self._m.deselected else element("p", self._w["none"])
        return fragment(table(heads, rows, classes=("", "", "n")),
                        element("h3", self._w["heading.deselected"]), left)

    def _deviations(self) -> Safe:
        if not self._m.deviations:
            return element("p", element("b", self._w["deviations.none"]))
        w = self._w
        parts: list[Child] = [element("p", w["deviations.note"], class_="note")]
        for deviation in self._m.deviations:
            found = [element("div", line) for line in deviation.findings] or w["none"]
            rows: list[tuple[Child, Child]] = [
                (w["deviations.verdict"], element("b", deviation.word)), (w["deviations.kind"], deviation.kind),
                (w["deviations.class"], deviation.proposed_class),
                (w["deviations.description"], deviation.description), (w["deviations.findings"], found),
                (w["deviations.requirements"], deviation.requirements),
            ]
            head = (deviation.id, f"{deviation.case}, {w['deviations.attempt']} {deviation.attempt}")
            parts.append(table(head, rows, class_="facts"))
        return fragment(parts)

    def _cases(self) -> Safe:
        return fragment(*(case_part(case, self._w, self._source) for case in self._m.cases))

    def _rules(self) -> Safe:
        if not self._m.rules:
            return element("p", self._w["rules.none"])
        heads = self._heads("rules", "rule", "title", "pass", "fail", "doubt", "idle", "blind", "opportunities")
        rows = ((f"{r.rule} rev. {r.revision}", r.title, str(r.passed), str(r.failed), str(r.provisional),
                 str(r.not_exercised), str(r.not_knowable), str(r.opportunities)) for r in self._m.rules)
        return fragment(element("p", self._w["rules.note"], class_="note"),
                        table(heads, rows, classes=("", "", "n", "n", "n", "n", "n", "n")))

    def _matrix(self) -> Safe:
        names = ("requirement", "risks", "test", "attempt", "verdict", "deviation", "outcome", "gap")
        rows = (self._matrix_row(row) for row in self._m.matrix)
        return fragment(element("p", self._w["matrix.note"], class_="note"),
                        table(self._heads("matrix", *names), rows))

    def _matrix_row(self, r: Row) -> list[Child]:
        return [
            r.requirement or "-", r.risks or "-", f"{r.test} [{r.row}]" if r.row else r.test or "-",
            r.attempt.replace("of", self._w["of"]) or "-",
            self._verdict(r.verdict, self._w[f"verdict.{r.verdict}"]) if r.verdict else "-",
            r.deviation or "-",
            self._verdict(r.outcome, self._w[f"outcome.{r.outcome}"]) if r.outcome else "-",
            self._gap(r.gap),
        ]

    def _gap(self, gaps: str) -> Child:
        told = "; ".join(self._w[f"gap.{gap}"] for gap in gaps.split("; ")) if gaps else ""
        return element("span", told, class_="gap") if told else "-"

    def _plots(self) -> Safe:
        plots = [plot_figure(plot) for plot in self._m.plots]
        return fragment(*plots) if plots else element("p", self._w["plots.none"])

    def _inventory(self) -> Safe:
        rows = ((line.file, line.size, element("code", line.sha256)) for line in self._m.inventory)
        return fragment(element("p", self._w["inventory.note"], class_="note"),
                        table(self._heads("inventory", "file", "size", "hash"), rows, classes=("", "n")))

    def _signatures(self) -> Safe:
        w = self._w
        heads = self._heads("signature", "role", "meaning", "name", "signature", "date")
        rows = ((element("b", box.role), f"{box.meaning} ({box.condition})", "", "", "")
                for box in self._m.signatures)
        return fragment(element("p", w["signature.note"], class_="note"), table(heads, rows, class_="sign"),
                        element("p", f"{w['signature.record']}: ", element("code", self._m.record_hash)))

    def _statement(self) -> Safe:
        return element("p", self._w["statement"])
