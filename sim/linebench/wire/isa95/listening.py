"""What a planner hears of a site's job orders by itself: events, and the lists after a connection was lost."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from asyncua import ua

from linebench.ports.erp import JobResponse
from linebench.units import Duration
from linebench.wire.isa95.responses import Responses, read_state
from linebench.wire.isa95.session import Session
from linebench.wire.isa95.values import UnfitError
from linebench.wire.opcua.types.job_control import JOB_CONTROL
from linebench.wire.side import Noted

__all__ = ["Listening"]

_MS = 1_000
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

    async def begin(self, session: Session, receiver: ua.NodeId, provider: ua.NodeId | None,
                    every: Duration) -> None:
        """Subscribe to the events, and make good what happened before."""
        ear = _Ear(self)
        subscription = await session.client.create_subscription(every / _MS, ear)
        node = session.client.get_node(await _notifier(session, provider))
        kind = ua.NodeId(JOB_CONTROL.types[_EVENT].id, session.index)
        await subscription.subscribe_events(node, session.client.get_node(kind))
        ear.picture = await self._picture(session, receiver, provider)
        ear.begin()

    async def _picture(self, session: Session, receiver: ua.NodeId, provider: ua.NodeId | None) -> datetime | None:
        """Tell what the lists say; the moment from which they are."""
        begun = await session.read(provider, "JobOrderResponseList") if provider is not None else None
        listed = await session.read(receiver, "JobOrderList")
        told = {each.job: each for value in _values(begun) if (each := self._response(value)) is not None}
        states = [each for value in _values(listed) if (each := self._state(value)) is not None]
        for each in (*told.values(), *(each for each in states if each.job not in told)):
            self.told(each)
        moments = [each.SourceTimestamp for each in (begun, listed) if each is not None]
        return min((each.replace(tzinfo=UTC) for each in moments if each is not None), default=None)

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


class _Ear:
    """Hears events of one subscription. Those that came before the picture was read are older than it."""

    def __init__(self, listening: Listening) -> None:
        self._listening = listening
        self._begun = False
        self.picture: datetime | None = None

    def begin(self) -> None:
        """The picture has been told."""
        self._begun = True

    def event_notification(self, event: Any) -> None:  # noqa: ANN401 - as above
        old = self.picture is not None and event.Time is not None and event.Time.replace(tzinfo=UTC) < self.picture
        if self._begun and not old:
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
