"""Rules: one planted defect each. The bench must find it, and find nothing where nothing is planted."""

from collections.abc import Iterable
from pathlib import Path

from linebench.adequacy.cases import try_cases
from linebench.adequacy.model import Part, Row, row
from linebench.oracle.rule import Rule, rule_types
from linebench.stack.mutants import Mutant, all_mutants

__all__ = ["part", "plan"]

_QUICK = ("reject", "agg")
"""Groups of rules that a quick execution looks at: the class of requirements that a rule serves first."""


def part(folder: Path, *, quick: bool) -> Part:
    """Plant the defects, each in its smallest declared test cases, and execute the same cases without them."""
    chosen = plan(quick=quick)
    rows = [_planted(folder / name, rules, mutant) for name, (mutant, rules) in _by_mutant(chosen).items()]
    clean = dict.fromkeys(case for mutant in chosen.values() for case in mutant.cases)
    left = len(rule_types()) - len(chosen)
    return Part(id="rules", title="One planted defect for each rule", rows=(*rows, _clean(folder / "clean", clean)),
                left_out=f"{left} rules: one of each group {', '.join(_QUICK)} is tried" if left else "")


def plan(*, quick: bool) -> dict[str, Mutant]:
    """Return the defect that is planted for each rule: of those that declare it, the one with the fewest cases."""
    rules = _first_of_groups() if quick else rule_types()
    return {rule.id: min((each for each in all_mutants() if rule.id in each.rules), key=_effort) for rule in rules}


def _first_of_groups() -> list[type[Rule]]:
    first: dict[str, type[Rule]] = {}
    for rule in rule_types():
        first.setdefault(rule.classes[0], rule)
    return [first[group] for group in _QUICK]


def _effort(mutant: Mutant) -> tuple[int, int]:
    """One case is less work than two; one that proves several rules is worth more."""
    return len(mutant.cases), -len(mutant.rules)


def _by_mutant(chosen: dict[str, Mutant]) -> dict[str, tuple[Mutant, tuple[str, ...]]]:
    found: dict[str, tuple[Mutant, tuple[str, ...]]] = {}
    for rule, mutant in chosen.items():
        found[mutant.name] = mutant, (*found.get(mutant.name, (mutant, ()))[1], rule)
    return found


def _planted(out: Path, rules: tuple[str, ...], mutant: Mutant) -> Row:
    tried = try_cases(out, mutant.cases, (mutant.name,))
    missed = sorted(set(rules) - tried.rules)
    failed = all("fail" in tried.verdicts.get(case, ()) for case in mutant.cases)
    found = tried.trouble or f"found by {_listed(tried.rules)}; cases {_verdicts(tried.verdicts)}"
    return row(", ".join(rules), f"{mutant.name}: {mutant.summary}",
               f"found by {_listed(rules)}; cases {', '.join(mutant.cases)} fail", found,
               met=not tried.trouble and not missed and failed)


def _clean(out: Path, cases: Iterable[str]) -> Row:
    tried = try_cases(out, cases)
    bad = {case: words for case, words in tried.verdicts.items() if set(words) - {"pass", "na"}}
    told = f"found by {_listed(tried.rules)}; {len(tried.verdicts)} cases, {len(bad)} not passed"
    return row("none planted", "the same test cases without a planted defect",
               "no rule finds anything, no case fails", tried.trouble or told,
               met=not tried.trouble and not tried.rules and not bad and bool(tried.verdicts))


def _listed(rules: Iterable[str]) -> str:
    return ", ".join(sorted(rules)) or "none"


def _verdicts(verdicts: dict[str, tuple[str, ...]]) -> str:
    return ", ".join(f"{case} {'/'.join(dict.fromkeys(words))}" for case, words in verdicts.items()) or "none"
