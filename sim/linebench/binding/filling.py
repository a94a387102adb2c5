"""Texts with names in braces, such as ``/orders/{order}``, filled with what a deed says."""

import re
from collections.abc import Callable, Mapping

from linebench.binding.deed import BindingError

__all__ = ["NAMES", "check", "fill"]

NAMES = ("action", "subject", "by", "order", "product", "gtin", "lot", "expiry", "quantity", "case_size",
         "pallet_size")
"""What a text may name. All but the first three are empty for actions that belong to no order."""
_NAME = re.compile(r"\{(\w+)\}")


def check(where: str, text: str) -> None:
    """Refuse a text that names something unknown.

    Raises:
        BindingError: it does.

    """
    for name in _NAME.findall(text):
        if name not in NAMES:
            raise BindingError(f"{where}: found {{{name}}} in {text!r}; expected one of {', '.join(NAMES)}")


def fill(text: str, values: Mapping[str, str], quote: Callable[[str], str] = str) -> str:
    """``text`` with every name replaced. ``quote`` makes a value fit where it stands, as in a URL."""
    return _NAME.sub(lambda found: quote(values.get(found[1], "")), text)
