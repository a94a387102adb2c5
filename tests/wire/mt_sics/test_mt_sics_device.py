import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.ports.checkweigher import ScaleState, Weight
from linebench.units import Mass
from linebench.wire.mt_sics.device import SicsDevice
from linebench.wire.mt_sics.profile import SicsProfile
from linebench.wire.side import Hang, Noted, Setting, Write

PACK = Weight("scale-1", 4711, 12_345)
FAULT = ScaleState("scale-1", "fault", "load cell")


def connected(**options):
    side = SicsDevice(SicsProfile(**options), Setting(name="scale-1", now=lambda: 0))
    assert side.opened(1) == ()
    return side


def ask(side, data, client=1):
    return b"".join(each.data for each in side.received(client, data) if isinstance(each, Write))


def test_each_pack_is_told_unasked_with_its_place():
    """A line per pack: value, unit, encoder count."""
    assert connected().tell(PACK) == [Write(1, b"S S     12.345 g E4711\r\n")]


@pytest.mark.parametrize(("options", "line"), [
    ({"unit": "kg", "decimals": 6}, b"S S   0.012345 kg E4711\r\n"),
    ({"point": ","}, b"S S     12,345 g E4711\r\n"),
    ({"unit": "mg", "decimals": 0, "width": 0}, b"S S 12345 mg E4711\r\n"),
    ({"encoder": ""}, b"S S     12.345 g\r\n"),
    ({"encoder": "[{encoder}]"}, b"S S     12.345 g [4711]\r\n"),
    ({"capacity": Mass(12_000)}, b"S + E4711\r\n"),
    ({"lowest": Mass(13_000)}, b"S - E4711\r\n"),
])
def test_the_profile_shapes_the_line(options, line):
    """Unit, digits, point, width, place and limits are options."""
    assert connected(**options).tell(PACK) == [Write(1, line)]


def test_commands_are_answered_as_published():
    """S, SI, Z, T, @ and the identity, in one piece, each with its answer in order."""
    side = connected(immediate="D")
    assert ask(side, b"S\r\n") == b"S I\r\n"
    side.tell(PACK)
    assert ask(side, b"S\r\nSI\r\nZ\r\nT\r\n@\r\nI1\r\nI2\r\nI3\r\nI4\r\n") == (
        b'S S     12.345 g\r\nS D     12.345 g\r\nZ A\r\nT S      0.000 g\r\nI4 A "0000000001"\r\n'
        b'I1 A "01" "2.30" "2.22" "" ""\r\nI2 A "linebench checkweigher"\r\nI3 A "1.00"\r\n'
        b'I4 A "0000000001"\r\n')


@pytest.mark.parametrize(("sent", "answer", "what"), [
    (b"s\r\n", b"ES\r\n", "refused"), (b"HELLO\r\n", b"ES\r\n", "refused"), (b"S 1\r\n", b"EL\r\n", "refused"),
    (b"\xff\r\n", b"ET\r\n", "garbage"), (b"x" * 300 + b"\r\n", b"ET\r\n", "oversized"),
])
def test_bad_commands_are_answered_and_noted(sent, answer, what):
    """Unknown: syntax error; parameters where none belong: logic error; no text: transmission error."""
    side = connected()
    effects = side.received(1, sent)
    assert [each.data for each in effects if isinstance(each, Write)] == [answer]
    assert [each.what for each in effects if isinstance(each, Noted)] == [what]
    assert ask(side, b"Z\r\n") == b"Z A\r\n"


def test_a_fault_is_told_and_nothing_is_weighed_in_it():
    """The state goes out at its change and when asked; weighing, zero and tare are not executable."""
    side = connected()
    side.tell(PACK)
    assert side.tell(FAULT) == [Write(1, b'XS A "fault" "load cell"\r\n')]
    assert ask(side, b"S\r\nSI\r\nZ\r\nT\r\nXS\r\n") == b'S I\r\nS I\r\nZ I\r\nT I\r\nXS A "fault" "load cell"\r\n'
    assert side.tell(ScaleState("scale-1", "ready", "")) == [Write(1, b'XS A "ready" ""\r\n')]
    assert ask(side, b"Z\r\n") == b"Z A\r\n"


@pytest.mark.parametrize("command", [b"SR\r\n", b"SIR\r\n"])
@pytest.mark.parametrize("end", [b"S\r\n", b"SI\r\n", b"@\r\n"])
def test_weights_repeat_from_the_command_to_the_next_single_one(command, end):
    """Nothing is told before SR or SIR, nor after S, SI or @."""
    side = connected(delivery="repeat")
    assert [each.what for each in side.tell(PACK)] == ["unheard"]
    ask(side, command)
    assert side.tell(PACK) == [Write(1, b"S S     12.345 g E4711\r\n")]
    ask(side, end)
    assert [each.what for each in side.tell(PACK)] == ["unheard"]


def test_weights_wait_to_be_taken_and_the_oldest_goes_first():
    """Each is taken once; one too many costs the oldest, which is noted."""
    side = connected(delivery="take", kept=2)
    notes = [note for encoder in (1, 2, 3) for note in side.tell(Weight("scale-1", encoder, encoder * 1000))]
    assert [(note.what, note.detail) for note in notes] == [
        ("unheard", "1000 mg at encoder 1: too many weights wait")]
    assert ask(side, b"XW\r\n" * 3) == b"XW A      2.000 g E2\r\nXW A      3.000 g E3\r\nXW I\r\n"


def test_one_connection_too_many_is_refused():
    """It is noted and hung up; the first goes on and what the second sends is not answered."""
    side = connected()
    assert [type(each) for each in side.opened(2)] == [Noted, Hang]
    assert ask(side, b"Z\r\n", client=2) == b""
    side.closed(2)
    assert ask(side, b"Z\r\n") == b"Z A\r\n"
    side.closed(1)
    assert side.opened(3) == ()


def test_two_clients_both_hear_each_pack():
    """Where the profile takes two."""
    side = connected(clients=2)
    side.opened(2)
    assert [each.client for each in side.tell(PACK)] == [1, 2]


@given(data=st.binary(max_size=200), cut=st.integers(0, 200))
def test_any_bytes_leave_it_working(data, cut):
    """Whatever came before, the next command on a line of its own is answered."""
    side = connected()
    side.received(1, data[:cut])
    side.received(1, data[cut:])
    assert ask(side, b"\nZ\r\n").endswith(b"Z A\r\n")
