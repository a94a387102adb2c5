import asyncio
import gc
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from asyncua import ua

from linebench.wire.opcua.server import TAGS
from linebench.wire.opcua.tags import OpcUaTags
from linebench.wire.opcua.tree import places
from linebench.wire.side import Noted
from linebench.wire.tags.tag import Tag, TagTable
from tests.wire.opcua.running import Clock, Ear, connect, echo_image, open_server, setting, variant

V = ua.VariantType
SERVER = ua.NodeId(ua.ObjectIds.Server)
SIEMENS = "http://www.siemens.com/simatic-s7-opcua"
ALIASES = {'ns=3;s="L2"."Cmd"': "Command.CntrlCmd", "ns=3;i=1001": "Status.StateCurrent"}


@pytest.fixture(scope="module")
def shown(run):
    stack = AsyncExitStack()
    effects = []
    clock, image = Clock(), echo_image()

    async def begin():
        server = await stack.enter_async_context(open_server(namespaces=(TAGS, SIEMENS)))
        tags = await OpcUaTags(server, image, setting(clock), effects=effects.append, aliases=ALIASES).show()
        return server, tags, await connect(server.url)

    server, tags, client = run(begin())
    yield SimpleNamespace(server=server, tags=tags, client=client, image=image, clock=clock, effects=effects)
    run(client.disconnect())
    run(stack.aclose())


@pytest.fixture(autouse=True)
def fresh(shown):
    shown.effects.clear()
    shown.image.set(shown.image.table.initial())


def write(shown, *values):
    params = ua.WriteParameters([ua.WriteValue(node, ua.AttributeIds.Value, "", value) for node, value in values])
    return shown.client.uaclient.write(params)


def codes(results):
    return [result.name for result in results]


def test_tags_stand_in_folders_of_their_dots(run, shown):
    """A tag is found by browsing along its dots, and is called as it is there."""
    async def browse():
        index = await shown.client.get_namespace_index(TAGS)
        node = await shown.client.nodes.objects.get_child([f"{index}:Tags", f"{index}:Status",
                                                           f"{index}:StateCurrent"])
        return index, node.nodeid, await node.read_data_type()

    assert run(browse()) == (2, ua.NodeId("Status.StateCurrent", 2), ua.NodeId(ua.ObjectIds.Int32))


def test_a_read_sees_a_change_at_once(run, shown):
    """The value, with the simulated moment as its source timestamp."""
    shown.clock.us = 90_000_000
    shown.image.set({"Status.StateCurrent": 6})
    value = run(shown.client.get_node("ns=2;s=Status.StateCurrent").read_data_value())
    assert (value.Value, value.SourceTimestamp) == (
        ua.Variant(6, V.Int32), datetime(2026, 1, 5, 6, 1, 30, tzinfo=UTC))


def test_a_write_reaches_the_image_and_its_effects_are_handed_on(run, shown):
    """One request is one write of the image, and what the controller makes of it is seen by the next read."""
    results = run(write(shown, (shown.tags.node("Command.CntrlCmd"), variant(2, V.Int32)),
                        (shown.tags.node("Command.CmdChangeRequest"), variant(True, V.Boolean))))
    seen = run(shown.client.get_node("ns=2;s=Status.StateCurrent").read_value())
    assert (codes(results), shown.effects, seen) == (
        ["Good", "Good"], [[Noted("written", "Command.CmdChangeRequest=True,Command.CntrlCmd=2")]], 2)


def test_a_tag_twice_in_one_request_is_written_twice(run, shown):
    """Neither value is lost: the image sees one after the other."""
    request = shown.tags.node("Command.CmdChangeRequest")
    run(write(shown, (request, variant(True, V.Boolean)), (request, variant(False, V.Boolean))))
    assert shown.effects == [[Noted("written", "Command.CmdChangeRequest=True")],
                             [Noted("written", "Command.CmdChangeRequest=False")]]


@pytest.mark.parametrize(("tag", "value", "code"), [
    ("Status.StateCurrent", variant(1, V.Int32), "BadNotWritable"),
    ("Command.CntrlCmd", variant(1, V.Int64), "BadTypeMismatch"),
    ("Command.CntrlCmd", variant([1, 2], V.Int32), "BadTypeMismatch"),
    ("Command.Text", variant("123456789", V.String), "BadOutOfRange"),
    ("Command.Text", variant("12345678", V.String), "Good"),
    ("Command.Small", variant(-32768, V.Int16), "Good"),
    ("Command.Word", variant(65535, V.UInt16), "Good"),
    ("Command.Double", variant(2**32 - 1, V.UInt32), "Good"),
    ("Command.MachSpeed", variant(1.5, V.Float), "Good"),
    ("Command.MachSpeed", variant(1.5, V.Double), "BadTypeMismatch"),
    ("Command.Small", ua.DataValue(ua.Variant(1, V.Int16), ua.StatusCode(ua.StatusCodes.UncertainInitialValue)),
     "BadWriteNotSupported"),
])
def test_what_does_not_fit_is_refused(run, shown, tag, value, code):
    """Each wrong write has its code and leaves the image as it was."""
    before = shown.image.values[tag]
    results = run(write(shown, (shown.tags.node(tag), value)))
    after = value.Value.Value if code == "Good" else before
    assert (codes(results), shown.image.values[tag]) == ([code], after)


def test_one_bad_value_does_not_stop_the_others_of_its_request(run, shown):
    """Each value of a request has its own answer."""
    results = run(write(shown, (shown.tags.node("Status.StateCurrent"), variant(1, V.Int32)),
                        (ua.NodeId("nowhere", 2), variant(1, V.Int32)),
                        (shown.tags.node("Command.CntrlCmd"), variant(3, V.Int32))))
    assert (codes(results), shown.image.values["Command.CntrlCmd"]) == (
        ["BadNotWritable", "BadNodeIdUnknown", "Good"], 3)


def test_an_alias_is_the_same_tag(run, shown):
    """A tag is read and written under the NodeId of a real controller too."""
    run(write(shown, (ua.NodeId.from_string('ns=3;s="L2"."Cmd"'), variant(4, V.Int32))))
    both = run(shown.client.read_values([shown.client.get_node("ns=3;i=1001"),
                                         shown.client.get_node("ns=2;s=Status.StateCurrent")]))
    assert (shown.image.values["Command.CntrlCmd"], both) == (4, [4, 4])


@pytest.mark.parametrize(("alias", "tag", "message"), [
    ("ns=3;s=X", "Nowhere", "there is no tag 'Nowhere'"),
    ("X", "Command.Text", "no NodeId; expected such as"),
    ("ns=4;s=X", "Command.Text", "the server has no namespace 4; expected 2 to 3"),
    ("ns=3;i=1001", "Command.Text", "the NodeId is taken"),
])
def test_a_wrong_alias_is_named(run, shown, alias, tag, message):
    """The message says which, and what is wrong with it."""
    tags = OpcUaTags(shown.server, echo_image(), setting(Clock()), effects=shown.effects.append,
                     aliases={alias: tag}, root="wrong")
    with pytest.raises(ValueError, match=message):
        run(tags.show())


def test_changes_are_told_in_order_over_all_tags(run, shown):
    """A subscriber hears 3,000 changes of two tags in the order in which they happened, none left out."""
    async def listen():
        ear = Ear()
        subscription = await shown.client.create_subscription(10, ear)
        names = ["Status.StateCurrent", "Status.Sequence"]
        await subscription.subscribe_data_change([shown.client.get_node(shown.tags.node(each)) for each in names])
        await ear.count(2)
        for number in range(1, 1501):
            for name in names:
                shown.image.set({name: number})
        await shown.server.telling.told()
        heard = list(await ear.count(3002))[2:]
        await subscription.delete()
        return heard

    assert run(listen()) == [(name, number) for number in range(1, 1501)
                             for name in ("Status.StateCurrent", "Status.Sequence")]


def test_no_folder_has_too_many_children():
    """Thousands of tags at one place are spread over folders that name their first and last."""
    names = [f"Result[{number}].Trigger" for number in range(1200)] + ["Top", "Top.Below"]
    found = places(names, 500)
    per_parent = {}
    for place in found:
        per_parent.setdefault(place.parent, []).append(place.name)
    assert (max(map(len, per_parent.values())), per_parent[""], [place.path for place in found if place.tag]) == (
        500, ["Result[0]..Result[499]", "Result[500]..Result[999]", "Result[1000]..Top"], names)
    known = {""}
    for place in found:
        assert place.parent in known
        known.add(place.path)


def test_a_table_of_one_place_beyond_the_square_of_the_limit():
    """Folders of folders keep every level within the limit."""
    found = places([f"T{number}" for number in range(30)], 3)
    per_parent = {}
    for place in found:
        per_parent.setdefault(place.parent, []).append(place.name)
    assert (max(map(len, per_parent.values())), sum(place.tag for place in found)) == (3, 30)


def test_several_thousand_tags_are_shown(run, shown):
    """A table as large as a real controller's is there, down to its last tag."""
    table = TagTable(tuple(Tag(name=f"Result[{number}].Trigger", kind="int32") for number in range(2000)))

    async def show():
        image = echo_image(table)
        await OpcUaTags(shown.server, image, setting(Clock()), effects=shown.effects.append, root="large").show()
        image.set({"Result[1999].Trigger": 7})
        return await shown.client.get_node("ns=2;s=large.Result[1999].Trigger").read_value()

    assert run(show()) == 7


def test_others_get_their_turn_in_a_burst(run, shown):
    """While 10,000 changes are told, another task of the same loop runs at least once in 200 of them."""
    async def burst():
        subscription = await shown.client.create_subscription(60_000, Ear())
        await subscription.subscribe_data_change(shown.client.get_node(shown.tags.node("Status.Sequence")))
        for number in range(1, 10_001):
            shown.image.set({"Status.Sequence": number})
        telling = asyncio.ensure_future(shown.server.telling.told())
        turns = 0
        while not telling.done():
            turns += 1
            await asyncio.sleep(0)
        await subscription.delete()
        return turns

    assert run(burst()) >= 50


def test_what_is_built_is_out_of_the_collectors_way(shown):
    """The nodes are frozen: a full collection does not walk over them."""
    assert gc.get_freeze_count() > len(shown.server.core.aspace.keys())


def test_browsing_what_is_not_there(run, shown):
    """The answer is that the NodeId is unknown."""
    browse = ua.BrowseDescription(ua.NodeId("nowhere", 2), ua.BrowseDirection.Forward, ua.NodeId(), True, 0, 63)
    result, = run(shown.client.uaclient.browse(ua.BrowseParameters(NodesToBrowse=[browse])))
    assert result.StatusCode.name == "BadNodeIdUnknown"


def test_pages_of_a_browse_are_as_large_as_asked(run, shown):
    """Each page but the last is full, together they are everything, and a page is handed out once."""
    browse = ua.BrowseDescription(SERVER, ua.BrowseDirection.Forward, ua.NodeId(), True, 0, 63)

    async def pages():
        whole, = await shown.client.uaclient.browse(ua.BrowseParameters(NodesToBrowse=[browse]))
        result, = await shown.client.uaclient.browse(
            ua.BrowseParameters(RequestedMaxReferencesPerNode=4, NodesToBrowse=[browse]))
        found, first = [result.References], result.ContinuationPoint
        while result.ContinuationPoint:
            result, = await shown.client.uaclient.browse_next(
                ua.BrowseNextParameters(False, [result.ContinuationPoint]))
            found.append(result.References)
        again, = await shown.client.uaclient.browse_next(ua.BrowseNextParameters(False, [first]))
        return whole.References, found, again.StatusCode.name

    whole, found, again = run(pages())
    assert [each for page in found for each in page] == whole
    assert {len(page) for page in found[:-1]} == {4}
    assert again == "BadContinuationPointInvalid"


def test_continuation_points_are_released_and_bounded(run, shown):
    """An eleventh unfinished browse is refused; released ones make room."""
    browse = ua.BrowseDescription(SERVER, ua.BrowseDirection.Forward, ua.NodeId(), True, 0, 63)
    asked = ua.BrowseParameters(RequestedMaxReferencesPerNode=1, NodesToBrowse=[browse] * 11)

    async def many():
        results = await shown.client.uaclient.browse(asked)
        points = [each.ContinuationPoint for each in results if each.ContinuationPoint]
        released = await shown.client.uaclient.browse_next(ua.BrowseNextParameters(True, points))
        after, = await shown.client.uaclient.browse(
            ua.BrowseParameters(RequestedMaxReferencesPerNode=1, NodesToBrowse=[browse]))
        await shown.client.uaclient.browse_next(ua.BrowseNextParameters(True, [after.ContinuationPoint]))
        return [each.StatusCode.name for each in results], {each.StatusCode.name for each in released}, \
            after.StatusCode.name

    assert run(many()) == (["Good"] * 10 + ["BadNoContinuationPoints"], {"Good"}, "Good")
