"""Both ends of a station without sockets: the same meaning as a direct link, whatever its channels speak."""

import pytest

from linebench.ports.packer import CloseNow, ContentsRead, LabelOrder, LabelRead, Release
from linebench.ports.presence import Presence
from linebench.wire.dialect import dialects
from linebench.wiring.ends import WiringError
from tests.wire.packer_station.pair import CASE, PACKS, SSCC, Pair, station
from tests.wire.pipe import Chance, bytewise, whole
from tests.wire.readers.bench import IDENTITIES

READERS = sorted(each.name for each in dialects().values() if "camera" in each.seats and each.name != "native")
PRINTER = "printer ZT411-300dpi V92.21.39Z 12 65536KB"
"""What a station with its usual channels says of itself."""


def container(pair, word, codes, trigger=1):
    """One container from its contents to its release; what each end hears."""
    heard = []
    for says, message in (
            (pair.station_says, ContentsRead(word, trigger, codes)),
            (pair.host_says, LabelOrder(word, trigger, SSCC)),
            (pair.station_says, LabelRead(word, trigger, "read", CASE)),
            (pair.host_says, Release(word, trigger, accept=True))):
        says(message)
        pair.advance(300_000)  # some hosts have to look
        told, ordered = pair.take()
        heard += told + ordered
    return heard


def as_direct(word, codes, trigger=1):
    return [ContentsRead(word, trigger, codes), LabelOrder(word, trigger, SSCC),
            LabelRead(word, trigger, "read", CASE), Release(word, trigger, accept=True)]


@pytest.mark.parametrize("chunking", [whole, bytewise, Chance(1)])
@pytest.mark.parametrize(("seat", "word", "codes"), [
    ("packer", "case", PACKS), ("palletizer", "pallet", (CASE, CASE)), ("packer", "case", (PACKS[0], "", PACKS[1])),
    ("packer", "case", ("",)), ("packer", "case", ("", "")), ("packer", "case", ())])
def test_a_container_as_over_a_direct_link(seat, word, codes, chunking):
    """Contents, label, label read back and release come as they were said; unreadable codes keep their places."""
    pair = Pair(seat=seat, chunking=chunking).connect()
    assert pair.take() == ([Presence(f"{seat}-1", here=True, identity=PRINTER)], [])
    assert container(pair, word, codes) == as_direct(word, codes)
    assert (pair.notes("host"), pair.notes("device")) == ({}, {})


def test_what_else_the_port_says():
    """A label nobody can read, an ejection and an early close."""
    pair = Pair().connect()
    pair.take()
    pair.station_says(LabelRead("case", 4, "no_read", ""))
    pair.host_says(Release("case", 4, accept=False))
    pair.host_says(CloseNow("case"))
    assert pair.take() == ([LabelRead("case", 4, "no_read", "")],
                           [Release("case", 4, accept=False), CloseNow("case")])


@pytest.mark.parametrize("reader", READERS)
def test_every_reader_of_packs_reads_containers(reader):
    """Whatever the readers of contents and labels speak, the same is said."""
    options = {"max_frame": "65536"}
    pair = Pair(station(contents=(reader, "", options), label=(reader, "", {}))).connect()
    pair.advance(2_000_000)
    names = {"contents": IDENTITIES.get(reader, ""), "label": IDENTITIES.get(reader, "")}
    told = [*(f"{name} {identity}" for name, identity in names.items() if identity), PRINTER]
    assert pair.take() == ([Presence("packer-1", here=True, identity="; ".join(told))], [])
    assert container(pair, "case", PACKS) == as_direct("case", PACKS)


@pytest.mark.parametrize("gs", ["{GS}", "<GS>", "~"])
def test_what_stands_for_the_separator_of_elements_is_an_option(gs):
    """The reader writes it in place of 0x1D, and the host reads it as that."""
    pair = Pair(station(contents=("rawline", "", {"gs": gs}))).connect()
    pair.station_says(ContentsRead("case", 1, PACKS))
    assert gs.encode() in bytes(pair.pipes["contents"].device.written)
    assert pair.take()[0][1:] == [ContentsRead("case", 1, PACKS)]


def test_a_full_pallet_of_a_thousand_cases_is_one_line():
    """No line is too long that a pallet can fill."""
    pair = Pair(seat="palletizer").connect()
    codes = tuple(f"00{number:018d}" for number in range(1000))
    pair.take()
    pair.station_says(ContentsRead("pallet", 1, codes))
    assert pair.take()[0] == [ContentsRead("pallet", 1, codes)]


def test_a_label_that_names_no_container_goes_on_the_one_that_stands_there():
    """As at an applicator: labels of a foreign host and commands without a number concern the last contents."""
    pair = Pair(station(control=("packer-control", "last", {}))).connect()
    pair.station_says(ContentsRead("case", 9, PACKS))
    pair.take()
    printer = pair.pipes["printer"]
    printer.inject(printer.device, b"^XA^FO60,60^BY3^BCN,240,N,N,N^FD>;>800" + SSCC.encode() + b"^FS^XZ")
    pair.host_says(Release("case", 9, accept=False))
    assert pair.take()[1] == [LabelOrder("case", 9, SSCC), Release("case", 9, accept=False)]


def test_a_scanner_without_numbers_reads_the_label_of_the_last_container():
    """The host gives it the number of the contents before it, also after a reprint."""
    pair = Pair(station(profile="last", label=("rawline", "", {"result": "{data}", "no_read": "ERROR"}))).connect()
    pair.station_says(ContentsRead("case", 9, PACKS))
    pair.take()
    for outcome, content in (("no_read", ""), ("read", CASE)):
        pair.station_says(LabelRead("case", 9, outcome, content))
    assert pair.take()[0] == [LabelRead("case", 9, "no_read", ""), LabelRead("case", 9, "read", CASE)]


def test_a_label_with_a_second_symbol():
    """What else stands on the label is the profile's; its SSCC is found whichever symbol comes first."""
    label = ("^XA^FXtrigger={trigger}^FS^FO9,9^BXN,8,200,,,,_^FD_100{sscc}^FS"
             "^FO60,60^BCN,240,N,N,N^FD>;>800{sscc}^FS^XZ")
    pair = Pair(station(printer=("zpl", "case-label", {"label": label}))).connect()
    pair.take()
    pair.host_says(LabelOrder("case", 2, SSCC))
    assert pair.take()[1] == [LabelOrder("case", 2, SSCC)]


def test_a_pack_label_is_no_order_of_this_station():
    """A label without SSCC is noted, and no container gets it."""
    pair = Pair().connect()
    pair.take()
    printer = pair.pipes["printer"]
    printer.inject(printer.device, b"^XA^BXN,8,200,,,,_^FD_10104012345678901_121A1^FS^XZ")
    assert pair.take()[1] == []
    assert pair.notes("device") == {"printer": ["unreadable", "ignored", "ignored"]}


def test_the_station_is_lost_with_its_first_channel_and_back_with_its_last():
    """One loss is told with the channel that was lost, and one return."""
    pair = Pair().connect()
    pair.take()
    pair.pipes["label"].cut()
    pair.pipes["contents"].cut()
    pair.pipes["label"].connect()
    assert pair.take()[0] == [Presence("packer-1", here=False, why="label: connection closed")]
    pair.pipes["contents"].connect()
    assert pair.take()[0] == [Presence("packer-1", here=True, identity=PRINTER)]


def test_what_is_said_without_a_connection_is_never_said_later():
    """A label or a release for a container that is gone meanwhile would concern another."""
    pair = Pair().connect()
    for pipe in pair.pipes.values():
        pipe.cut()
    pair.take()
    for message in as_direct("case", PACKS):
        (pair.station_says if isinstance(message, ContentsRead | LabelRead) else pair.host_says)(message)
    pair.connect()
    pair.advance(2_000_000)
    assert pair.take() == ([Presence("packer-1", here=True, identity=PRINTER)], [])
    assert pair.notes("device") == {"contents": ["unheard"], "label": ["unheard"]}
    assert pair.notes("host") == {"printer": ["unsaid"], "control": ["unsent"]}


def test_a_controller_that_does_not_answer_is_given_up():
    """Nobody knows whether the release arrived: the connection ends, and the host is told."""
    pair = Pair().connect()
    pair.take()
    control = pair.pipes["control"]
    control.device.side.received = lambda client, data: ()
    pair.host_says(Release("case", 1, accept=True))
    pair.host_says(CloseNow("case"))
    pair.advance(500_000)
    assert pair.take() == ([Presence("packer-1", here=False, why="control: no answer within 500 ms")], [])
    assert (control.up, pair.notes("host")) == (False, {"control": ["unanswered", "unsent"]})


@pytest.mark.parametrize(("plans", "told"), [
    ({"contents": ("codenet", "", {})}, "^wire to packer, contents: found dialect 'codenet'"),
    ({"printer": ("zpl", "nothing", {})}, "^wire to packer, printer: .* no profile 'nothing'"),
    ({"control": ("packer-control", "", {"nothing": "1"})}, "^wire to packer, control: .*nothing"),
    ({"control": ("packer-control", "", {"release": "GO {trigger}"})}, "^wire to packer, control: release 'GO"),
    ({"gate": ("rawline", "", {})}, "wire l2-packer-gate: no such channel; expected one of l2-packer-contents, ")])
def test_what_a_station_does_not_have_is_told(plans, told):
    """Dialect, profile, option or channel, each with what is possible."""
    with pytest.raises(WiringError, match=told):
        Pair(station(**plans))


@pytest.mark.parametrize("options", [{"separator": ""}, {"unread": "a|b"}, {"other": "1"}])
def test_an_option_of_the_station_that_does_not_fit_is_told(options):
    """The message names the dialect and its profile."""
    with pytest.raises(WiringError, match="packer-station, profile numbered"):
        Pair(station(options=options))
