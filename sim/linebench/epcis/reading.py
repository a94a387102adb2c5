"""Documents in any form: what they are shows in their first character."""

from linebench.epcis.json_reader import read_json
from linebench.epcis.model import Document
from linebench.epcis.xml_reader import read_xml

__all__ = ["is_json", "read"]

_SPACE = b"\xef\xbb\xbf \t\r\n"


def is_json(data: bytes) -> bool:
    """Whether bytes can only be JSON: they begin with an object or a list."""
    return data.lstrip(_SPACE)[:1] in (b"{", b"[")


def read(data: bytes) -> Document:
    """The document that the bytes are: JSON, or XML of 1.2 or 2.0.

    Raises:
        EpcisError: they are no document, with everything that is wrong.

    """
    return read_json(data) if is_json(data) else read_xml(data)
