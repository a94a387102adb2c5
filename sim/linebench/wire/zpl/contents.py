"""What a label says of a pack or a container: the element string in its code, and whether its text agrees."""

import msgspec

from linebench.product.elements import ElementError, split_elements
from linebench.wire.zpl.labels import Label

__all__ = ["Contents", "read_label"]

_IDENTIFIERS = {"01": "gtin", "17": "expiry", "10": "lot", "21": "serial", "00": "sscc"}


class Contents(msgspec.Struct, frozen=True):
    """What a label says. ``code``: what its code, or else its text, says; ``problem``: why no data were found in
    it, empty when they were; ``unstated``: data of the code that no text field states.
    """

    code: str
    gtin: str = ""
    lot: str = ""
    expiry: str = ""
    serial: str = ""
    sscc: str = ""
    problem: str = ""
    unstated: tuple[str, ...] = ()


def read_label(label: Label, copy: int) -> Contents:
    """What the label number ``copy`` of its batch says, from 0; of several codes the first readable one counts."""
    codes = [field.content(copy) for field in label.fields if field.symbology]
    text = "\n".join(field.content(copy) for field in label.fields if not field.symbology)
    problem = "label without a code"
    for code in codes:
        try:
            found = {_IDENTIFIERS[ai]: value for ai, value in split_elements(code) if ai in _IDENTIFIERS}
        except ElementError as error:
            problem = str(error)
            continue
        if "serial" in found or "sscc" in found:
            unstated = tuple(name for name, value in found.items() if value not in text)
            return Contents(code, **found, unstated=unstated)
        problem = f"{code!r} has neither serial (21) nor SSCC (00)"
    return Contents((*codes, text)[0], problem=problem)
