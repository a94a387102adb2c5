"""What may be said of a wire in OPC UA: mistakes are one sentence each, and dialects live beside each other."""

import asyncio

import pytest

from linebench.ports.camera import CameraState, Reading
from linebench.ports.checkweigher import ScaleState, Weight
from linebench.ports.plc import Alarm, CommandAnswer, MachineState, TrackResults
from linebench.ports.printer import PrintDone, PrinterState
from linebench.wire.stream.address import WireError
from linebench.wiring.control import WireTo
from linebench.wiring.endpoint import Surroundings
from linebench.wiring.ends import WiringError
from linebench.wiring.spoken import beside, serve
from tests.wiring.opcua_line import client, states

SAYS = {
    "camera": (CameraState("camera-1", "job", online=True), Reading(1, "read", "01", "", "]d2")),
    "printer": (PrinterState("printer-1", "ready", "", 0), PrintDone(1)),
    "l1": (MachineState(2, ""), CommandAnswer("start", accepted=False, reason="")),
    "scale": (ScaleState("scale-1", "ready", ""), Weight("scale-1", 7, 12_000)),
}
ALARM = Alarm("air_low", on=True, latched=True)
SIGNED = "Basic256Sha256_SignAndEncrypt"


class _Clock:
    """A clock that stands still."""

    def now(self):
        return 0

    def later(self, delay_us, call):
        del delay_us, call
        return lambda: None


def _around(peer, dialect="opcua", *, host="127.0.0.1", port=0, profile="", real=False, **options):
    wire = WireTo(f"{peer}-1", dialect, profile, options, host, port)
    return Surroundings(
        link=f"l2-{peer}", peer=peer, wire=wire, epoch="2026-01-05T06:00:00Z", clock=_Clock(),
        hear=lambda message: None, note=lambda what, detail: None, changed=lambda: None, interposer=None,
        capture=None, real=real, gather=False)


def _refused(around, also=()):
    """Why a wire cannot be served."""
    async def begin():
        endpoint = serve(around, also)
        await endpoint.start()
        await endpoint.stop()

    with pytest.raises((WiringError, WireError)) as refusal:
        asyncio.run(begin())
    said = str(refusal.value)
    assert "\n" not in said
    assert around.link in said or f"wire to {around.peer}" in said
    return said


@pytest.mark.parametrize(("text", "named"), [
    ('aliases = { "ns=3;s=x" = "Status.StateCurrent" }', "namespace 3"),
    ('aliases = { "ns=2;s=x" = "Status.Nothing" }', "'Status.Nothing'"),
    ('namespaces = ["urn:a"]\naliases = { "ns=3;q=x" = "Status.StateCurrent" }', "no NodeId"),
    (f'policies = ["{SIGNED}"]', "need a folder"),
    ('policies = ["Basic256"]', "Basic256"),
    ('anonymous = "nobody"', "nobody could be let in"),
    ('users = { l2 = "secret" }', "users"),
    ('folder = "."\n[certificates]\n"l2.der" = "operator"', "l2.der"),
    ('polices = ["None"]', "polices"),
    ('policies = ["None"', "TOML"),
    ('namespaces = ["urn:a", "urn:b", "urn:c", "urn:d", "urn:e", "urn:f", "urn:g", "urn:h"]', "at most 7"),
])
def test_options_that_cannot_be_used_are_one_sentence(tmp_path, text, named):
    """A mistake in the file of a wire's options names the wire, and what was found."""
    file = tmp_path / "options.toml"
    file.write_text(text, encoding="utf-8")
    said = _refused(_around("l1", file=str(file)))
    assert named in said
    assert "secret" not in said


@pytest.mark.parametrize(("around", "also", "named"), [
    (_around("l1", file="nowhere.toml"), (), "nowhere.toml"),
    (_around("l1", policies="None, Basic"), (), "Basic"),
    (_around("l1", profile="siemens"), (), "siemens"),
    (_around("l1"), ("dmcc",), "dmcc"),
    (_around("l1", **{"s7.db": "3"}), ("modbus",), "s7.db"),
    (_around("l1", host="0.0.0.0"), (), "0.0.0.0"),
    (_around("l1", host="0.0.0.0", real=True), (), "policy None is for loopback alone"),
    (_around("printer"), (), "who made it"),
    (_around("printer", "codenet"), ("modbus",), "modbus"),
    (_around("packer"), (), "opcua"),
    (_around("packer", "native"), ("opcua",), "opcua"),
    (_around("packer", "packer-station"), ("native",), "spoken alone"),
    (_around("packer", "native"), ("packer-station",), "spoken alone"),
])
def test_a_wire_that_cannot_be_served_is_one_sentence(around, also, named):
    """What was found, and which wire."""
    assert named in _refused(around, also)


def test_options_of_further_dialects_carry_their_names():
    """What stands before the dot says whose option it is; each of them listens on a port of its own."""
    wire = _around("camera", "dmcc", **{
        "password": "x", "opcua.anonymous": "observer", "opcua.profile": "plain"}).wire
    dialled, others = beside(wire, ("opcua", "native", "dmcc"))
    assert (dialled.dialect, dialled.options) == ("dmcc", {"password": "x"})
    assert [(one.dialect, one.profile, one.options, one.port) for one in others] == [
        ("opcua", "plain", {"anonymous": "observer"}, 0), ("native", "", {}, 0)]


@pytest.mark.parametrize(("peer", "dialects"), [
    ("camera", ("dmcc", "opcua", "insight")), ("printer", ("native", "zpl", "codenet", "opcua")),
    ("l1", ("native", "modbus", "opcua", "s7")), ("scale", ("mt_sics", "opcua", "native")),
    ("camera", ("opcua", "native"))])
def test_any_dialects_of_a_seat_are_served_at_the_same_time(peer, dialects):
    """Each on a port of its own; all of them are told what the device says."""
    async def live():
        endpoint = serve(_around(peer, dialects[0]), dialects[1:])
        await endpoint.start()
        try:
            for message in SAYS[peer]:
                endpoint.tell(message)
            return endpoint.ports
        finally:
            await endpoint.stop()

    ports = asyncio.run(live())
    assert tuple(ports) == dialects
    assert len(set(ports.values())) == len(dialects)


def test_a_controller_that_lost_its_power_begins_anew():
    """No alarm stands, all counts are zero, and its state is that of a unit that was just switched on."""
    async def live():
        endpoint = serve(_around("l1"))
        await endpoint.start()
        try:
            for message in (MachineState(6, ""), TrackResults(((1, "passed", ""),)), ALARM):
                endpoint.tell(message)
            return [await _unit(endpoint), endpoint.restart(), await _unit(endpoint)]
        finally:
            await endpoint.stop()

    assert asyncio.run(live()) == [(1, 1, ["Cleared", "Running", "Execute"]), None, (0, 0, ["Aborted", None, None])]


async def _unit(endpoint):
    """How many alarms stand, how many packs were counted, and the states."""
    async with client({"opcua": endpoint.described()["opcua"]}) as one:
        nodes = [one.get_node(f"ns=2;s=l1-1/Admin/{name}") for name in ("AlarmExtent", "ProdProcessedCount")]
        extent, (processed,) = await one.read_values(nodes)
        machines = [f"BaseStateMachine{path}" for path in ("", "/MachineState", "/MachineState/ExecuteState")]
        return extent, processed.Count, await states(one, *machines, unit="l1-1")
