"""Variable fields of a label: which of the dialect's fields hold the data of a pack, in both directions."""

import re
from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

import msgspec

from linebench.ports.printer import PrintJob
from linebench.product.elements import SEPARATOR, ElementError, split_elements
from linebench.product.pack_code import PackCode

__all__ = ["FieldMap", "PackData", "Separator"]

Separator: TypeAlias = Literal["raw", "{GS}", "<GS>", "~", "lost"]
_DATE = re.compile(r"(\d\d)/(\d\d)/\d\d(\d\d)", re.ASCII)
_IDENTIFIERS = {"01": "gtin", "17": "expiry", "10": "lot", "21": "serial"}


class PackData(msgspec.Struct, frozen=True, gc=False):
    """The data of one pack as far as fields give them; ``None``: no field gave it. ``expiry``: YYMMDD."""

    gtin: str | None = None
    lot: str | None = None
    expiry: str | None = None
    serial: str | None = None


class FieldMap(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which fields of a label hold what. An empty name: no field holds it.

    A label holds either four fields or one, ``code``, with the whole element string; text beside the code is the
    printer's own doing. ``order``: all fields in the label's order, for dialects that fill fields by position;
    names in it that hold none of the data are filled with nothing.
    """

    gtin: str = "GTIN"
    lot: str = "LOT"
    expiry: str = "EXP"
    serial: str = "SERIAL"
    code: str = ""
    dates: Literal["YYMMDD", "DD/MM/YYYY"] = "YYMMDD"
    """How the expiry field holds its date: as in the code, or as an absolute date with its century, 20."""
    order: tuple[str, ...] = ("GTIN", "LOT", "EXP", "SERIAL")
    delimiter: str = ","
    """Between the fields of a record that is one string."""
    widths: tuple[int, ...] = ()
    """Characters of each field of such a record where its fields have fixed places, padded with blanks;
    empty: they are delimited."""
    separator: Separator = "raw"
    """How 0x1D is written in ``code``. ``lost``: left out, as some set-ups do; the code cannot be taken apart then
    unless the lot is the last of its elements."""

    @property
    def names(self) -> frozenset[str]:
        """All fields of the label."""
        named = (self.code,) if self.code else (self.gtin, self.lot, self.expiry, self.serial)
        return frozenset(name for name in (*named, *self.order) if name)

    def write(self, job: PrintJob, serial: str) -> dict[str, str]:
        """The fields of one record by name."""
        if self.code:
            content = PackCode(job.gtin, job.expiry, job.lot, serial).content()
            return {self.code: content.replace(SEPARATOR, self._separator())}
        expiry = _absolute(job.expiry) if self.dates == "DD/MM/YYYY" else job.expiry
        pairs = ((self.gtin, job.gtin), (self.lot, job.lot), (self.expiry, expiry), (self.serial, serial))
        return {name: value for name, value in pairs if name}

    def write_ordered(self, job: PrintJob, serial: str) -> tuple[str, ...]:
        """The fields of one record in the label's order."""
        values = self.write(job, serial)
        return tuple(values.get(name, "") for name in self.order)

    def write_record(self, job: PrintJob, serial: str) -> str:
        """The fields of one record as one string."""
        values = self.write_ordered(job, serial)
        if self.widths:
            return "".join(value.ljust(width)[:width] for value, width in zip(values, self.widths, strict=True))
        return self.delimiter.join(values)

    def split_record(self, record: str) -> dict[str, str]:
        """The fields of a record that is one string; those it does not reach are left out."""
        return self.name_ordered(self._fixed(record) if self.widths else record.split(self.delimiter))

    def name_ordered(self, values: Sequence[str]) -> dict[str, str]:
        """Values in the label's order by name; those beyond its last field are dropped, as printers do."""
        return dict(zip(self.order, values, strict=False))

    def read(self, values: Mapping[str, str]) -> PackData:
        """What the fields say of a pack.

        Raises:
            ElementError: the field ``code`` holds no element string.

        """
        if not self.code:
            expiry = values.get(self.expiry)
            if expiry and self.dates == "DD/MM/YYYY":
                expiry = _short(expiry)
            return PackData(values.get(self.gtin), values.get(self.lot), expiry, values.get(self.serial))
        if self.code not in values:
            return PackData()
        content = values[self.code]
        if self.separator not in {"raw", "lost"}:
            content = content.replace(self.separator, SEPARATOR)
        return _taken_apart(content)

    def _separator(self) -> str:
        return {"raw": SEPARATOR, "lost": ""}.get(self.separator, self.separator)

    def _fixed(self, record: str) -> list[str]:
        found, at = [], 0
        for width in self.widths:
            if at >= len(record):
                break
            found.append(record[at:at + width].rstrip(" "))
            at += width
        return found


def _absolute(yymmdd: str) -> str:
    return f"{yymmdd[4:]}/{yymmdd[2:4]}/20{yymmdd[:2]}"


def _short(date: str) -> str:
    """An absolute date as YYMMDD; what is none stays as it is, for it is printed all the same."""
    found = _DATE.fullmatch(date)
    return f"{found[3]}{found[2]}{found[1]}" if found else date


def _taken_apart(content: str) -> PackData:
    elements = split_elements(content)
    if any(ai not in _IDENTIFIERS for ai, _ in elements):
        raise ElementError(f"found {content!r}; expected no elements but (01), (17), (10) and (21)")
    found = {_IDENTIFIERS[ai]: value for ai, value in elements}
    return PackData(found.get("gtin", ""), found.get("lot", ""), found.get("expiry", ""), found.get("serial", ""))
