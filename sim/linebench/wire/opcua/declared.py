"""What an instance of a type has: the declarations of the type, its supertypes, its interfaces and of its parts."""

from collections.abc import Iterator

import msgspec
from asyncua import ua
from asyncua.server.address_space import AddressSpace

from linebench.wire.opcua.space import is_subtype, supertypes

__all__ = ["Declared", "attribute", "members", "type_of"]

_HIERARCHY = ua.NodeId(ua.ObjectIds.HierarchicalReferences)
_SUBTYPE = ua.NodeId(ua.ObjectIds.HasSubtype)
_INTERFACE = ua.NodeId(ua.ObjectIds.HasInterface)
_RULE = ua.NodeId(ua.ObjectIds.HasModellingRule)
_DEFINITION = ua.NodeId(ua.ObjectIds.HasTypeDefinition)
_RULES = {ua.NodeId(ua.ObjectIds.ModellingRule_Mandatory): True,
          ua.NodeId(ua.ObjectIds.ModellingRule_Optional): False}
_KINDS = (ua.NodeClass.Object, ua.NodeClass.Variable, ua.NodeClass.Method)


class Declared(msgspec.Struct, frozen=True):
    """One member that an instance has or may have.

    Attributes:
        name: browse name.
        mandatory: whether an instance has it in any case.
        reference: from its parent.
        nodes: its declarations, the one that counts first, then those that it overrides.

    """

    name: ua.QualifiedName
    mandatory: bool
    reference: ua.NodeId
    nodes: tuple[ua.NodeId, ...]


def members(space: AddressSpace, sources: tuple[ua.NodeId, ...]) -> list[Declared]:
    """Members of something that is declared by ``sources``, each once.

    Args:
        space: where the types are.
        sources: declarations of the thing itself, from derived to base; each one's type definition counts after it.

    """
    found: dict[tuple[int, str], Declared] = {}
    for source in _weighed(space, sources):
        for each in _own(space, source):
            key = each.name.NamespaceIndex, each.name.Name
            before = found.get(key)
            found[key] = each if before is None else msgspec.structs.replace(
                before, nodes=before.nodes + each.nodes, mandatory=before.mandatory or each.mandatory)
    return list(found.values())


def _weighed(space: AddressSpace, sources: tuple[ua.NodeId, ...]) -> Iterator[ua.NodeId]:
    """Declarations first, then types with their interfaces, near before far; none twice."""
    seen: set[ua.NodeId] = set()
    kinds = [kind for each in sources if (kind := type_of(space, each)) is not None]
    for source in (*sources, *kinds):
        for each in supertypes(space, source):
            for one in (each, *_targets(space, each, _INTERFACE)):
                for level in supertypes(space, one):
                    if level not in seen:
                        seen.add(level)
                        yield level


def _own(space: AddressSpace, source: ua.NodeId) -> Iterator[Declared]:
    data = space.get(source)
    for reference in data.references if data is not None else ():
        if not reference.IsForward or reference.NodeClass not in _KINDS or reference.ReferenceTypeId == _SUBTYPE:
            continue
        rules = [_RULES[rule] for rule in _targets(space, reference.NodeId, _RULE) if rule in _RULES]
        if rules and is_subtype(space, reference.ReferenceTypeId, _HIERARCHY):
            yield Declared(reference.BrowseName, rules[0], reference.ReferenceTypeId, (reference.NodeId,))


def type_of(space: AddressSpace, node: ua.NodeId) -> ua.NodeId | None:
    """The type definition of a node."""
    return next(_targets(space, node, _DEFINITION), None)


def attribute(space: AddressSpace, node: ua.NodeId, which: ua.AttributeIds) -> ua.Variant:
    """The value of an attribute; null when the node has it not."""
    found = space.read_attribute_value(node, which)
    return found.Value if found.Value is not None else ua.Variant()


def _targets(space: AddressSpace, node: ua.NodeId, reference: ua.NodeId) -> Iterator[ua.NodeId]:
    data = space.get(node)
    yield from (each.NodeId for each in (data.references if data is not None else ())
                if each.IsForward and each.ReferenceTypeId == reference)
