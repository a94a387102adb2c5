"""The tags between a PLC and a line controller."""

from linebench.wire.plc.options import PlcOptions
from linebench.wire.plc.packtags import PACKTAGS
from linebench.wire.plc.words import CAUSES, COMMANDS, FATES, camel
from linebench.wire.rings.layout import Layout
from linebench.wire.rings.ring import Field, Ring
from linebench.wire.tags.tag import Tag

__all__ = ["ALARM", "ANSWER", "REQUEST", "RESULT", "SETUP", "STATE", "TEXT", "VERDICT", "latched_tag", "on_tag",
           "plc_layout"]

TEXT = 64
"""Room in bytes for the reason of a state and for a user's name."""
_ANSWER_TEXT = 240
"""Room in bytes for the reason of a refusal, which names every alarm: 120 registers, fewer than one read takes."""


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"{number} {word}" for number, word in enumerate(words, 1))


_TRIGGER = Field(name="Trigger", kind="uint32", summary="camera trigger since the count was restarted, from 1")
_COMMAND = Field(name="Code", kind="uint16", summary=f"command: {_listed(COMMANDS)}")

RESULT = Ring("Result", 64, (
    Field(name="Trigger", kind="uint32", summary="camera trigger of the pack; 0 for an extra one"),
    Field(name="Fate", kind="uint16", summary=f"fate: {_listed(FATES)}"),
    Field(name="Cause", kind="uint16", summary=f"cause: 0 none, {_listed(CAUSES)}"),
))
"""Fates of packs (``TrackResults``)."""

STATE = Ring("StateChange", 16, (
    Field(name="State", kind="uint16", summary="PackML state entered, 1 to 17"),
    Field(name="Reason", kind="string", size=TEXT, summary="cause of the change"),
))
"""Changes of state (``MachineState``)."""

ALARM = Ring("AlarmChange", 32, (
    Field(name="Alarm", kind="uint16", summary="number of the alarm, from 1 in the order of its tags"),
    Field(name="On", kind="bool", summary="the alarm came; else it is gone"),
    Field(name="Latched", kind="bool", summary="it needs a person"),
))
"""Alarms that came and went (``Alarm``)."""

ANSWER = Ring("Answer", 1, (
    Field(name="Number", kind="uint16", summary="Request.Number that is answered; 0: a command given otherwise"),
    _COMMAND,
    Field(name="Accepted", kind="bool", summary="the command was taken"),
    Field(name="Reason", kind="string", size=_ANSWER_TEXT, summary="why it was not taken"),
))
"""The answer to a command (``CommandAnswer``)."""

VERDICT = Ring("Verdict", 16, (_TRIGGER, Field(name="Good", kind="bool", summary="the pack may pass")),
               by_host=True, filled="Written", read="Taken")
"""Decisions on packs (``Verdict``)."""

SETUP = Ring("Setup", 1, (
    Field(name="WeightLow", kind="int32", summary="least mass of a pack, mg"),
    Field(name="WeightHigh", kind="int32", summary="greatest mass of a pack, mg"),
    Field(name="ConsecutiveLimit", kind="int32", summary="rejects in a row that stop the line; 0: none"),
), by_host=True, filled="Number", read="Taken")
"""The recipe (``Setup``)."""

REQUEST = Ring("Request", 1, (_COMMAND, Field(name="By", kind="string", size=TEXT, summary="who gives it")),
               by_host=True, filled="Number", read="Taken")
"""A command (``Command``)."""


def on_tag(alarm: str) -> str:
    """The tag that says whether the alarm is on."""
    return f"Alarm.{camel(alarm)}.On"


def latched_tag(alarm: str) -> str:
    """The tag that says whether the alarm is on and needs a person."""
    return f"Alarm.{camel(alarm)}.Latched"


def plc_layout(options: PlcOptions) -> Layout:
    """All tags of one line's PLC."""
    alarms = (tag for number, alarm in enumerate(options.alarms, 1) for tag in (
        Tag(name=on_tag(alarm), kind="bool", summary=f"alarm {number}: {alarm}"),
        Tag(name=latched_tag(alarm), kind="bool", summary=f"alarm {number} is on and needs a person")))
    return Layout((*PACKTAGS, *alarms), (RESULT, STATE, ALARM, ANSWER), (VERDICT, SETUP, REQUEST))
