"""XML as systems write it: read without its namespaces, refused where it could do harm."""

import re
import xml.etree.ElementTree as ET

__all__ = ["DocumentError", "local", "read_xml", "unfinished_xml"]

_DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)


class DocumentError(ValueError):
    """Text that is no document. The message says what was found and expected."""


def read_xml(data: bytes) -> ET.Element:
    """The root of a document.

    Raises:
        DocumentError: it is not well-formed, or declares types, which could make it endless.

    """
    if _declares_types(data):
        raise DocumentError("declares a DOCTYPE; expected a document without one")
    try:
        return ET.fromstring(data)  # noqa: S314  # without a DOCTYPE there are no entities to expand
    except (ET.ParseError, LookupError, ValueError) as error:
        raise DocumentError(f"is no XML: {error}") from error


def unfinished_xml(data: bytes) -> str:
    """Why a file is no whole document yet; empty when it is one, or when it is one that is refused."""
    if _declares_types(data):
        return ""
    try:
        read_xml(data)
    except DocumentError as error:
        return str(error)
    return ""


def _declares_types(data: bytes) -> bool:
    """Whether there is a DOCTYPE, also in an encoding with more than one byte for each character."""
    return _DOCTYPE.search(data.replace(b"\0", b"")) is not None


def local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition("}")[2].rpartition(":")[2]
