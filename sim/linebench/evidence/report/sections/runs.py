"""Each run: who started it, when, on what, with which bench, seed and files (EC-11, EC-20, EC-21, EC-26, EC-35)."""

from linebench.evidence.controlled import Protocol
from linebench.evidence.model import UNTESTED, ClockState, Run, Tool
from linebench.evidence.report.cases import ms
from linebench.evidence.report.lists.files import read_by
from linebench.evidence.report.sheet import Cell, Heading, Part, Section, cell, facts
from linebench.evidence.report.sittings import Sitting
from linebench.evidence.report.told import Told

__all__ = ["section"]


def section(told: Told) -> Section:
    """Return the section, with a part for each sitting."""
    parts: list[Part] = []
    for one in told.sittings.each:
        parts += [Heading(text=one.run.id)] if told.sittings.several else []
        parts.append(facts((told.say("fact.label"), told.say("fact.value")),
                           [*_facts(told, one), *_timing(told, one)]))
    return Section(id="identification", heading=told.say("heading.identification"), parts=tuple(parts))


def _facts(told: Told, one: Sitting) -> list[tuple[str, Cell | str]]:
    run, tool, say = one.run, one.run.tool, told.say
    dirty = {True: say("tool.dirty"), False: say("tool.clean"), None: say("unknown")}[tool.dirty]
    pairs: list[tuple[str, Cell | str]] = [
        ("run", run.id), ("sitting", _sitting(told, run)), ("protocol", _numbered(run.protocol)),
        ("started_by", run.started_by), ("runner_account", run.runner_account), ("start", run.start),
        ("end", run.end), ("zone", run.zone), ("clock", _clock(told, run)), ("host", run.host), ("os", run.os),
        ("python", run.python), ("tool", f"{tool.name} {tool.version}"),
        ("tool.hash", cell(tool.sha256 or say("unknown"), "hash")), ("commit", f"{tool.commit} ({dirty})"),
        *_platform(told, tool), ("tool.adequacy", told.some(told.word("made", tool.adequacy))),
        ("tool.self_test", told.some(told.word("made", told.word("verdict", tool.self_test)))),
        ("seed", str(run.seed)), ("pace", "; ".join(_pace(told, pace) for pace in run.pace.split(", "))),
        ("mutants", ", ".join(run.mutants) or say("none")), ("command_line", " ".join(run.command_line)),
        ("read", say("read.listed", count=len(read_by(told, run)))),
        ("software", say("software.listed", count=len(run.software))), ("record", cell(one.record, "hash"))]
    return [(say(key), value or say("unknown")) for key, value in pairs]


def _platform(told: Told, tool: Tool) -> list[tuple[str, str]]:
    """Whether the platform is tested, where the run says so: runs of earlier benches do not."""
    if not tool.platform:
        return []
    state = UNTESTED if tool.platform == UNTESTED else "tested"
    return [("tool.platform", told.say(f"platform.{state}", pack=tool.platform))]


def _numbered(protocol: Protocol) -> str:
    return f"{protocol.number} rev. {protocol.revision}"


def _sitting(told: Told, run: Run) -> str:
    if run.continues is None:
        return str(run.sitting)
    return told.say("sitting.continues", n=run.sitting, run=run.continues.run)


def _clock(told: Told, run: Run) -> str:
    one = run.clock_state
    return run.clock if one is None else "; ".join(_state(told, one))


def _state(told: Told, one: ClockState) -> tuple[str, ...]:
    synced = {True: "clock.synced", False: "clock.not_synced", None: "clock.unknown"}[one.synced]
    offsets = ((told.say(f"clock.{when}"), offset) for when, offset in
               (("start", one.start_offset_ms), ("end", one.end_offset_ms)))
    return (told.language.tell(one.source), told.say(synced), *(
        f"{when} {told.say('clock.unasked') if offset is None else f'{offset:+.3f} ms'}"
        for when, offset in offsets))


def _pace(told: Told, pace: str) -> str:
    return told.say(f"pace.{pace.partition(':')[0]}", pace=pace)


def _timing(told: Told, one: Sitting) -> list[tuple[str, Cell | str]]:
    """How late events were, where time went by the wall."""
    late = one.verdicts.lateness
    if late is None:
        return []
    return [(told.say("lateness"), told.say("lateness.told", events=late.events, p50=ms(late.p50), p99=ms(late.p99),
                                            worst=ms(late.worst)))]
