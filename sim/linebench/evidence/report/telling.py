"""Gathers what the sections of a summary and of the volume of lists draw on."""

from collections.abc import Sequence

import msgspec

from linebench.evidence.closing import Closing
from linebench.evidence.model import CaseKey
from linebench.evidence.report.language import Language
from linebench.evidence.report.sittings import Sittings
from linebench.evidence.report.stamps import stand_ins
from linebench.evidence.report.told import Told
from linebench.evidence.report.volumes import Bound, bound_in

__all__ = ["told_of"]


def told_of(sittings: Sittings, closing: Closing, language: Language, *, record: str = "") -> Told:
    """Return what is told of these sittings. ``record``: the record hash where it is kept elsewhere."""
    added = b"" if closing == Closing() else msgspec.json.encode(closing)
    over = "given" if record else "many" if added or sittings.several else "one"
    volumes = tuple(bound for one in sittings.each for bound in bound_in(one))
    return Told(sittings=sittings, closing=closing, language=language, over=over, volumes=volumes,
                record=record or sittings.record(added), where=_places(sittings, volumes, language),
                rehearsal=stand_ins(tuple(one.run for one in sittings.each), language))


def _places(sittings: Sittings, volumes: Sequence[Bound], language: Language) -> dict[CaseKey, str]:
    """Return volume and page of each case; of several sittings the last that tried it, else the first."""
    places: dict[CaseKey, str] = {}
    for one in sittings.each:
        mine = [bound for bound in volumes if bound.run == one.run.id]
        tried = {(case.test, case.row) for case in one.verdicts.cases if case.attempts}
        for number, plan in enumerate(one.run.planned, 1):
            key, place = (plan.test, plan.row), _place(f"case-{number}", mine, language)
            if place and (key not in places or key in tried):
                places[key] = f"{one.run.id}: {place}" if sittings.several else place
    return places


def _place(anchor: str, volumes: Sequence[Bound], language: Language) -> str:
    return next((language.say("results.place", volume=n, page=bound.cases[anchor])
                 for n, bound in enumerate(volumes, 1) if anchor in bound.cases), "")
