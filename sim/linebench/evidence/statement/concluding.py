"""From how each case came out to one sentence: by the rules of the profile and by nothing else."""

from collections.abc import Iterable, Iterator, Sequence

from linebench.evidence.statement.model import (
    CONFORMS,
    CONFORMS_NOT,
    WITH_EXCEPTIONS,
    CaseStated,
    Ground,
    Maker,
    Profile,
    Result,
    Told,
    Weight,
)

__all__ = ["conclude", "sentence_of"]

_TESTED = ("passed", "PROVISIONAL", "failed")


def conclude(profile: Profile, told: Told, cases: Sequence[CaseStated]) -> tuple[Result, tuple[Ground, ...]]:
    """Return the result and every reason why it is not plain conformance, what denies it first."""
    found = [*_cases(profile, cases), *_groups(profile, cases), *_version(profile, told)]
    grounds = tuple(sorted(found, key=lambda ground: ground.weight == "exception"))
    if any(ground.weight == "nonconformity" for ground in grounds):
        return CONFORMS_NOT, grounds
    return (WITH_EXCEPTIONS if grounds else CONFORMS), grounds


def sentence_of(product: Maker, profile: Profile, nature: str, result: Result, grounds: Sequence[Ground]) -> str:
    """Say the result in one sentence that stands alone."""
    name = f"{product.vendor} {product.product} {product.version}"
    who = name if nature == "real" else f"{name} (emulated by the bench)"
    what = f"the profile “{profile.title}” ({profile.id}, revision {profile.revision})"
    if result == CONFORMS:
        return f"{who} conforms to {what}."
    if result == WITH_EXCEPTIONS:
        return f"{who} conforms to {what} with exceptions: {_named(grounds, 'exception')}."
    return f"{who} does not conform to {what}: {_named(grounds, 'nonconformity')}."


def _named(grounds: Iterable[Ground], weight: Weight) -> str:
    """Name cases by their ids, everything else in words."""
    return ", ".join(dict.fromkeys(each.case or each.what for each in grounds if each.weight == weight))


def _cases(profile: Profile, cases: Iterable[CaseStated]) -> Iterator[Ground]:
    for case in cases:
        weight = _weight(profile, case)
        if weight != "accepted":
            kind = "" if case.required else "optional case "
            yield Ground(weight=weight, case=case.test, what=f"{kind}{case.verdict}: {case.reason}")


def _weight(profile: Profile, case: CaseStated) -> Weight:
    rules = profile.rules
    if not case.required:
        return rules.optional if case.verdict == "failed" else "accepted"
    weights: dict[str, Weight] = {
        "passed": "accepted", "failed": "nonconformity", "PROVISIONAL": rules.provisional,
        "not applicable": rules.not_applicable, "not run": rules.not_run}
    return weights[case.verdict]


def _groups(profile: Profile, cases: Sequence[CaseStated]) -> Iterator[Ground]:
    """A group of which nothing held was not put to the test at all; what failed in it is told already."""
    for group in profile.groups:
        required = [case for case in cases if case.group == group.id and case.required]
        if group.required and not any(case.verdict in _TESTED for case in required):
            yield Ground(weight="nonconformity", what=f"no required case of the group {group.title} passed")


def _version(profile: Profile, told: Told) -> Iterator[Ground]:
    if told.agrees is False and profile.rules.version != "accepted":
        answer = f"it tells {told.answer!r}" if told.answer else "it tells none"
        yield Ground(weight=profile.rules.version, what=f"the product is of another version than stated: {answer}")
