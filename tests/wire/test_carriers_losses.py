"""Controller and host of each carrier of tags back to back: time-outs, losses, refusals, garbage."""

from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linebench.ports.plc import Command, MachineState
from linebench.ports.presence import Presence
from linebench.wire.side import Cancel, Hang, Noted, Write
from linebench.wire.tags.image import Put
from linebench.wire.tags.tag import Tag, TagTable
from linebench.wire.tags.transport import transports
from tests.wire.pipe import Chance, Clock, Pipe
from tests.wire.tagpair import CARRIERS, Pair
from tests.wire.tagrig import LONG, TABLE, Host

HERE, GONE = Presence("plc", here=True), Presence("plc", here=False, why="lost")
WITHIN = 500_000


@pytest.fixture(params=CARRIERS)
def carrier(request):
    return request.param


def test_a_controller_that_falls_silent(carrier):
    """The request is repeated, then the connection is given up; each is noted, and L2 is told once."""
    pair = Pair(carrier)
    pair.pipe.connect()
    pair.pipe.host.take()
    pair.deaf()
    pair.pipe.host.poll()
    asked = {"modbus": "function 3 at 0", "s7": "read at DB1.DBX0.0", "enip": "read Running and 16 more"}[carrier]
    unanswered = Noted("unanswered", f"{asked}: no answer within 500 ms")
    pair.pipe.advance(WITHIN)
    assert (pair.pipe.host.noted, pair.pipe.host.hung) == ([unanswered], [])
    pair.pipe.advance(WITHIN)
    assert (pair.pipe.host.noted, pair.pipe.host.hung) == ([unanswered] * 2, [Hang(1, "no answer within 500 ms")])
    assert pair.pipe.host.take() == [GONE]
    assert not pair.pipe.up
    assert set(pair.pipe.host.timers) == {"face watch"}


def test_an_answer_to_the_repetition_is_enough(carrier):
    """One lost answer costs time and nothing else; the late one is noted and not taken for another."""
    pair = Pair(carrier, hold=True)
    pair.pipe.connect()
    pair.pipe.settle()
    pair.pipe.host.poll()
    pair.pipe.advance(WITHIN)
    pair.pipe.settle()
    assert len(pair.host.pictures) == 2
    assert pair.pipe.host.notes() == ["unanswered", "unasked"]
    pair.pipe.host.poll()
    pair.pipe.settle()
    assert (len(pair.host.pictures), pair.pipe.host.hung) == (3, [])


def test_retries_and_patience_are_options(carrier):
    """No repetition, and an answer within 20 ms."""
    pair = Pair(carrier, retries=0, answer_within="20 ms")
    pair.pipe.connect()
    pair.deaf()
    pair.pipe.host.says(Command("1", ""))
    pair.pipe.advance(20_000)
    assert pair.pipe.host.hung == [Hang(1, "no answer within 20 ms")]


def test_after_a_loss_the_picture_comes_before_any_write(carrier):
    """What was put without a connection is noted and never sent; what is put on ``back`` follows the picture."""
    pair = Pair(carrier)
    pair.pipe.connect()
    pair.pipe.cut()
    assert pair.pipe.host.take() == [HERE, MachineState(6, "jam é"), GONE]
    pair.pipe.host.says(Command("9", "lost"))
    assert pair.pipe.host.noted == [Noted("unsent", "no connection: Set.Code, Set.Lot, Set.Number")]
    pair.pipe.host.poll()
    pair.host.on_back = (Put((("Set.Code", 4),)),)
    pair.pipe.connect()
    assert pair.pipe.host.take() == [HERE]
    assert pair.host.pictures[-1]["Set.Code"] == 0
    assert (pair.image.values["Set.Code"], pair.face.wrote) == (4, [{"Set.Code"}])
    assert pair.pipe.device.heard == []


def test_what_was_under_way_at_a_loss_is_forgotten(carrier):
    """Requests and writes of the old connection leave nothing behind in the new one."""
    pair = Pair(carrier, LONG, hold=True)
    pair.pipe.connect()
    pair.pipe.settle()
    pair.pipe.host.poll()
    for number in "123":
        pair.pipe.host.says(Command(number, ""))
    pair.pipe.cut()
    pair.pipe.connect()
    pair.pipe.settle()
    pair.pipe.advance(3 * WITHIN)
    assert (len(pair.host.pictures), pair.face.wrote, pair.pipe.host.noted) == (2, [], [])


def test_garbage_from_the_controller_ends_the_connection(carrier):
    """It is noted, the host hangs up and says so."""
    pair = Pair(carrier)
    pair.pipe.connect()
    pair.pipe.host.take()
    pair.pipe.inject(pair.pipe.host, b"\xff\xfe\xfd\xfc\xfb\xfa\xf9\xf8" * 9)
    assert (pair.pipe.host.notes(), pair.pipe.host.take(), pair.pipe.up) == (["garbage"], [GONE], False)


@settings(deadline=None)
@given(st.sampled_from(CARRIERS), st.binary(min_size=1, max_size=200), st.integers(0, 9))
def test_any_bytes_do_no_harm_to_either_end(name, data, seed):
    """Neither side raises; a new connection works as the first did."""
    pair = Pair(name, chunking=Chance(seed))
    for end in ("device", "host"):
        pair.pipe.connect()
        pair.pipe.inject(getattr(pair.pipe, end), data)
        pair.pipe.cut()
    pair.pipe.connect()
    pair.pipe.host.says(Command("3", "x"))
    assert pair.pipe.device.take()[-1:] == [Command("3", "x")]


def test_a_refused_look_tells_nothing(carrier):
    """An incomplete picture is none; the next look tries again."""
    pair = Pair(carrier, **{"modbus": {"base": 10}, "s7": {"db": 3}, "enip": {}}[carrier])
    pair.host.table = TagTable((*TABLE, Tag(name="Nowhere", kind="bool"))) if carrier == "enip" else TABLE
    transport = transports()[carrier]
    wrong = transport.host(pair.host, transport.profile(), Clock().setting("l2"))
    pipe = Pipe(pair.pipe.device.side, wrong, Clock())
    pipe.connect()
    refused = {"modbus": "function 3 at 0: exception 2", "s7": "read at DB1.DBX0.0: item 1: 0A",
               "enip": "read Running and 17 more: Nowhere: status 04"}[carrier]
    assert (pipe.host.noted, pair.host.pictures) == ([Noted("refused", refused)], [])
    pipe.host.poll()
    assert (pipe.host.notes(), pipe.host.hung) == (["refused"] * 2, [])


def test_after_a_refused_write_the_rest_of_its_put_stays_back(carrier):
    """A counter must not announce data that were not taken; the next put is sent."""
    pair = Pair(carrier, **{"modbus": {}, "s7": {"write_items": 1}, "enip": {"write_services": 1}}[carrier])
    pair.host.on_back = (Put((("State", 1), ("Set.Number", 9))), Put((("Set.Offset", 2),)))
    pair.pipe.connect()
    assert pair.pipe.host.notes() == ["refused"]
    assert pair.face.wrote == [{"Set.Offset"}]


def test_a_busy_controller_is_asked_again():
    """Exception 6 is no refusal: the same request follows later, and takes effect once."""
    pair = Pair("modbus")
    pair.pipe.connect()
    honest, turns = pair.pipe.device.side.received, count()

    def busy(client, data):
        if next(turns):
            return honest(client, data)
        return [Write(client, data[:4] + b"\0\3" + data[6:7] + bytes((data[7] | 0x80, 6)))]

    pair.pipe.device.side.received = busy
    pair.pipe.host.says(Command("7", ""))
    assert pair.face.wrote == []
    pair.pipe.advance(WITHIN)
    assert pair.pipe.device.heard == [Command("7", "")]
    assert pair.pipe.host.notes() == ["busy"]


def test_timers_of_the_face_are_its_own(carrier):
    """They reach the face under the names it gave, also without a connection."""
    pair = Pair(carrier)
    pair.pipe.connect()
    pair.pipe.host.take()
    pair.pipe.cut()
    pair.pipe.host.take()
    pair.pipe.advance(5_000_000)
    assert pair.pipe.host.take() == [Command("expired watch", "")]
    pair.host.on_picture = (Cancel("watch"),)
    pair.pipe.connect()
    assert "face watch" not in pair.pipe.host.timers


def test_a_connection_that_is_never_confirmed():
    """The host waits as long as for any answer; as it was never here, it is not told to be gone."""
    pair = Pair("s7")
    pair.deaf()
    pair.pipe.connect()
    pair.pipe.advance(WITHIN)
    assert pair.pipe.host.hung == [Hang(1, "connection: no answer within 500 ms")]
    assert pair.pipe.host.noted == [Noted("unanswered", "connection: no answer within 500 ms")]
    assert pair.pipe.host.heard == []


def test_a_wrong_slot_is_refused_and_said():
    """The CPU takes leave with a reason, which both ends note."""
    pair = Pair("s7")
    transport = transports()["s7"]
    host = transport.host(Host(), transport.profile("s7-300"), Clock().setting("l2"))
    pipe = Pipe(pair.pipe.device.side, host, Clock())
    pipe.connect()
    assert pipe.device.noted == [Noted("refused", "called TSAP 0102")]
    assert pipe.host.noted == [Noted("refused", "the controller takes leave, reason 3")]
    assert not pipe.up
