"""Before a conformance run: which rows of which cases are run, which do not apply, and what the product tells."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from linebench.bdd.continued import Continued
from linebench.bdd.document import CaseDoc, Document, RowDoc
from linebench.binding.binder import Binder
from linebench.binding.shared import WATCHER
from linebench.content import Content
from linebench.evidence.model import UNKNOWN, FileHash
from linebench.evidence.statement.model import CasePlan, Chosen, Maker, Profile, RowPlan
from linebench.evidence.statement.stating import NOT_TOLD, VERSION_TOLD
from linebench.scenario.load import Loaded
from linebench.scenario.stack import StackPlan, WirePlan
from linebench.translated import untranslated

__all__ = ["CertifyError", "ask_version", "choose", "features_of", "maker_of", "rows_of", "seated",
           "unknown_entries"]

_ENTRY = re.compile(r"(?P<test>[A-Z0-9-]+)(?: \[(?P<row>[^\]]+)\])?")
_SPEAKS = re.compile(r'the (?P<seat>printer|camera|PLC) speaks "(?P<dialect>[^"]+)"'
                     r'(?: in the set-up "(?P<profile>[^"]+)")?')
_SEATS = {"PLC": "l1"}
_USUAL = "usual"
_SERVED = "l4"
_NIGHTLY = "nightly"


class CertifyError(ValueError):
    """Something that no statement can be made of. The message says what was found and what to do."""


def maker_of(stack: StackPlan, file: str) -> Maker:
    """Return the product that a stack file names.

    Raises:
        CertifyError: it names none.

    """
    one = stack.product
    if one is None:
        raise CertifyError(f"{file}: found no table [product]; expected one with vendor, product and version: a "
                           "statement is about a product; add it")
    return Maker(vendor=one.vendor, product=one.product, version=one.version, contact=one.contact,
                 description=one.description)


def seated(stack: StackPlan, profile: Profile, file: str) -> None:
    """See that the seat which a profile is about is on wires. Partners always reach an enterprise by one.

    Raises:
        CertifyError: it sits in the bench, where there is no wire that could be looked at.

    """
    if profile.level not in (*stack.remote, _SERVED):
        raise CertifyError(
            f"{file}: found no seat {profile.level!r} on wires; expected one: profile {profile.id} is about what "
            f'it says there; add [[seat]] with id = "{profile.level}" and nature = "real" or process = true')


def choose(profile: Profile, documents: Sequence[Document], loaded: Loaded, stack: FileHash) -> Chosen:
    """Choose the rows of a profile's cases; each case counts where it is named first.

    Raises:
        CertifyError: an entry of the profile means no case.

    """
    if wrong := "\n".join(unknown_entries(profile, documents)):
        raise CertifyError(wrong)
    cases = tuple(case for document in documents for case in document.cases)
    plans: dict[str, CasePlan] = {}
    for group in profile.groups:
        for required, entries in ((True, group.required), (False, group.optional)):
            for entry in entries:
                for plan in _meant(entry, cases, loaded.scenario.stack):
                    plans.setdefault(plan.test, CasePlan(test=plan.test, title=plan.title, group=group.id,
                                                         required=required, rows=plan.rows))
    product = maker_of(loaded.scenario.stack, stack.path)
    return Chosen(product=product, profile=profile, stack=stack, cases=tuple(plans.values()))


def features_of(content: Content) -> tuple[Path, ...]:
    """All features; a site's file stands for the library's of the same name."""
    found: dict[str, Path] = {}
    for folder in (root / "features" for root in content.roots):
        for path in untranslated(sorted(folder.rglob("*.feature")), [folder]):
            found.setdefault(path.relative_to(folder).as_posix(), path)
    return tuple(found.values())


def rows_of(chosen: Chosen) -> tuple[tuple[str, str], ...]:
    """Test id and row of everything that is run."""
    return tuple((case.test, row.row) for case in chosen.cases for row in case.rows if not row.reason)


async def ask_version(loaded: Loaded, *, real: bool, continued: Continued | None = None) -> tuple[str, str] | None:
    """Ask the product for its version, where that is bound; ``None`` where it is not.

    It is given power first and loses it at the end, as the stack file binds that; a product that goes on
    (``continued``) keeps it for the run. Returns what the audit trail calls it, and the answer or why there is
    none.

    Raises:
        BindingError: a binding that cannot be used.

    """
    stack = loaded.scenario.stack
    bound = {plan.id for plan in stack.actions}
    if "read_version" not in bound:
        return None
    lasting = None if continued is None else continued.lasting
    binder = Binder(loaded.scenario, loaded.folder, real=real, lasting=lasting)
    if continued is not None:
        continued.bound(binder, 0)
    try:
        return await _told(binder, powered="power_on" in bound)
    finally:
        if "power_off" in bound and lasting is None:
            await binder.do("power_off")
        await binder.close()


async def _told(binder: Binder, *, powered: bool) -> tuple[str, str]:
    if why := binder.unable("read_version"):
        return NOT_TOLD, why
    if powered:
        up = await binder.do("power_on")
        if not up.accepted:
            return NOT_TOLD, f"it could not be given power: {up.reason or UNKNOWN}"
        if binder.lasting is not None:
            binder.lasting.powered = True
    answer = await binder.do("read_version", by=WATCHER)
    told = answer.accepted and answer.reason.strip()
    return (VERSION_TOLD, answer.reason.strip()) if told else (NOT_TOLD, answer.reason or "it gave no answer")


def unknown_entries(profile: Profile, documents: Iterable[Document]) -> Iterator[str]:
    """Yield what is wrong with entries of a profile that mean no case."""
    cases = tuple(case for document in documents for case in document.cases)
    for entry in (each for group in profile.groups for each in (*group.required, *group.optional)):
        if not any(_rows(case, entry) for case in cases):
            yield (f"{profile.file.path}: found {entry!r}; expected a test id, ID [column=value] or @tag of a case "
                   "that the features have; correct the profile")


def _meant(entry: str, cases: Sequence[CaseDoc], stack: StackPlan) -> Iterator[CasePlan]:
    wanted = [(case, _rows(case, entry)) for case in cases]
    for case, rows in ((case, rows) for case, rows in wanted if rows):
        yield CasePlan(test=case.test, title=case.name, group="", required=True, rows=tuple(
            RowPlan(row=row.text, reason=_other(case, row, stack)) for row in rows))


def _rows(case: CaseDoc, entry: str) -> tuple[RowDoc, ...]:
    """The rows that an entry means; those that take minutes are never among them."""
    usual = tuple(row for row in case.rows if _NIGHTLY not in case.named(row))
    if entry.startswith("@"):
        return tuple(row for row in usual if entry[1:] in case.named(row))
    match = _ENTRY.fullmatch(entry)
    if match is None or match["test"] != case.test:
        return ()
    values = {tuple(pair.split("=", 1)) for pair in match["row"].split(", ")} if match["row"] else set()
    return tuple(row for row in usual if values <= set(row.values))


def _other(case: CaseDoc, row: RowDoc, stack: StackPlan) -> str:
    """Why a row does not apply: it lets a device speak otherwise than the stack file; empty when it applies."""
    for step in case.steps:
        match = _SPEAKS.fullmatch(step.rendered(dict(row.values)).text)
        if match is not None:
            seat = match["seat"]
            wire = _wire(stack, f"l2-{_SEATS.get(seat, seat)}")
            profile = match["profile"] or _USUAL
            if (wire.dialect, wire.profile or _USUAL) != (match["dialect"], profile):
                set_up = f"the set-up {wire.profile}" if wire.profile else "its usual set-up"
                return f"the product speaks {wire.dialect} to the {seat}, in {set_up}"
    return ""


def _wire(stack: StackPlan, pair: str) -> WirePlan:
    return next((wire for wire in stack.wires if wire.id == pair), WirePlan(id=pair))
