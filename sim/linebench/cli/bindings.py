"""``linebench bindings``: what can be asked of a system that is not ours, what it can say, and by which means."""

from linebench.cli.options import AsJson
from linebench.cli.output import show_json, table

__all__ = ["bindings"]


def bindings(*, as_json: AsJson = False) -> None:
    """List what a stack file can bind: actions, hands, claims and eyes."""
    from linebench.binding.readme import tables  # noqa: PLC0415  # OPC UA is slow to import

    found = tables()
    if as_json:
        show_json({one.title: [dict(zip(one.columns, row, strict=True)) for row in one.rows] for one in found})
        return
    for one in found:
        table(one.title, one.columns, one.rows)
