"""What a stack file must say for a system that goes on from one test case to the next."""

import re
import string

from linebench.scenario.check import Report
from linebench.scenario.stack import ClaimPlan, StackPlan

__all__ = ["ORDERS", "check_world"]

ORDERS = "{order}-{run}{case:02}"
"""What orders are called where a stack file that continues says nothing."""
_NAMES = ("order", "run", "case")
_MUST = {"run", "case"}
_WHOSE = frozenset({"serials", "packed", "events"})
"""Statements that are an earlier order's as easily as this one's."""


def check_world(stack: StackPlan, report: Report) -> None:
    """Check what a stack file says of a world that continues."""
    if stack.world == "anew":
        if stack.orders:
            report("stack.orders", repr(stack.orders), 'nothing where world = "anew": orders keep their names',
                   'add world = "continue" or leave it out')
        return
    if not any(seat.nature == "real" for seat in stack.remote.values()):
        report("stack.world", "'continue' and no level of nature real", "a real level, which cannot be reset",
               'leave it out or add [[seat]] with nature = "real"')
    if any(action.id == "reset" for action in stack.actions):
        report("stack.action.reset", 'a binding beside world = "continue"', "none: it would not be used",
               'leave it out, or world = "continue" if the system can be reset')
    if wrong := _wrong_template(stack.orders or ORDERS):
        report("stack.orders", wrong, f'a text with {{run}} and {{case}}, such as "{ORDERS}"')
    for claim in stack.claims:
        _check_claim(stack, claim, report)


def _check_claim(stack: StackPlan, claim: ClaimPlan, report: Report) -> None:
    """Check that of every statement somebody can tell whose it is."""
    timed = claim.gives == "events" or "time" in claim.fields
    dated = timed and any(action.id == "read_clock" for action in stack.actions)
    if claim.gives in _WHOSE and "order" not in claim.fields and not dated:
        report(f"stack.claim.{claim.id}", 'no order beside world = "continue"', (
            "the field order, or a time and the action read_clock: else nobody can tell whether a statement is of "
            "this test case or of the one before"), "name the column, or bind read_clock")


def _wrong_template(text: str) -> str:
    """What is wrong with a text that names orders; empty when nothing is."""
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        return f"{text!r}, whose braces do not match"
    named_ones = [(name, form or "", turned) for _, name, form, turned in parts if name is not None]
    for name, form, turned in named_ones:
        if name not in _NAMES or turned or not re.fullmatch("" if name == "order" else r"(0?[1-9])?", form):
            return f"{{{name}{form and ':' + form}}} in {text!r}"
    lacking = _MUST - {name for name, *_ in named_ones}
    return f"{text!r} without {' and '.join(f'{{{name}}}' for name in sorted(lacking))}" if lacking else ""
