"""What a planner hears of a site's job orders by itself: events, and the lists after a connection was lost."""

import asyncio
import contextlib
from collections.abc import Callable
from typing import Any

from asyncua import ua

from linebench.ports.erp import JobResponse
from linebench.units import Duration
from linebench.wire.isa95.responses import Responses, read_state
from linebench.wire.isa95.session import FAILURES, Session
from linebench.wire.isa95.values import UnfitError
from linebench.wire.opcua.types.job_control import JOB_CONTROL
from linebench.wire.side import Noted

__all__ = ["Listening"]

_MS, _US = 1_000, 1_000_000
_CYCLES = 3
"""Of telling events: what was raised before the first of them is told by then."""
_SUBSCRIBE = 1
_SERVER = ua.NodeId(ua.ObjectIds.Server)
_EVENT = "ISA95JobOrderStatusEventType"


class Listening:
    """Tells each response once, however often and by whichever way the site says it.

    Args:
        responses: reads structures.
        hear: given what is new.
        note: given what cannot be read.

    """

    def __init__(self, responses: Responses, *, hear: Callable[[JobResponse], None],
                 note: Callable[[Noted], None]) -> None:
        self._responses, self._hear, self._note = responses, hear, note
        self._last: dict[str, JobResponse] = {}
        self._settling: asyncio.Task[None] | None = None

    async def begin(self, session: Session, receiver: ua.NodeId, provider: ua.NodeId | None,
                    every: Duration) -> None:
        """Subscribe to the events, and make good what happened before.

        An event that was raised before the lists were read may come behind them, and would tell an old state as the
        newest. Where the lists changed meanwhile, events are left out until none such can be under way any more.
        """
        self.end()
        lists = _Lists(session, receiver, provider)
        before = await lists.read()
        ear = _Ear(self)
        subscription = await session.client.create_subscription(every / _MS, ear)
        node = session.client.get_node(await _notifier(session, provider))
        kind = ua.NodeId(JOB_CONTROL.types[_EVENT].id, session.index)
        await subscription.subscribe_events(node, session.client.get_node(kind))
        after = await lists.read()
        self._tell_lists(*after)
        if before == after:
            ear.begin()
        else:
            self._settling = asyncio.create_task(self._settle(lists, ear, every))

    def end(self) -> None:
        """The connection is given up."""
        if self._settling is not None:
            self._settling.cancel()
            self._settling = None

    async def _settle(self, lists: "_Lists", ear: "_Ear", every: Duration) -> None:
        await asyncio.sleep(_CYCLES * every / _US)
        ear.begin()
        with contextlib.suppress(*FAILURES):  # whoever says or hears something next finds out
            self._tell_lists(*await lists.read())

    def _tell_lists(self, begun: list[Any], listed: list[Any]) -> None:
        told = {each.job: each for value in begun if (each := self._response(value)) is not None}
        states = [each for value in listed if (each := self._state(value)) is not None]
        for each in (*told.values(), *(each for each in states if each.job not in told)):
            self.told(each)

    def forget(self, job: str) -> None:
        """The job order is gone; another one of its number is told anew."""
        self._last.pop(job, None)

    def event(self, event: Any) -> None:  # noqa: ANN401 - an event has fields of any type
        """A status event came."""
        response = self._response(event.JobResponse) if event.JobResponse is not None else None
        if response is None and event.JobOrder is not None:
            response = self._of_state(event.JobOrder.JobOrderID, event.JobState)
        if response is not None:
            self.told(response)

    def told(self, response: JobResponse) -> None:
        """The site says this, maybe once more."""
        if self._last.get(response.job) != response:
            self._last[response.job] = response
            self._hear(response)

    def _response(self, given: Any) -> JobResponse | None:  # noqa: ANN401 - a structure of the server
        try:
            return self._responses.read(given)
        except UnfitError as error:
            self._note(Noted("garbage", f"JobResponse: {error}"))
            return None

    def _state(self, given: Any) -> JobResponse | None:  # noqa: ANN401 - as above
        return self._of_state(given.JobOrder.JobOrderID, given.State)

    def _of_state(self, job: str | None, states: Any) -> JobResponse | None:  # noqa: ANN401 - as above
        try:
            return JobResponse(job, read_state(states)) if job else None
        except UnfitError as error:
            self._note(Noted("garbage", f"state of {job}: {error}"))
            return None


class _Lists:
    """What a site shows: responses to what has begun, and all orders with their states."""

    def __init__(self, session: Session, receiver: ua.NodeId, provider: ua.NodeId | None) -> None:
        self._session, self._receiver, self._provider = session, receiver, provider

    async def read(self) -> tuple[list[Any], list[Any]]:
        """Both as they are now."""
        read = self._session.read
        begun = await read(self._provider, "JobOrderResponseList") if self._provider is not None else None
        return _values(begun), _values(await read(self._receiver, "JobOrderList"))


class _Ear:
    """Hears events of one subscription, once that has begun."""

    def __init__(self, listening: Listening) -> None:
        self._listening = listening
        self._begun = False

    def begin(self) -> None:
        """From now on events are news."""
        self._begun = True

    def event_notification(self, event: Any) -> None:  # noqa: ANN401 - an event has fields of any type
        if self._begun:
            self._listening.event(event)


def _values(data: ua.DataValue | None) -> list[Any]:
    value = data.Value.Value if data is not None and data.Value is not None else None
    return value if isinstance(value, list) else []


async def _notifier(session: Session, provider: ua.NodeId | None) -> ua.NodeId:
    """Where events are subscribed to: the provider, or the server where that raises none itself."""
    if provider is None:
        return _SERVER
    told = await session.client.get_node(provider).read_attribute(ua.AttributeIds.EventNotifier,
                                                                  raise_on_bad_status=False)
    value = told.Value.Value if told.Value is not None else 0
    return provider if (value or 0) & _SUBSCRIBE else _SERVER
