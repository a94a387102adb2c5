"""A server of serial numbers: the managers of OPC 30260 in front of an owner that speaks ``ports.serials``.

The owner is given messages and answers whenever it likes; meanwhile the server goes on with everybody's requests.
"""

from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from asyncua import ua

from linebench.wire.opcua.instance import Instance, InstanceBuilder, Wish
from linebench.wire.opcua.methods import Handler
from linebench.wire.opcua.nodes import OBJECTS, add_node
from linebench.wire.opcua.security import Security
from linebench.wire.opcua.server import TAGS, Endpoint, OpcUaServer
from linebench.wire.opcua.typebuilder import TypeSpace
from linebench.wire.openscs.asking import Answer, Asking, Question
from linebench.wire.openscs.handlers import Handlers
from linebench.wire.openscs.offer import Offer, SerialClass
from linebench.wire.openscs.stream import EpcisStream
from linebench.wire.openscs.structures import key_values
from linebench.wire.openscs.words import DRAWS, EVENTS, MOVES

__all__ = ["OpenScsServer"]

_V = ua.VariantType
_RETURNS = "SNReturn"
_STREAM = "EPCISStream"
_MS = 1_000


class OpenScsServer:
    """A server, from entry to exit of ``async with``.

    Args:
        endpoint: where it listens.
        security: who may connect; signed policies and users, as the standard asks.
        hear: given what clients want of the owner, with requests that are unique over all users.
        offer: see ``Offer``.

    Raises:
        ValueError: somebody could connect without a name or without protection.

    Attributes:
        pool: the pool manager.
        events: the event manager.
        aggregation: the aggregation manager.
        classes: a class of serialized identifiers each, in the order of the offer.

    """

    pool: Instance
    events: Instance
    aggregation: Instance
    classes: tuple[Instance, ...]

    def __init__(self, endpoint: Endpoint, security: Security, *, hear: Callable[[Question], None],
                 offer: Offer | None = None) -> None:
        self._offer = offer or Offer()
        _check(security)
        self.opcua = OpcUaServer(endpoint, security, self._offer.name)
        self.types = TypeSpace(self.opcua)
        self._asking = Asking(hear, self._offer.answer_within)
        self._handlers = Handlers(self._make, self._offer, self._asking)

    @property
    def url(self) -> str:
        """Where clients find it."""
        return self.opcua.url

    async def __aenter__(self) -> Self:
        await self.opcua.__aenter__()
        try:
            await self._build()
        except BaseException as error:
            await self.opcua.__aexit__(type(error), error, error.__traceback__)
            raise
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None,
                        trace: TracebackType | None) -> None:
        await self.opcua.__aexit__(kind, error, trace)

    def tell(self, answer: Answer) -> None:
        """The owner answers a question that it was given."""
        self._asking.tell(answer)

    def _make(self, name: str, **fields: Any) -> Any:  # noqa: ANN401 - a structure has fields of any type
        return self.types.make(f"OPENSCS.{name}", **fields)

    async def _build(self) -> None:
        await self.types.add("OPENSCS")
        folder = await self._folder()
        await self._add_pool(folder)
        await self._add_events(folder)
        await self._add_aggregation(folder)
        self.classes = tuple([await self._add_class(folder, each) for each in self._offer.classes])
        self.opcua.settle()

    async def _folder(self) -> ua.NodeId:
        node = ua.NodeId("OPENSCSObjects/", await self.opcua.namespace(TAGS))
        return add_node(self.opcua.core, node, OBJECTS, ua.NodeId(ua.ObjectIds.Organizes),
                        name=ua.QualifiedName("OPENSCSObjects", self.types.index("OPENSCS")),
                        attributes=ua.ObjectAttributes(), type_definition=ua.NodeId(ua.ObjectIds.FolderType))

    async def _add(self, kind: str, name: str, folder: ua.NodeId, wish: Wish,
                   methods: dict[str, Handler]) -> Instance:
        made = await InstanceBuilder(self.opcua, self.types).make(f"OPENSCS.OPENSCS{kind}ObjectType", name, folder,
                                                                  wish=wish)
        for path, handler in methods.items():
            made.link(path, handler)
        return made

    async def _add_pool(self, folder: ua.NodeId) -> None:
        offer, handlers = self._offer, self._handlers
        values = {"PoolSelectionCriteria": ua.Variant(key_values(self._make, offer.criteria), _V.ExtensionObject,
                                                      is_array=True),
                  "SNFormat": ua.Variant(list(offer.formats), _V.String, is_array=True),
                  "MaxSNPushable": _number(offer.most_pushed), "MaxSNReturnable": _number(offer.most_returned),
                  "MaxSNRequestable": _number(offer.most_requested)}
        methods = {name: handlers.draw(state) for name, state in DRAWS.items()}
        methods |= {name: handlers.move(state, offer.most_returned if name.startswith(_RETURNS)
                                        else offer.most_pushed) for name, state in MOVES.items()}
        self.pool = await self._add("PoolManager", "PoolManager", folder, Wish(values=values), methods)

    async def _add_events(self, folder: ua.NodeId) -> None:
        offer = self._offer
        values = {"MaxEvents": _number(offer.most_events),
                  "MaxEPCISObjectEventSIDs": _number(offer.most_object_sids),
                  "MaxEPCISaggregationEvents": _number(offer.most_aggregation_events)}
        if offer.stream:
            values[f"{_STREAM}/ClientProcessingTimeout"] = ua.Variant(offer.file_within / _MS, _V.Double)
        wish = Wish(optional=tuple(EVENTS), values=values)
        self.events = await self._add("EventManager", "EventManager", folder, wish,
                                      {name: self._handlers.event(name) for name in EVENTS})
        if offer.stream:
            EpcisStream(self.opcua, self.types, self.events, _STREAM, offer=offer, asking=self._asking).begin()

    async def _add_aggregation(self, folder: ua.NodeId) -> None:
        values = {"MaxAggregationEvents": _number(self._offer.most_aggregations)}
        self.aggregation = await self._add(
            "AggregationManager", "AggregationManager", folder, Wish(values=values), {
                "AggregationPackingEvent": self._handlers.pack(packed=True),
                "AggregationUnpackingEvent": self._handlers.pack(packed=False)})

    async def _add_class(self, folder: ua.NodeId, told: SerialClass) -> Instance:
        texts = {"SIDClassID": told.id, "SIDClassOwner": told.owner, "AllowedCharacterSet": told.characters,
                 "SyntaxSpecification": told.syntax}
        texts |= {name: value for name, value in (("IntendedUse", told.use),
                                                  ("SIDClassDescription", told.description)) if value}
        values = {name: ua.Variant(value, _V.String) for name, value in texts.items()}
        if told.properties:
            values["SIDClassProperty"] = ua.Variant(
                [self._make("OPENSCSSIDClassPropertyDataType", PropertyID=own, PropertyDescription=about,
                            PropertyValue=value) for own, about, value in told.properties],
                _V.ExtensionObject, is_array=True)
        return await self._add("SIDClass", told.name, folder, Wish(values=values), {})


def _check(security: Security) -> None:
    if "None" in security.policies:
        raise ValueError("OPEN-SCS: found the policy None, which OPC 30260 does not allow; expected signed ones, "
                         "such as Basic256Sha256_SignAndEncrypt")
    if security.anonymous is not None:
        raise ValueError("OPEN-SCS: anonymous clients are let in; expected users alone: anonymous = nobody")
    if slashed := next((name for name in security.users if "/" in name), None):
        raise ValueError(f"OPEN-SCS: found the user {slashed!r}; expected a name without a slash, which parts it "
                         "from the tokens of its requests")


def _number(number: int) -> ua.Variant:
    return ua.Variant(number, _V.UInt32)
