"""Rows of the table for the probes of ``imaging``: figure, value, unit, floor and goal."""

from typing import Any, TypeAlias

Row: TypeAlias = tuple[str, float | None, str, float | None, float | None]
"""A figure without value says in place of the unit why there is none."""

_RATE = "/s, at least"
_PLAIN = "/s"


def limits(results: dict[str, dict[str, Any]]) -> list[Row]:
    """The rows of those probes that ran."""
    makers = {"drawing": _drawing, "grading": _grading, "reading": _reading}
    return [row for name, rows in makers.items() if name in results for row in rows(results[name])]


def _drawing(found: dict[str, Any]) -> list[Row]:
    return [
        ("fast drawing 640x480, encoded, with truth", found["fast_small_per_s"], _RATE, 1000, 4000),
        ("fast drawing 1280x1024, encoded, with truth", found["fast_large_per_s"], _RATE, None, 1500),
        ("limit: copy 640x480 from memory", found["copy_small_per_s"], _PLAIN, None, None),
        ("limit: copy 1280x1024 from memory", found["copy_large_per_s"], _PLAIN, None, None),
        ("OpenCV, whole frame at each step, 640x480", found["opencv_per_s"], _PLAIN, None, None),
        ("Albumentations, 640x480", found["albumentations_per_s"], _PLAIN, None, None),
        ("Pillow alone, 640x480", found["pillow_per_s"], _PLAIN, None, None),
        ("treepoem and Pillow, 640x480", found.get("treepoem_per_s"), found.get("treepoem", _PLAIN), None, None),
        ("fast drawing / Albumentations", found["over_albumentations"], "x, at least", 20, None)]


def _grading(found: dict[str, Any]) -> list[Row]:
    return [
        ("exact drawing with ISO/IEC 15415 grade", found["exact_graded_per_s"], _RATE, 60, None),
        ("the same with text", found["exact_text_graded_per_s"], _RATE, 60, None),
        ("ISO/IEC 15415 grade alone", found["graded_per_s"], _RATE, 500, None),
        ("GS1 DataMatrix symbols encoded", found["encoded_per_s"], _RATE, 10_000, None)]


def _reading(found: dict[str, Any]) -> list[Row]:
    return [
        ("both witnesses, mild picture, median", found["mild_ms"], "ms", 5, None),
        (f"both witnesses, worst of {found['bad_pictures']} bad pictures", found["bad_worst_ms"], "ms", 250, None),
        ("both witnesses, bad picture, median", found["bad_median_ms"], "ms", None, None)]
