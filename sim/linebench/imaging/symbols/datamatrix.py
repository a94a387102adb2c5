"""GS1 DataMatrix and plain Data Matrix symbols, right ones and those that no ordinary encoder draws."""

import random
from collections.abc import Iterable

from linebench.imaging.symbols.ecc200.alphabets import FNC1, GS
from linebench.imaging.symbols.ecc200.encode import choice, data_codewords, matrix, with_checks
from linebench.imaging.symbols.ecc200.sizes import Size, size_of
from linebench.imaging.symbols.symbol import Symbol, SymbolError

__all__ = ["FNC1_FORMS", "SEPARATORS", "correctable", "draw"]

_QUIET_ZONE = (1.0, 1.0, 1.0, 1.0)
_INVERTED = 0xFF

FNC1_FORMS = {"first": (FNC1, ""), "missing": ("", ""), "gs": (GS, ""), "double": (FNC1 * 2, ""),
              "trailing": (FNC1, FNC1)}
"""What stands before and behind the data of a GS1 symbol: one FNC1 is right, all others are faults."""
SEPARATORS = {"fnc1": FNC1, "gs": GS}
"""What stands for a 0x1D of the content: FNC1 or ASCII 29. Readers deliver 0x1D for both."""


def draw(content: str, *, gs1: bool = True, size: tuple[int, int] | None = None, shape: str = "square",
         fnc1: str = "first", separator: str = "fnc1", wrong: int | Iterable[int] = (),
         chance: random.Random | None = None) -> Symbol:
    """The symbol of ``content``: a GS1 element string as a reader delivers it, or without ``gs1`` any text.

    Args:
        content: what the printer is told. It is not checked: a wrong one is a fault worth drawing.
        gs1: whether FNC1 leads. Without it ``fnc1`` and ``separator`` say nothing, and 0x1D is a character.
        size: rows and columns; without it the smallest of ``shape`` that holds the content.
        shape: ``square`` or ``rectangle``.
        fnc1: ``first`` is right; ``missing``, ``gs`` (ASCII 29 in its place), ``double`` and ``trailing`` are
            faults. The symbol's ``content`` is then what a reader makes of it, and its carrier plain
            ``datamatrix`` where readers report no GS1.
        separator: ``fnc1`` or ``gs``.
        wrong: positions of codewords to print with all bits inverted, or how many to spoil: these are dealt to
            the Reed-Solomon blocks in turn, with places and values from ``chance``, at most one more for each
            block than it can correct.
        chance: for a number of wrong codewords; without it the right codewords seed one, so that content and
            options alone decide about every module.

    Raises:
        SymbolError: a character outside Latin-1, content too long, or an option that does not exist.

    """
    if FNC1 in content:
        raise SymbolError(f"{FNC1!r} cannot stand in a Data Matrix symbol; expected characters of Latin-1")
    _check(fnc1, FNC1_FORMS, "fnc1")
    _check(separator, SEPARATORS, "separator")
    before, behind = FNC1_FORMS[fnc1] if gs1 else ("", "")
    mark = SEPARATORS[separator] if gs1 else GS
    text = before + (content if mark == GS else content.replace(GS, mark)) + behind
    drawn, data = data_codewords(text, choice(shape, size))
    right = with_checks(data, drawn)
    spoilt = _spoilt(right, drawn, wrong, chance)
    marked = text[:1] == FNC1
    return Symbol(carrier="gs1-datamatrix" if marked else "datamatrix", aim="]d2" if marked else "]d1",
                  content=text[marked:].replace(FNC1, GS), modules=matrix(spoilt, drawn), quiet_zone=_QUIET_ZONE,
                  codewords=spoilt, data_codewords=drawn.data, wrong=_differing(right, spoilt))


def _check(name: str, known: Iterable[str], option: str) -> None:
    if name not in known:
        raise SymbolError(f"{option} {name!r} does not exist; expected one of {', '.join(known)}")


def _spoilt(right: bytes, size: Size, wrong: int | Iterable[int], chance: random.Random | None) -> bytes:
    if wrong == ():
        return right
    if isinstance(wrong, int):
        return _spread(right, size, wrong, chance)
    whole = bytearray(right)
    for position in wrong:
        if not 0 <= position < size.total:
            raise SymbolError(f"codeword {position} cannot be wrong; expected 0 to {size.total - 1} in {size}")
        whole[position] = right[position] ^ _INVERTED
    return bytes(whole)


def _spread(right: bytes, size: Size, count: int, chance: random.Random | None) -> bytes:
    most = (size.correctable + 1) * size.blocks
    if not 0 <= count <= most:
        raise SymbolError(f"{count} codewords cannot be wrong; expected 0 to {most} in {size}")
    chance = chance or random.Random(right)
    whole = bytearray(right)
    for block in range(size.blocks):
        share = len(range(block, count, size.blocks))
        for position in chance.sample(size.places(block), share):
            whole[position] ^= chance.randrange(1, 256)
    return bytes(whole)


def _differing(right: bytes, spoilt: bytes) -> tuple[int, ...]:
    if spoilt is right:
        return ()
    return tuple(place for place, (one, other) in enumerate(zip(right, spoilt, strict=True)) if one != other)


def correctable(symbol: Symbol) -> bool:
    """Whether a reader can put right all codewords of ``symbol`` that were made wrong on purpose."""
    if not symbol.wrong:
        return True
    size = size_of(*symbol.modules.shape)
    blocks = [size.block_of(position) for position in symbol.wrong]
    return max(map(blocks.count, blocks)) <= size.correctable
