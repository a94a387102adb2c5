"""``linebench steps``, ``faults`` and ``mutants``: what protocols may say, inject and plant."""

from typing import TYPE_CHECKING, Annotated

import typer

from linebench.cli.failure import UserError
from linebench.cli.options import AsJson
from linebench.cli.output import show_json, table
from linebench.scenario.kinds import DeviceKind, FaultKind, Parameter

if TYPE_CHECKING:
    from collections.abc import Callable

    from linebench.bdd.phrase import Definition

__all__ = ["faults", "mutants", "steps"]


def steps(*, language: Annotated[str, typer.Option("--language", metavar="TAG", help=(
        "How the steps are said in another language, such as de."))] = "", missing: Annotated[bool, typer.Option(
        "--missing", help="Only those that cannot be said in the language yet.")] = False,
        as_json: AsJson = False) -> None:
    """List the steps that features may use."""
    from linebench.bdd import phrase  # noqa: PLC0415  # pytest is slow to import
    from linebench.bdd.steps import modules  # noqa: PLC0415  # see above

    modules()
    found, said = phrase.definitions(), _wordings(language or "en")
    rows = [(each.keyword, each.plain, "\n".join(said(each)), each.doc.partition("\n")[0]) for each in found
            if not (missing and said(each))]
    if as_json:
        show_json([{"keyword": keyword, "phrase": text, **({"wording": words} if language else {}), "summary": doc}
                   for keyword, text, words, doc in rows])
    elif language:
        table("steps", ("keyword", "phrase", language, "what it does"), rows)
    else:
        table("steps", ("keyword", "phrase", "what it does"), [(row[0], row[1], row[3]) for row in rows])


def _wordings(tag: str) -> "Callable[[Definition], tuple[str, ...]]":
    """Return what says how a step is written in a language."""
    from linebench.bdd.language import ENGLISH, known_languages, language  # noqa: PLC0415  # see above

    known = known_languages()
    if tag not in known:
        raise UserError(f"--language {tag}: found no vocabulary of that name; expected one of {', '.join(known)}")
    if tag == ENGLISH:
        return lambda step: (step.plain,)
    found = language(tag)
    return lambda step: tuple(wording.pattern for wording in found.of(step))


def faults(*, as_json: AsJson = False) -> None:
    """List every fault that can be injected, with its parameters."""
    from linebench.line.kinds import KINDS  # noqa: PLC0415  # the line's rooms are slow to import

    rows = [(kind, fault) for kind in KINDS.values() for fault in kind.faults]
    if as_json:
        show_json([_fault(kind, fault) for kind, fault in rows])
        return
    table("faults", ("device", "fault", "plane", "what is then true", "parameters"),
          [(kind.name, fault.kind, fault.plane, fault.summary, "\n".join(map(_parameter, fault.parameters)))
           for kind, fault in rows])


def _fault(kind: DeviceKind, fault: FaultKind) -> dict[str, object]:
    parameters = [{"name": each.name, "quantity": each.unit, "range": each.range, "default": each.default,
                   "summary": each.summary} for each in fault.parameters]
    return {"device": kind.name, "fault": fault.kind, "plane": fault.plane, "summary": fault.summary,
            "parameters": parameters}


def _parameter(each: Parameter) -> str:
    facts = [f"default {each.default}" if each.default else "must be given", f"{each.range} {each.suffix}".strip()]
    return f"{each.name}: {each.summary} ({', '.join(filter(None, facts))})"


def mutants(*, as_json: AsJson = False) -> None:
    """List the planted defects and what catches them."""
    from linebench.stack.mutants import all_mutants  # noqa: PLC0415  # the stack is slow to import

    rows = [(each.name, each.summary, each.rules, each.cases) for each in all_mutants()]
    if as_json:
        show_json([{"name": name, "summary": text, "rules": rules, "cases": cases}
                   for name, text, rules, cases in rows])
    else:
        table("mutants", ("name", "what is wrong", "caught by rules", "and test cases"),
              [(name, text, ", ".join(rules), ", ".join(cases)) for name, text, rules, cases in rows])
