"""Sessions and connections at the controller's end: who is let in, how long, and what becomes of broken frames."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.wire.enip.cip import READ, WRITE, Reply, Request, encode_request
from linebench.wire.enip.codec import (
    LIST_IDENTITY,
    LIST_INTERFACES,
    LIST_SERVICES,
    NOP,
    REGISTER,
    SEND_RR,
    SEND_UNIT,
    UNREGISTER,
    Frame,
    encode_frame,
)
from linebench.wire.enip.connection import CLOSE, MANAGER, close_data, open_request, send_request
from linebench.wire.enip.path import Port, Step
from tests.wire.enip.controller import ROUTE, Client, Plc, named

ONE = b"\1\0"
STATE = Reply(READ, data=b"\xc7\0\6\0")


@pytest.fixture
def plc():
    return Plc()


@pytest.fixture
def client(plc):
    return Client(plc)


def test_what_is_told_without_a_session(plc):
    """Identity, services and interfaces; a frame without a purpose is passed over."""
    plc.side.opened(1)
    found = [plc.say(1, encode_frame(Frame(command, 0)))[0].data
             for command in (LIST_SERVICES, LIST_IDENTITY, LIST_INTERFACES)]
    assert found[0] == bytes.fromhex("0100 0001 1400 0100 2000") + b"Communications\0\0"
    assert found[1][:4] == bytes.fromhex("0100 0C00")
    assert found[1][24:-1].endswith(b"\x0b1756-L83E/B")
    assert found[2] == b"\0\0"
    assert plc.say(1, encode_frame(Frame(NOP, 0, b"any"))) == []
    assert plc.noted == []


@pytest.mark.parametrize(("wrong", "session", "status"), [
    ((SEND_RR, bytes(16)), 5, 0x64), ((SEND_UNIT, bytes(16)), 0, 0x64), ((0x99, b"abc"), None, 0x01),
    ((SEND_RR, b"abc"), None, 0x03), ((SEND_UNIT, bytes(16)), None, 0x03), ((REGISTER, b"\1\0\0\0"), None, 0x01),
    ((REGISTER, b"\2\0\0\0"), None, 0x69), ((REGISTER, b"\1"), None, 0x65)])
def test_wrong_frames_are_answered_with_a_status(client, plc, wrong, session, status):
    """It is noted, and the session goes on."""
    assert client.frame(*wrong, session=session).status == status
    assert len(plc.noted) == 1
    assert client.ask(READ, named("State"), ONE) == STATE


def test_nothing_is_served_before_a_session(plc):
    """Not even with the number that the session would have."""
    plc.side.opened(1)
    data = encode_frame(Frame(SEND_RR, 0, bytes(16)))
    assert [frame.status for frame in plc.say(1, data)] == [0x64]


def test_frames_with_options_are_passed_over(client, plc):
    """As the specification has it."""
    assert plc.say(1, encode_frame(Frame(LIST_SERVICES, 0, options=1))) == []
    assert plc.noted == ["garbage"]
    assert client.ask(READ, named("State"), ONE) == STATE


def test_an_oversized_frame_is_answered_and_passed_over(client, plc):
    """What follows is served."""
    assert client.frame(SEND_RR, bytes(9000)).status == 0x65
    assert plc.noted == ["oversized"]
    assert client.ask(READ, named("State"), ONE) == STATE


def test_taking_leave(client, plc):
    """The controller hangs up, and hears nothing more of what came with it."""
    client.open()
    assert plc.say(1, encode_frame(Frame(UNREGISTER, client.session)) + encode_frame(Frame(LIST_SERVICES, 0))) == []
    assert plc.hung == [1]


def test_one_client_too_many():
    """It is hung up on; a place that becomes free is given again."""
    plc = Plc(sessions=1)
    Client(plc)
    assert [effect.__class__.__name__ for effect in plc.side.opened(2)] == ["Noted", "Hang"]
    plc.side.closed(1)
    assert Client(plc, 3).ask(READ, named("State"), ONE) == STATE


@pytest.mark.parametrize(("size", "large"), [(500, False), (4000, True), (100, True)])
def test_a_connection_carries_requests(client, size, large):
    """Under the number that the controller gave, with the client's own number and its counts on the way back."""
    assert client.open(size, large=large).status == 0
    assert client.tell(READ, named("State"), ONE) == STATE
    assert client.tell(READ, named("State"), ONE) == STATE


def test_a_message_that_comes_twice_is_carried_out_once(client, plc):
    """The same count: the same answer, and no second write."""
    client.open()
    asked = (WRITE, named("Set_Code"), b"\xc7\0\1\0\5\0")
    assert client.tell(*asked, sequence=9) == Reply(WRITE)
    assert client.tell(*asked, sequence=9) == Reply(WRITE)
    assert (len(plc.face.wrote), plc.noted) == (1, ["repeated"])
    assert client.tell(*asked, sequence=10) == Reply(WRITE)
    assert len(plc.face.wrote) == 2
    assert client.tell(READ, named("State"), ONE, sequence=11) == STATE
    plc.image.set({"State": 7})
    assert client.tell(READ, named("State"), ONE, sequence=11).data == b"\xc7\0\7\0", "a read is made anew"


def test_a_connection_that_does_not_stand_carries_nothing(client, plc):
    """Another number, another client's, one that was closed."""
    client.open()
    other = Client(plc, 2)
    content = encode_request(Request(READ, named("State"), ONE))
    assert client.unit(content, connection=client.connection + 1).status == 0x03
    assert other.unit(content, connection=client.connection).status == 0x03
    data = close_data(client.opening.triad, ROUTE)
    assert other.ask(CLOSE, MANAGER, data).extended == (0x0107,)
    assert client.ask(CLOSE, MANAGER, data).status == 0
    assert client.ask(CLOSE, MANAGER, data).extended == (0x0107,)
    assert client.unit(content).status == 0x03


def test_silence_ends_a_connection(client, plc):
    """After as many intervals as were agreed on; any message begins the time anew."""
    client.open(interval=1_000)
    for _ in range(3):
        plc.clock.time += 500_000
        assert client.tell(READ, named("State"), ONE) == STATE
    plc.clock.time += 513_000
    assert client.unit(encode_request(Request(READ, named("State"), ONE))).status == 0x03
    assert client.open(interval=1_000).status == 0, "its numbers are free again"


def test_connections_end_with_their_client(plc):
    """The place and the numbers are free."""
    plc = Plc(connections=1)
    Client(plc).open()
    other = Client(plc, 2)
    assert other.open().extended == (0x0113,)
    plc.side.closed(1)
    assert other.open().status == 0


@pytest.mark.parametrize(("options", "extended"), [
    ({"size": 4001, "large": True}, 0x0109), ({"size": 20}, 0x0109), ({"interval": 0}, 0x0111),
    ({"route": (Port(1, b"\1"),)}, 0x0312), ({"route": (Step("class", 4), Step("instance", 1))}, 0x0315),
    ({"serial": 1}, 0x0100)])
def test_connections_that_are_refused(client, plc, options, extended):
    """With an extended status that says why."""
    client.open()
    reply = client.open(**{"serial": 2, **options})
    assert (reply.status, reply.extended, plc.noted) == (0x01, (extended,), ["refused"])


def test_other_refusals_of_connections():
    """Large ones by an older controller, another transport class, data that are no request."""
    old = Client(Plc("compactlogix"))
    assert old.open(4000, large=True).status == 0x08
    client = Client(Plc())
    client.open()
    data = bytearray(open_request(client.opening, large=False).data)
    data[-8] = 0xA1
    data[8] ^= 1
    assert client.open(data=bytes(data)).extended in ((0x0103,), (0x0100,))
    assert client.open(data=b"short").status == 0x13


def test_a_message_longer_than_its_connection(client, plc):
    """It is not carried out."""
    client.open(100)
    assert client.unit(encode_request(Request(WRITE, named("Set_Code"), bytes(100)))).status == 0x65
    assert plc.noted == ["oversized"]


def test_sending_on_goes_to_the_controller_alone(client):
    """By its route or by none; what is inside is answered as it would be by itself."""
    inside = encode_request(Request(READ, named("State"), ONE))
    for route, reply in ((ROUTE, STATE), ((), STATE), ((Port(1, b"\3"),), None)):
        asked = send_request(inside, route)
        found = client.ask(asked.service, asked.path, asked.data)
        assert found == reply if reply else (found.service, found.status, found.extended) == (0x52, 1, (0x0312,))


@given(st.lists(st.binary(max_size=60), max_size=6), st.booleans())
def test_any_bytes_do_no_harm(parts, registered):
    """Nothing is raised and no tag changes; another client is served."""
    plc = Plc()
    plc.side.opened(1)
    before = dict(plc.image.values)
    session = Client(plc, 2).session if registered else 0
    for part in parts:
        plc.say(2 if registered else 1, encode_frame(Frame(SEND_RR, session, part)) + part)
    assert plc.image.values == before
    assert Client(plc, 3).ask(READ, named("State"), ONE) == STATE
