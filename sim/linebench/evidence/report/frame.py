"""What stands on every page: number, title, revision, status, stamps and banners."""

from collections.abc import Iterator, Sequence

from linebench.evidence.closing import Closing
from linebench.evidence.model import UNKNOWN, Component, Run
from linebench.evidence.report.language import Language
from linebench.evidence.report.sheet import Frame
from linebench.evidence.report.stamps import draft, stand_ins

__all__ = ["frame_of"]


def frame_of(runs: Sequence[Run], verdict: str, closing: Closing, language: Language, *, kind: str,
             footer: tuple[str, str], suffix: str = "") -> Frame:
    """Return what stands on every page of a document over these runs. ``suffix``: of the document's number."""
    last = runs[-1]
    stamp = next((told for told in (draft(run, language) for run in runs) if told), "")
    practised = bool(stand_ins(runs, language))
    return Frame(
        language=language.tag, kind=language.say(f"kind.{kind}"),
        number=f"{last.protocol.number}-{runs[0].id}{suffix}",
        title=language.say("rehearsal.title", title=last.protocol.title) if practised else last.protocol.title,
        revision=closing.revision, protocol=f"{last.protocol.number} rev. {last.protocol.revision}",
        status=_status(kind, stamp, closing, language), stamp=stamp, banners=tuple(_banners(runs, language)),
        planted=any(run.mutants for run in runs), verdict=verdict, word=language.verdict(verdict),
        at=last.end, footer=footer)


def _status(kind: str, stamp: str, closing: Closing, language: Language) -> str:
    return language.say("status.draft" if stamp else "status.volume" if kind == "volume" else
                        f"status.{closing.conclusion or 'open'}")


def _banners(runs: Sequence[Run], language: Language) -> Iterator[str]:
    mutants = dict.fromkeys(name for run in runs for name in run.mutants)
    if mutants:
        yield language.say("banner.mutants", names=", ".join(mutants))
    if seats := stand_ins(runs, language):
        yield language.say("banner.rehearsal", seats=", ".join(seats))
    components = {component.seat: component for run in runs for component in run.components}.values()
    if real := [_named(one) for one in components if one.nature == "real"]:
        yield language.say("banner.real", names=", ".join(real))
    for nature in ("emulated", "simulated"):
        if seats := tuple(one.seat for one in components if one.nature == nature):
            yield language.say(f"banner.{nature}", seats=", ".join(seats))


def _named(one: Component) -> str:
    return one.seat if one.name == UNKNOWN else f"{one.name} ({one.seat})"
