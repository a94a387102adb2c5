"""Questions to the address space that the server's services ask while they run."""

from collections.abc import Iterator

from asyncua import ua
from asyncua.server.address_space import AddressSpace

__all__ = ["builtin", "is_subtype", "supertypes"]

_HAS_SUBTYPE = ua.NodeId(ua.ObjectIds.HasSubtype)
_ENUMERATION = ua.NodeId(ua.ObjectIds.Enumeration)
_LAST_BUILTIN = 25


def supertypes(space: AddressSpace, node: ua.NodeId) -> Iterator[ua.NodeId]:
    """``node`` and its supertypes, from near to far."""
    at: ua.NodeId | None = node
    while at is not None:
        yield at
        data = space.get(at)
        at = next((reference.NodeId for reference in (data.references if data else ())
                   if not reference.IsForward and reference.ReferenceTypeId == _HAS_SUBTYPE), None)


def is_subtype(space: AddressSpace, node: ua.NodeId, wanted: ua.NodeId) -> bool:
    """Whether ``node`` is ``wanted`` or one of its subtypes."""
    return any(each == wanted for each in supertypes(space, node))


def builtin(space: AddressSpace, data_type: ua.NodeId) -> int:
    """The built-in type that values of ``data_type`` travel as, by its number; 24 when any may.

    Raises:
        LookupError: no such data type.

    """
    for each in supertypes(space, data_type):
        if each == _ENUMERATION:
            return int(ua.ObjectIds.Int32)
        if each.NamespaceIndex == 0 and isinstance(each.Identifier, int) and each.Identifier <= _LAST_BUILTIN:
            return each.Identifier
    raise LookupError(f"data type {data_type.to_string()}: not known")
