"""Human-readable text that does not say what the code says, though the code is right."""

import random

from linebench.imaging.faults.kind import CodeFault, FaultError, Parameter, Values
from linebench.imaging.faults.pieces import field_of, field_parameter, put_text, text_value
from linebench.imaging.faults.plausible import other_text
from linebench.imaging.faults.writing import Writing

__all__ = ["ALIKE", "FAULTS"]

ALIKE = ("0ODQ", "1Il", "2Z", "5S", "8B", "6G")
"""Characters that people and machines take for each other."""


def _mismatch(writing: Writing, values: Values) -> None:
    ai = field_of(values)
    right = text_value(writing, ai)
    wrong = _look_alike(right, writing.chance) if values["alike"] else None
    put_text(writing, ai, wrong or other_text(right, writing.chance))


def _look_alike(right: str, chance: random.Random) -> str | None:
    """``right`` with one character replaced by one that looks like it; None when it has no such character."""
    groups = {sign: group for group in ALIKE for sign in group}
    places = [place for place, sign in enumerate(right) if sign in groups]
    if not places:
        return None
    place = chance.choice(places)
    sign = right[place]
    return right[:place] + chance.choice(groups[sign].replace(sign, "")) + right[place + 1:]


def _missing(writing: Writing, values: Values) -> None:
    if not values["field"]:
        writing.text = ""
        return
    ai = field_of(values)
    text_value(writing, ai)
    lines = writing.text.split("\n")
    writing.text = "\n".join("" if line.startswith(f"({ai})") else line for line in lines)


def _cut(writing: Writing, values: Values) -> None:
    ai = field_of(values)
    put_text(writing, ai, text_value(writing, ai)[:-int(values["characters"])])


def _swap(writing: Writing, values: Values) -> None:
    one, other = field_of(values), field_of(values, "other")
    first, second = text_value(writing, one), text_value(writing, other)
    if first == second:
        raise FaultError(f"hri_swapped exchanges ({one}) and ({other}), which both say {first!r}; "
                         "expected two different fields")
    put_text(writing, one, second)
    put_text(writing, other, first)


_FIELD = field_parameter(3)
_OR_ALL = Parameter("field", "fields", 0, 4, 0, "which: 0 all, 1 GTIN, 2 expiry, 3 lot, 4 serial", whole=True)

FAULTS = (
    CodeFault(
        id="hri_mismatch", plane="content",
        summary="One character of the text differs from the code.",
        parameters=(_FIELD, Parameter("alike", "of 1", 0, 1, 1, "1: one that looks like the right one, where the "
                                      "field has such; 0: any other of its kind", whole=True)),
        verdict="reject", reason="OCR/OCV mismatch", write=_mismatch),
    CodeFault(
        id="hri_missing", plane="content",
        summary="The text, or one of its fields with its identifier, is not printed.",
        parameters=(_OR_ALL,), verdict="reject", reason="OCV reject", write=_missing),
    CodeFault(
        id="hri_cut", plane="content",
        summary="A field of the text lacks its last characters.",
        parameters=(Parameter("characters", "characters", 1, 20, 3, "missing at the end of the field", whole=True),
                    field_parameter(4)),
        verdict="reject", reason="OCV reject", write=_cut),
    CodeFault(
        id="hri_swapped", plane="content",
        summary="Two fields of the text are exchanged.",
        parameters=(field_parameter(3), field_parameter(4, name="other")),
        verdict="reject", reason="OCV reject", write=_swap),
)
