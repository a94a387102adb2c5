"""Rows of the table for the probes of evidence: figure, value, unit, floor and goal."""

from typing import Any

from imaging_rows import Row


def limits(results: dict[str, dict[str, Any]]) -> list[Row]:
    """The rows of those probes that ran."""
    makers = {"chain": _chain, "lint": _lint}
    return [row for name, rows in makers.items() if name in results for row in rows(results[name])]


def _chain(found: dict[str, Any]) -> list[Row]:
    return [(f"audit trail of {found['events']:,} events written, checked", found["cpu_s"], "s", 2, None),
            ("audit trail: by the wall", found["wall_s"], "s", None, None),
            ("audit trail: on disk", found["mb"], "MB", None, None)]


def _lint(found: dict[str, Any]) -> list[Row]:
    return [(f"lint of {found['steps']:,} steps, {found['definitions']} definitions", found["cpu_s"], "s", 1, None),
            ("lint: of that, reading the file", found["read_s"], "s", None, None),
            ("lint: steps without a definition", found["undefined"], "", 0, 0)]
