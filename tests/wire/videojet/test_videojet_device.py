import pytest

from linebench.ports.printer import (
    ClearFaults,
    ClearQueue,
    PrintDone,
    PrinterEnable,
    PrinterState,
    PrintNow,
    PrintOrders,
)
from linebench.wire.side import Hang, Heard, Noted, Write
from linebench.wire.videojet.device import VideojetDevice
from linebench.wire.videojet.profile import PROFILES, VideojetProfile
from tests.wire.pipe import Clock
from tests.wire.printers.link import GTIN, JOB

LOT = f"GTIN={GTIN}|LOT=L1|EXP=270900|"


def made(clock=None, **options):
    """A unit with one client."""
    unit = VideojetDevice(VideojetProfile(**options), (clock or Clock()).setting("printer-1"))
    assert unit.opened(1) == ()
    return unit


def say(unit, *lines):
    """The unit's lines in answer, and what its port heard."""
    effects = unit.received(1, "".join(f"{line}\r" for line in lines).encode())
    text = b"".join(effect.data for effect in effects if isinstance(effect, Write)).decode()
    return text.split("\r")[:-1], [effect.message for effect in effects if isinstance(effect, Heard)]


def pushed(effects):
    return [effect.data.decode() for effect in effects]


def test_named_fields():
    """A job is selected with its fields, and each update is a record that the port hears."""
    unit = made()
    assert say(unit, f"SLA|TAB20|{LOT}") == (["ACK"], [])
    assert say(unit, "JDA|SERIAL=A1|", "JDA|SERIAL=A2|") == (
        ["ACK", "ACK"], [JOB, PrintOrders(1, ("A1",)), PrintOrders(2, ("A2",))])


def test_ordered_fields():
    """Values without names fill the label's fields in their order; a selection with a serial is a record."""
    unit = made()
    assert say(unit, f"SEL|TAB20|{GTIN}|L1|270900|A1|") == (["ACK"], [JOB, PrintOrders(1, ("A1",))])
    assert say(unit, f"JDU|{GTIN}|L1|270900|A2|") == (["ACK"], [PrintOrders(2, ("A2",))])


def test_unknown_field_is_acknowledged():
    """A mis-named serial is acknowledged and dropped; the printer repeats the serial before."""
    unit = made()
    say(unit, f"SLA|TAB20|{LOT}SERIAL=A1|")
    assert say(unit, "JDA|SERAIL=A2|") == (["ACK"], [PrintOrders(2, ("A1",))])


@pytest.mark.parametrize(("rule", "heard"), [
    ("with serial", []), ("with data", [JOB, PrintOrders(1, ("",))]), ("never", [])])
def test_when_a_selection_is_a_record(rule, heard):
    """The fields of a selection are a record as the unit is set up."""
    assert say(made(select_queues=rule), f"SLA|TAB20|{LOT}") == (["ACK"], heard)


def test_selection_clears_the_queue():
    """Selecting a job forgets records that wait, or not."""
    for clears, heard in ((True, [ClearQueue()]), (False, [])):
        unit = made(select_clears=clears)
        say(unit, "SLA|TAB20|", "JDA|SERIAL=A1|")
        assert say(unit, "SLA|TAB21|") == (["ACK"], heard)


def test_refusals():
    """Updates and prints without a job, unknown jobs, states and words are refused."""
    unit = made(jobs=("TAB20",))
    lines = ("JDA|SERIAL=A1|", f"JDU|{GTIN}|", "PRN", "SST|3|", "SST|0|", "SST|1|", "SST|x|", "SST", "SEL|TAB21|",
             "SEL", "SLA", "SLI|TAB20|x|", "SLI", "JDI|x|", "JDI", "FOO", "foo|", "SPC", "SPC|-1|", "SNO|XXX|1|",
             "SNO|PRC|", "SNO|PRC|2|", "CQI|1|", "TAD|1|2|", "LAS|1|", "IJS")
    assert say(unit, *lines) == (["ERR"] * len(lines), [])


def test_full_queue_is_refused():
    """A record for which there is no place is refused."""
    unit = made(depth=2)
    assert say(unit, "SLA|TAB20|", *(f"JDA|SERIAL=A{number}|" for number in range(3)))[0] == [
        "ACK", "ACK", "ACK", "ERR"]


def test_unit_without_a_queue_takes_the_last_update():
    """A unit that holds the data of the next print only prints those that came last."""
    unit = VideojetDevice(PROFILES["dataflex"], Clock().setting("printer-1"))
    unit.opened(1)
    say(unit, f"SLA|TAB20|{LOT}")
    assert say(unit, "JDA|SERIAL=A1|", "JDA|SERIAL=A2|") == (
        ["ACK", "ACK"], [JOB, PrintOrders(1, ("A1",)), ClearQueue(), PrintOrders(2, ("A2",))])


def test_words_of_later_versions_are_refused():
    """A unit of version 1 knows the first eight words, and notices where it is set up so."""
    lines = ("SLI|TAB20|1|", "GPC", "CQI", "GTD", "QSZ", "GJN", "GJL", "SNO|PRC|1|")
    assert say(made(version=1, notices=False), *lines)[0] == ["ERR"] * 8
    assert say(made(version=1), *lines)[0] == ["ERR"] * 7 + ["ACK"]


def test_allocation():
    """An update with an allocation is printed as often as it says, all or not at all."""
    unit = made(depth=3)
    assert say(unit, f"SLI|TAB20|2|{LOT}SERIAL=A1|") == (
        ["ACK"], [JOB, PrintOrders(1, ("A1",)), PrintOrders(2, ("A1",))])
    assert say(unit, "JDI|2|SERIAL=A2|") == (["ERR"], [])
    assert say(unit, "JDI|1|SERIAL=A2|") == (["ACK"], [PrintOrders(3, ("A2",))])


def test_status_and_counts():
    """The status says state, error, job and prints of this job and in all; the count of the job can be set."""
    unit = made()
    say(unit, "SLA|TAB20|", "JDA|SERIAL=A1|", "JDA|SERIAL=A2|")
    unit.tell(PrintDone(1))
    assert say(unit, "GST", "SLA|TAB21|", "JDA|SERIAL=A3|")[0] == ["STS|3|0|TAB20|1|1|", "ACK", "ACK"]
    unit.tell(PrintDone(3))
    assert say(unit, "GST", "GPC", "SPC|10|", "GPC")[0] == ["STS|3|0|TAB21|1|2|", "GPC|1|2|", "ACK", "GPC|10|2|"]


@pytest.mark.parametrize(("state", "status"), [
    (PrinterState("p", "ready", "", 0, "ribbon low", 9), "STS|3|1||0|0|"),
    (PrinterState("p", "fault", "ribbon out", 0), "STS|4|2||0|0|"),
    (PrinterState("p", "offline", "offline", 0), "STS|4|0||0|0|")])
def test_warnings_and_faults_are_told_apart(state, status):
    """A warning leaves the unit running, a fault takes it offline."""
    unit = made()
    unit.tell(state)
    assert say(unit, "GST")[0] == [status]


def test_lists_of_faults_and_warnings():
    """Faults and warnings are listed by name, with what is left of the ribbon; bars in a name become blanks."""
    unit = made()
    assert say(unit, "GFT", "GWN")[0] == ["GFT", "GWN|ink=100|"]
    unit.tell(PrinterState("p", "fault", "ribbon|out", 0, "head\rhot", 3))
    assert say(unit, "GFT", "GWN")[0] == ["GFT|ribbon out|", "GWN|head hot|ink=3|"]


def test_states_that_can_be_requested():
    """Running lets the head print; offline and shutting down stop it."""
    unit = made()
    assert say(unit, "SLA|TAB20|", "SST|4|", "GST", "SST|3|", "SST|2|") == (
        ["ACK", "ACK", "STS|4|0|TAB20|0|0|", "ACK", "ACK"],
        [PrinterEnable(False), PrinterEnable(True), PrinterEnable(False)])


def test_commands_reach_the_port():
    """A print at once, clearing of faults by three words and of the queue."""
    unit = made()
    assert say(unit, "SLA|TAB20|", "PRN", "CAF", "CAW", "CEM", "CQI") == (
        ["ACK"] * 6, [PrintNow(), ClearFaults(), ClearFaults(), ClearFaults(), ClearQueue()])


def test_faults_that_only_a_person_clears():
    """Clearing is refused where a person has to do it."""
    assert say(made(faults_cleared="locally"), "CAF") == (["ERR"], [])


def test_notices_come_once_asked_for():
    """Each notice is switched on by itself and comes as a line; a new connection begins without any."""
    unit = made(depth=3, queue_low=1, queue_high=2)
    say(unit, "SLA|TAB20|", "JDA|SERIAL=A1|")
    assert unit.tell(PrintDone(1)) == []
    words = ("PRS", "PRC", "STS", "JOB", "ERS", "QEM", "QLO", "QHI", "QFU")
    assert say(unit, *(f"SNO|{word}|1|" for word in words))[0] == ["ACK"] * 9
    assert say(unit, "SLA|TAB21|", "JDA|SERIAL=A2|", "JDA|SERIAL=A3|", "JDA|SERIAL=A4|")[0] == [
        "ACK", "JOB|TAB21|", "ACK", "ACK", "QHI", "ACK", "QFU"]
    assert pushed(unit.tell(PrintDone(2))) == ["PRS\r", "PRC\r"]
    assert pushed(unit.tell(PrintDone(3))) == ["PRS\r", "PRC\r", "QLO\r"]
    assert pushed(unit.tell(PrintDone(4))) == ["PRS\r", "PRC\r", "QEM\r"]
    assert pushed(unit.tell(PrinterState("p", "fault", "hot", 0))) == ["STS|4|\r", "ERS|2|\r"]
    unit.closed(1)
    unit.opened(1)
    assert unit.tell(PrinterState("p", "ready", "", 0)) == []


def test_sets_of_notices():
    """All notices are switched on or off at once, those of prints apart from the others, and can be listed."""
    unit = made()
    assert say(unit, "GAN", "EAN", "DPN", "GAN", "DAN", "GAN")[0] == [
        "GAN", "ACK", "ACK", "GAN|ERS|JOB|OUT|QEM|QFU|QHI|QLO|STS|", "ACK", "GAN"]


def test_questions_about_jobs_and_queue():
    """The unit tells its jobs, the selected one, its fields and what they hold, and how full its queue is."""
    unit = made(jobs=("TAB20", "TAB21"), depth=2)
    say(unit, f"SLA|TAB20|{LOT}", "JDA|SERIAL=A1|")
    assert say(unit, "GJL", "GJN", "GJF", "GJD", "QSZ")[0] == [
        "GJL|TAB20|TAB21|", "GJN|TAB20|", "GJF|EXP|GTIN|LOT|SERIAL|",
        f"JDL|EXP=270900|GTIN={GTIN}|LOT=L1|SERIAL=A1|", "QSZ|1|2|partial|"]


def test_clock_can_be_set():
    """The unit's clock is told and set; it goes on from there."""
    clock = Clock()
    unit = made(clock, clock_offset=3_600_000_000)
    assert say(unit, "GTD", "TAD|01/02/2027|03:04:05|")[0] == ["GTD|05/01/2026|07:00:00|", "ACK"]
    clock.time = 1_000_000
    assert say(unit, "GTD")[0] == ["GTD|01/02/2027|03:04:06|"]


def test_other_words_for_yes_and_no():
    """A unit may be set up to answer otherwise."""
    assert say(made(accepted="OK", refused="NO"), "SLA|TAB20|", "FOO")[0] == ["OK", "NO"]


def test_bar_behind_the_last_value():
    """A unit that insists on the last bar refuses lines without it, and takes words without values."""
    assert say(made(closing_bar="required"), "SLA|TAB20", "SLA|TAB20|", "GST")[0] == [
        "ERR", "ACK", "STS|3|0|TAB20|0|0|"]


def test_garbage_is_refused():
    """What cannot be read is refused and noted."""
    unit = made(max_frame=10)
    assert unit.received(1, b"\xff\r") == [
        Write(1, b"ERR\r"), Noted("garbage", "found b'\\xff'; expected UTF-8")]
    assert unit.received(1, b"ABCDEFGHIJKL") == [
        Write(1, b"ERR\r"), Noted("oversized", "found a line of more than 10 bytes")]


def test_second_client_is_refused():
    """A unit takes one client, and does not look at what another says."""
    unit = made()
    why = "client 2; 1 are connected, which is all the device takes"
    assert unit.opened(2) == (Noted("refused", why), Hang(2, why))
    assert unit.received(2, b"GST\r") == []
    assert unit.closed(2) == ()


def test_version_that_there_is_not():
    """Versions of the protocol are 1 to 7."""
    with pytest.raises(ValueError, match="expected 1 to 7"):
        VideojetProfile(version=8)
