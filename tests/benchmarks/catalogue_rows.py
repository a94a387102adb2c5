"""Rows of the table for the reports of a whole catalogue: figure, value, unit, floor and goal."""

from typing import Any

from imaging_rows import Row


def limits(results: dict[str, dict[str, Any]]) -> list[Row]:
    """The rows of those probes that ran."""
    return _catalogue(results["catalogue"]) if "catalogue" in results else []


def _catalogue(found: dict[str, Any]) -> list[Row]:
    what = f"reports of {found['cases']} cases, {found['steps']:,} steps"
    return [(what, found["render_s"], "s", 30, None),
            ("reports: CPU", found["render_cpu_s"], "s", None, None),
            ("reports: peak memory", found["mib"], "MiB", 1024, None),
            ("reports: pages of the summary", found["summary_pages"], "", None, None),
            (f"reports: pages of {len(found['pages'])} volumes", sum(found["pages"]), "", None, None),
            ("reports: pages of the longest volume", max(found["pages"]), "", 200, None),
            ("reports: megabytes", found["mb"], "MB", None, None),
            ("reports: files that differ from the first rendering", found["differs"], "", 0, 0),
            (f"verify of {found['cases']} cases, wall time", found["verify_s"], "s", 20, None),
            ("verify: problems", found["problems"], "", 0, 0)]
