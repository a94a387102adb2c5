"""The part of the HTML page that shows one test case."""

import base64
from collections.abc import Mapping

from linebench.evidence.files import Source
from linebench.evidence.report.html import Child, Safe, element, fragment, table
from linebench.evidence.report.model import AttemptPart, CasePart, FileLine, PicturePart, StepLine
from linebench.evidence.report.sheet import Figure

__all__ = ["case_part", "plot_figure"]


def plot_figure(plot: Figure) -> Safe:
    """A plot with its title; what it shows stands in words for those who cannot see it."""
    svg = Safe(plot.svg.replace("<svg ", f'<svg aria-label="{element("i", plot.alt)[3:-4]}" ', 1))
    return element("figure", element("figcaption", plot.title), svg)


def case_part(case: CasePart, words: Mapping[str, str], source: Source) -> Safe:
    """One test case with all its attempts; those that passed can be folded away, the others stand open."""
    rows: list[tuple[Child, Child]] = [
        (words["case.objective"], case.objective), (words["case.kind"], case.kind),
        (words["case.requirements"],
         [element("div", element("b", p.label), " ", p.value) for p in case.requirements] or words["none"]),
        (words["matrix.risks"], case.risks),
        (words["case.script"], [element("div", case.script), element("code", case.script_hash)]),
    ]
    if case.why:
        rows.append((words["case.why"], case.why))
    parts = [_attempt(attempt, words, source) for attempt in case.attempts]
    return element(
        "article", element("h3", f"{case.name} {case.title}", id=case.anchor),
        table((words["case.verdict"], case.word), rows, class_="facts"),
        *(parts or [element("p", words["case.no_attempt"])]),
    )


def _attempt(attempt: AttemptPart, words: Mapping[str, str], source: Source) -> Safe:
    parts: list[Child] = [element("summary", element("b", f"{attempt.title}: "),
                                  element("span", attempt.word, class_=f"v v-{attempt.verdict}"))]
    parts += [_steps(attempt.steps, words)]
    if attempt.faults:
        faults = [element("div", line) for line in attempt.faults]
        parts.append(element("p", element("b", words["faults.heading"]), faults))
    parts.append(element("p", attempt.rules))
    if attempt.findings:
        heads = [words[f"finding.{name}"] for name in ("rule", "what", "time", "packs", "records")]
        rows = ((f.rule, f.what, f.time, f.packs, f.records) for f in attempt.findings)
        parts.append(table(heads, rows, classes=("", "", "t")))
    if attempt.metrics:
        values = (element("li", m.name, " ", element("b", f"{m.value} {m.unit}".strip())) for m in attempt.metrics)
        parts.append(fragment(element("h4", words["metrics.heading"]), element("ul", *values, class_="figures")))
    parts += [plot_figure(plot) for plot in attempt.plots]
    if attempt.pictures:
        shown = (_picture(picture, source) for picture in attempt.pictures)
        parts += [element("h4", words["pictures.heading"]), element("p", words["pictures.note"], class_="note"),
                  element("div", *shown, class_="pictures")]
    parts.append(_files(attempt.files, words))
    facts = [fragment(f"{fact.label} ", element("code", fact.value) if fact.hash else fact.value, " · ")
             for fact in attempt.facts]
    parts.append(element("p", facts, class_="meta"))
    return element("details", *parts, **({"open": "open"} if attempt.verdict != "pass" else {}))


def _files(files: tuple[FileLine, ...], words: Mapping[str, str]) -> Safe:
    heads = [words[f"files.{name}"] for name in ("file", "media", "size", "hash")]
    rows = ((line.file if not line.what else f"{line.file} ({line.what})", line.media, line.size,
             element("code", line.sha256)) for line in files)
    return element("details", element("summary", words["files.heading"]), table(heads, rows, classes=("", "", "n")))


def _steps(steps: tuple[StepLine, ...], words: Mapping[str, str]) -> Safe:
    heads = [words[f"step.{name}"] for name in ("n", "step", "expected", "actual", "verdict", "time")]
    return table(heads, (_step(step) for step in steps), classes=("n", "", "", "", "", "t"))


def _step(step: StepLine) -> list[Child]:
    written = [element("div", element("code", " | ".join(row))) for row in step.table]
    actual = [element("div", line) for line in step.actual]
    if step.message:
        actual.append(element("div", element("i", step.message)))
    return [
        str(step.n), [element("b", step.keyword), " ", step.text, *written],
        [element("div", line) for line in step.expected], actual,
        element("span", step.word, class_=f"v v-{step.verdict}"), [element("div", line) for line in step.time],
    ]


def _picture(picture: PicturePart, source: Source) -> Safe:
    url = "data:image/png;base64," + base64.b64encode(source.read(picture.file)).decode()
    return element("figure", element("img", src=url, alt=picture.title),
                   element("figcaption", picture.title, element("br"), element("code", picture.sha256)))
