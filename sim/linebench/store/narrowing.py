"""What a query's hints are in SQL: the rows in which events that fit can be. Which of them do is not for SQL."""

from collections.abc import Iterable

from linebench.epcis.query_parts import Between, Hint, Naming, Within
from linebench.store.database import Values

__all__ = ["askable", "narrowed"]

_MOST = 400
"""Values in one condition: with more, reading what they leave costs less than finding it."""
_LAST = "\U0010ffff"
"""Sorted behind all that goes on from a start."""
_ALWAYS, _NEVER = "1 = 1", "1 = 0"


def narrowed(hints: Iterable[Hint]) -> tuple[str, Values]:
    """A condition on rows of ``epcis_event``, and its values."""
    conditions, values = [_ALWAYS], list[object]()
    for hint in hints:
        condition, more = _of_hint(hint)
        conditions.append(condition)
        values += more
    return " AND ".join(conditions), values


def askable(texts: Iterable[str]) -> list[str]:
    """Those texts that a database can have, in order."""
    return sorted(filter(_writable, texts))


def _writable(text: str) -> bool:
    return "\0" not in text and not any("\ud800" <= each <= "\udfff" for each in text)


def _of_hint(hint: Hint) -> tuple[str, Values]:
    if isinstance(hint, Within):
        return _one_of(hint.column, askable(hint.values))
    if isinstance(hint, Between):
        return _between(hint)
    return _naming(hint)


def _one_of(column: str, values: list[str]) -> tuple[str, Values]:
    if len(values) > _MOST:
        return _ALWAYS, ()
    return (f"{column} IN ({', '.join('?' * len(values))})", values) if values else (_NEVER, ())


def _between(hint: Between) -> tuple[str, Values]:
    ends = [(f"{hint.column} >= ?", hint.at_least), (f"{hint.column} < ?", hint.below)]
    known = [(condition, end) for condition, end in ends if end is not None]
    return " AND ".join(condition for condition, _ in known), [end for _, end in known]


def _naming(hint: Naming) -> tuple[str, Values]:
    ids, starts = askable(hint.ids), askable(hint.starts)
    if len(ids) + len(starts) > _MOST:
        return _ALWAYS, ()
    condition, values = _one_of("epc", ids)
    found = " OR ".join([condition, *("epc >= ? AND epc < ?" for _ in starts)])
    ends = [end for start in starts for end in (start, start + _LAST)]
    sql = f"number IN (SELECT number FROM epcis_epc WHERE {found})"  # noqa: S608  # no text of others
    return sql, [*values, *ends]
