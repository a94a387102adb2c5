"""GS1 keys: check digits, GTIN, SSCC and the identifiers that claims are made of.

Source of the rules: GS1 General Specifications, sections 3 (keys) and 7.9 (check digit).
"""

__all__ = ["GsKeyError", "check_digit", "checked_gtin", "checked_sscc", "container_epc", "epc", "is_digits",
           "is_key", "sscc"]

_PREFIX_LENGTHS = range(4, 13)
"""A GS1 company prefix has 4 to 12 digits; national organisations give out 6 to 12, the rest is history."""
_SSCC_BODY = 17


class GsKeyError(ValueError):
    """Text that is not the GS1 key it should be. The message says what was found and what was expected."""


def is_digits(text: str) -> bool:
    """Whether ``text`` is one or more of the ASCII digits: ``str.isdigit`` alone takes other scripts too."""
    return text.isascii() and text.isdigit()


def check_digit(digits: str) -> str:
    """The check digit that belongs behind ``digits`` in a GTIN, SSCC, GLN or GSRN.

    Weights 3, 1, 3, 1 … from the right; the digit makes the weighted sum a multiple of ten.

    Raises:
        GsKeyError: ``digits`` is empty or holds anything but digits.

    """
    if not is_digits(digits):
        raise GsKeyError(f"{digits!r} has no check digit; expected digits only")
    values = [int(digit) for digit in reversed(digits)]
    return str(-(3 * sum(values[::2]) + sum(values[1::2])) % 10)


def is_key(text: str, length: int) -> bool:
    """Whether ``text`` is ``length`` digits of which the last is the right check digit."""
    return len(text) == length and is_digits(text) and check_digit(text[:-1]) == text[-1]


def checked_gtin(text: str) -> str:
    """``text`` itself when it is a GTIN-14.

    Raises:
        GsKeyError: not 14 digits, or a wrong check digit. Shorter GTINs are not padded: a code holds 14.

    """
    return _checked(text, 14, "GTIN")


def checked_sscc(text: str) -> str:
    """``text`` itself when it is an SSCC of 18 digits.

    Raises:
        GsKeyError: not 18 digits, or a wrong check digit.

    """
    return _checked(text, 18, "SSCC")


def _checked(text: str, length: int, name: str) -> str:
    if len(text) != length or not is_digits(text):
        raise GsKeyError(f"{text!r} is no {name}; expected {length} digits")
    expected = check_digit(text[:-1])
    if text[-1] != expected:
        raise GsKeyError(f"{name} {text!r} ends with check digit {text[-1]}; expected {expected}")
    return text


def sscc(prefix: str, reference: int, *, extension: int = 0) -> str:
    """The SSCC of logistic unit ``reference`` of the company ``prefix``.

    ``extension`` (0 to 9) only widens the number range. The reference fills what the prefix leaves of 17 digits.

    Raises:
        GsKeyError: a part does not fit.

    """
    if not is_digits(prefix) or len(prefix) not in _PREFIX_LENGTHS:
        raise GsKeyError(f"{prefix!r} is no GS1 company prefix; expected 4 to 12 digits")
    if extension not in range(10):
        raise GsKeyError(f"{extension} is no extension digit; expected 0 to 9")
    room = _SSCC_BODY - 1 - len(prefix)
    if not 0 <= reference < 10**room:
        raise GsKeyError(f"serial reference {reference} behind prefix {prefix}; expected 0 to {10**room - 1}")
    body = f"{extension}{prefix}{reference:0{room}d}"
    return body + check_digit(body)


def epc(gtin: str, serial: str) -> str:
    """A pack's identifier in claims: its GTIN and serial as an element string. Nothing is checked."""
    return f"01{gtin}21{serial}"


def container_epc(sscc18: str) -> str:
    """A case's or pallet's identifier in claims: its SSCC as an element string. Nothing is checked."""
    return f"00{sscc18}"
