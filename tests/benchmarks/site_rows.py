"""Rows of the table for the probes of the enterprise repository: figure, value, unit, floor and goal."""

from typing import Any

from imaging_rows import Row


def limits(results: dict[str, dict[str, Any]]) -> list[Row]:
    """The rows of those probes that ran."""
    makers = {"serials": _serials, "capture": _capture, "hierarchy": _hierarchy}
    return [row for name, rows in makers.items() if name in results for row in rows(results[name])]


def _serials(found: dict[str, Any]) -> list[Row]:
    return [(f"{found['given']:,} serials drawn from a pool, and compared", found["cpu_s"], "s", 20, None),
            ("serials: given out twice", found["given"] - found["different"], "", 0, 0),
            ("serials: peak memory", found["mib"], "MiB", None, None)]


def _capture(found: dict[str, Any]) -> list[Row]:
    return [("capture: load of the machine before", found["load"], "", None, None),
            ("capture: events stored in SQLite, 1,000 a batch", found["per_s"], "/s, at least", 5_000, None),
            ("capture: CPU of an event", found["cpu_s"] / found["events"] * 1e6, "us", None, None),
            ("capture: captures refused", found["refused"], "", 0, 0),
            (f"capture: start from {found['events']:,} events", found["restart_s"], "s", None, None),
            ("capture: one bare fsync of this disk", found["sync_ms"], "ms", None, None)]


def _hierarchy(found: dict[str, Any]) -> list[Row]:
    return [(f"hierarchy of {found['packs']:,} packs replayed", found["cpu_s"], "s", 30, None),
            ("hierarchy: events", found["events"], "", None, None),
            ("hierarchy: things in another", found["inside"], "", None, None),
            ("hierarchy: what cannot be", found["wrong"], "", 0, 0),
            ("hierarchy: peak memory", found["mib"], "MiB", None, None)]
