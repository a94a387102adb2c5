"""Judges a package as the bench of then did, so that a newer bench tells tampering from its own newer rules.

The rules that the stored verdicts list decide. One that has the same revision here is derived again; one of
another revision, or that this bench does not have, is taken as it was stored and told; rules that came since are
left out of the comparison and told. Steps, verdicts and all that follows from them are derived in every case.
"""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from linebench.evidence.files import Source, sha256
from linebench.evidence.judging import Judge, Judged, RuleOutcome, Value, oracle
from linebench.evidence.revisions import REVISIONS, Revisions
from linebench.evidence.verdicts import VERDICTS, AttemptVerdict, Verdicts

__all__ = ["Then", "judge_of_then", "unlisted"]

_QUANTILES = (" p50", " p95", " p99", " most")


class Then:
    """Judges journals as the bench of a package did. ``said``: the verdicts that it stored."""

    def __init__(self, said: Verdicts) -> None:
        self._attempts = {attempt.journal: attempt for attempt in said.attempts if attempt.rules}
        self._newer: dict[str, str] = {}
        self._other: dict[str, str] = {}
        self._gone: dict[str, str] = {}
        self._figures: dict[str, None] = {}

    def __call__(self, stored: bytes) -> Judged:
        """Judge a journal.

        Raises:
            JournalError: the bytes are no journal or its chain is broken.

        """
        now, before = oracle(stored), self._attempts.get(sha256(stored))
        if before is None or not now.rules:
            return now
        judged = now if _listed(now.rules) == _listed(before.rules) else oracle(stored, before.rules)
        self._note(now.rules, before)
        return msgspec.structs.replace(judged, metrics=self._known(judged.metrics, before.metrics))

    def remarks(self) -> list[str]:
        """Say in which way the rules of then are not those of now."""
        return [*_count(self._newer, "judged since by {} that this package's bench did not have"),
                *(f"{VERDICTS}: judged by another rule revision: {what}" for what in self._other.values()),
                *(f"{VERDICTS}: judged by a rule that this bench does not have: {what}"
                  for what in self._gone.values()),
                *([f"{VERDICTS}: figures that were not derived then: {', '.join(self._figures)}"]
                  if self._figures else [])]

    def _note(self, now: Iterable[RuleOutcome], before: AttemptVerdict) -> None:
        here = {rule.rule: rule for rule in now}
        for rule in before.rules:
            again = here.pop(rule.rule, None)
            if again is None:
                self._gone.setdefault(rule.rule, f"{rule.rule}, revision {rule.revision}")
            elif again.revision != rule.revision:
                self._differs(rule, again, before.folder)
        for name, rule in here.items():
            told = self._newer.setdefault(name, "")
            if rule.findings and not told:
                self._newer[name] = f"{before.folder}: {rule.findings[0].what}"

    def _differs(self, then: RuleOutcome, now: RuleOutcome, folder: str) -> None:
        what = f"{then.rule} was revision {then.revision}, is {now.revision} here"
        told = self._other.setdefault(then.rule, what)
        if told == what and then.outcome != now.outcome:
            self._other[then.rule] = f"{what}; {folder}: then {then.outcome}, now {now.outcome}"

    def _known(self, now: Sequence[Value], before: Sequence[Value]) -> tuple[Value, ...]:
        """Leave out the figures that the bench of then did not derive."""
        figures = {_figure(value) for value in before}
        self._figures |= dict.fromkeys(_figure(value) for value in now if _figure(value) not in figures)
        return tuple(value for value in now if _figure(value) in figures)


def judge_of_then(source: Source, judge: Judge = oracle) -> Judge:
    """Return a judge that judges the journals of a package as its bench did; another than the oracle as it is."""
    if judge is not oracle or not source.has(VERDICTS):
        return judge
    try:
        return Then(msgspec.json.decode(source.read(VERDICTS), type=Verdicts))
    except msgspec.MsgspecError:
        return judge  # the comparison will tell


def unlisted(source: Source) -> Iterator[str]:
    """Name the rules by which the package was judged, as it says itself, that its verdicts leave out or number
    otherwise: that is no newer bench. Packages of older benches do not say.
    """
    try:
        recorded = msgspec.json.decode(source.read(REVISIONS), type=Revisions) if source.has(REVISIONS) else None
        said = msgspec.json.decode(source.read(VERDICTS), type=Verdicts)
    except msgspec.MsgspecError:
        return  # other questions tell of damage
    rules = {(rule.name, rule.revision) for rule in recorded.rules} if recorded else set()
    for attempt in said.attempts:
        if attempt.rules and rules:
            yield from sorted({name for name, _ in rules ^ set(_listed(attempt.rules))})


def _listed(rules: Iterable[RuleOutcome]) -> list[tuple[str, int]]:
    return [(rule.rule, rule.revision) for rule in rules]


def _figure(value: Value) -> str:
    """The figure that a value is a part of: a cause after a comma, or a quantile."""
    name = value.name.partition(",")[0]
    return next((name.removesuffix(part) for part in _QUANTILES if name.endswith(part)), name)


def _count(newer: dict[str, str], text: str) -> Iterator[str]:
    if newer:
        rules = f"{len(newer)} rule{'s' if len(newer) > 1 else ''}"
        yield f"{VERDICTS}: {text.format(rules)}: {', '.join(newer)}"
    yield from (f"{VERDICTS}: {name}, which came since, has findings here: {what}"
                for name, what in newer.items() if what)
