"""The standard address space of every server, built once in a process and copied for each.

The library builds its 6,000 nodes anew for every server, which takes a second. Nodes are copied down to the holders
of their attributes; values are shared, for nobody changes a value: it is replaced.
"""

from collections.abc import Mapping

from asyncua import ua
from asyncua.server.address_space import AttributeValue, NodeData

__all__ = ["keep", "kept"]

_nodes: dict[ua.NodeId, NodeData] = {}


def kept() -> dict[ua.NodeId, NodeData]:
    """A copy of the standard nodes; empty as long as none were kept."""
    return _copy(_nodes)


def keep(nodes: Mapping[ua.NodeId, NodeData]) -> None:
    """Keep the standard nodes of a server that has no others yet."""
    _nodes.update(_copy(nodes))


def _copy(nodes: Mapping[ua.NodeId, NodeData]) -> dict[ua.NodeId, NodeData]:
    return {node: _node(data) for node, data in nodes.items()}


def _node(data: NodeData) -> NodeData:
    made = NodeData(data.nodeid)
    made.attributes = {name: AttributeValue(held.value) for name, held in data.attributes.items()}
    made.references = data.references.copy()
    made.call = data.call
    return made
