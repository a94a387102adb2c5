"""The machine's side: check sequences, every type of packet, the error status, counters and refusals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.ports.printer import (
    ClearFaults,
    ClearQueue,
    PrintDone,
    PrinterEnable,
    PrinterState,
    PrintJob,
    PrintNow,
    PrintOrders,
)
from linebench.wire.side import Hang, Heard, Noted, Setting, Write
from linebench.wire.wsi.codec import Packet, checksum, encode_packet
from linebench.wire.wsi.device import WsiDevice
from linebench.wire.wsi.dialect import DIALECTS
from linebench.wire.wsi.errors import ERRORS, decode_errors, encode_errors, seen_of

JOB = [Packet("M", "BEANS"), Packet("U", "0104012345678901"), Packet("U", "02L1"), Packet("U", "03270900")]


class Machine:
    """A device side with one client, spoken to in packets."""

    def __init__(self, profile="", **options):
        self.profile = DIALECTS[0].profile(profile, options)
        self.side = WsiDevice(self.profile, Setting(name="printer-1", now=lambda: 0))
        self.side.opened(1)

    def send(self, *packets):
        """Effects of packets: bytes, messages, and words of notes."""
        effects = self.side.received(1, b"".join(map(encode_packet, packets)))
        return (b"".join(each.data for each in effects if isinstance(each, Write)),
                [each.message for each in effects if isinstance(each, Heard)],
                [each.what for each in effects if isinstance(each, Noted)])

    def accepted(self, packet):
        return b"\x06" + checksum(packet).encode()

    def refused(self, packet):
        return b"\x15" + checksum(packet).encode()


def test_updates_of_the_serial_make_records():
    """The job is told with its first record; each packet is answered by its check sequence."""
    machine = Machine()
    records = [Packet("U", "04A1"), Packet("U", "04A2")]
    assert machine.send(*JOB, *records) == (
        b"".join(map(machine.accepted, [*JOB, *records])),
        [PrintJob("BEANS", "04012345678901", "L1", "270900"), PrintOrders(1, ("A1",)), PrintOrders(2, ("A2",))], [])


@pytest.mark.parametrize("packet", [
    Packet("T", "BEANS\n010000LOT\n020120{01}"), Packet("P", "12"), Packet("L", "logo"), Packet("B", "1234"),
    Packet("Z", "260105060000"), Packet("R"), Packet("J")])
def test_types_that_change_nothing_visible_are_accepted(packet):
    """Messages, parameters, logos, widths, date, jet start and reset of the counter."""
    machine = Machine()
    assert machine.send(packet) == (machine.accepted(packet), [], [])


@pytest.mark.parametrize("packet", [
    Packet("T", "BEANS"), Packet("T", "BEANS\nLOT"), Packet("C", "BEANS"), Packet("Z", "today"), Packet("O", "2"),
    Packet("U", "99A1"), Packet("D", "99"), Packet("X"), Packet("U", "04A1")])
def test_what_cannot_be_done_is_refused(packet):
    """Wrong forms, unknown messages, fields and types, and a record while no job is selected."""
    machine = Machine()
    assert machine.send(packet) == (machine.refused(packet), [], ["refused"])


def test_commands_reach_the_line():
    """Clearing, head, jet, print now and clearing of faults."""
    machine = Machine()
    machine.send(*JOB)
    packets = [Packet("D", "04"), Packet("O", "0"), Packet("K"), Packet("O", "1"), Packet("J"), Packet("N"),
               Packet("F")]
    assert machine.send(*packets)[1:] == (
        [ClearQueue(), PrinterEnable(False), PrinterEnable(True), PrintNow(), ClearFaults()], [])


def test_messages_are_kept_and_deleted():
    """A stored message can be selected where memory is checked; a deleted one cannot."""
    machine = Machine(jobs=["TAB"])
    store, select, delete = Packet("T", "BEANS\n010000A"), Packet("M", "BEANS"), Packet("C", "BEANS")
    assert machine.send(select, store, select, delete, select)[0] == b"".join([
        machine.refused(select), machine.accepted(store), machine.accepted(select), machine.accepted(delete),
        machine.refused(select)])


def test_queries_are_answered_by_a_packet():
    """Behind the check sequence: message, counter, part number, ink and errors."""
    machine = Machine()
    machine.send(*JOB, Packet("U", "04A1"))
    machine.side.tell(PrintDone(1))
    machine.side.tell(PrinterState("printer-1", "fault", "gutter", 0, "ink low", 7))
    queries = [Packet(kind) for kind in "QGHIE"]
    answers = [Packet("Q", "BEANS"), Packet("G", "00000001"), Packet("H", "LINEBENCH"), Packet("I", "7"),
               Packet("E", "400800")]
    assert machine.send(*queries)[0] == b"".join(
        machine.accepted(query) + encode_packet(answer) for query, answer in zip(queries, answers, strict=True))
    machine.send(Packet("R"))
    assert machine.send(Packet("G"))[0] == machine.accepted(Packet("G")) + encode_packet(Packet("G", "00000000"))


def test_check_sequence_is_an_option():
    """With another, queries are answered by their packet alone."""
    machine = Machine("echo")
    counter = encode_packet(Packet("G", "00000000"))
    assert machine.send(Packet("R"), Packet("X"), Packet("G"))[0] == b"R55?5B" + counter


def test_full_queue():
    """A machine with places refuses what it cannot take; one without replaces what waits."""
    record = Packet("U", "04A1")
    full = Machine(depth=1)
    assert full.send(*JOB, record, record)[0].endswith(full.accepted(record) + full.refused(record))
    single = Machine("single")
    assert single.send(*JOB, record, Packet("U", "04A2"))[1][1:] == [
        PrintOrders(1, ("A1",)), ClearQueue(), PrintOrders(2, ("A2",))]


def test_broken_packets_are_refused():
    """A wrong checksum and a packet too long are noted and refused, and the next is carried out."""
    machine = Machine(max_frame=20)
    effects = machine.side.received(1, b"\x02G\x0300\x02U" + b"x" * 30 + b"\x0300\x02R\x0355")
    assert [each.what for each in effects if isinstance(each, Noted)] == ["checksum", "oversized"]
    assert [each.data for each in effects if isinstance(each, Write)] == [b"\x154A", b"\x1558", b"\x0655"]


def test_second_client_is_refused():
    """The machine takes one; the first goes on."""
    machine = Machine()
    assert [type(each) for each in machine.side.opened(2)] == [Noted, Hang]
    assert machine.side.received(2, encode_packet(Packet("G"))) == []
    assert machine.send(Packet("R"))[0] == b"\x0655"


@given(st.lists(st.binary(max_size=30) | st.builds(Packet, st.sampled_from("MCTPDULBJKHEZQOGRINF?"), st.text(
    st.characters(max_codepoint=255, exclude_characters="\x02\x03"), max_size=10)).map(encode_packet), max_size=20))
def test_no_bytes_harm_the_machine(pieces):
    """Whatever arrives, it answers the next query."""
    machine = Machine()
    for piece in pieces:
        machine.side.received(1, piece)
    machine.side.received(1, b"\x02")
    assert machine.send(Packet("G"))[0].endswith(encode_packet(Packet("G", "00000000")))


@pytest.mark.parametrize("bit", ERRORS)
def test_each_bit_of_the_error_status_survives(bit):
    """What the machine shows, the host understands."""
    warning = bit.kind == "warning"
    state = PrinterState("printer-1", "ready" if warning else bit.kind, "" if warning else bit.reason, 0,
                         bit.reason if warning else "")
    seen = seen_of(decode_errors(encode_errors(state, ERRORS, 0x30), ERRORS, 0x30))
    assert (seen.state, seen.reason, seen.warning) == (state.state, state.reason, state.warning)


@pytest.mark.parametrize("data", ["", "00000", "0000000", "00000@", "0000/0"])
def test_what_is_no_error_status(data):
    """Wrong lengths and bytes out of range are told apart."""
    assert decode_errors(data, ERRORS, 0x30) is None


def test_reason_that_the_table_does_not_know():
    """It sets the highest bit, which the host shows as it came."""
    data = encode_errors(PrinterState("printer-1", "fault", "cat on the line", 0), ERRORS, 0x30)
    assert (data, seen_of(decode_errors(data, ERRORS, 0x30)).reason) == ("000008", "bits 000008")


@pytest.mark.parametrize(("options", "message"), [
    ({"accept": "OK"}, "three characters"), ({"accept": "\x02{checksum}"}, "STX"),
    ({"refuse": "\x06{checksum}"}, "not the same"), ({"error_base": 0}, "error_base 0"),
    ({"field_width": 3}, "expected 3 characters each"), ({"counter_digits": 0}, "1 to 12"),
    ({"supply": "II"}, "one character each")])
def test_options_that_cannot_work_are_told(options, message):
    """Each message says what was expected."""
    with pytest.raises(ValueError, match=message):
        DIALECTS[0].profile("", options)
