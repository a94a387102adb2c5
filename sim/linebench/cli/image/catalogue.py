"""Prints the catalogue of faults of code images."""

from linebench.cli.output import show_json, table
from linebench.imaging.faults.catalogue import catalogue
from linebench.imaging.faults.kind import CodeFault, Parameter

__all__ = ["show"]


def show(*, as_json: bool) -> None:
    """Print every fault with its parameters, what it moves and what a good system makes of it."""
    kinds = catalogue().values()
    if as_json:
        show_json([_described(kind) for kind in kinds])
        return
    table("faults of code images", ("fault", "plane", "what is then true", "parameters", "moves", "verdict"),
          [(kind.id, kind.plane, kind.summary, "\n".join(map(_parameter, kind.parameters)), ", ".join(kind.moves),
            f"{kind.verdict}: {kind.reason}" if kind.reason else kind.verdict) for kind in kinds])


def _described(kind: CodeFault) -> dict[str, object]:
    parameters = [{"name": each.name, "unit": each.unit, "low": each.low, "high": each.high,
                   "default": each.default, "whole": each.whole, "summary": each.summary}
                  for each in kind.parameters]
    return {"fault": kind.id, "plane": kind.plane, "summary": kind.summary, "parameters": parameters,
            "moves": kind.moves, "worse": kind.worse, "verdict": kind.verdict, "reason": kind.reason,
            "source": kind.source}


def _parameter(each: Parameter) -> str:
    """As it is typed, with its default, and the range."""
    return f"{each.name}={each.default:g} ({each.low:g}..{each.high:g} {each.unit})"
