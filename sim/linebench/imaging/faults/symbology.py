"""The right data in the wrong symbol: another kind, size or shape, wrong codewords, or a second code in view."""

from linebench.imaging.faults.kind import CodeFault, FaultError, Parameter, Values
from linebench.imaging.faults.pieces import value_of
from linebench.imaging.faults.plausible import other_gtin, redrawn
from linebench.imaging.faults.writing import Another, Writing
from linebench.imaging.marking import Marking
from linebench.imaging.symbols import Symbol, SymbolError, draw
from linebench.imaging.symbols.ecc200 import RECTANGLES, SQUARES, size_of
from linebench.product.digital_link import DigitalLinkError, write_link
from linebench.product.elements import ElementError, split_elements
from linebench.product.keys import is_key
from linebench.product.pack_code import PackCode

__all__ = ["FAULTS"]

_PLAIN, _GS1_QR, _LINK = 1, 2, 3
_CARRIERS = {_PLAIN: "datamatrix", _GS1_QR: "gs1-qr", _LINK: "qr-link"}
_DATA_MATRIX = frozenset({"gs1-datamatrix", "datamatrix"})
_EAN_HEIGHT = 18
"""X. Packs carry EAN-13 shortened, as high as the space beside the code."""
_GTIN_14 = 14


def _other_carrier(writing: Writing, values: Values) -> None:
    kind = int(values["carrier"])
    if kind == _LINK:
        writing.content = _link(writing.content)
    writing.carrier = _CARRIERS[kind]


def _link(content: str) -> str:
    try:
        return write_link(split_elements(content))
    except (ElementError, DigitalLinkError) as error:
        raise FaultError(f"{content!r} has no link: {error}") from None


def _symbol(writing: Writing) -> Symbol:
    """The symbol as it is by now."""
    if writing.carrier not in _DATA_MATRIX:
        raise FaultError(f"a symbol of carrier {writing.carrier} has no such fault; expected Data Matrix")
    try:
        return draw(writing.content, writing.carrier, **writing.options)
    except SymbolError as error:
        raise FaultError(f"{writing.content!r}: {error}") from None


def _rectangle(writing: Writing, _: Values) -> None:
    writing.options["shape"] = "rectangle"
    _symbol(writing)


def _larger(writing: Writing, values: Values) -> None:
    rows, columns = _symbol(writing).modules.shape
    sizes = SQUARES if rows == columns else RECTANGLES
    place = sizes.index(size_of(rows, columns)) + int(values["steps"])
    if place >= len(sizes):
        raise FaultError(f"{rows}x{columns} cannot be {values['steps']:g} sizes larger; "
                         f"expected at most {sizes[-1]}")
    writing.options["size"] = (sizes[place].rows, sizes[place].columns)


def _spoil(writing: Writing, values: Values) -> None:
    count, size = int(values["codewords"]), size_of(*_symbol(writing).modules.shape)
    most = (size.correctable + 1) * size.blocks
    if count > most:
        raise FaultError(f"ecc_errors with codewords {count} in a symbol of {size}; expected 0 to {most}, "
                         "one more than it can correct")
    if count:
        writing.options["wrong"] = count


def _second(writing: Writing, values: Values) -> None:
    """The code of the pack before, as on a label that was not removed."""
    before, right = writing.near.before, writing.code
    if before is None or before == right:
        before = PackCode(right.gtin, right.expiry, right.lot, redrawn(right.serial, writing.chance))
    writing.others.append(Another(before.content(), Marking(), values["gap"]))


def _foreign(writing: Writing, values: Values) -> None:
    """GTIN-13 alone fit into EAN-13: as GTIN-14 they begin with 0."""
    right, foreign = value_of(writing, "01"), writing.near.foreign
    gtin = foreign.gtin if foreign is not None else ""
    if not (is_key(gtin, _GTIN_14) and gtin[0] == "0" and gtin != right):
        gtin = other_gtin(right, writing.chance)
    writing.others.append(Another(gtin[1:], Marking("ean-13", (("bar_height", _EAN_HEIGHT),)), values["gap"]))


_GS1_DATAMATRIX = "GS1 General Specifications, section 5.6"

FAULTS = (
    CodeFault(
        id="wrong_symbology", plane="content",
        summary="The data stand in another kind of symbol than ordered.",
        parameters=(Parameter("carrier", "carriers", 1, 3, 2, "1 plain Data Matrix, 2 GS1 QR Code, 3 QR Code "
                              "with GS1 Digital Link", whole=True),),
        verdict="reject", reason="format reject", source=_GS1_DATAMATRIX, write=_other_carrier),
    CodeFault(
        id="rectangle", plane="content",
        summary="The symbol is rectangular where a square one is ordered.",
        verdict="reject", reason="format reject", source=_GS1_DATAMATRIX, write=_rectangle),
    CodeFault(
        id="wrong_size", plane="content",
        summary="The symbol is larger than the data need and the order says.",
        parameters=(Parameter("steps", "sizes", 1, 6, 1, "above the smallest that holds the data", whole=True),),
        verdict="reject", reason="format reject", source=_GS1_DATAMATRIX, write=_larger),
    CodeFault(
        id="ecc_errors", plane="content",
        summary="Codewords are wrong, and error correction has to make up for them, as long as it can.",
        parameters=(Parameter("codewords", "codewords", 0, 630, 4, "wrong ones; at most one more for each "
                              "block than it can correct", whole=True),),
        moves=("UEC", "RM", "decode"), worse=(0, 4, 5, 6, 7, 8, 10), verdict="grade",
        source="ISO/IEC 15415:2011 7.8: UEC is 1 - 2t/check words", write=_spoil),
    CodeFault(
        id="two_codes", plane="content", on_line=False,
        summary="The code of another pack of the order is in view as well. Where none is known, one is made up.",
        parameters=(Parameter("gap", "X", 2, 60, 8, "between the two codes"),),
        verdict="reject", reason="ambiguity", write=_second),
    CodeFault(
        id="foreign_code", plane="content", on_line=False,
        summary="The EAN-13 of another trade item is in view as well. Where none is known, one is made up.",
        parameters=(Parameter("gap", "X", 2, 60, 12, "between the two codes; EAN-13 asks for 11"),),
        verdict="reject", reason="ambiguity", write=_foreign),
)
