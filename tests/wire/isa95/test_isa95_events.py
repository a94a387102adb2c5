from asyncua import ua

from linebench.wire.isa95.words import ReturnStatus
from tests.wire.isa95.running import comments, structure
from tests.wire.opcua.running import Ear


def told(event):
    """What a client reads of an event: type by its name's place, order, state, response."""
    return (event.JobOrder.JobOrderID, [each.StateText.Text for each in event.JobState],
            event.JobResponse.JobOrderID, [each.StateNumber for each in event.JobResponse.JobState])


async def listen(bench, node):
    ear = Ear()
    subscription = await bench.client.create_subscription(10, ear)
    kind = bench.server.types.node("JobControl.ISA95JobOrderStatusEventType")
    await subscription.subscribe_events(bench.client.get_node(node), bench.client.get_node(kind))
    return ear, subscription


def test_every_change_of_state_is_an_event_on_the_provider_and_on_the_server(run, bench):
    """Of commands, and of what goes by itself; with order, state and response, from the provider."""
    async def life():
        provider = bench.server.nodes.provider[""]
        ears = [await listen(bench, each) for each in (provider, ua.NodeId(ua.ObjectIds.Server))]
        for method in ("Store", "Store", "Start", "RevokeStart", "Start"):
            await bench.call(method)
        bench.book.moves("J1", "running")
        bench.book.moves("J1", "running", counts=(("commissioned", 7),))
        await bench.call("Pause")
        await bench.call("Resume")
        bench.book.moves("J1", "ended", counts=(("commissioned", 10),))
        await bench.call("Clear")
        heard = [await ear.count(8) for ear, _ in ears]
        for _, subscription in ears:
            await subscription.delete()
        return heard, provider

    heard, provider = run(life())
    states = ["NotAllowedToStart", "AllowedToStart", "NotAllowedToStart", "AllowedToStart", "Running",
              "Interrupted", "Running", "Ended"]
    numbers = [1, 2, 1, 2, 3, 4, 3, 5]
    for events in heard:
        assert [told(each) for each in events] == [
            ("J1", [state], "J1", [number]) for state, number in zip(states, numbers, strict=True)]
        assert {each.SourceNode for each in events} == {provider}
        assert events[0].JobOrder == bench.order()
        assert [each.ID for each in events[-1].JobResponse.JobResponseData] == ["commissioned"]


def test_the_type_of_the_events_is_not_abstract(run, bench):
    """It is a type of the site's own below the standard's, which is."""
    async def kinds():
        standard = bench.client.get_node(bench.server.types.node("JobControl.ISA95JobOrderStatusEventType"))
        own, = await standard.get_children(refs=ua.ObjectIds.HasSubtype)
        abstract = [await each.read_attribute(ua.AttributeIds.IsAbstract) for each in (standard, own)]
        return [each.Value.Value for each in abstract], own

    abstract, own = run(kinds())
    assert abstract == [True, False]

    async def one():
        ear, subscription = await listen(bench, bench.server.nodes.provider[""])
        await bench.call("Store")
        event, = await ear.count(1)
        await subscription.delete()
        return event

    event = run(one())
    assert (event.EventType, event.Message.Text) == (own.nodeid, "J1: NotAllowedToStart")


def test_the_final_counts_are_told_also_behind_the_answer(run, bench):
    """The planner ends a batch; what was counted comes a little later, and is an event of its own."""
    async def end():
        await bench.call("Store")
        bench.book.moves("J1", "running")
        ear, subscription = await listen(bench, bench.server.nodes.provider[""])
        status = (await bench.call("Stop"))[2]
        bench.book.moves("J1", "ended", counts=(("commissioned", 3),))
        events = await ear.count(2)
        await subscription.delete()
        return status, [(each.JobState[0].StateNumber, len(each.JobResponse.JobResponseData or ()))
                        for each in events]

    assert run(end()) == ([ReturnStatus.NO_ERROR], [(5, 0), (5, 1)])


def test_an_update_is_an_event_too(run, bench):
    """With the new order, in the state as it was (transition 1 of the type)."""
    async def update():
        await bench.call("Store")
        ear, subscription = await listen(bench, bench.server.nodes.provider[""])
        await bench.call("Update", [structure(bench.order(Priority=5)), comments()])
        event, = await ear.count(1)
        await subscription.delete()
        return event.JobOrder.Priority, event.JobState[0].StateNumber

    assert run(update()) == (5, 1)


def test_a_changed_list_is_told_to_its_subscribers(run, bench):
    """JobOrderList and JobOrderResponseList are variables as any other."""
    async def watch():
        ear = Ear()
        subscription = await bench.client.create_subscription(10, ear)
        nodes = [bench.server.nodes.receiver["JobOrderList"], bench.server.nodes.provider["JobOrderResponseList"]]
        await subscription.subscribe_data_change([bench.client.get_node(each) for each in nodes])
        await ear.count(2)
        await bench.call("StoreAndStart")
        await ear.count(3)
        bench.book.moves("J1", "running")
        heard = await ear.count(5)
        await subscription.delete()
        return [len(value) for _, value in heard]

    assert run(watch()) == [0, 0, 1, 1, 1]
