"""What is done over each dialect, so that much of it is heard: work, states, faults, a connection lost."""

from linebench.ports.camera import AskCounters, CameraCounters, CameraJob, CameraState, Reading, ResetCounters
from linebench.ports.checkweigher import ScaleState, Weight
from linebench.ports.plc import Alarm, Command, CommandAnswer, MachineState, Setup, TrackResults, Verdict
from linebench.ports.printer import ClearQueue, PrintDone, PrinterEnable, PrinterState, PrintJob, PrintOrders

JOB = PrintJob("BEANS", "04012345678901", "L1", "270900")
CODE = "0104012345678901172709001021"


def print_packs(session, packs=8):
    """A job, records one by one, a print for each; the ink runs low and the printer stands; the line goes on."""
    session.connect()
    session.host(JOB)
    for number in range(1, packs + 1):
        session.host(PrintOrders(number, (f"A{number}",)))
        session.device(PrintDone(number))
    session.device(PrinterState("printer-1", "ready", "", 0, "ink low", 12))
    session.wait(25_000_000)
    session.device(PrinterState("printer-1", "fault", "ink out", 0, "", 0))
    session.wait(25_000_000)
    session.device(PrinterState("printer-1", "ready", "", 0))
    session.wait(25_000_000)
    session.host(PrinterEnable(on=False), PrinterEnable(on=True), ClearQueue())
    session.cut()
    session.connect()
    session.wait(3_000_000)


def read_packs(session):
    """A job, readings, counters, a no-read, a series, a reset; offline and back."""
    session.connect()
    session.device(CameraState("camera-1", "", online=True))
    session.host(CameraJob("BEANS"))
    session.device(CameraState("camera-1", "BEANS", online=True))
    for number in range(1, 9):
        session.device(Reading(number, "read", f"{CODE}A{number}", f"(21)A{number}\n(10)L1", "]d2"))
    session.device(Reading(9, "no_read", "", "", ""), CameraState("camera-1", "BEANS", online=True, series=True))
    session.host(AskCounters())
    session.device(CameraCounters("camera-1", "BEANS", 9, 8, 1, 1, 1))
    session.host(ResetCounters())
    session.device(CameraState("camera-1", "BEANS", online=True))
    session.cut()
    session.connect()
    session.device(CameraState("camera-1", "BEANS", online=False), CameraState("camera-1", "BEANS", online=True))


def look_at_packs(session):
    """A job and readings, for a host that looks for them."""
    session.connect()
    session.host(CameraJob("BEANS"))
    session.device(CameraState("camera-1", "BEANS", online=True))
    for number in range(1, 9):
        session.device(Reading(number, "read", f"{CODE}A{number}", f"(21)A{number}\n(10)L1", "]d2"))
    session.device(Reading(9, "no_read", "", "", ""))
    session.wait(2_000_000)


def weigh_packs(session):
    """Weights of packs and a fault."""
    session.connect()
    for number in range(1, 9):
        session.device(Weight("scale-1", number * 1_000, 20_000 + number))
    session.device(ScaleState("scale-1", "fault", "load cell"), ScaleState("scale-1", "ready", ""))
    session.device(Weight("scale-1", 10_000, -5))


def control_line(session):
    """The PLC tells states, alarms and results; the host sends recipe, verdicts and commands."""
    session.connect()
    session.device(MachineState(2, "stopped"))
    session.host(Setup(19_000, 21_000, 3), Command("reset", "operator"))
    session.device(CommandAnswer("reset", accepted=True, reason=""), MachineState(4, "reset"))
    for number in range(1, 9):
        session.host(Verdict(number, good=number != 5))
        session.device(TrackResults(((number, "passed" if number != 5 else "rejected",
                                      "" if number != 5 else "verdict"),)))
    session.device(Alarm("guard", on=True, latched=True), MachineState(9, "guard"))
    session.wait(2_000_000)
    session.device(Alarm("guard", on=False, latched=False), MachineState(2, "cleared"))
    session.wait(1_000_000)
