"""Subscriptions as OPC 10000-4 describes them where the library falls short.

Cured here: the order of changes across items, the overflow bit, pages of notifications, changes of a subscription
by its client, ``OfType`` with subtypes, lifetimes that outlast a dead client by far; and a deep copy per change.
"""

import asyncio
import dataclasses
import itertools
from collections.abc import Awaitable, Callable
from typing import Any

from asyncua import ua
from asyncua.common.utils import ServiceError
from asyncua.server.internal_subscription import InternalSubscription
from asyncua.server.monitored_item_service import MonitoredItemService, WhereClauseEvaluator
from asyncua.server.subscription_service import SubscriptionService
from asyncua.server.uaprocessor import PublishRequestData

from linebench.wire.opcua.space import is_subtype

__all__ = ["LIFE_MS", "Items", "Subscription", "Subscriptions"]

LIFE_MS = 30_000
"""How long a subscription outlives a client that no longer asks; see also the sessions' time-out."""
_FASTEST_MS = 10.0
_LARGEST_PAGE = 5_000
"""Notifications in one message unless the client asks for fewer: about 300 kB, which every client takes."""
_OVERFLOW = 0x480
"""Info type DataValue with the overflow bit (OPC 10000-4, 7.39.1)."""


class Where(WhereClauseEvaluator):
    """A where clause in which ``OfType`` takes subtypes too (OPC 10000-4 table 120)."""

    def _eval_el(self, index: int, event: Any) -> Any:  # noqa: ANN401 - an event's fields have any type
        element = self.elements[index]
        if element.FilterOperator == ua.FilterOperator.OfType:
            wanted = self._eval_op(element.FilterOperands[0], event)
            return is_subtype(self._aspace, event.EventType, wanted)
        return super()._eval_el(index, event)


class Items(MonitoredItemService):
    """The monitored items of one subscription."""

    async def create_monitored_items(self, params: ua.CreateMonitoredItemsParameters
                                     ) -> list[ua.MonitoredItemCreateResult]:
        """Create items; those for events get our where clause."""
        results: list[ua.MonitoredItemCreateResult] = await super().create_monitored_items(params)
        for result in results:
            item = self._monitored_items.get(result.MonitoredItemId)
            if item is not None and item.where_clause_evaluator is not None:
                item.where_clause_evaluator = Where(self.logger, self.aspace, item.filter.WhereClause)
        return results

    async def datachange_callback(self, handle: int, value: ua.DataValue,
                                  error: ua.StatusCode | None = None) -> None:
        """Queue a change. Values here are replaced, never changed in place, so that no copy is needed."""
        item = self._monitored_items[self._monitored_datachange[handle]]
        if error or item.filter:
            await super().datachange_callback(handle, value, error)
            return
        before = item.mvalue.current_dvalue
        item.mvalue.current_dvalue = value
        if item.mode == ua.MonitoringMode.Disabled or (before is not None and _same(before, value)):
            return
        notification = ua.MonitoredItemNotification(item.client_handle, value)
        await self.isub.enqueue_datachange_event(item.monitored_item_id, notification, item.queue_size)


def _same(before: ua.DataValue, after: ua.DataValue) -> bool:
    return bool(before.Value == after.Value and before.StatusCode == after.StatusCode)


class Subscription(InternalSubscription):
    """One subscription. What changes is told in the order in which it changed, over all items."""

    monitored_item_srv: MonitoredItemService
    _task: asyncio.Task[None] | None
    _triggered_datachanges: dict[int, list[Any]]
    _triggered_events: dict[int, list[Any]]

    def __init__(self, *args: Any, page: int, **options: Any) -> None:  # noqa: ANN401 - handed on to the library
        super().__init__(*args, **options)
        self.monitored_item_srv = Items(self, self.monitored_item_srv.aspace)
        self._page = page
        self._numbers = itertools.count()

    async def publish_results(self, requestdata: PublishRequestData | None = None) -> bool:
        """Publish what waits, page after page as long as the client has asked."""
        published: bool = await super().publish_results(requestdata)
        while published and (self._triggered_datachanges or self._triggered_events):
            if not await super().publish_results():
                break
        return published

    def revise(self, params: ua.ModifySubscriptionParameters) -> None:
        """The client wants other intervals; they count at once."""
        self.data.RevisedPublishingInterval = _interval(params.RequestedPublishingInterval)
        self.data.RevisedMaxKeepAliveCount, self.data.RevisedLifetimeCount = _counts(params)
        self._page = _page(params.MaxNotificationsPerPublish)
        if self._task is not None:
            self._task.cancel()
            self._task = asyncio.create_task(self._subscription_loop())

    async def _enqueue_event(self, mid: int, eventdata: Any, size: int,  # noqa: ANN401 - a change or an event
                             queue: dict[int, list[Any]]) -> None:
        waiting = queue.setdefault(mid, [])
        if 0 < size <= len(waiting):
            waiting.pop(0)
            if waiting and queue is self._triggered_datachanges:
                waiting[0] = _marked(*waiting[0])
        waiting.append((next(self._numbers), eventdata))
        if len(waiting) == 1:
            await self._trigger_publish()

    def _pop_publish_result(self) -> ua.PublishResult:
        result = super()._pop_publish_result()
        result.MoreNotifications = bool(self._triggered_datachanges or self._triggered_events)
        return result

    def _pop_triggered_datachanges(self, result: ua.PublishResult) -> None:
        if self._triggered_datachanges:
            taken, self._triggered_datachanges = _take(self._triggered_datachanges, self._page)
            result.NotificationMessage.NotificationData.append(ua.DataChangeNotification(MonitoredItems=taken))

    def _pop_triggered_events(self, result: ua.PublishResult) -> None:
        if self._triggered_events and not result.NotificationMessage.NotificationData:
            taken, self._triggered_events = _take(self._triggered_events, self._page)
            result.NotificationMessage.NotificationData.append(ua.EventNotificationList(Events=taken))


def _take(queue: dict[int, list[Any]], page: int) -> tuple[list[Any], dict[int, list[Any]]]:
    """The ``page`` oldest of all items, in order, and what is left."""
    if len(queue) == 1:
        (mid, waiting), = queue.items()
        return [data for _, data in waiting[:page]], {mid: waiting[page:]} if len(waiting) > page else {}
    merged = sorted(((number, mid, data) for mid, waiting in queue.items() for number, data in waiting),
                    key=lambda entry: entry[0])
    left: dict[int, list[Any]] = {}
    for number, mid, data in merged[page:]:
        left.setdefault(mid, []).append((number, data))
    return [data for _, _, data in merged[:page]], left


def _marked(number: int, change: ua.MonitoredItemNotification) -> tuple[int, ua.MonitoredItemNotification]:
    """The oldest change left says that one was dropped; a queue of one says nothing (part 4, 5.13.1.5)."""
    code = (change.Value.StatusCode.value if change.Value.StatusCode else 0) | _OVERFLOW
    value = dataclasses.replace(change.Value, StatusCode=ua.StatusCode(code))
    return number, ua.MonitoredItemNotification(change.ClientHandle, value)


class Subscriptions(SubscriptionService):
    """All subscriptions of a server."""

    async def create_subscription(self, params: ua.CreateSubscriptionParameters,
                                  callback: Callable[..., Awaitable[None]], session_id: ua.NodeId,
                                  request_callback: Callable[..., Any] | None = None,
                                  ) -> ua.CreateSubscriptionResult:
        """Create a subscription."""
        assert self.iserver is not None
        if len(self.subscriptions) >= self.iserver.max_subscriptions:
            raise ServiceError(ua.StatusCodes.BadTooManySubscriptions)
        self._sub_id_counter += 1
        number = self._sub_id_counter
        keep_alive, lifetime = _counts(params)
        result = ua.CreateSubscriptionResult(number, _interval(params.RequestedPublishingInterval), lifetime,
                                             keep_alive)
        made = Subscription(result, self.aspace, callback, session_id, request_callback=request_callback,
                            delete_callback=lambda: self.subscriptions.pop(number, None),
                            no_acks_limit=self.iserver.max_unacked_messages_per_subscription,
                            max_queue_size=self.iserver.max_monitored_item_queue_size,
                            publishing_enabled=params.PublishingEnabled,
                            page=_page(params.MaxNotificationsPerPublish))
        self.subscriptions[number] = made
        await made.start()
        return result

    def modify_subscription(self, params: ua.ModifySubscriptionParameters) -> ua.ModifySubscriptionResult:
        """Change a subscription, which the library only pretends to do."""
        found = self.subscriptions.get(params.SubscriptionId)
        if not isinstance(found, Subscription):
            raise ServiceError(ua.StatusCodes.BadSubscriptionIdInvalid)
        found.revise(params)
        data = found.data
        return ua.ModifySubscriptionResult(data.RevisedPublishingInterval, data.RevisedLifetimeCount,
                                           data.RevisedMaxKeepAliveCount)


def _interval(asked_ms: float) -> float:
    # NaN and anything faster than the bench publishes become the fastest
    return max(_FASTEST_MS, asked_ms)


def _page(asked: int) -> int:
    return min(asked, _LARGEST_PAGE) if asked else _LARGEST_PAGE


def _counts(params: ua.CreateSubscriptionParameters | ua.ModifySubscriptionParameters) -> tuple[int, int]:
    """Keep-alive and lifetime in publishing cycles; a lifetime is at least three keep-alives (part 4, 5.14.2.2)."""
    cycles = max(3, int(LIFE_MS / _interval(params.RequestedPublishingInterval)))
    keep_alive = min(max(1, params.RequestedMaxKeepAliveCount), cycles // 3)
    return keep_alive, min(max(params.RequestedLifetimeCount, 3 * keep_alive), cycles)
