"""``linebench simulate``: run a scenario's first batch without protocol, and say how it went."""

from typing import Annotated

import typer

from linebench.cli.failure import PASS, SUT_FAILED
from linebench.cli.options import (
    AsJson,
    ContentDir,
    Mutants,
    Out,
    Settings,
    StackFile,
    find_content,
    known_mutants,
    read_settings,
    scenario_path,
)
from linebench.cli.output import say, show_json, table

__all__ = ["simulate"]


def simulate(
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help="A file, or a name in scenarios/.")],
    *, seed: Annotated[int | None, typer.Option(
        "--seed", min=0, max=2**63 - 1, help="Seed of every chance; the scenario's own if not given.")] = None,
    settings: Settings = None, mutant: Mutants = None,
    stack: StackFile = None, content: ContentDir = None, out: Out = None, as_json: AsJson = False,
) -> int:
    """Run a scenario's first batch without protocol."""
    from linebench.cli.simulating import perform  # noqa: PLC0415  # the line, the stack and the oracle are slow

    found = find_content(content)
    seats = None if stack is None else scenario_path(found, stack)
    outcome = perform(found, scenario_path(found, scenario), seed=seed, settings=read_settings(settings),
                      stack=seats, mutants=known_mutants(mutant), out=out)
    if as_json:
        show_json(outcome)
        return PASS if outcome.ok else SUT_FAILED
    table("key figures", ("figure", "value", "unit"),
          [(each.name, each.value, each.unit) for each in outcome.metrics])
    table("rules", ("rule", "outcome", "opportunities", "findings"),
          [(each.rule, each.outcome, str(each.opportunities), str(each.count)) for each in outcome.rules])
    for each in outcome.rules:
        for finding in each.findings[:5]:
            say(f"{each.rule}: {finding.what}")
    say(f"{outcome.records} records in {outcome.journal}\njournals sha256 {outcome.head}")
    return PASS if outcome.ok else SUT_FAILED
