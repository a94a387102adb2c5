"""``linebench steps``, ``faults`` and ``mutants``: what protocols may say, inject and plant."""

from linebench.cli.options import AsJson
from linebench.cli.output import show_json, table
from linebench.scenario.kinds import DeviceKind, FaultKind, Parameter

__all__ = ["faults", "mutants", "steps"]


def steps(*, as_json: AsJson = False) -> None:
    """List the steps that features may use."""
    from linebench.bdd import phrase  # noqa: PLC0415  # pytest is slow to import
    from linebench.bdd.steps import modules  # noqa: PLC0415  # see above

    modules()
    rows = [(each.keyword, each.plain, each.doc.partition("\n")[0]) for each in phrase.definitions()]
    if as_json:
        show_json([{"keyword": keyword, "phrase": text, "summary": doc} for keyword, text, doc in rows])
    else:
        table("steps", ("keyword", "phrase", "what it does"), rows)


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
