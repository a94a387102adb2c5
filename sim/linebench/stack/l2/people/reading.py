"""Reading the audit trail: which entries are wanted, and how they look exported and printed."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime

from linebench.ports.people import TrailLine

__all__ = ["FilterError", "as_csv", "as_print", "matching"]

_KEYS = ("who", "what", "since", "until")
_COLUMNS = ("number", "time", "who", "what", "old", "new", "why", "signed", "meaning", "previous", "digest")
_PER_PAGE = 20


class FilterError(ValueError):
    """A filter that cannot be read. The message says what is wrong and how filters are written."""


def matching(lines: Sequence[TrailLine], wanted: str) -> tuple[TrailLine, ...]:
    """Return the entries that fit a filter such as ``who=NAME; what=ACTION; since=TIME; until=TIME``.

    ``what`` is how the action begins; times are RFC 3339 with offset, both included.

    Raises:
        FilterError: it cannot be read.

    """
    keys = dict(_pair(part) for part in wanted.split(";") if part.strip())
    since, until = (_moment(keys[key]) if key in keys else None for key in ("since", "until"))
    return tuple(line for line in lines
                 if keys.get("who", line.who) == line.who and line.what.startswith(keys.get("what", ""))
                 and (since is None or datetime.fromisoformat(line.time) >= since)
                 and (until is None or datetime.fromisoformat(line.time) <= until))


def _pair(part: str) -> tuple[str, str]:
    key, is_pair, value = part.partition("=")
    if key.strip() not in _KEYS or not is_pair:
        raise FilterError(f"filter {part.strip()!r}: expected {', '.join(f'{key}=…' for key in _KEYS)}")
    return key.strip(), value.strip()


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = datetime.min  # noqa: DTZ901  # without an offset, as any other text that is refused
    if moment.tzinfo is None:
        raise FilterError(f"filter time {text!r}: expected RFC 3339 with offset, such as 2026-01-05T07:00:00+01:00")
    return moment


def as_csv(lines: Sequence[TrailLine]) -> str:
    """Return entries as CSV (RFC 4180) with a head."""
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(_COLUMNS)
    table.writerows([getattr(line, name) for name in _COLUMNS] for line in lines)
    return text.getvalue()


def as_print(lines: Sequence[TrailLine], asked: str, time: str) -> str:
    """Return entries as pages that say who printed them when, and which page of how many each is."""
    sheets = [lines[first:first + _PER_PAGE] for first in range(0, len(lines), _PER_PAGE)] or [()]
    return "\f".join(_page(sheet, f"Audit trail, printed {time} by {asked}, page {n} of {len(sheets)}")
                     for n, sheet in enumerate(sheets, 1))


def _page(lines: Sequence[TrailLine], head: str) -> str:
    return "\n".join((head, *map(_printed, lines))) + "\n"


def _printed(line: TrailLine) -> str:
    parts = [f"{line.number}", line.time, line.who, line.what]
    parts += [f"{name}: {value}" for name, value in (("old", line.old), ("new", line.new), ("why", line.why))
              if value]
    if line.signed:
        parts.append(f"signed by {line.signed} as {line.meaning}")
    return " | ".join(parts)
