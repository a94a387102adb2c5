"""The audit trail of a system, exported as separated values: who did what and when, in this order of time."""

from collections import Counter
from collections.abc import Sequence

from linebench.binding.eye import Row, Seen, Trouble
from linebench.binding.eyes.csv_files import CsvEye, CsvOptions
from linebench.binding.kinds import EyeKind, Place

__all__ = ["KIND", "AuditEye", "AuditOptions"]


class AuditOptions(CsvOptions, frozen=True, kw_only=True):
    """As ``csv``; ``who``, ``what`` and ``when`` name the columns that every entry has to fill."""

    who: str
    what: str
    when: str


class AuditEye(CsvEye):
    """An ``Eye``. An entry that says not who did what and when is no statement, and is told."""

    def __init__(self, options: AuditOptions, place: Place) -> None:
        super().__init__(options, place)
        self._needed = (options.who, options.what, options.when)
        self._told: set[tuple[object, ...]] = set()

    async def look(self) -> Sequence[Seen]:
        """See ``Eye``."""
        found, often = [], Counter[tuple[object, ...]]()
        for seen in await super().look():
            entry = (*seen.values.items(),) if isinstance(seen, Row) else (seen,)
            file = seen.place.rpartition(":")[0] if isinstance(seen, Row) else ""
            often[(file, *entry)] += 1
            key = (often[(file, *entry)], *entry)
            if key not in self._told:  # the next export has all of the last one
                self._told.add(key)
                found.append(self._attributed(seen))
        return found

    def _attributed(self, seen: Seen) -> Seen:
        if not isinstance(seen, Row):
            return seen
        empty = [name for name in self._needed if not seen.values.get(name, "").strip()]
        return Trouble(f"{seen.place}: the entry has no {', '.join(empty)}") if empty else seen


KIND = EyeKind(name="audit", summary="an audit trail exported as separated values", options=AuditOptions,
               make=AuditEye)
