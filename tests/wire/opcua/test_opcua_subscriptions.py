import asyncio
from contextlib import AsyncExitStack
from types import SimpleNamespace

import pytest
from asyncua import ua

from linebench.wire.opcua.tags import OpcUaTags
from linebench.wire.opcua.typebuilder import TypeSpace
from linebench.wire.tags.tag import Tag, TagTable
from tests.wire.opcua.running import Clock, Ear, connect, echo_image, open_server, setting

OVERFLOW = 0x480
SECOND_MS = 1000.0
TABLE = TagTable((Tag(name="Count", kind="uint32"), Tag(name="Other", kind="uint32")))


@pytest.fixture(scope="module")
def shown(run):
    stack = AsyncExitStack()
    image = echo_image(TABLE)

    async def begin():
        server = await stack.enter_async_context(open_server())
        types = TypeSpace(server)
        await types.add("MachineVision")
        await OpcUaTags(server, image, setting(Clock()), effects=lambda _: None).show()
        return server, types, await connect(server.url)

    server, types, client = run(begin())
    yield SimpleNamespace(server=server, types=types, client=client, image=image)
    run(client.disconnect())
    run(stack.aclose())


@pytest.fixture(autouse=True)
def fresh(shown):
    shown.image.set(TABLE.initial())


class Pages:
    """What a subscription sends, one entry per message; with nobody to listen in between."""

    def __init__(self):
        self.messages = []
        self._came = asyncio.Event()

    async def take(self, result):
        self.messages.append(result)
        self._came.set()

    async def count(self, number):
        while sum(len(changes(each)) for each in self.messages) < number:
            self._came.clear()
            await self._came.wait()
        return self.messages


def changes(result):
    return [(item.ClientHandle, item.Value.Value.Value, item.Value.StatusCode.value)
            for note in result.NotificationMessage.NotificationData for item in note.MonitoredItems]


async def subscribe(shown, *, queue, page=0, interval=20.0):
    """A subscription inside the server: handle 1 is Count, 2 is Other."""
    pages, session = Pages(), shown.server.core.isession
    made = await session.create_subscription(ua.CreateSubscriptionParameters(
        RequestedPublishingInterval=interval, RequestedLifetimeCount=1000, RequestedMaxKeepAliveCount=10,
        MaxNotificationsPerPublish=page, PublishingEnabled=True), pages.take)
    items = [ua.MonitoredItemCreateRequest(
        ua.ReadValueId(ua.NodeId(name, 2), ua.AttributeIds.Value), ua.MonitoringMode.Reporting,
        ua.MonitoringParameters(ClientHandle=handle, QueueSize=queue))
        for handle, name in ((1, "Count"), (2, "Other"))]
    await session.create_monitored_items(ua.CreateMonitoredItemsParameters(
        made.SubscriptionId, ua.TimestampsToReturn.Both, items))
    await pages.count(2)
    pages.messages.clear()
    return made.SubscriptionId, pages


async def burst(shown, numbers):
    for number in numbers:
        shown.image.set({"Count": number})
    await shown.server.telling.told()


def test_a_lost_value_is_marked_on_the_next(run, shown):
    """The oldest are dropped, and the oldest left says so by its overflow bit."""
    async def overflow():
        number, pages = await subscribe(shown, queue=3)
        await burst(shown, range(1, 6))
        messages = await pages.count(3)
        await shown.server.core.isession.delete_subscriptions([number])
        return [change for each in messages for change in changes(each)]

    assert run(overflow()) == [(1, 3, OVERFLOW), (1, 4, 0), (1, 5, 0)]


def test_a_queue_of_one_says_nothing(run, shown):
    """It is meant to hold the newest value only."""
    async def newest():
        number, pages = await subscribe(shown, queue=1)
        await burst(shown, range(1, 6))
        messages = await pages.count(1)
        await shown.server.core.isession.delete_subscriptions([number])
        return [change for each in messages for change in changes(each)]

    assert run(newest()) == [(1, 5, 0)]


def test_messages_are_as_long_as_asked(run, shown):
    """Ten changes in pages of four, in order over both items, each but the last saying that more follows."""
    async def paged():
        number, pages = await subscribe(shown, queue=0, page=4)
        for value in range(1, 6):
            shown.image.set({"Count": value})
            shown.image.set({"Other": value})
        await shown.server.telling.told()
        messages = await pages.count(10)
        await shown.server.core.isession.delete_subscriptions([number])
        return [(changes(each), each.MoreNotifications) for each in messages]

    expected = [(handle, value, 0) for value in range(1, 6) for handle in (1, 2)]
    assert run(paged()) == [(expected[:4], True), (expected[4:8], True), (expected[8:], False)]


def test_a_subscription_is_changed_by_its_client(run, shown):
    """The new interval is what is answered and what is done: changes come although the old one was very long."""
    async def change():
        ear = Ear()
        subscription = await shown.client.create_subscription(3_600_000, ear)
        answer = await shown.client.uaclient.update_subscription(ua.ModifySubscriptionParameters(
            subscription.subscription_id, 20.0, 1000, 10, 0, 0))
        await subscription.subscribe_data_change(shown.client.get_node("ns=2;s=Count"))
        await ear.count(1)
        await subscription.delete()
        return answer.RevisedPublishingInterval, answer.RevisedMaxKeepAliveCount, answer.RevisedLifetimeCount

    assert run(change()) == (20.0, 10, 1000)


def test_of_type_takes_subtypes_and_no_others(run, shown):
    """A filter for TransitionEventType lets a subtype of it through, and no other event."""
    async def listen():
        ear = Ear()
        subscription = await shown.client.create_subscription(10, ear)
        await subscription.subscribe_events(shown.client.nodes.server, ua.ObjectIds.TransitionEventType)
        emit, moment = shown.server.events.emit, ua.DateTime(2026, 1, 5)
        source = ua.NodeId(ua.ObjectIds.Server)
        for kind in (ua.NodeId(ua.ObjectIds.BaseEventType), shown.types.node("MachineVision.ReadyEventType"),
                     shown.types.node("MachineVision.StateChangedEventType")):
            emit(kind, source, time=moment)
        heard = list(await ear.count(1))
        await subscription.delete()
        return [each.EventType for each in heard]

    assert run(listen()) == [shown.types.node("MachineVision.StateChangedEventType")]


def test_fields_of_an_event_have_their_types(run, shown):
    """A field that was given arrives as what it is; one that was not, or is not of the type, is null."""
    async def listen():
        ear = Ear()
        subscription = await shown.client.create_subscription(10, ear)
        step = shown.types.node("MachineVision.NextStepEventType")
        await subscription.subscribe_events(shown.client.nodes.server, shown.client.get_node(step))
        shown.server.events.emit(step, ua.NodeId(ua.ObjectIds.Server),
                                 time=ua.DateTime(2026, 1, 5), severity=333,
                                 fields={"Step": ua.Variant(7, ua.VariantType.Int32)})
        event, = await ear.count(1)
        await subscription.delete()
        return event.Step, event.data_types["Step"], event.Severity, event.Message.Text

    assert run(listen()) == (7, ua.VariantType.Int32, 333, "NextStepEventType")


def test_a_value_that_did_not_change_is_not_told(run, shown):
    """Setting a tag to what it is tells nobody; a change right after is the next thing heard."""
    async def same():
        number, pages = await subscribe(shown, queue=0)
        shown.image.set({"Count": 0})
        await burst(shown, [1, 1, 2])
        messages = await pages.count(2)
        await shown.server.core.isession.delete_subscriptions([number])
        return [change for each in messages for change in changes(each)]

    assert run(same()) == [(1, 1, 0), (1, 2, 0)]
