"""A PLC that shows a project's tags: L2 in the bench dials it and speaks by the project's names and handshakes."""

import asyncio

import pytest

from linebench.ports.plc import Alarm, Command, CommandAnswer, MachineState, Setup, TrackResults, Verdict
from linebench.ports.presence import Presence
from linebench.units import Duration
from tests.wiring.dialled_maps import HEAD, Wire, rows

PROTOCOLS = ("modbus", "s7", "enip", "opcua")
STYLES = ("edge", "toggle", "counter", "level")
MANY = 12


def result(trigger):
    return TrackResults(((trigger, "passed" if trigger % 3 else "rejected", ""),))


async def talk(wire, disturb):
    """Both ends say much at the same time; what each heard, in its order."""
    await wire.next(wire.heard, Presence)
    for trigger in range(1, MANY + 1):
        wire.plc.tell(result(trigger))
        wire.l2.tell(Verdict(trigger, good=trigger % 2 == 0))
        await disturb(trigger)
    wire.l2.tell(Setup(22_500, 25_500, 0))
    wire.l2.tell(Command("start", "op"))
    results = [await wire.next(wire.heard, TrackResults) for _ in range(MANY)]
    said = {Verdict: [], Setup: [], Command: []}
    while sum(map(len, said.values())) < MANY + 2:
        message = await wire.next(wire.said, tuple(said))
        said[type(message)].append(message)
    wire.plc.tell(CommandAnswer("start", accepted=True, reason="as wanted"))
    answer = await wire.next(wire.heard, CommandAnswer)
    assert not [each for each in wire.rest(wire.heard) if isinstance(each, TrackResults | CommandAnswer)]
    return results, said, answer


def check(found):
    results, said, answer = found
    assert results == [result(trigger) for trigger in range(1, MANY + 1)]
    assert said[Verdict] == [Verdict(trigger, good=trigger % 2 == 0) for trigger in range(1, MANY + 1)]
    assert (said[Setup], said[Command]) == ([Setup(22_500, 25_500, 0)], [Command("start", "op")])
    assert answer == CommandAnswer("start", accepted=True, reason="as wanted")


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize("style", STYLES)
def test_whatever_is_said_at_either_end_is_heard_once_and_in_order(protocol, style):
    """In every protocol and style; an end that says several things at once waits for each to be taken."""
    async def all_of_it():
        # a level has no answer: it must stand until whoever looks slowest has looked
        async with Wire(protocol, rows(protocol, style), hold=Duration(150_000)) as wire:
            return await talk(wire, lambda _: asyncio.sleep(0))

    check(asyncio.run(all_of_it()))


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize("style", ["edge", "toggle", "counter"])
def test_split_bytes_and_lost_connections_take_and_double_nothing(protocol, style):
    """The connection is cut while data, strobes and answers are under way."""
    async def all_of_it():
        async with Wire(protocol, rows(protocol, style)) as wire:
            wire.passage.piece = 7

            async def cut(trigger):
                if trigger % 5 == 0:
                    wire.passage.cut()
                    await wire.next(wire.heard, Presence, lambda each: not each.here)
                    await wire.next(wire.heard, Presence, lambda each: each.here)
                await wire.later(4_000 * (trigger % 3))

            return await talk(wire, cut)

    check(asyncio.run(all_of_it()))



def run(scene, protocol="modbus", style="edge", theirs="", **options):
    """Play a scene on a wire; what it returns."""
    async def played():
        async with Wire(protocol, rows(protocol, style), theirs, **options) as wire:
            return await scene(wire)

    return asyncio.run(played())


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_what_stands_there_at_first_is_no_news_but_levels_hold(protocol):
    """A result that the PLC says to nobody is answered and not told; its state and its alarms are."""
    async def scene(wire):
        await wire.l2.stop()
        for message in (MachineState(6, "running"), Alarm("bin full", on=True, latched=True), result(7)):
            wire.plc.tell(message)
        wire.l2.power(on=True)
        found = [await wire.next(wire.heard, kind, lambda message: getattr(message, "state", 6) == 6)
                 for kind in (MachineState, Alarm)]
        wire.plc.tell(result(8))
        return [*found, await wire.next(wire.heard, TrackResults)]

    assert run(scene, protocol) == [MachineState(6, "running"), Alarm("bin full", on=True, latched=True), result(8)]


@pytest.mark.parametrize(("protocol", "style"), [*zip(PROTOCOLS, STYLES[:3] + STYLES[:1], strict=True)])
def test_a_plc_that_starts_anew_is_told_of_and_met_anew(protocol, style):
    """All of its tags are as in the beginning while the connection stands: no strobe that falls is news."""
    async def scene(wire):
        await wire.next(wire.heard, Presence, lambda each: each.here)
        wire.plc.tell(MachineState(6, ""))
        wire.plc.tell(result(1))
        await wire.next(wire.heard, TrackResults)
        image = wire.plc._image
        await wire.until(lambda: image.values[f"{protocol}:heartbeat.host"])
        # a PLC without retained data: the bench's own keeps what hosts wrote
        wire.plc.restart()
        image.set(image.table.initial())
        image.face.restart()
        gone = await wire.next(wire.heard, Presence, lambda each: not each.here)
        back = await wire.next(wire.heard, Presence, lambda each: each.here)
        wire.plc.tell(result(2))
        wire.l2.tell(Verdict(9, good=True))
        heard = await wire.next(wire.heard, TrackResults), await wire.next(wire.said, Verdict)
        return gone, back, heard, [each for each in wire.rest(wire.heard) if isinstance(each, TrackResults)]

    gone, back, heard, more = run(scene, protocol, style)
    assert ("started anew" in gone.why, back.peer) == (True, "l1")
    assert (heard, more) == ((result(2), Verdict(9, good=True)), [])


def test_a_heartbeat_that_stands_still_is_a_plc_that_is_lost():
    """Though it answers every look; the next beat brings it back."""
    async def scene(wire):
        await wire.next(wire.heard, Presence, lambda each: each.here)
        await wire.until(lambda: wire.plc._image.values["modbus:heartbeat.host"])
        wire.plc.tell(MachineState(6, ""))
        await wire.next(wire.heard, MachineState)
        wire.plc._image.performer.close()  # its program stands still
        gone = await wire.next(wire.heard, Presence, lambda each: not each.here)
        wire.plc._image.set({"modbus:heartbeat.plc": 77})
        return gone, await wire.next(wire.heard, Presence, lambda each: each.here)

    gone, back = run(scene, beat_every=Duration(50_000), beat_within=Duration(300_000))
    assert ("heartbeat stands still" in gone.why, back.here) == (True, True)


def without(text, signal):
    """A map without a row."""
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith(f"{signal};"))


@pytest.mark.parametrize(("protocol", "where", "why"), [
    ("modbus", "HR", "exception 2 (no such address)"), ("s7", "DB10.DBB2", "05 (no such address"),
    ("enip", "tag=Line.state_reason", "(no such tag)"),
    ("opcua", 'ns=3;s="DB"."state_reason"', "BadNodeIdUnknown")])
def test_a_tag_that_the_plc_has_not_is_told_once_by_signal_and_address(protocol, where, why):
    """Nothing is said to such a PLC, and it is looked at again until it has the tag."""
    text = HEAD + "".join(f"{cells}\n" for cells in (
        f"state;;{PLACED[protocol][0]};uint16;;;", f"state.reason;;{PLACED[protocol][1]};string[20];;;"))

    async def played():
        async with Wire(protocol, text, without(text, "state.reason")) as wire:
            kind = "picture" if protocol == "opcua" else "missing"
            await wire.until(lambda: wire.noted(kind))
            await wire.passage.passed(3 if protocol == "opcua" else 40)  # it is polled, or looks when told
            return wire.noted(kind), [each for each in wire.rest(wire.heard) if not isinstance(each, Presence)]

    (told,), heard = asyncio.run(played())
    assert "state.reason at" in told
    assert (where in told, why in told, heard) == (True, True, [])


PLACED = {"modbus": ("HR10", "HR40"), "s7": ("DB10.DBW0", "DB10.DBB2"),
          "enip": ("tag=Line.state", "tag=Line.state_reason"),
          "opcua": ('"ns=3;s=""DB"".""state"""', '"ns=3;s=""DB"".""state_reason"""')}


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_a_write_that_is_refused_is_told_once_with_its_tag(protocol):
    """However often it is tried: the PLC writes the tag itself."""
    text = rows(protocol, "edge")
    line = next(each for each in text.splitlines() if each.startswith("heartbeat.host;"))
    theirs = without(text, "heartbeat.host") + line.replace("heartbeat.host", "count.trigger").replace(
        "counter", "") + "\n"

    async def scene(wire):
        await wire.until(lambda: wire.noted("refused"))
        wire.l2.tell(Verdict(4, good=True))
        heard = await wire.next(wire.said, Verdict)
        await wire.passage.passed(40)
        return wire.noted("refused"), heard

    (told,), heard = run(scene, protocol, theirs=theirs, beat_every=Duration(50_000))
    assert (told.startswith("write"), "heartbeat.host at" in told, heard) == (True, True, Verdict(4, good=True))


def test_commands_that_became_a_surprise_are_not_given():
    """A recipe and a verdict wait for the PLC however long; a start does not."""
    async def scene(wire):
        await wire.next(wire.heard, Presence, lambda each: each.here)
        wire.passage.refuse(on=True)
        await wire.next(wire.heard, Presence, lambda each: not each.here)
        wire.l2.tell(Command("start", "op"))
        wire.l2.tell(Verdict(5, good=True))
        await wire.later(200_000)
        wire.passage.refuse(on=False)
        heard = await wire.next(wire.said, Verdict)
        return heard, wire.noted("unsent"), [each for each in wire.rest(wire.said) if isinstance(each, Command)]

    heard, notes, commands = run(scene, command_within=Duration(100_000))
    assert (heard, commands) == (Verdict(5, good=True), [])
    assert len(notes) == 1
    assert "Command(name='start'" in notes[0]


def test_half_a_datum_is_never_taken():
    """A program that changes its data and then its strobe while it is looked at, without waiting for anybody."""
    async def scene(wire):
        await wire.next(wire.heard, Presence, lambda each: each.here)
        image, heard = wire.plc._image, []
        for number in range(1, 400):
            image.set({"s7:result.trigger": number})
            await asyncio.sleep(0)
            image.set({"s7:result.fate": number % 4 + 1})
            await asyncio.sleep(0)
            image.set({"s7:result": number % 2 == 1})
            await wire.later(700 * (number % 9))
        heard = [each for each in wire.rest(wire.heard) if isinstance(each, TrackResults)]
        return [each.results[0][:2] for each in heard]

    fates = ("passed", "rejected", "missing", "extra")
    heard = run(scene, "s7", "toggle")
    assert len(heard) > 10
    assert [fate for _, fate in heard] == [fates[trigger % 4] for trigger, _ in heard]
