"""Identifiers in the one form that the event hash compares: the canonical Digital Link where there is one."""

import functools

from linebench.product.epc_uri import canonical_link

__all__ = ["canonical_id"]


@functools.lru_cache(maxsize=65_536)
def canonical_id(text: str) -> str:
    """The canonical form of an identifier; one that is not of GS1 stays as it is."""
    return canonical_link(text) or text
