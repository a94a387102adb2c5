"""EPC identifiers as systems write them, read as element strings: URN, Digital Link, or an element string itself.

Source: GS1 EPC Tag Data Standard, pure identity URIs of SGTIN and SSCC; GS1 Digital Link.
"""

import re
from urllib.parse import unquote

from linebench.product.digital_link import DigitalLinkError, read_link
from linebench.product.keys import GsKeyError, check_digit, container_epc, epc

__all__ = ["EpcError", "element_string"]

_SGTIN = re.compile(r"urn:epc:id:sgtin:(\d+)\.(\d)(\d*)\.(.+)")
_SSCC = re.compile(r"urn:epc:id:sscc:(\d+)\.(\d)(\d*)")
_PLAIN = re.compile(r"01\d{14}21.+|00\d{18}")
_SGTIN_DIGITS, _SSCC_DIGITS = 13, 17


class EpcError(ValueError):
    """An identifier of no pack and no container. The message says what was found and expected."""


def element_string(text: str) -> str:
    """The element string of a pack (01…21…) or of a container (00…).

    Raises:
        EpcError: it is neither.

    """
    try:
        found = _of_urn(text) if text.startswith("urn:") else _of_link(text) if "://" in text else None
    except (DigitalLinkError, GsKeyError) as error:
        raise EpcError(f"{text!r}: {error}") from error
    if found is None and _PLAIN.fullmatch(text):
        return text
    if found is None:
        raise EpcError(f"found {text!r}; expected an SGTIN or SSCC as URN, Digital Link or element string")
    return found


def _of_urn(text: str) -> str | None:
    if sgtin := _SGTIN.fullmatch(text):
        prefix, indicator, item, serial = sgtin.groups()
        body = f"{indicator}{prefix}{item}"
        return epc(body + check_digit(body), unquote(serial)) if len(body) == _SGTIN_DIGITS else None
    if sscc := _SSCC.fullmatch(text):
        prefix, extension, reference = sscc.groups()
        body = f"{extension}{prefix}{reference}"
        return container_epc(body + check_digit(body)) if len(body) == _SSCC_DIGITS else None
    return None


def _of_link(text: str) -> str | None:
    values = dict(read_link(text))
    if "00" in values:
        return container_epc(values["00"])
    return epc(values["01"], values["21"]) if "01" in values and "21" in values else None
