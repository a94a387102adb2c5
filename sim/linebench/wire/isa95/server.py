"""A site that takes job orders: the receiver and the provider of OPC 10031-4 in front of an owner of job orders.

The owner speaks ``ports.erp``. It is given messages and answers whenever it likes; meanwhile the server goes on
with everybody's requests, and what the owner tells of a job order is shown and raised as an event.
"""

from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from asyncua import ua

from linebench.ports.erp import JobAnswer, JobOrder, JobResponse, JobWish, ToPlanner
from linebench.wire.isa95.asking import Asking, Question, new_token
from linebench.wire.isa95.handlers import Handlers
from linebench.wire.isa95.nodes import Nodes
from linebench.wire.isa95.orders import Orders
from linebench.wire.isa95.profile import JobsProfile
from linebench.wire.isa95.responses import Responses, state
from linebench.wire.isa95.shown import Shown, ShownOrder
from linebench.wire.isa95.times import Times
from linebench.wire.isa95.words import NAMES
from linebench.wire.opcua.moments import Moments
from linebench.wire.opcua.nameplate import Nameplate
from linebench.wire.opcua.security import Security
from linebench.wire.opcua.server import Endpoint, OpcUaServer
from linebench.wire.opcua.typebuilder import TypeSpace
from linebench.wire.side import Noted, Setting

__all__ = ["JobsServer"]

_V = ua.VariantType


class JobsServer:
    """A server, from entry to exit of ``async with``.

    Args:
        endpoint: where it listens.
        security: who may connect; who only looks calls no method.
        hear: given what planners want of the owner.
        setting: name and clock; moments of orders are told from its epoch on.
        profile: see ``JobsProfile``.
        nameplate: of the machine, where the profile has one.
        note: given why something was refused, which no ReturnStatus tells.
        token: a text that is never given twice, for requests to the owner.

    Raises:
        ValueError: a place of the profile is none; or as ``OpcUaServer``.

    """

    def __init__(self, endpoint: Endpoint, security: Security, *, hear: Callable[[Question], None],
                 setting: Setting, profile: JobsProfile | None = None, nameplate: Nameplate | None = None,
                 note: Callable[[Noted], None] | None = None, token: Callable[[], str] = new_token) -> None:
        self._profile, self._nameplate = profile or JobsProfile(), nameplate or Nameplate()
        self._moment, times = Moments(setting), Times(setting)
        self._responses = Responses(self._profile, times)
        self._asking, self._shown, self._token = Asking(hear, self._profile.answer_within), Shown(), token
        self._handlers = Handlers(self._profile, Orders(self._profile, times), self._asking, self,
                                  note=note or _unnoted, token=token)
        self.opcua = OpcUaServer(endpoint, security, self._profile.name)
        self.types = TypeSpace(self.opcua)

    @property
    def url(self) -> str:
        """Where planners find it."""
        return self.opcua.url

    async def __aenter__(self) -> Self:
        await self.opcua.__aenter__()
        try:
            self.nodes = await Nodes.make(self.opcua, self.types, self._profile, self._nameplate)
            self._link()
        except BaseException as error:
            await self.opcua.__aexit__(type(error), error, error.__traceback__)
            raise
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None,
                        trace: TracebackType | None) -> None:
        await self.opcua.__aexit__(kind, error, trace)

    def _link(self) -> None:
        for method in self._profile.methods:
            self.nodes.receiver.link(method, self._handlers.of(method))
        self.nodes.provider.link("RequestJobResponseByJobOrderID", self._handlers.by_job)
        self.nodes.provider.link("RequestJobResponseByJobOrderState", self._handlers.by_state)

    async def recall(self) -> None:
        """Ask the owner what it has, after a new start: its job orders are shown again, without what was ordered.

        Raises:
            TimeoutError: the owner did not answer.

        """
        for word in NAMES:
            await self._asking.ask(JobWish(self._token(), state=word))

    def tell(self, said: ToPlanner) -> None:
        """The owner answers a question that it was given, or says what became of a job order."""
        if isinstance(said, JobResponse):
            event = self._shown.told(said)
            self._asking.tell(said)
            self._show(said.job, event=event)
        elif isinstance(said, JobAnswer):
            self._asking.tell(said)

    # What the methods do to what is shown: see ``Board``

    def has_room(self, job: str) -> bool:
        """Whether an order of this number may come: its number is known, or there is room."""
        out = {each for each in self._asking.orders() if each not in self._shown}
        return job in self._shown or job in out or len(self._shown) + len(out) < self._profile.most_orders

    def ordered(self, order: JobOrder, given: Any, word: str) -> None:  # noqa: ANN401 - a structure made from the table
        """The owner has taken an order."""
        self._show(order.job, event=self._shown.ordered(order, given, word))

    def moved(self, job: str, method: str) -> None:
        """The owner has carried out a command."""
        self._show(job, event=self._shown.moved(job, method))

    def response(self, told: JobResponse) -> Any:  # noqa: ANN401 - as above
        """What became of a job order, as a structure."""
        order = self._shown[told.job].order if told.job in self._shown else None
        return self._responses.write(self._make, told, order)

    def no_response(self) -> Any:  # noqa: ANN401 - as above
        """A structure that says nothing."""
        return self._make("ISA95JobResponseDataType", JobResponseID="", JobOrderID="", JobState=[])

    def _make(self, name: str, **fields: Any) -> Any:  # noqa: ANN401 - a structure has fields of any type
        return self.types.make(f"JobControl.{name}", **fields)

    def _show(self, job: str, *, event: bool) -> None:
        """Show both lists as they are now, and raise the event of a job order."""
        now = self._moment()
        orders = [self._make("ISA95JobOrderAndStateDataType", JobOrder=self._given(each),
                             State=state(self._make, each.response.state)) for each in self._shown]
        begun = [self.response(each.response) for each in self._shown if each.begun]
        self.nodes.receiver.show("JobOrderList", _structures(orders), now)
        self.nodes.provider.show("JobOrderResponseList", _structures(begun), now)
        if event and job in self._shown:
            self._raise(self._shown[job])

    def _raise(self, shown: ShownOrder) -> None:
        told = shown.response
        self.nodes.raise_event(self._moment(), f"{told.job}: {NAMES[told.state]}", {
            "JobOrder": ua.Variant(self._given(shown), _V.ExtensionObject),
            "JobState": _structures(state(self._make, told.state)),
            "JobResponse": ua.Variant(self.response(told), _V.ExtensionObject)})

    def _given(self, shown: ShownOrder) -> Any:  # noqa: ANN401 - as above
        """The order as it was given; its number alone where that was before a new start."""
        return shown.given or self._make("ISA95JobOrderDataType", JobOrderID=shown.job)


def _structures(values: list[Any]) -> ua.Variant:
    return ua.Variant(values, _V.ExtensionObject, is_array=True)


def _unnoted(noted: Noted) -> None:
    del noted
