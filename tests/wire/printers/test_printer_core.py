import msgspec
import pytest

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
from linebench.product.pack_code import PackCode
from linebench.wire.printers.core import Change, Outcome, PrinterCore
from linebench.wire.printers.door import Door
from linebench.wire.printers.fields import FieldMap
from linebench.wire.printers.options import PrinterProfile
from linebench.wire.side import Hang, Heard, Noted
from tests.wire.pipe import Clock
from tests.wire.printers.link import GTIN, JOB


def made(**options):
    return PrinterCore(PrinterProfile(**options), Clock().setting("printer-1"))


def ready(**options):
    """A core with a job and the fields of the lot."""
    core = made(**options)
    assert core.select("TAB20").done
    core.assign({"GTIN": GTIN, "LOT": "L1", "EXP": "270900"})
    return core


def heard(outcome):
    return [effect.message for effect in outcome.effects if isinstance(effect, Heard)]


def test_job_is_told_once_before_the_first_record():
    """The port hears the job with the first record, then one order per record, numbered from 1."""
    core = ready()
    assert heard(core.record({"SERIAL": "A1"})) == [JOB, PrintOrders(1, ("A1",))]
    assert heard(core.record({"SERIAL": "A2"})) == [PrintOrders(2, ("A2",))]


def test_change_of_lot_is_told_and_noted():
    """Another lot is told as a job, with a note when records of the old one wait."""
    core = ready()
    core.record({"SERIAL": "A1"})
    outcome = core.record({"SERIAL": "A2", "LOT": "L2"})
    assert outcome == Outcome("", (
        Noted("early", "1 records of another lot wait"),
        Heard(PrintJob("TAB20", GTIN, "L2", "270900")),
        Heard(PrintOrders(2, ("A2",)))))


def test_misnamed_serial_prints_the_stale_one():
    """A field that the label does not know is acknowledged and dropped: the serial before is printed again."""
    core = ready()
    core.record({"SERIAL": "A1"})
    assert core.record({"SERAIL": "A2"}) == Outcome("", (
        Noted("dropped", "no such field: SERAIL"), Heard(PrintOrders(2, ("A1",)))))


def test_record_without_a_job_is_refused():
    """Nothing is queued before a job is selected."""
    assert made().record({"SERIAL": "A1"}).why == "no job"


def test_unknown_job_is_refused_where_the_unit_knows_its_jobs():
    """A unit with a list of labels finds no other; the selected one stays."""
    core = made(jobs=("TAB20",))
    assert core.select("TAB20").done
    assert core.select("TAB21").why == "unknown job"
    assert core.job == "TAB20"


def test_queue_is_full_until_a_print_frees_a_place():
    """With a depth of 2 a third record is refused; a print makes room."""
    core = ready(depth=2)
    assert [core.record({"SERIAL": serial}).why for serial in ("A1", "A2", "A3")] == ["", "", "full"]
    assert core.tell(PrintDone(1)) == Change(prints=1)
    assert heard(core.record({"SERIAL": "A3"})) == [PrintOrders(3, ("A3",))]


def test_unit_without_a_queue_replaces_the_record_that_waits():
    """Where the unit holds the data of the next print only, a new record takes their place."""
    core = ready(depth=1, when_full="replace")
    core.record({"SERIAL": "A1"})
    assert heard(core.record({"SERIAL": "A2"})) == [ClearQueue(), PrintOrders(2, ("A2",))]
    assert list(core.waiting) == [2]


def test_print_of_a_later_record_proves_those_before():
    """When a print notice got lost inside the device, the next one frees both places."""
    core = ready()
    core.record({"SERIAL": "A1"})
    core.record({"SERIAL": "A2"})
    assert core.tell(PrintDone(2)) == Change(prints=1, emptied=True)


@pytest.mark.parametrize(("defect", "said"), [("once", [1, 1, 1, 1]), ("missing", [1, 0, 1, 0]),
                                              ("doubled", [1, 2, 1, 2])])
def test_defective_notice(defect, said):
    """Prints are announced once, not at all or twice, at every so many-th record; the prints themselves count."""
    core = ready(print_complete=defect, defect_every=2)
    for number in range(4):
        core.record({"SERIAL": f"A{number}"})
    assert [core.tell(PrintDone(number)).prints for number in range(1, 5)] == said
    assert (core.products, core.prints) == (4, sum(said))


def test_acknowledged_and_never_printed():
    """A record that the defect drops is acknowledged, takes no place, and the port never hears of it."""
    core = ready(records="dropped", defect_every=2)
    assert [heard(core.record({"SERIAL": serial})) for serial in ("A1", "A2", "A3")] == [
        [JOB, PrintOrders(1, ("A1",))], [], [PrintOrders(2, ("A3",))]]


def test_ignored_update_prints_the_fields_before():
    """A unit that ignores an update acknowledges it and prints the serial before once more."""
    core = ready(updates="ignored", defect_every=2)
    core.record({"SERIAL": "A1"})
    assert heard(core.record({"SERIAL": "A2"})) == [PrintOrders(2, ("A1",))]


@pytest.mark.parametrize(("kept", "lot"), [(True, "L1"), (False, "fixed")])
def test_fields_over_a_selection(kept, lot):
    """When a job is selected, fields keep their values, or fall back to the label's own."""
    core = ready(fields_survive_select=kept, defaults={"LOT": "fixed"})
    core.select("TAB21")
    assert core.values["LOT"] == lot


@pytest.mark.parametrize(("survives", "messages", "left"), [(True, [], [1]), (False, [ClearQueue()], [])])
def test_queue_over_a_lost_connection(survives, messages, left):
    """Records still wait after the connection is lost, or the port hears that they are gone."""
    core = ready(queue_survives=survives)
    core.record({"SERIAL": "A1"})
    assert [effect.message for effect in core.lost()] == messages
    assert list(core.waiting) == left


@pytest.mark.parametrize(("survives", "job"), [(True, "TAB20"), (False, "")])
def test_job_over_a_lost_connection(survives, job):
    """The job is still selected after the connection is lost, or it is not."""
    core = ready(job_survives=survives)
    core.lost()
    assert core.job == job


def test_commands_are_heard_at_the_port():
    """Printing at once, enabling the head, clearing queue and faults reach the simulated device."""
    core = ready()
    outcomes = (core.print_now(), core.enable(on=False), core.clear(), core.clear_faults())
    assert [heard(outcome) for outcome in outcomes] == [
        [PrintNow()], [PrinterEnable(False)], [ClearQueue()], [ClearFaults()]]


def test_faults_that_only_a_person_clears():
    """A unit may refuse to have its faults cleared from outside."""
    assert ready(faults_cleared="locally").clear_faults().why == "locally"


def test_state_is_kept_with_the_time_of_its_change():
    """A state that differs is a change at the unit's own time, which may be wrong; the same state is none."""
    clock = Clock()
    core = PrinterCore(PrinterProfile(clock_offset=60_000_000), clock.setting("printer-1"))
    clock.time = 5_000_000
    state = PrinterState("printer-1", "fault", "queue empty", 0, "ink low", 8)
    assert core.tell(state) == Change(state=True)
    clock.time = 9_000_000
    assert core.tell(msgspec.structs.replace(state, queued=3)) == Change(state=False)
    assert core.changed.isoformat() == "2026-01-05T06:01:05+00:00"


@pytest.mark.parametrize("separator", ["raw", "{GS}", "<GS>", "~"])
def test_field_with_the_whole_element_string(separator):
    """A label with one field for the element string is taken apart, however the separator is written."""
    fields = FieldMap(code="CODE", separator=separator, order=("CODE",))
    core = made(fields=fields)
    core.select("TAB20")
    assert heard(core.record(fields.write(JOB, "A1"))) == [JOB, PrintOrders(1, ("A1",))]


def test_text_that_is_no_element_string_prints_as_no_pack_code():
    """What is no element string is printed all the same, and nothing of it can pass for another pack's data."""
    core = made(fields=FieldMap(code="CODE", order=("CODE",)))
    core.select("TAB20")
    outcome = core.record({"CODE": "hello"})
    assert heard(outcome) == [PrintJob("TAB20", "", "", ""), PrintOrders(1, ("hello",))]
    assert isinstance(outcome.effects[0], Noted)
    assert outcome.effects[0].what == "unreadable"


def test_record_as_one_string():
    """The fields of a record stand in the label's order, between delimiters or at fixed places."""
    delimited, fixed = FieldMap(), FieldMap(widths=(14, 4, 6, 5))
    record = {"GTIN": GTIN, "LOT": "L1", "EXP": "270900", "SERIAL": "A1"}
    assert delimited.write_record(JOB, "A1") == f"{GTIN},L1,270900,A1"
    assert delimited.split_record(f"{GTIN},L1,270900,A1,surplus") == record
    assert delimited.split_record(f"{GTIN},L1") == {"GTIN": GTIN, "LOT": "L1"}
    assert fixed.write_record(JOB, "A1") == f"{GTIN}L1  270900A1   "
    assert fixed.split_record(f"{GTIN}L1  270900A1   ") == record
    assert fixed.split_record(f"{GTIN}L1") == {"GTIN": GTIN, "LOT": "L1"}


def test_dates_with_a_century():
    """An expiry field may hold an absolute date, day 00 as well; what is no date is printed as it is."""
    core = made(fields=FieldMap(dates="DD/MM/YYYY"))
    core.select("TAB20")
    written = FieldMap(dates="DD/MM/YYYY").write(JOB, "A1")
    assert written["EXP"] == "00/09/2027"
    assert heard(core.record(written)) == [JOB, PrintOrders(1, ("A1",))]
    assert heard(core.record({"EXP": "soon"}))[0].expiry == "soon"


def test_separator_lost_joins_lot_and_serial():
    """Without its separator the lot runs into the serial, as on units that cannot store it."""
    fields = FieldMap(code="CODE", separator="lost", order=("CODE",))
    written = fields.write(JOB, "A1")
    assert written == {"CODE": PackCode(GTIN, "270900", "L1", "A1").content().replace("\x1d", "")}
    assert fields.read(written).lot == "L121A1"


@pytest.mark.parametrize("options", [{"depth": 0}, {"defect_every": 0}, {"fields": FieldMap(widths=(1,))}])
def test_options_no_unit_can_have_are_refused(options):
    """A queue without a place, a defect at every 0th record, and widths for other fields are refused."""
    with pytest.raises(ValueError, match="expected"):
        PrinterProfile(**options)


def test_door_takes_as_many_clients_as_the_device():
    """A client too many is closed with a note; the last one that leaves is told from others."""
    door = Door(1)
    assert door.enter(1) == ()
    why = "client 2; 1 are connected, which is all the device takes"
    assert door.enter(2) == (Noted("refused", why), Hang(2, why))
    assert not door.leave(2)
    assert door.leave(1)
    assert Door(0).enter(7) == ()
