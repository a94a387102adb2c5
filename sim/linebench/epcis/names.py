"""Names of fields that the standard does not know: in a namespace, whatever prefix a document has for it.

In values they are written ``{namespace}local``, as James Clark does for XML. JSON-LD joins prefix and name without
remembering where one ended; where a name is written out, its namespace ends at the last ``/``, ``#`` or ``:``.
"""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

__all__ = ["CONTEXT", "DESK", "EXPANDED", "KNOWN", "clark", "context_prefixes", "is_uri", "parted",
           "prefixes_for", "short"]

CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"
"""The JSON-LD context of EPCIS 2.0."""
MASTER_DATA = "urn:epcglobal:cbv:mda"
"""Namespace of the CBV's attributes of items in XML; the JSON-LD context has it with a colon at its end."""
DESK = "urn:x-linebench:desk:"
"""Namespace of the bench's own fields of events that people report: exception, task and photo."""
KNOWN: MappingProxyType[str, str] = MappingProxyType({
    "epcis": "https://ref.gs1.org/epcis/", "cbv": "https://ref.gs1.org/cbv/", "cbvmda": MASTER_DATA,
    "gs1": "https://gs1.org/voc/", "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#", "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dcterms": "http://purl.org/dc/terms/",
})
"""Prefixes that the context of EPCIS 2.0 defines."""
EXPANDED: MappingProxyType[str, str] = MappingProxyType({})
"""Instead of a document's prefixes: its names are ``{namespace}local`` already, as a reader of XML gives them."""
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+")
_CLARK = re.compile(r"\{([^{}]*)\}(.+)", re.DOTALL)


def is_uri(text: object) -> bool:
    """Whether a value is text with a scheme and characters that an address may have (RFC 3986)."""
    return isinstance(text, str) and _URI.fullmatch(text) is not None


def clark(name: str, prefixes: Mapping[str, str]) -> str | None:
    """A name of a JSON document as ``{namespace}local``; ``None``: it is in no namespace, or cannot be a name."""
    if prefixes is EXPANDED:
        return name if name.startswith("{") else None
    prefix, colon, local = name.partition(":")
    if not colon or not local or not is_uri(name):
        return None
    if not local.startswith("//") and (known := prefixes.get(prefix, "")):
        return f"{{{known}}}{local}"
    cut = max(name.rfind("/"), name.rfind("#"), name.rfind(":")) + 1
    return f"{{{_namespace(name[:cut])}}}{name[cut:]}" if cut < len(name) else None


def parted(name: str) -> tuple[str, str]:
    """Namespace and local name of ``{namespace}local``; no namespace: ``""``."""
    match = _CLARK.fullmatch(name)
    return (match[1], match[2]) if match else ("", name)


def short(name: str, by_namespace: Mapping[str, str]) -> str:
    """``prefix:local`` of a name, for JSON; a name in no namespace as it is."""
    namespace, local = parted(name)
    if not namespace:
        return local
    prefix = by_namespace.get(namespace)
    return f"{prefix}:{local}" if prefix else namespace + local


def context_prefixes(context: object) -> dict[str, str]:
    """The prefixes that a ``@context`` defines, on top of those of the standard's own."""
    found = dict(KNOWN)
    for each in context if isinstance(context, list) else [context]:
        if isinstance(each, dict):
            found.update({name: _namespace(value) for name, value in each.items() if _is_prefix(name, value)})
    return found


def prefixes_for(namespaces: Iterable[str], wanted: Mapping[str, str]) -> dict[str, str]:
    """A prefix for each namespace: the one of ``wanted`` (prefix to namespace), the standard's, or a new one."""
    known = {namespace: prefix for prefix, namespace in [*KNOWN.items(), *wanted.items()]}
    found: dict[str, str] = {}
    for number, namespace in enumerate(sorted(set(namespaces)), 1):
        prefix = known.get(namespace, f"ns{number}")
        found[prefix if prefix not in found else f"ns{number}"] = namespace
    return found


def _namespace(uri: str) -> str:
    return MASTER_DATA if uri.rstrip(":") == MASTER_DATA else uri


def _is_prefix(name: Any, value: Any) -> bool:  # noqa: ANN401  # whatever stands in somebody's JSON
    return isinstance(name, str) and isinstance(value, str) and not name.startswith("@") and is_uri(value)
