"""Controller and host of each carrier of tags back to back: pictures, writes, time-outs, losses."""

from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linebench.ports.plc import Command, MachineState
from linebench.ports.presence import Presence
from linebench.wire.side import Cancel, Hang, Noted, Write
from linebench.wire.tags.image import Put
from linebench.wire.tags.transport import transports
from tests.wire.pipe import Chance, Clock, Pipe, bytewise, whole
from tests.wire.tagrig import LONG, SAID, TABLE, Host, controller

HERE, GONE = Presence("plc", here=True), Presence("plc", here=False, why="lost")
CARRIERS = ("modbus", "s7")
WITHIN = 500_000


class Pair:
    """Both ends with their faces. ``options`` go to both profiles."""

    def __init__(self, name, table=TABLE, *, profile="", chunking=whole, poll_us=None, hold=False, **options):
        transport = transports()[name]
        clock = Clock()
        self.face, self.image, make = controller(transport, table, profile, **options)
        self.host = Host(table)
        side = transport.host(self.host, transport.profile(profile, options), clock.setting("l2", poll_us=poll_us))
        self.pipe = Pipe(make(clock.setting("plc")), side, clock, chunking, hold=hold)

    def deaf(self):
        """From now on the controller answers nothing."""
        self.pipe.device.side.received = lambda client, data: ()


@pytest.fixture(params=CARRIERS)
def carrier(request):
    return request.param


@pytest.mark.parametrize("chunking", [whole, bytewise, Chance(3)])
@pytest.mark.parametrize("table", [TABLE, LONG])
def test_a_connection_begins_with_a_whole_picture(carrier, table, chunking):
    """Presence first, then all tags with their values, however the bytes arrive."""
    pair = Pair(carrier, table, chunking=chunking)
    pair.pipe.connect()
    assert pair.pipe.host.take() == [HERE, MachineState(6, "jam é")]
    assert pair.host.pictures == [dict(pair.image.values)]
    assert {name: pair.host.pictures[0][name] for name in SAID} == SAID
    assert pair.pipe.host.noted == pair.pipe.device.noted == []


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_values_arrive_as_they_are(data):
    """Whatever the controller sets is what the host sees, and whatever the host puts is what the image holds."""
    ranges = {"bool": st.booleans(), "int16": st.integers(-2**15, 2**15 - 1), "uint16": st.integers(0, 2**16 - 1),
              "int32": st.integers(-2**31, 2**31 - 1), "uint32": st.integers(0, 2**32 - 1),
              "float": st.floats(width=32, allow_nan=False)}

    def value(tag):
        if tag.kind != "string":
            return ranges[tag.kind]
        texts = st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=tag.size)
        return texts.filter(lambda text: len(text.encode()) <= tag.size)

    pair = Pair(data.draw(st.sampled_from(CARRIERS)), chunking=Chance(data.draw(st.integers(0, 99))),
                profile=data.draw(st.just("")))
    pair.image.set({tag.name: data.draw(value(tag)) for tag in TABLE})
    pair.pipe.connect()
    assert pair.host.pictures == [dict(pair.image.values)]
    put = {tag.name: data.draw(value(tag)) for tag in TABLE if tag.writable}
    order = data.draw(st.permutations(list(put)))
    pair.host.on_picture = (Put(tuple((name, put[name]) for name in order)),)
    pair.pipe.host.poll()
    assert {name: pair.image.values[name] for name in put} == put


def test_the_fewest_requests():
    """125 registers, or what a PDU holds, are read at once, and no tag is cut in two."""
    modbus = transports()["modbus"]
    asked = modbus.host(Host(LONG), modbus.profile(), Clock().setting("l2"))._link.reads()
    assert [(ask.address, ask.count) for ask in asked] == [(0, 82), (82, 100), (182, 100), (282, 100), (382, 100),
                                                           (482, 100), (582, 50)]
    small = modbus.host(Host(), modbus.profile(options={"max_read": 6, "base": 100}), Clock().setting("l2"))
    assert [(ask.address, ask.count) for ask in small._link.reads()] == [
        (100, 6), (106, 4), (110, 6), (116, 3), (119, 6), (125, 6), (131, 1)]
    s7 = transports()["s7"]
    link = s7.host(Host(LONG), s7.profile(), Clock().setting("l2"))._link
    items = [ask.items[0] for ask in link.reads()]
    assert [(item.start // 8, item.count) for item in items] == [(0, 62 + 8 * 102), (878, 408)]


def test_a_tag_longer_than_a_request_is_read_and_written_in_pieces(carrier):
    """A text of many requests arrives whole both ways."""
    pair = Pair(carrier, LONG, **({"max_read": 10, "max_write": 7} if carrier == "modbus" else {"pdu": 112}))
    text = "0123456789" * 10
    pair.image.set({"Text[3]": text})
    pair.pipe.connect()
    assert pair.host.pictures == [dict(pair.image.values)]
    assert pair.host.pictures[0]["Text[3]"] == text


def test_what_is_said_is_heard_at_the_other_end(carrier):
    """Commands go out at once without a look; a state arrives with the next look, and each once."""
    pair = Pair(carrier)
    pair.pipe.connect()
    pair.pipe.host.take()
    for number in (5, 6):
        pair.pipe.host.says(Command(str(number), f"user {number}"))
    assert pair.pipe.device.take() == [Command("5", "user 5"), Command("6", "user 6")]
    pair.pipe.device.says(MachineState(9, "guard"))
    assert pair.pipe.host.take() == []
    pair.pipe.host.poll()
    pair.pipe.host.poll()
    assert pair.pipe.host.take() == [MachineState(9, "guard")]
    assert len(pair.host.pictures) == 3


def test_the_order_within_a_put_is_kept(carrier):
    """The counter is written last, also when it does not lie beside its data."""
    pair = Pair(carrier)
    pair.pipe.connect()
    pair.pipe.host.says(Command("5", "x"))
    together = frozenset({"Set.Code", "Set.Lot", "Set.Number"})
    assert pair.face.wrote == ([together] if carrier == "s7" else [{"Set.Code"}, {"Set.Lot"}, {"Set.Number"}])


def test_puts_side_by_side_are_one_request():
    """Registers without a gap are written at once, in whatever order the tags are named."""
    pair = Pair("modbus")
    pair.host.on_back = (Put((("Set.Level", 1.5), ("Set.Code", 3), ("Set.Lot", "A"), ("Set.Offset", -1))),)
    pair.pipe.connect()
    assert pair.face.wrote == [{"Set.Level", "Set.Code", "Set.Lot", "Set.Offset"}]


def test_what_is_put_on_a_picture_goes_out_before_the_next_look(carrier):
    """A host that answers a picture is not made to wait for another one."""
    pair = Pair(carrier, hold=True)
    pair.pipe.connect()
    pair.pipe.settle()
    pair.host.on_picture = (Put((("Set.Code", 8),)),)
    pair.pipe.host.poll()
    pair.pipe.host.poll()
    pair.pipe.host.poll()
    while len(pair.host.pictures) < 2:
        pair.pipe.step(pair.pipe.device)
        pair.pipe.step(pair.pipe.host)
    pair.host.on_picture = ()
    assert pair.pipe.device.waiting, "the write is under way"
    pair.pipe.step(pair.pipe.device)
    assert pair.image.values["Set.Code"] == 8
    pair.pipe.settle()
    assert len(pair.host.pictures) == 3, "two looks asked for during one are one look behind it"


@pytest.mark.parametrize("overlap", [True, False])
def test_a_write_does_not_wait_for_a_picture(carrier, overlap):
    """During a look of many requests it goes out at once, or behind the one answer that is due."""
    options = {"max_read": 6} if carrier == "modbus" else {"pdu": 112}
    pair = Pair(carrier, LONG, hold=True, overlap=overlap, **options)
    pair.pipe.connect()
    pair.pipe.settle()
    pair.pipe.host.poll()
    before = len(pair.pipe.host.written)
    pair.pipe.host.says(Command("7", ""))
    assert (len(pair.pipe.host.written) > before) == overlap
    pair.pipe.step(pair.pipe.device)
    pair.pipe.step(pair.pipe.host)
    if not overlap:
        assert pair.image.values["Set.Code"] == 0
        pair.pipe.step(pair.pipe.device)
    assert pair.image.values["Set.Code"] == 7
    assert len(pair.host.pictures) == 1, "the look is still under way"
    pair.pipe.settle()
    assert len(pair.host.pictures) == 2
    assert pair.pipe.device.heard == [Command("7", "")]


def test_jobs_that_the_cpu_does_not_take_are_not_sent():
    """With an agreement on one job nothing overlaps, whatever the host would like."""
    pair = Pair("s7", profile="s7-300", hold=True)
    pair.pipe.connect()
    pair.pipe.settle()
    pair.pipe.host.poll()
    before = len(pair.pipe.host.written)
    pair.pipe.host.says(Command("7", ""))
    assert len(pair.pipe.host.written) == before
    pair.pipe.settle()
    assert pair.pipe.device.heard == [Command("7", "")]


def test_looking_by_its_own_timer(carrier):
    """Every ``poll_us``, and only while the connection stands."""
    pair = Pair(carrier, poll_us=10_000)
    pair.pipe.connect()
    pair.pipe.advance(35_000)
    assert len(pair.host.pictures) == 1 + 3
    pair.pipe.cut()
    pair.pipe.advance(35_000)
    assert len(pair.host.pictures) == 4
    pair.pipe.connect()
    pair.pipe.advance(10_000)
    assert len(pair.host.pictures) == 6


def test_a_controller_that_falls_silent(carrier):
    """The request is repeated, then the connection is given up; each is noted, and L2 is told once."""
    pair = Pair(carrier)
    pair.pipe.connect()
    pair.pipe.host.take()
    pair.deaf()
    pair.pipe.host.poll()
    asked = "function 3 at 0" if carrier == "modbus" else "read at DB1.DBX0.0"
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
    pair = Pair(carrier, **({"base": 10} if carrier == "modbus" else {"db": 3}))
    transport = transports()[carrier]
    wrong = transport.host(pair.host, transport.profile(), Clock().setting("l2"))
    pipe = Pipe(pair.pipe.device.side, wrong, Clock())
    pipe.connect()
    refused = "function 3 at 0: exception 2" if carrier == "modbus" else "read at DB1.DBX0.0: item 1: 0A"
    assert (pipe.host.noted, pair.host.pictures) == ([Noted("refused", refused)], [])
    pipe.host.poll()
    assert (pipe.host.notes(), pipe.host.hung) == (["refused"] * 2, [])


def test_after_a_refused_write_the_rest_of_its_put_stays_back(carrier):
    """A counter must not announce data that were not taken; the next put is sent."""
    pair = Pair(carrier, **({} if carrier == "modbus" else {"write_items": 1}))
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


def test_word_orders_agree():
    """Both ends with the same options understand each other; with others the host sees other values."""
    for options in ({"words": "low_first"}, {"text": "low_first"}, {"base": 99, "unit": 7, "read_function": 4},
                    {"single_write": False}):
        pair = Pair("modbus", **options)
        pair.pipe.connect()
        assert pair.host.pictures == [dict(pair.image.values)]
        pair.pipe.host.says(Command("7", "éa"))
        assert pair.pipe.device.heard == [Command("7", "éa")]


def test_two_carriers_show_one_image():
    """What a host writes by one of them is seen by the other, as what the controller says is by both."""
    clock = Clock()
    modbus, s7 = (transports()[name] for name in CARRIERS)
    face, image, make = controller(modbus)
    ends = {}
    for transport, device in ((modbus, make(clock.setting("plc"))),
                              (s7, s7.device(image, s7.profile(), clock.setting("plc")))):
        host = Host()
        pipe = Pipe(device, transport.host(host, transport.profile(), clock.setting("l2")), clock)
        pipe.connect()
        ends[transport.name] = (pipe, host)
    ends["modbus"][0].host.says(Command("7", "éa"))
    ends["s7"][0].device.says(MachineState(9, "guard"))
    assert ends["modbus"][0].device.heard == [Command("7", "éa")]
    for pipe, host in ends.values():
        pipe.host.poll()
        assert host.pictures[-1] == {**image.values, "Set.Code": 7, "Set.Lot": "éa", "State": 9, "Reason": "guard"}
    assert len(face.wrote) == 3


def test_only_what_changed_is_read_anew(carrier):
    """Pictures stay whole and are not touched by later ones, whichever bytes change."""
    pair = Pair(carrier, LONG)
    pair.pipe.connect()
    expected = [dict(pair.image.values)]
    for change in ({"Fault": True}, {"Text[11]": "x"}, {"Running": False, "Text[0]": "é", "Count": 1}, {}):
        pair.image.set(change)
        pair.pipe.host.poll()
        expected.append(dict(pair.image.values))
    assert pair.host.pictures == expected


def test_transports_are_found():
    """By their own modules; options are checked by name and value."""
    assert {"modbus", "s7"} <= set(transports())
    modbus = transports()["modbus"]
    assert (modbus.port, transports()["s7"].port) == (502, 102)
    with pytest.raises(LookupError, match="transport modbus has no profile 'x'"):
        modbus.profile("x")
    with pytest.raises(ValueError, match="transport modbus, profile standard"):
        modbus.profile(options={"unit": 300})
