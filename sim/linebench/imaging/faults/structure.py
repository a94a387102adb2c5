"""Element strings put together wrongly: application identifiers, separators, and the FNC1 that makes them GS1.

The text beside the code stays right. Content and carrier alone say how the symbol is drawn. What readers deliver:
``fnc1_missing`` the right data, not GS1; ``fnc1_as_gs`` the data behind a 0x1D, not GS1; ``fnc1_double`` the data
behind a 0x1D, GS1; ``fnc1_trailing`` the data and a 0x1D behind them, GS1. zxing-cpp and libdmtx do so but for one
case: libdmtx gives both marks as 0x1D and so takes ``fnc1_as_gs`` for GS1.
"""

from linebench.imaging.faults.kind import CodeFault, FaultError, Parameter, Values
from linebench.imaging.faults.pieces import Piece, arranged, field_of, field_parameter, joined, pieces, value_of
from linebench.imaging.faults.plausible import other_value
from linebench.imaging.faults.writing import Writing
from linebench.product.elements import SEPARATOR
from linebench.product.identifiers import PREDEFINED

__all__ = ["FAULTS"]

_SOURCE = "GS1 General Specifications, sections 3 and 7.8"
_GS1, _PLAIN = "gs1-datamatrix", "datamatrix"


def _wrong_ai(writing: Writing, values: Values) -> None:
    _rename(writing, f"{int(values['ai']):02d}")


def _rename(writing: Writing, ai: str) -> None:
    """Another identifier for the expiry date, which has its length: no other element moves."""
    value_of(writing, "17")
    parts = pieces(writing.content)
    place = next(number for number, each in enumerate(parts) if each.ai == "17")
    parts[place] = parts[place]._replace(ai=ai)
    writing.content = joined(parts)


def _repeat(writing: Writing, values: Values) -> None:
    """The same value twice would do no harm."""
    ai = field_of(values)
    wrong = other_value(ai, value_of(writing, ai), writing.chance)
    parts = pieces(writing.content)
    place = next(number for number, each in enumerate(parts) if each.ai == ai)
    writing.content = arranged([*parts[:place + 1], Piece(ai, wrong), *parts[place + 1:]])


def _turn(writing: Writing, values: Values) -> None:
    parts = pieces(writing.content)
    first = int(values["turn"]) % len(parts)
    writing.content = arranged(parts[first:] + parts[:first])


def _brackets(writing: Writing, _: Values) -> None:
    writing.content = "".join(f"({each.ai}){each.value}" for each in pieces(writing.content))


def _missing_separator(writing: Writing, _: Values) -> None:
    parts = pieces(writing.content)
    place = next((number for number, each in enumerate(parts) if each.tail and each.ai[:2] not in PREDEFINED), None)
    if place is None:
        raise FaultError(f"{writing.content!r} has no separator that could be missing; expected one behind the lot")
    parts[place] = parts[place]._replace(tail="")
    writing.content = joined(parts)


def _extra_separator(writing: Writing, values: Values) -> None:
    parts = pieces(writing.content)
    places = [number for number, each in enumerate(parts[:-1]) if each.ai[:2] in PREDEFINED and not each.tail]
    wanted = int(values["element"])
    if wanted > len(places):
        raise FaultError(f"{writing.content!r} has {len(places)} elements of predefined length before its last; "
                         f"expected {wanted}")
    place = places[wanted - 1]
    parts[place] = parts[place]._replace(tail=SEPARATOR)
    writing.content = joined(parts)


def _plain(writing: Writing, _: Values) -> None:
    if writing.carrier not in (_GS1, _PLAIN):
        raise FaultError(f"FNC1 cannot be missing in carrier {writing.carrier}; expected {_GS1}")
    writing.carrier = _PLAIN


def _as_gs(writing: Writing, values: Values) -> None:
    _plain(writing, values)
    _leading(writing, values)


def _leading(writing: Writing, _: Values) -> None:
    writing.content = SEPARATOR + writing.content


def _trailing(writing: Writing, _: Values) -> None:
    writing.content += SEPARATOR


FAULTS = (
    CodeFault(
        id="ai_wrong", plane="content",
        summary="The expiry date stands behind the identifier of another date, such as (11) production.",
        parameters=(Parameter("ai", "identifiers", 11, 16, 11, "written in place of 17; 12 and 14 are none of ours",
                              whole=True),),
        verdict="reject", reason="mismatch with order", source=_SOURCE, write=_wrong_ai),
    CodeFault(
        id="ai_unknown", plane="content",
        summary="The expiry date stands behind an identifier that GS1 has not given out.",
        parameters=(Parameter("ai", "identifiers", 18, 19, 18, "written in place of 17", whole=True),),
        verdict="reject", reason="syntax", source=_SOURCE, write=_wrong_ai),
    CodeFault(
        id="ai_repeated", plane="content",
        summary="An element stands twice in the code, with different values.",
        parameters=(field_parameter(3),),
        verdict="reject", reason="syntax", source="GS1 General Specifications, section 4", write=_repeat),
    CodeFault(
        id="ai_order", plane="content",
        summary="The elements stand in another order, rightly separated: GS1 leaves the order free.",
        parameters=(Parameter("turn", "elements", 1, 3, 2, "brought from the front to the end", whole=True),),
        verdict="accept", source=_SOURCE, write=_turn),
    CodeFault(
        id="ai_brackets", plane="content",
        summary="The brackets of the human-readable form are encoded, without separators.",
        verdict="reject", reason="syntax", source=_SOURCE, write=_brackets),
    CodeFault(
        id="separator_missing", plane="content",
        summary="Nothing ends the lot: the serial number becomes part of it.",
        verdict="reject", reason="lot and serial run together", source=_SOURCE, write=_missing_separator),
    CodeFault(
        id="separator_extra", plane="content",
        summary="A separator stands behind an element of predefined length. Many readers tolerate it.",
        parameters=(Parameter("element", "elements", 1, 2, 1, "of predefined length, behind which it stands",
                              whole=True),),
        verdict="reject", reason="separator where none belongs", source=_SOURCE, write=_extra_separator),
    CodeFault(
        id="fnc1_missing", plane="content",
        summary="No FNC1 leads: the data are right, the symbol is a plain Data Matrix.",
        verdict="reject", reason="not GS1", source=_SOURCE, write=_plain),
    CodeFault(
        id="fnc1_as_gs", plane="content",
        summary="ASCII 29 leads in place of FNC1: a plain Data Matrix whose data begin with a separator.",
        verdict="reject", reason="not GS1", source=_SOURCE, write=_as_gs),
    CodeFault(
        id="fnc1_double", plane="content",
        summary="FNC1 leads twice: the second one is delivered as a separator before the data.",
        verdict="reject", reason="syntax", source=_SOURCE, write=_leading),
    CodeFault(
        id="fnc1_trailing", plane="content",
        summary="FNC1 ends the data: it is delivered as a separator behind them.",
        verdict="reject", reason="syntax", source=_SOURCE, write=_trailing),
)
