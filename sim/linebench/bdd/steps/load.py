"""Load on the site server: further lines that report beside the one that is there."""

from linebench.bdd.actual import CLAIM, NotApplicable, expect_within
from linebench.bdd.attempt import Attempt
from linebench.bdd.flow import running
from linebench.bdd.phrase import then, when
from linebench.bdd.seen import each
from linebench.epcis.canonical import canonical_id
from linebench.ports.l3 import ObjectEvent
from linebench.ports.l4 import Capture
from linebench.ports.lines import LineAccepted, LineReport
from linebench.product.epc_uri import link_of_elements
from linebench.records.wire import Delivered
from linebench.site.line_ends import LineWork
from linebench.units import Duration

_SETTLE_US = 20_000_000
"""So long after the last report everything has to be through."""


@when("{lines:count} further lines report to the site at maximum speed for {span:duration}")
def lines_report(attempt: Attempt, lines: int, span: Duration) -> None:
    """Let the ends of so many further lines report packs and cases as often as this line does."""
    stack, batch = attempt.scenario.stack, running(attempt)
    if stack.enterprise == "none" or "l3" in stack.foreign:
        raise NotApplicable(f"further lines have no way to the site of the stack {stack.id!r}")
    product = next(each_ for each_ in attempt.scenario.products if each_.name == batch.product)
    attempt.stimulus("further lines", lines=lines, span_us=int(span))
    attempt.bench.begin_lines(lines, LineWork(
        batch.order, product.gtin, product.case_size, int(attempt.scenario.line.maximum), int(stack.report_every),
        attempt.now + int(span)))
    attempt.bench.advance(None, int(span) + _SETTLE_US)


@then("every report of a further line is with the enterprise within the limit of {limit:requirement}")
def in_time(attempt: Attempt, limit: str) -> None:
    """Claim: the longest time from a report's arrival at the site server until the enterprise had its events."""
    came, had = _came(attempt), _had(attempt)
    late = [(had.get(link, attempt.now) - t, at) for link, (t, at) in came.items()]
    took, at = max(late, default=(attempt.now, -1))
    expect_within(attempt, CLAIM, f"{len(late)} reports, the slowest after", took, limit, at=[at])


@then("the reports that wait at the site are within the limit of {limit:requirement}")
def backlog(attempt: Attempt, limit: str) -> None:
    """Claim: the most reports of further lines that were there at any time and that it had not yet acknowledged."""
    waiting: set[tuple[str, int]] = set()
    most = 0
    for _, said in each(attempt.records, Delivered, attempt.cursor):
        if isinstance(said.message, LineReport):
            waiting.add((said.message.line, said.message.sequence))
        elif isinstance(said.message, LineAccepted):
            waiting.discard((said.message.line, said.message.sequence))
        most = max(most, len(waiting))
    expect_within(attempt, CLAIM, "reports that wait", most, limit)


def _came(attempt: Attempt) -> dict[str, tuple[int, int]]:
    """When each report came, by the link of its first pack, with its position."""
    return {link_of_elements(said.message.events[0].epcs[0]): (said.t, at)
            for at, said in each(attempt.records, Delivered, attempt.cursor)
            if isinstance(said.message, LineReport) and isinstance(said.message.events[0], ObjectEvent)}


def _had(attempt: Attempt) -> dict[str, int]:
    """When the enterprise first heard of each thing that an event begins with, by its link."""
    found: dict[str, int] = {}
    for _, said in each(attempt.records, Delivered, attempt.cursor):
        for event in said.message.events if isinstance(said.message, Capture) else ():
            if event.epc_list:
                found.setdefault(canonical_id(event.epc_list[0]), said.t)
    return found
