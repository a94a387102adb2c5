"""Plain nodes: folders and variables, added the short way and many at a time."""

from asyncua import ua
from asyncua.server.internal_server import InternalServer

__all__ = ["OBJECTS", "PER_FOLDER", "add_folder", "add_variable"]

OBJECTS = ua.NodeId(ua.ObjectIds.ObjectsFolder)
PER_FOLDER = 500
"""Adding a child looks at all its siblings, so that folders with more take a time that grows with the square."""
_READ = 1
_READ_WRITE = 3


def add_folder(core: InternalServer, parent: ua.NodeId, node: ua.NodeId, name: str) -> ua.NodeId:
    """Add a folder that ``parent`` organizes."""
    attributes = ua.ObjectAttributes()
    attributes.DisplayName = ua.LocalizedText(name)
    attributes.Description = ua.LocalizedText()
    item = _item(parent, node, name, ua.NodeClass.Object, attributes)
    item.TypeDefinition = ua.NodeId(ua.ObjectIds.FolderType)
    return _add(core, item)


def add_variable(core: InternalServer, parent: ua.NodeId, node: ua.NodeId, name: str, value: ua.Variant, *,
                 writable: bool = False, description: str = "") -> ua.NodeId:
    """Add a variable of a built-in type that ``parent`` organizes."""
    attributes = ua.VariableAttributes()
    attributes.DisplayName = ua.LocalizedText(name)
    attributes.Description = ua.LocalizedText(description)
    attributes.Value = value
    attributes.DataType = ua.NodeId(value.VariantType.value)
    attributes.ValueRank = ua.ValueRank.Scalar
    attributes.AccessLevel = attributes.UserAccessLevel = _READ_WRITE if writable else _READ
    item = _item(parent, node, name, ua.NodeClass.Variable, attributes)
    item.TypeDefinition = ua.NodeId(ua.ObjectIds.BaseDataVariableType)
    return _add(core, item)


def _item(parent: ua.NodeId, node: ua.NodeId, name: str, kind: ua.NodeClass,
          attributes: ua.ObjectAttributes | ua.VariableAttributes) -> ua.AddNodesItem:
    item = ua.AddNodesItem()
    item.RequestedNewNodeId = node
    item.ParentNodeId = parent
    item.ReferenceTypeId = ua.NodeId(ua.ObjectIds.Organizes)
    item.BrowseName = ua.QualifiedName(name, node.NamespaceIndex)
    item.NodeClass = kind
    item.NodeAttributes = attributes
    return item


def _add(core: InternalServer, item: ua.AddNodesItem) -> ua.NodeId:
    result, = core.node_mgt_service.add_nodes([item])
    result.StatusCode.check()
    return result.AddedNodeId
