"""What a vision system answers in native mode."""

import pytest

from linebench.ports.camera import (
    AskCounters,
    CameraCounters,
    CameraJob,
    CameraState,
    Reading,
    ResetCounters,
    TriggerNow,
)
from linebench.wire.insight.codec import block
from linebench.wire.side import Arm, Cancel, Hang, Heard, Noted, Write
from tests.wire.insight.talk import INSIGHT, System, said
from tests.wire.pipe import Clock
from tests.wire.readers.bench import CAMERA, reading


def test_log_in():
    """A banner, two prompts, and the confirmation; byte for byte."""
    side = INSIGHT.device(INSIGHT.profile(), Clock().setting(CAMERA))
    assert side.opened(1) == [Write(1, b"Welcome to In-Sight(R) 5605 Session 0\r\n"), Write(1, b"User: ")]
    assert side.received(1, b"ad") == []
    assert side.received(1, b"min\r\n") == [Write(1, b"Password: ")]
    assert side.received(1, b"\r\n") == [Write(1, b"User Logged In\r\n")]


@pytest.mark.parametrize("lines", [b"admin\r\nwrong\r\nGO\r\n", b"other\r\n\r\nGO\r\n", b"\xff\r\n\xff\r\nGO\r\n"])
def test_a_wrong_log_in_is_refused_alike(lines):
    """Wrong user and wrong password get the same answer, and nothing tells which it was or what was tried."""
    side = INSIGHT.device(INSIGHT.profile(), Clock().setting(CAMERA))
    side.opened(1)
    assert side.received(1, lines) == [
        Write(1, b"Password: "), Write(1, b"Invalid User or Password\r\n"), Noted("refused", "client 1: log-in"),
        Hang(1, "log-in refused")]


def test_nothing_is_pushed_before_the_log_in():
    """A client that is not logged in hears nothing, and a reading then is unheard."""
    side = INSIGHT.device(INSIGHT.profile("pushed"), Clock().setting(CAMERA))
    side.opened(1)
    assert side.tell(reading(17)) == [Noted("unheard", "reading of trigger 17: nobody is connected")]
    side.received(1, b"admin\r\n\r\n")
    assert side.tell(reading(17)) == [Write(1, b"@17;no_read;;NoRead;\r\n")]


@pytest.mark.parametrize(("lines", "answers"), [
    (["GO"], ["1"]), (["SO0", "GO", "SO1", "GO"], ["1", "0", "1", "1"]), (["SO2"], ["-1"]), (["SO"], ["-1"]),
    (["XX"], ["0"]), ([""], ["0"]), (["go"], ["1"]),
    (["SE9"], ["-1"]), (["SE0"], ["1", "17", "<Result></Result>"]), (["SE8"], ["1", "17", "<Result></Result>",
                                                                             Heard(TriggerNow())]),
    (["SO0", "SE8"], ["1", "-2"]), (["SO0", "SW8"], ["1", "-2"]), (["SW0"], ["1"]), (["SWx"], ["-1"]),
    (['SM"hello"'], ["1"]), (['SM"hello"8'], ["1", Heard(TriggerNow())]), (['SM"hello"9'], ["-1"]),
    (["SMhello"], ["-1"]),
    (["GF"], ["-2"]), (["GJ"], ["-2"]), (["LFa.job"], ["-2"]), (["LF"], ["-1"]), (["SO0", "LF"], ["1", "-1"]),
    (["SO0", "TFa.job"], ["1", "-2"]), (["TF"], ["-1"]), (["DFa.job"], ["-2"]), (["SO0", "DFa.job"], ["1", "-2"]),
    (["SJ1000"], ["-1"]), (["SJx"], ["-1"]), (["SJ3"], ["-2"]), (["TJx"], ["-1"]), (["DJ3"], ["-2"]),
    (["GVZ000"], ["1", ""]), (["GVA400"], ["-1"]), (["GVNo.Such"], ["-1"]), (["GV"], ["-1"]), (["GVA010x"], ["-1"]),
    (["GVA010"], ["1", "0;1"]), (["GVA011"], ["1", "STATE;;1;0"]), (["GVC010", "GVD010"], ["1", "0", "1", "0"]),
    (["SIE01053", "GVE010"], ["1", "1", "53"]), (["SIE010x"], ["-1"]), (["SIE010 1.5"], ["-1"]),
    (["SFE01069.3", "GVE010"], ["1", "1", "69.300"]), (["SFE010nan"], ["-1"]), (["SFE010"], ["-1"]),
    (["SSE010some text", "GVE010"], ["1", "1", "some text"]), (["SSE010"], ["-1"]),
    (["SSE010" + "x" * 256], ["-1"]),
    (["SFInspection.Exposure 2", "GVInspection.Exposure"], ["1", "1", "2.000"]), (["SFNo.Such 2"], ["-1"]),
    (["SRE0101 2 3 4 5 6"], ["1"]), (["SRE0101 2 3"], ["-1"]),
    (["SIA0101"], ["-2"]), (["SIB0101"], ["-2"]), (["SIC0101"], ["-2"]), (["SIB0421"], ["1"]),
    (["GL", "SL1", "GL", "SL2"], ["0", "1", "1", "-1"]), (["TS", "SO0", "TS"], ["-2", "1", "1"]),
    (["GI"], ["1", "Serial Number: 1A1234XX000000", "Model: 5605", "Firmware Version: 5.09.00",
              "MAC Address: 00-D0-24-00-00-00", "Job: inspection"]),
    (["RI"], ["-2"]), (["RFa.job"], ["-2"]), (["RF"], ["-1"]), (["RJ1"], ["-2"]),
    (["RJx"], ["-1"]), (["WJx"], ["-1"]),
    (["RS"], ["1", "0", "0000"]),
])
def test_answers(lines, answers):
    """Every command has its status, and a value behind it where it asks for one."""
    assert System()(*lines) == answers


def test_a_job_is_loaded_when_the_camera_says_so():
    """The status of LF waits for the device, and later commands wait for it."""
    system = System()
    assert system("SO0", "LFone.job", "GF") == ["1", Heard(CameraJob("one"))]
    assert system.says(CameraState(CAMERA, "one", True)) == ["1", "1", "one.job"]
    assert system("LFTWO.JOB") == [Heard(CameraJob("TWO"))]
    assert system.says(CameraState(CAMERA, "", True)) == ["-2"]
    assert system("GF") == ["-2"]


def test_job_slots():
    """A slot is the number that a file's name begins with."""
    system = System(files=("12abc.job", "3x.job", "1234.job"))
    assert system("SO0", "SJ12") == ["1", Heard(CameraJob("12abc"))]
    assert system.says(CameraState(CAMERA, "12abc", True)) == ["1"]
    assert system("GJ", "TJ7seven", "SJ123") == ["1", "12", "1", "-2"]
    assert system("DJ3", "DJ3", "DJ7") == ["1", "-2", "1"]
    assert system("TFcopy.job", "DFCOPY.JOB") == ["1", "1"]


def test_an_event_is_waited_for():
    """SW8 is answered when the picture was inspected, or refused when that takes too long."""
    system = System().load()
    assert system("SW8", "GO") == [Arm("event:1", 5_000_000), Heard(TriggerNow())]
    assert system.says(reading(1)) == [Cancel("event:1"), "1", "1"]
    assert system("SW8", "GO") == [Arm("event:1", 5_000_000), Heard(TriggerNow())]
    assert said(system.side.expired("event:1")) == ["-2", "1"]


def test_an_offline_system_makes_no_reading():
    """Offline no reading is told, nor kept."""
    system = System().load()
    system("SO0")
    assert system.side.tell(reading(1)) == [Noted("offline", "reading of trigger 1 is not made")]
    assert system("GVA010") == ["1", "1;0"]


def test_going_online_while_an_input_holds_it_offline():
    """The command is taken, but the system stays offline: -5."""
    system = System()
    system.says(CameraState(CAMERA, "one", False))
    assert system("SO1", "GO") == ["-5", "0"]


def test_cells_of_the_last_result_and_of_the_counters():
    """Single values and the ring lie in cells; counters are those told last."""
    system = System().load()
    system.says(reading(1))
    assert system("GVC010", "GVC011", "GVC012") == ["1", "1", "1", "read", "1", "]d2"]
    assert system("GVC014") == ["1", "(01)09504000059101\\n(21)A000001\\n(10)LOT7\\n(17)281200"]
    line = ("2;1;read;]d2;01095040000591011728120010LOT7\x1d21A000001;"
            "(01)09504000059101\\n(21)A000001\\n(10)LOT7\\n(17)281200")
    assert system("GVA010", "GVB012") == ["1", "2;1", "1", line]
    assert system("SIA0121", "GVD012") == [Heard(AskCounters())]
    assert system.says(CameraCounters(CAMERA, "one", 9, 7, 2, 0, 1)) == ["1", "1", "2"]
    assert system("SIA0131") == [Heard(ResetCounters())]
    assert system.says(CameraState(CAMERA, "one", True)) == ["1"]


def test_an_event_gives_the_last_result_as_xml():
    """The result of SE has its length in bytes and characters that XML allows."""
    system = System().load()
    system.says(Reading(3, "read", "a\x1d<b>é\x00", "", "]d2"))
    status, size, xml = system("SE0")
    assert status == "1"
    assert xml == ("<Result><Trigger>3</Trigger><Outcome>read</Outcome><Symbology>]d2</Symbology>"
                   "<Data>a{GS}&lt;b&gt;&#233;?</Data><Text></Text></Result>")
    assert int(size) == len(xml)
    assert System(event_reply="status")("SE0") == ["1"]


def lines_of(data):
    size, digits, crc = block(data)
    return [size, *digits.decode().split("\r\n")[:-1], crc.decode().removesuffix("\r\n")]


def test_files_and_pictures_are_written_and_read():
    """What was written is read back, with the same length and checksum."""
    system, data = System(), bytes(range(100))
    assert system("WF", "a.job", *lines_of(data)) == ["1"]
    assert system("RFA.JOB") == ["1", "A.JOB", *lines_of(data)]
    assert system("WJ5", "five", *lines_of(data)) == ["1"]
    assert system("RJ5") == ["1", "5five.job", *lines_of(data)]
    for write, read in (("WI", "RI"), ("WB", "RB"), ("WS", "RS")):
        assert system(write, *lines_of(data[:9])) == ["1"]
        assert system(read) == ["1", *lines_of(data[:9])]
    assert system("WF", "b.job", "4", "ABCD", "0000", "GO") == ["-3", "1"]
    assert System(max_file=10)("WI", *lines_of(data), "GO") == ["-4", "1"]


def test_parts_of_a_block_can_come_apart():
    """With a pause in the profile head, digits and checksum are sent apart; later commands wait for the end."""
    system = System(block_gap="100 ms", files=("a.job",))
    system("WF", "a.job", *lines_of(b"abc"))
    assert system("RFa.job", "GO") == ["1", "a.job", "6", Arm("block:1", 100_000)]
    assert said(system.side.expired("block:1")) == ["616263", Arm("block:1", 100_000)]
    assert said(system.side.expired("block:1")) == [lines_of(b"abc")[-1], "1"]


def test_without_full_access_nothing_is_changed():
    """What changes something is refused by -6, what asks is answered."""
    system = System(access="protected")
    lines = ("SO0", "GO", "LFa.job", "SIE0101", "GVE010", "WF", "RT")
    assert system(*lines) == ["-6", "1", "-6", "-6", "1", "", "-6", "-6"]


def test_a_restart_ends_all_connections():
    """RT is not answered: every client loses its connection."""
    system = System()
    system.side.opened(2)
    assert system("RT") == [Hang(1, "restart"), Hang(2, "restart")]
    assert system("GO") == []


def test_a_line_that_is_too_long_is_unknown():
    """An oversized line is noted and answered as no command; the next is understood."""
    assert System(max_frame=20)("x" * 21, "GO") == ["0", "1"]


def test_a_ring_beyond_the_sheet_is_refused():
    """The spreadsheet ends with row 399."""
    with pytest.raises(ValueError, match="expected rows up to 399"):
        INSIGHT.profile("", {"ring": 391})
