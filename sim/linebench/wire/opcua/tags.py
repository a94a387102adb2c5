"""A tag image as nodes: ``ns=2;s=<tag name>`` in folders, and under NodeIds of a real controller where told so."""

from collections.abc import Callable, Mapping, Sequence
from typing import Self

from asyncua import ua
from asyncua.server.address_space import AttributeValue

from linebench.wire.opcua.moments import Moments
from linebench.wire.opcua.nodes import OBJECTS, PER_FOLDER, add_folder, add_variable
from linebench.wire.opcua.server import TAGS, OpcUaServer
from linebench.wire.opcua.tree import places
from linebench.wire.side import Effect, Setting
from linebench.wire.tags.addresses import node_map
from linebench.wire.tags.image import TagImage
from linebench.wire.tags.tag import Kind, Tag, Value

__all__ = ["VARIANTS", "OpcUaTags"]

VARIANTS: Mapping[Kind, ua.VariantType] = {
    "bool": ua.VariantType.Boolean, "int16": ua.VariantType.Int16, "uint16": ua.VariantType.UInt16,
    "int32": ua.VariantType.Int32, "uint32": ua.VariantType.UInt32, "float": ua.VariantType.Float,
    "string": ua.VariantType.String,
}
"""How each kind of tag travels."""
_CODES = ua.StatusCodes


class OpcUaTags:
    """Shows an image on a server, from ``show`` on.

    A change in the image is what the next read sees, at once; subscriptions hear of it right after, in the order of
    the changes and with none left out. What clients write goes to the image, one request as one write. Tags of a
    table that is placed are shown under their own NodeIds alone.

    Args:
        server: where; it has been entered.
        image: what; changed only in the thread of the server's event loop.
        setting: gives the simulated moment that values carry as their source timestamp.
        effects: is given what comes of each write, ``Heard`` above all.
        aliases: tag by NodeId of a further node that shows it, such as ``ns=3;s="L2"."State"``.
        root: for a server that shows several images: stands before each name with a dot, and names the folder.

    Raises:
        ValueError: an alias names no tag, no NodeId, one that is taken or a namespace that the server has not.

    """

    def __init__(self, server: OpcUaServer, image: TagImage, setting: Setting, *,
                 effects: Callable[[Sequence[Effect]], None], aliases: Mapping[str, str] | None = None,
                 root: str = "") -> None:
        self._server = server
        self._core = server.core
        self._image = image
        self._moment = Moments(setting)
        self._effects = effects
        self._aliases = dict(aliases or {})
        self._root = root
        self._tags: dict[ua.NodeId, Tag] = {}
        self._shown: dict[str, list[AttributeValue]] = {}

    async def show(self) -> Self:
        """Add the nodes, and follow the image from now on, as long as the server runs."""
        self._namespace = await self._server.namespace(TAGS)
        usual = self._usual()
        placed = {text: name for name, text in node_map(self._image.table).items() if name not in usual}
        self._aliases = placed | self._aliases
        aliases = {text: self._alias(text, tag) for text, tag in self._aliases.items()}
        self._add_tags(usual)
        self._add_aliases(aliases)
        self._core.take_writes(list(self._tags), self._written)
        self._image.listen(self._changed)
        self._server.settle()
        return self

    def node(self, tag: str) -> ua.NodeId:
        """The NodeId of a tag."""
        return ua.NodeId(f"{self._root}.{tag}" if self._root else tag, self._namespace)

    def _usual(self) -> list[str]:
        """Tags that are shown under their own names: all, or of a table that is placed those that are placed so."""
        table = self._image.table
        nodes = node_map(table)
        return [tag.name for tag in table if not table.is_placed
                or nodes.get(tag.name) == f"ns={self._namespace};s={self.node(tag.name).Identifier}"]

    def _add_tags(self, names: Sequence[str]) -> None:
        root = add_folder(self._core, OBJECTS, ua.NodeId(f"{self._root}/", self._namespace),
                          self._root or "Tags")
        for place in places(names, PER_FOLDER):
            parent = ua.NodeId(f"{self._root}/{place.parent}", self._namespace) if place.parent else root
            if place.tag:
                self._add_tag(parent, self.node(place.path), place.name, self._image.table[place.path])
            else:
                add_folder(self._core, parent, ua.NodeId(f"{self._root}/{place.path}", self._namespace), place.name)

    def _add_aliases(self, aliases: Mapping[str, ua.NodeId]) -> None:
        for start in range(0, len(aliases), PER_FOLDER):
            name = f"{self._root}/Aliases {start // PER_FOLDER + 1}/"
            folder = add_folder(self._core, OBJECTS, ua.NodeId(name, self._namespace), name.strip("/"))
            for text, node in list(aliases.items())[start:start + PER_FOLDER]:
                tag = self._image.table[self._aliases[text]]
                self._add_tag(folder, node, tag.label or text.split("=", 2)[-1], tag)

    def _alias(self, text: str, tag: str) -> ua.NodeId:
        if tag not in self._image.table:
            raise ValueError(f"alias {text}: there is no tag {tag!r}")
        try:
            node = ua.NodeId.from_string(text)
        except ua.UaError as error:
            raise ValueError(f"alias {text}: no NodeId; expected such as ns=3;s=Name or ns=3;i=1001") from error
        known = len(self._server.namespaces) + 2
        if not 1 < node.NamespaceIndex < known:
            raise ValueError(f"alias {text}: the server has no namespace {node.NamespaceIndex}; expected 2 to "
                             f"{known - 1}, more when it is given more")
        if node in self._core.aspace:
            raise ValueError(f"alias {text}: the NodeId is taken")
        return node

    def _add_tag(self, parent: ua.NodeId, node: ua.NodeId, name: str, tag: Tag) -> None:
        value = ua.Variant(self._image.values[tag.name], VARIANTS[tag.kind])
        add_variable(self._core, parent, node, name, value, writable=tag.writable, description=tag.summary)
        attribute = self._core.aspace[node].attributes[ua.AttributeIds.Value]
        self._server.telling.value(attribute, value, self._moment())
        self._tags[node] = tag
        self._shown.setdefault(tag.name, []).append(attribute)

    def _changed(self, values: Mapping[str, Value]) -> None:
        moment = self._moment()
        for name, value in values.items():
            variant = ua.Variant(value, VARIANTS[self._image.table[name].kind])
            for attribute in self._shown.get(name, ()):  # a map may have it in other protocols alone
                self._server.telling.value(attribute, variant, moment)

    def _written(self, values: Sequence[ua.WriteValue]) -> list[ua.StatusCode]:
        answers: list[int] = []
        taken: dict[str, Value] = {}
        for value in values:
            tag = self._tags[value.NodeId]
            answers.append(_refusal(tag, value))
            if answers[-1] != _CODES.Good:
                continue
            if tag.name in taken:
                # twice in one request: the image takes both, one after the other
                self._write(taken)
                taken = {}
            taken[tag.name] = value.Value.Value.Value
        self._write(taken)
        return [ua.StatusCode(code) for code in answers]

    def _write(self, values: Mapping[str, Value]) -> None:
        if values:
            self._effects(self._image.write(values))


def _refusal(tag: Tag, value: ua.WriteValue) -> int:
    """Why a write is refused; ``Good`` when it is not."""
    if value.AttributeId != ua.AttributeIds.Value or not tag.writable:
        return int(_CODES.BadNotWritable)
    if value.IndexRange:
        return int(_CODES.BadIndexRangeInvalid)
    status, variant = value.Value.StatusCode, value.Value.Value
    if status is not None and not status.is_good():
        return int(_CODES.BadWriteNotSupported)
    if variant is None or variant.VariantType != VARIANTS[tag.kind] or isinstance(variant.Value, list):
        return int(_CODES.BadTypeMismatch)
    if tag.kind == "string" and (variant.Value is None or len(variant.Value) > tag.size):
        return int(_CODES.BadOutOfRange)
    return int(_CODES.Good)
