"""Wrong data in code and text: another GTIN, lot or expiry, a wrong check digit, a date that is none or is past.

The data sent to the printer are wrong, so code and text agree with each other.
"""

from linebench.imaging.faults.kind import CodeFault, FaultError, Parameter, Values
from linebench.imaging.faults.pieces import put, value_of
from linebench.imaging.faults.plausible import later, other_gtin, other_text
from linebench.imaging.faults.writing import Writing
from linebench.product.dates import is_date

__all__ = ["FAULTS"]

_SOURCE = "GS1 General Specifications, sections 3, 7.9 and 7.12"


def _gtin(writing: Writing, _: Values) -> None:
    right, foreign = value_of(writing, "01"), writing.near.foreign
    known = foreign is not None and foreign.gtin != right
    put(writing, "01", foreign.gtin if foreign and known else other_gtin(right, writing.chance))


def _lot(writing: Writing, values: Values) -> None:
    right, foreign = value_of(writing, "10"), writing.near.foreign
    known = foreign is not None and foreign.lot != right
    wrong = foreign.lot if foreign and known else other_text(right, writing.chance, int(values["characters"]))
    put(writing, "10", wrong)


def _expiry(writing: Writing, values: Values) -> None:
    right, foreign = _date(writing), writing.near.foreign
    known = foreign is not None and foreign.expiry != right and is_date(foreign.expiry)
    put(writing, "17", foreign.expiry if foreign and known else later(right, int(values["months"])))


def _date(writing: Writing) -> str:
    found = value_of(writing, "17")
    if not is_date(found):
        raise FaultError(f"expiry {found!r} cannot be moved; expected a date, not spoilt by another fault")
    return found


def _check_digit(writing: Writing, values: Values) -> None:
    right = value_of(writing, "01")
    put(writing, "01", right[:-1] + str((int(right[-1]) + int(values["add"])) % 10))


def _past(writing: Writing, values: Values) -> None:
    put(writing, "17", later(_date(writing), -12 * int(values["years"])))


def _month(writing: Writing, values: Values) -> None:
    right = value_of(writing, "17")
    put(writing, "17", f"{right[:2]}{int(values['month']):02d}{right[4:]}")


def _day(writing: Writing, values: Values) -> None:
    put(writing, "17", f"{value_of(writing, '17')[:4]}{int(values['day']):02d}")


FAULTS = (
    CodeFault(
        id="gtin_wrong", plane="content",
        summary="Code and text carry the GTIN of another trade item.",
        verdict="reject", reason="mismatch with order", source=_SOURCE, write=_gtin),
    CodeFault(
        id="lot_wrong", plane="content",
        summary="Code and text carry another lot.",
        parameters=(Parameter("characters", "characters", 1, 20, 1, "how many differ, unless a lot is known",
                              whole=True),),
        verdict="reject", reason="mismatch with order", write=_lot),
    CodeFault(
        id="expiry_wrong", plane="content",
        summary="Code and text carry a later expiry date.",
        parameters=(Parameter("months", "months", 1, 120, 12, "later than ordered, unless another date is known",
                              whole=True),),
        verdict="reject", reason="mismatch with order", write=_expiry),
    CodeFault(
        id="check_digit", plane="content",
        summary="The last digit of the GTIN is wrong.",
        parameters=(Parameter("add", "of 10", 1, 9, 1, "added to the right check digit", whole=True),),
        verdict="reject", reason="bad check digit", source=_SOURCE, write=_check_digit),
    CodeFault(
        id="expiry_past", plane="content",
        summary="The expiry date is a valid one that has passed.",
        parameters=(Parameter("years", "years", 1, 49, 10, "before the date ordered", whole=True),),
        verdict="reject", reason="date error", write=_past),
    CodeFault(
        id="expiry_month", plane="content",
        summary="The expiry date names a month that does not exist.",
        parameters=(Parameter("month", "months", 13, 99, 13, "as written", whole=True),),
        verdict="reject", reason="date error", source=_SOURCE, write=_month),
    CodeFault(
        id="expiry_day", plane="content",
        summary="The expiry date names a day that no month has. Day 00 would be right: the end of the month.",
        parameters=(Parameter("day", "days", 32, 99, 32, "as written", whole=True),),
        verdict="reject", reason="date error", source=_SOURCE, write=_day),
)
