"""Controller and host of each carrier of tags back to back: pictures and writes."""


import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linebench.ports.plc import Command, MachineState
from linebench.ports.presence import Presence
from linebench.wire.tags.image import Put
from linebench.wire.tags.transport import transports
from tests.wire.pipe import Chance, Clock, Pipe, bytewise, whole
from tests.wire.tagpair import CARRIERS, Pair
from tests.wire.tagrig import LONG, SAID, TABLE, Host, controller

HERE = Presence("plc", here=True)
SHORT = {"modbus": {"max_read": 10, "max_write": 7}, "s7": {"pdu": 112}, "enip": {"size": 100}}
"""Options by which no text of the long table fits in one message."""


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
    pair = Pair(carrier, LONG, **SHORT[carrier])
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
    assert pair.face.wrote == ([together] if carrier != "modbus" else [{"Set.Code"}, {"Set.Lot"}, {"Set.Number"}])


def test_puts_side_by_side_are_one_request():
    """Registers without a gap are written at once, in whatever order the tags are named."""
    pair = Pair("modbus")
    pair.host.on_back = (Put((("Set.Level", 1.5), ("Set.Code", 3), ("Set.Lot", "A"), ("Set.Offset", -1))),)
    pair.pipe.connect()
    assert pair.face.wrote == [{"Set.Level", "Set.Code", "Set.Lot", "Set.Offset"}]


def test_puts_apart_keep_their_order():
    """Registers with a gap between them are written in the order in which they are named."""
    pair = Pair("modbus")
    pair.host.on_back = (Put((("Set.Number", 1), ("Set.Code", 2), ("Set.Offset", 3))),)
    pair.pipe.connect()
    assert pair.face.wrote == [{"Set.Number"}, {"Set.Code", "Set.Offset"}]


@pytest.mark.parametrize("pdu", range(112, 160))
def test_no_write_is_longer_than_was_agreed(pdu):
    """As many tags as fit, whatever their lengths, and every value arrives."""
    pair = Pair("s7", pdu=pdu)
    put = {"Set.Lot": "abc", "Set.On": True, "Set.Total": 9, "Set.Code": 8, "Set.Dry": True, "Set.Shift": -7,
           "Set.Level": 0.5, "Set.Offset": 6, "Set.Number": 5}
    pair.host.on_back = (Put(tuple(put.items())),)
    pair.pipe.connect()
    assert {name: pair.image.values[name] for name in put} == put
    assert (pair.pipe.host.noted, pair.pipe.device.noted) == ([], [])
    assert len(pair.face.wrote) == len(pair.pipe.host.side._link.writes(tuple(put.items()))) < len(put)


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
    options = {"max_read": 6} if carrier == "modbus" else SHORT[carrier]
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
    modbus, s7 = (transports()[name] for name in ("modbus", "s7"))
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
    assert {"modbus", "s7", "enip"} <= set(transports())
    modbus = transports()["modbus"]
    assert (modbus.port, transports()["s7"].port) == (502, 102)
    with pytest.raises(LookupError, match="transport modbus has no profile 'x'"):
        modbus.profile("x")
    with pytest.raises(ValueError, match="transport modbus, profile standard"):
        modbus.profile(options={"unit": 300})
