"""A further OPC UA client of a controller's tags."""

from collections.abc import Mapping

from linebench.units import Duration
from linebench.wire.opcua.client import Access, Connection
from linebench.wire.opcua.server import TAGS
from linebench.wire.tags.tag import Tag, TagTable, Value
from linebench.wiring.quiet import QuietError
from linebench.wiring.tag_guest import Trespass, own_tag

__all__ = ["OpcUaGuest"]

_NOWHERE = "Nowhere"
_ANSWER = Duration(5_000_000)


class OpcUaGuest:
    """See ``TagGuest``."""

    def __init__(self, url: str, table: TagTable) -> None:
        self._url, self._table = url, table
        number, text = (next(tag for tag in table if tag.writable and tag.kind == kind) for kind in
                        ("uint32", "string"))
        self._trials: Mapping[Trespass, tuple[str, Value]] = {
            "own": (own_tag(table), 1), "nowhere": (_NOWHERE, 1), "kind": (number.name, 1),
            "long": (text.name, "x" * (text.size + 1))}
        # the client writes what its table says: of another kind than the server's, or beside it
        said = [Tag(name=tag.name, kind="float") if tag is number else tag for tag in table]
        self._said = TagTable((*said, Tag(name=_NOWHERE, kind="uint16")))
        self._connection: Connection | None = None

    async def connect(self) -> None:
        """See ``TagGuest``."""
        self._connection = await Connection.open(
            self._url, self._said, Access(name="linebench-guest"), namespace=TAGS, nodes={}, answer_within=_ANSWER,
            lost=lambda: None)

    async def picture(self) -> Mapping[str, Value]:
        """See ``TagGuest``."""
        return await self._open.picture([tag.name for tag in self._table])

    async def trespass(self, what: Trespass) -> str:
        """See ``TagGuest``."""
        refused = await self._open.write([self._trials[what]])
        return refused[0][1] if refused else ""

    async def leave(self) -> None:
        """See ``TagGuest``."""
        await self._open.close()

    @property
    def _open(self) -> Connection:
        if self._connection is None:
            raise QuietError("a further client that has not dialled")
        return self._connection
