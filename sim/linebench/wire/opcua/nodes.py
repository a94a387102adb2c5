"""Nodes of every class, added the short way; what the library's own ways add is asked of it with many calls."""

from collections.abc import Sequence
from typing import TypeAlias

from asyncua import ua
from asyncua.server.internal_server import InternalServer

__all__ = ["OBJECTS", "PER_FOLDER", "Attributes", "add_folder", "add_node", "add_reference", "add_variable",
           "variable_attributes"]

OBJECTS = ua.NodeId(ua.ObjectIds.ObjectsFolder)
PER_FOLDER = 500
"""Adding a child looks at all its siblings, so that folders with more take a time that grows with the square."""
_READ = 1
_READ_WRITE = 3

Attributes: TypeAlias = (ua.ObjectAttributes | ua.VariableAttributes | ua.MethodAttributes | ua.ObjectTypeAttributes
                         | ua.VariableTypeAttributes | ua.DataTypeAttributes | ua.ReferenceTypeAttributes)
_CLASSES = {
    ua.ObjectAttributes: ua.NodeClass.Object, ua.VariableAttributes: ua.NodeClass.Variable,
    ua.MethodAttributes: ua.NodeClass.Method, ua.ObjectTypeAttributes: ua.NodeClass.ObjectType,
    ua.VariableTypeAttributes: ua.NodeClass.VariableType, ua.DataTypeAttributes: ua.NodeClass.DataType,
    ua.ReferenceTypeAttributes: ua.NodeClass.ReferenceType,
}


def add_node(core: InternalServer, node: ua.NodeId, parent: ua.NodeId, reference: ua.NodeId, *,
             name: ua.QualifiedName, attributes: Attributes, type_definition: ua.NodeId | None = None,
             description: str = "") -> ua.NodeId:
    """Add a node below ``parent``.

    Raises:
        UaStatusCodeError: the NodeId is taken, or the parent is not there.

    """
    attributes.DisplayName = ua.LocalizedText(name.Name)
    attributes.Description = ua.LocalizedText(description)
    item = ua.AddNodesItem()
    item.RequestedNewNodeId = node
    item.ParentNodeId = parent
    item.ReferenceTypeId = reference
    item.BrowseName = name
    item.NodeClass = _CLASSES[type(attributes)]
    item.NodeAttributes = attributes
    if type_definition is not None:
        item.TypeDefinition = type_definition
    result, = core.node_mgt_service.add_nodes([item])
    result.StatusCode.check()
    added: ua.NodeId = result.AddedNodeId
    return added


def add_reference(core: InternalServer, source: ua.NodeId, reference: ua.NodeId, target: ua.NodeId, *,
                  both: bool = True) -> None:
    """Add a reference, seen from both ends unless told otherwise.

    Raises:
        UaStatusCodeError: one end is not there.

    """
    items = [ua.AddReferencesItem(source, reference, True, "", target)]
    if both:
        items.append(ua.AddReferencesItem(target, reference, False, "", source))
    for result in core.node_mgt_service.add_references(items):
        result.check()


def variable_attributes(value: ua.Variant, data_type: ua.NodeId, rank: int = -1, *, writable: bool = False,
                        dimensions: Sequence[int] | None = None) -> ua.VariableAttributes:
    """The attributes of a variable. ``rank``: -1 for a single value, 1 for an array, 2 for a table."""
    attributes = ua.VariableAttributes()
    attributes.Value = value
    attributes.DataType = data_type
    attributes.ValueRank = rank
    attributes.ArrayDimensions = list(dimensions) if dimensions is not None else [0] * max(rank, 0)
    attributes.AccessLevel = attributes.UserAccessLevel = _READ_WRITE if writable else _READ
    return attributes


def add_folder(core: InternalServer, parent: ua.NodeId, node: ua.NodeId, name: str) -> ua.NodeId:
    """Add a folder that ``parent`` organizes."""
    return add_node(core, node, parent, ua.NodeId(ua.ObjectIds.Organizes),
                    name=ua.QualifiedName(name, node.NamespaceIndex), attributes=ua.ObjectAttributes(),
                    type_definition=ua.NodeId(ua.ObjectIds.FolderType))


def add_variable(core: InternalServer, parent: ua.NodeId, node: ua.NodeId, name: str, value: ua.Variant, *,
                 writable: bool = False, description: str = "") -> ua.NodeId:
    """Add a variable of a built-in type that ``parent`` organizes."""
    attributes = variable_attributes(value, ua.NodeId(value.VariantType.value), writable=writable)
    return add_node(core, node, parent, ua.NodeId(ua.ObjectIds.Organizes),
                    name=ua.QualifiedName(name, node.NamespaceIndex), attributes=attributes,
                    description=description, type_definition=ua.NodeId(ua.ObjectIds.BaseDataVariableType))
