import asyncio
from contextlib import AsyncExitStack
from types import SimpleNamespace

import pytest
from asyncua import ua

from linebench.ports.plc import Command, MachineState
from linebench.ports.presence import Presence
from linebench.units import Duration
from linebench.wire.opcua.client import Access
from linebench.wire.opcua.host import HostOptions
from linebench.wire.opcua.security import Security
from linebench.wire.opcua.server import TAGS, Build, Endpoint, OpcUaServer
from linebench.wire.opcua.tags import OpcUaTags
from linebench.wire.side import Arm, Noted
from linebench.wire.tags.image import Put
from linebench.wire.tags.tag import Tag, TagTable
from tests.wire.opcua.hosting import GONE, HERE, HostFace, hosting
from tests.wire.opcua.running import TABLE, Clock, echo_image, setting

ALIASES = {'ns=3;s="L2"."Cmd"': "Command.CntrlCmd", 'ns=3;s="L2"."State"': "Status.StateCurrent"}


@pytest.fixture(scope="module")
def plc(run):
    stack = AsyncExitStack()
    effects = []
    image = echo_image()

    async def begin():
        server = await stack.enter_async_context(
            OpcUaServer(Endpoint(), Security(users={"l2": ("secret", "operator"), "guest": ("look", "observer")}),
                        "plc", namespaces=(TAGS, "urn:controller"),
                        made=Build(manufacturer="Muster", product="PLC-7", software="2.1")))
        await OpcUaTags(server, image, setting(Clock()), effects=effects.append, aliases=ALIASES).show()
        return server

    server = run(begin())
    yield SimpleNamespace(server=server, image=image, effects=effects)
    run(stack.aclose())


@pytest.fixture(autouse=True)
def fresh(plc):
    plc.image.set(plc.image.table.initial())
    plc.effects.clear()


def test_a_look_connects_and_sees_all_tags(run, plc):
    """The first look says presence, then what the face hears of the picture, which holds every tag."""
    async def look():
        plc.image.set({"Status.StateCurrent": 4})
        async with hosting(plc.server.url, face) as host:
            await host.poll()
            await host.poll()
            return host.said.items

    face = HostFace()
    assert run(look()) == [HERE, Arm("beat", 5), MachineState(4, "seen")]
    assert face.pictures == [plc.image.values, plc.image.values]


def test_what_is_told_arrives_as_one_write_and_is_seen_by_the_next_look(run, plc):
    """A command goes out at once, and the state it leads to comes with the next picture."""
    async def tell():
        async with hosting(plc.server.url, HostFace()) as host:
            await host.poll()
            await host.tell(Command("2", "me"))
            await host.poll()
            return host.said.items[2:]

    assert run(tell()) == [MachineState(0, "seen"), MachineState(2, "seen")]
    assert plc.effects == [[Noted("written", "Command.CmdChangeRequest=True,Command.CntrlCmd=2")]]


def test_puts_of_a_beginning_follow_the_first_picture(run, plc):
    """What the face puts when a connection stands is written after it saw what is there, in order."""
    face = HostFace(on_back=[Put((("Command.CntrlCmd", 7),)), Put((("Command.Text", "again"),))])

    async def begin():
        async with hosting(plc.server.url, face) as host:
            await host.poll()

    run(begin())
    assert (face.pictures[0]["Status.StateCurrent"], plc.effects) == (
        0, [[Noted("written", "Command.CntrlCmd=7")], [Noted("written", "Command.Text=again")]])


def test_a_timer_of_the_face_is_carried(run, plc):
    """What the face puts when its timer ran out is written."""
    async def expire():
        async with hosting(plc.server.url, HostFace()) as host:
            await host.poll()
            await host.expired("beat")

    run(expire())
    assert plc.effects == [[Noted("written", "Command.Text=beat")]]


def test_what_is_put_without_a_connection_is_not_sent(run):
    """It is noted; the same trouble at every look is one note."""
    async def tell():
        async with hosting("opc.tcp://127.0.0.1:9/none", HostFace()) as host:
            await host.tell(Command("2", "me"))
            await host.poll()
            await host.poll()
            return host.said.items

    unsent, unreachable = run(tell())
    assert unsent == Noted("unsent", "no connection: Command.CntrlCmd, Command.CmdChangeRequest")
    assert unreachable.what == "unreachable"


def test_a_refused_write_is_noted_and_the_connection_stays(run, plc):
    """Each refused tag is named with the server's reason; the others are written."""
    async def tell():
        async with hosting(plc.server.url, HostFace(), access=Access(user="guest", password="look")) as host:
            await host.poll()
            await host.tell(Command("2", "me"))
            return host.said.items[3:], host.connected

    assert run(tell()) == ([Noted("refused", "write of Command.CntrlCmd: BadUserAccessDenied"),
                            Noted("refused", "write of Command.CmdChangeRequest: BadUserAccessDenied")], True)


def test_wrong_credentials_are_noted_without_them(run, plc):
    """Note and presence hold the server's reason and no password."""
    async def look():
        async with hosting(plc.server.url, HostFace(), access=Access(user="l2", password="wrong")) as host:
            await host.poll()
            return host.said.items, host.connected

    why = "log-in refused: BadUserAccessDenied"
    assert run(look()) == ([Noted("refused", why), Presence("plc", here=False, why=why)], False)


def test_the_server_says_who_it_is(run, plc):
    """Maker, product and version of its build, told before all else."""
    async def look():
        async with hosting(plc.server.url, face, supported=["Muster PLC"]) as host:
            await host.poll()
            return host.connected

    face = HostFace()
    assert (run(look()), face.identity) == (True, "Muster PLC-7 2.1")


def test_an_unsupported_server_is_left_alone(run, plc):
    """The host says why, reads no tag, writes none and hangs up; what it notes at each try is one note."""
    async def look():
        async with hosting(plc.server.url, face, supported=["Muster PLC-8"]) as host:
            await host.poll()
            await host.tell(Command("2", "me"))
            await host.poll()
            return host.said.items, host.connected

    face, why = HostFace(), "unsupported version 'Muster PLC-7 2.1'; expected 'Muster PLC-8'"
    said, connected = run(look())
    gone = Presence("plc", here=False, why=why)
    assert said == [Noted("unsupported", why), gone,
                    Noted("unsent", "no connection: Command.CntrlCmd, Command.CmdChangeRequest"), gone]
    assert (connected, face.pictures, plc.effects) == (False, [], [])


def test_tags_are_found_under_a_controllers_own_names(run, plc):
    """Some by NodeId, the rest by name; both are the same tags."""
    async def tell():
        nodes = {"Command.CntrlCmd": 'ns=3;s="L2"."Cmd"', "Status.StateCurrent": 'ns=3;s="L2"."State"'}
        async with hosting(plc.server.url, HostFace(), nodes=nodes) as host:
            await host.poll()
            await host.tell(Command("9", "me"))
            await host.poll()
            return host.said.items[-1]

    assert run(tell()) == MachineState(9, "seen")


def test_a_tag_that_the_server_has_not_is_named(run, plc):
    """No picture is made of half of the tags."""
    table = TagTable((*TABLE, Tag(name="Missing.One", kind="bool"), Tag(name="Missing.Two", kind="bool")))
    face = HostFace(table)

    async def look():
        async with hosting(plc.server.url, face) as host:
            await host.poll()
            await host.poll()
            return host.said.items[2:]

    assert run(look()) == [Noted("picture", "Missing.One: BadNodeIdUnknown and 1 more")]
    assert face.pictures == []


def test_a_tag_of_another_type_is_named(run, plc):
    """A boolean is no number, nor the other way round."""
    table = TagTable(tuple(tag if tag.name != "Status.Sequence" else Tag(name=tag.name, kind="bool")
                           for tag in TABLE))

    async def look():
        async with hosting(plc.server.url, HostFace(table)) as host:
            await host.poll()
            return host.said.items[2:]

    assert run(look()) == [Noted("picture", "Status.Sequence: 0, expected bool")]


def test_a_controllers_own_width_is_written(run, plc):
    """A tag that is wider here than there is written in the controller's type."""
    table = TagTable(tuple(tag if tag.name != "Command.CntrlCmd" else Tag(name=tag.name, kind="uint16",
                                                                            writable=True) for tag in TABLE))

    async def tell():
        async with hosting(plc.server.url, HostFace(table)) as host:
            await host.poll()
            await host.tell(Command("5", "me"))

    run(tell())
    assert plc.image.values["Command.CntrlCmd"] == 5


def test_in_real_time_a_change_is_seen_without_a_poll(run, plc):
    """A subscription wakes the host: no look is due for longer than the test may take."""
    async def watch():
        async with hosting(plc.server.url, HostFace()) as host:
            running = asyncio.create_task(host.run())
            await host.said.count(3)
            plc.image.set({"Status.StateCurrent": 6})
            await host.said.count(4)
            running.cancel()
            await asyncio.wait({running})
            return host.said.items

    assert run(watch()) == [HERE, Arm("beat", 5), MachineState(0, "seen"), MachineState(6, "seen")]


def test_a_server_that_went_and_came_is_found_again(run):
    """The loss is told once, what is put on it is not sent, and the return begins with a picture."""
    async def watch():
        image = echo_image()
        server = await OpcUaServer(Endpoint(), Security(), "plc").__aenter__()
        port, url = int(server.url.split(":")[2].split("/")[0]), server.url
        await OpcUaTags(server, image, setting(Clock()), effects=lambda _: None).show()
        async with hosting(url, HostFace()) as host:
            running = asyncio.create_task(host.run())
            await host.said.count(3)
            await server.__aexit__(None, None, None)
            await host.said.count(6)
            image.set({"Status.StateCurrent": 2})
            async with OpcUaServer(Endpoint(port=port), Security(), "plc") as again:
                await OpcUaTags(again, image, setting(Clock()), effects=lambda _: None).show()
                while MachineState(2, "seen") not in host.said.items:
                    await host.said.count(len(host.said.items) + 1)
                running.cancel()
                await asyncio.wait({running})
            return [item for item in host.said.items if not isinstance(item, Noted) or item.what == "unsent"]

    assert run(watch()) == [HERE, Arm("beat", 5), MachineState(0, "seen"), GONE,
                            Noted("unsent", "no connection: Command.CntrlCmd"), HERE, Arm("beat", 5),
                            MachineState(2, "seen")]


def test_a_silent_server_is_given_up(run, plc):
    """An answer that does not come in time is a loss with its reason."""
    options = HostOptions(answer_within=Duration(2_000_000))

    async def fall_silent():
        async with hosting(plc.server.url, HostFace(), options) as host:
            await host.poll()
            client = host._connection._client
            client.uaclient.protocol.timeout = 0.05
            for protocol in plc.server._server.bserver.clients:
                protocol.transport.pause_reading()
            await host.poll()
            return host.said.items[3:], host.connected

    assert run(fall_silent()) == (
        [Noted("lost", "no answer within 2 s"), GONE, Noted("unsent", "no connection: Command.CntrlCmd")], False)


def test_a_host_writes_without_timestamps(run):
    """What arrives has a value and nothing else: servers may refuse the timestamps of a client."""
    arrived = []

    def take(values):
        arrived.extend((each.NodeId.Identifier, each.Value.Value.Value, each.Value.SourceTimestamp,
                        each.Value.ServerTimestamp) for each in values)
        return [ua.StatusCode() for _ in values]

    async def tell():
        async with OpcUaServer(Endpoint(), Security(), "plc") as server:
            tags = await OpcUaTags(server, echo_image(), setting(Clock()), effects=lambda _: None).show()
            server.core.take_writes([tags.node(tag.name) for tag in TABLE if tag.writable], take)
            async with hosting(server.url, HostFace()) as host:
                await host.poll()
                await host.tell(Command("2", "me"))

    run(tell())
    assert arrived == [("Command.CntrlCmd", 2, None, None), ("Command.CmdChangeRequest", True, None, None)]


def test_a_host_is_protected_and_knows_its_server(run, tmp_path):
    """Both ends trust by folder: an unknown server is left, an unknown host refused, each with its reason."""
    policy = "Aes256Sha256RsaPss_SignAndEncrypt"
    security = Security(policies=(policy,), anonymous=None, users={"l2": ("secret", "operator")},
                        folder=str(tmp_path / "server"))
    access = Access(policy=policy, user="l2", password="secret", folder=str(tmp_path / "host"),
                    trusted=str(tmp_path / "trusted"))

    async def look(url):
        async with hosting(url, HostFace(), access=access) as host:
            await host.poll()
            return host.said.items

    async def talk():
        async with OpcUaServer(Endpoint(), security, "plc") as server:
            await OpcUaTags(server, echo_image(), setting(Clock()), effects=lambda _: None).show()
            refused = await look(server.url)
            (server.trusted / "l2.der").write_bytes((tmp_path / "host" / "linebench-l2.der").read_bytes())
            left = await look(server.url)
            (tmp_path / "trusted" / "plc.der").write_bytes(server.certificate.der())
            return refused, left, await look(server.url)

    untrusted = [Noted("unreachable", "BadCertificateUntrusted")]
    assert run(talk()) == (untrusted, untrusted, [HERE, Arm("beat", 5), MachineState(0, "seen")])
