"""How a dossier stands, for people at work on it. Nothing here is derived from journals; see ``verifying``."""

from pathlib import Path

from linebench.evidence.dossier.merging import Merged, read_parts
from linebench.evidence.dossier.record import assessed_of
from linebench.evidence.dossier.rules import why_not_concluded
from linebench.evidence.dossier.store import Store, state_of
from linebench.evidence.model import case_name
from linebench.evidence.people.order import next_role
from linebench.evidence.stored import Stored

__all__ = ["CaseStands", "DeviationStands", "Standing", "standing"]


class CaseStands(Stored, frozen=True, kw_only=True):
    """One planned case. ``told``: its verdict, and that it is unstable where it is."""

    case: str
    verdict: str
    unstable: bool
    attempts: int

    @property
    def told(self) -> str:
        """The verdict as people read it."""
        return f"{self.verdict}, unstable" if self.unstable else self.verdict


class DeviationStands(Stored, frozen=True, kw_only=True):
    """One deviation. ``number``: the quality system's."""

    id: str
    case: str
    state: str
    classed: str
    number: str


class Standing(Stored, frozen=True, kw_only=True):
    """All of it. ``next``: the role that signs next; ``against``: what speaks against the conclusion accepted."""

    dossier: str
    revision: int
    state: str
    verdict: str
    cases: tuple[CaseStands, ...]
    deviations: tuple[DeviationStands, ...]
    conclusion: str
    against: tuple[str, ...]
    signed: tuple[str, ...]
    next: str


def standing(folder: Path) -> Standing:
    """Return how a dossier stands.

    Raises:
        PackageError: it, or a package, cannot be read.

    """
    store = Store(folder)
    merged, closing = Merged(read_parts(store.packages)), store.closing
    due = next_role(store.dossier.signatures, store.signatures)
    return Standing(
        dossier=store.dossier.id, revision=store.dossier.revision, state=state_of(store),
        verdict=merged.verdicts.verdict, conclusion=closing.conclusion,
        cases=tuple(CaseStands(case=case_name(one.test, one.row), verdict=one.verdict, unstable=one.unstable,
                               attempts=len(one.attempts)) for one in merged.cases),
        deviations=tuple(DeviationStands(id=raised.id, case=raised.case, state=one.state, classed=one.classed,
                                         number=one.number)
                         for raised in merged.deviations for one in [assessed_of(raised, closing)]),
        against=why_not_concluded("accepted", merged, closing),
        signed=tuple(f"{one.printed_name} as {one.role}" for one in store.signatures),
        next=due.role if due else "")
