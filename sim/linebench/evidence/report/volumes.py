"""The volumes: every test case with its steps, attempts, findings and pictures, in files of at most 200 pages.

A volume is set before the summary that people sign, and bound to it by its SHA-256 (EC-72).
"""

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from linebench.evidence.closing import Closing
from linebench.evidence.files import sha256
from linebench.evidence.report.cases import CaseTeller
from linebench.evidence.report.desk import desk
from linebench.evidence.report.frame import frame_of
from linebench.evidence.report.language import Language
from linebench.evidence.report.model import CasePart, Volume
from linebench.evidence.report.plots import bars
from linebench.evidence.report.sheet import Figure
from linebench.evidence.report.sittings import Sitting
from linebench.evidence.verdicts import attempts_in

__all__ = ["TEMPLATE", "Bound", "bound_in", "name_of", "rejects_plot", "render_volumes", "split", "tell_cases"]

TEMPLATE = "volume.typ"
_NAME = re.compile(r"volumes/volume-(\d+)\.pdf")
LISTS_ANCHOR = "lists"
"""By this label in it the volume of lists is known."""
_PAGES = 200
"""A volume has no more pages, else typst needs gigabytes for it and viewers grow slow."""
_AIM = 120
"""Estimated pages at which a volume is closed; the estimate errs by half at most."""
_FEW = 25
"""Documents of fewer pages are set in this process: starting another one would take longer."""


@dataclass(frozen=True)
class Bound:
    """A volume as the summary names it. ``cases``: page of each test case, by its anchor."""

    run: str
    file: str
    sha256: str
    pages: int
    size: int
    cases: dict[str, int]
    lists: bool = False
    """It is the volume of lists."""


def name_of(number: int) -> str:
    """Return the file of a volume in its package."""
    return f"volumes/volume-{number:02d}.pdf"


def tell_cases(sitting: Sitting, language: Language) -> tuple[CasePart, ...]:
    """Tell every planned test case of a package."""
    known = {requirement.id: requirement for requirement in sitting.requirements}
    teller = CaseTeller(sitting.source, language, attempts_in(sitting.source), known, sitting.hashes,
                        scripts={file.path: file.sha256 for file in sitting.run.features})
    pairs = zip(sitting.run.planned, sitting.verdicts.cases, strict=True)
    return tuple(teller.case(n, plan, verdict, sitting.tried) for n, (plan, verdict) in enumerate(pairs, 1))


def render_volumes(sitting: Sitting, cases: Sequence[CasePart], templates: Path,
                   language: Language) -> dict[str, bytes]:
    """Return the volumes of a package by file name.

    Raises:
        PackageError: a template or a picture is missing, or typst refuses the template.

    """
    groups = split(cases, _AIM)
    while True:
        volumes = _volumes(sitting, groups, templates, language)
        sizes = [_pages(stored) for stored in volumes.values()]
        if all(pages <= _PAGES or len(group) == 1 for pages, group in zip(sizes, groups, strict=True)):
            return volumes
        groups = [part for pages, group in zip(sizes, groups, strict=True)
                  for part in (_halves(group) if pages > _PAGES else (group,))]


def split(cases: Sequence[CasePart], aim: float) -> list[tuple[CasePart, ...]]:
    """Split test cases in order into groups of about equal length, each of at most ``aim`` estimated pages."""
    sizes = [_estimate(case) for case in cases]
    count = max(1, -(-sum(sizes) // aim))
    each, done = sum(sizes) / count, 0.0
    groups: dict[int, list[CasePart]] = {}
    for case, size in zip(cases, sizes, strict=True):
        groups.setdefault(min(int((done + size / 2) // each), int(count) - 1) if each else 0, []).append(case)
        done += size
    return [tuple(group) for _, group in sorted(groups.items())] or [()]


def _halves(group: tuple[CasePart, ...]) -> tuple[tuple[CasePart, ...], ...]:
    return group[:len(group) // 2], group[len(group) // 2:]


def _estimate(case: CasePart) -> float:
    """Estimate the pages of a test case from what it shows."""
    tried = case.attempts
    steps = sum(1 + 0.3 * (len(step.expected) + len(step.actual) + len(step.table)) for part in tried
                for step in part.steps)
    rest = sum(0.3 + 0.22 * len(part.plots) + 0.2 * len(part.pictures) + 0.02 * len(part.findings)
               + 0.012 * len(part.files) + 0.006 * len(part.metrics) for part in tried)
    return 0.2 + 0.03 * steps + rest


def _volumes(sitting: Sitting, groups: Sequence[tuple[CasePart, ...]], templates: Path,
             language: Language) -> dict[str, bytes]:
    return {name_of(n): _set(sitting, group, (n, len(groups)), templates, language)
            for n, group in enumerate(groups, 1)}


def _set(sitting: Sitting, cases: tuple[CasePart, ...], place: tuple[int, int], templates: Path,
         language: Language) -> bytes:
    nth, count = place
    frame = frame_of((sitting.run,), sitting.verdicts.verdict, Closing(), language, kind="volume",
                     suffix=f"-V{nth:02d}", footer=(language.say("volume.data"), ""))
    contents = language.say("volume.contents", first=cases[0].name, last=cases[-1].name) if cases else \
        language.say("none")
    volume = Volume(frame=frame, nth=nth, count=count, contents=contents, cases=cases,
                    plots=tuple(rejects_plot(cases, language)))
    pictures = [picture.file for case in cases for part in case.attempts for picture in part.pictures]
    with desk(TEMPLATE, volume, frame.at, templates, language, source=sitting.source, pictures=pictures) as laid:
        return laid.set() if sum(map(_estimate, cases)) <= _FEW else laid.set_apart()


def rejects_plot(cases: Iterable[CasePart], language: Language) -> Iterator[Figure]:
    """Plot the rejected packs of all attempts by the cause that L1 reports; nothing where there is none."""
    rejects: Counter[str] = Counter()
    for case in cases:
        for part in case.attempts:
            rejects.update(dict(part.rejects))
    if rejects:
        pairs = sorted(rejects.items(), key=lambda pair: (-pair[1], pair[0]))
        alt = language.say("plot.rejects.alt", counts=", ".join(f"{name} {count}" for name, count in pairs))
        yield Figure(title=language.say("plot.rejects"), alt=alt, svg=bars(pairs))


def bound_in(sitting: Sitting) -> tuple[Bound, ...]:
    """Return the volumes that a package holds, in order."""
    names = sorted((int(match[1]), name) for name in sitting.hashes if (match := _NAME.fullmatch(name)))
    return tuple(_bound(sitting.run.id, name, sitting.source.read(name)) for _, name in names)


def _bound(run: str, name: str, stored: bytes) -> Bound:
    with pikepdf.Pdf.open(io.BytesIO(stored)) as document:
        numbers = {page.obj.objgen: n for n, page in enumerate(document.pages, 1)}
        places = pikepdf.NameTree(document.Root.Names.Dests) if "/Dests" in document.Root.get("/Names", {}) else {}
        anchors = {str(anchor): numbers[place[0].objgen] for anchor, place in places.items()}
        lists = anchors.pop(LISTS_ANCHOR, 0) > 0
        return Bound(run=run, file=name, sha256=sha256(stored), pages=len(numbers), size=len(stored), cases=anchors,
                     lists=lists)


def _pages(stored: bytes) -> int:
    with pikepdf.Pdf.open(io.BytesIO(stored)) as document:
        return len(document.pages)
