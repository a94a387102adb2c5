"""The port between L1 (the PLC program) and L2 (the line controller)."""

from typing import TypeAlias

from linebench.ports.base import Said

__all__ = ["Alarm", "AskSetup", "Command", "CommandAnswer", "MachineState", "Setup", "SetupTold", "ToLine", "ToPlc",
           "TrackResults", "Verdict"]


class Setup(Said, frozen=True, tag="setup"):
    """L2 to L1: the recipe of the batch. Masses in milligrams, counts in packs."""

    weight_low: int
    weight_high: int
    consecutive_limit: int


class AskSetup(Said, frozen=True, tag="ask_setup"):
    """L2 to L1: tell the recipe that you work by."""


class SetupTold(Said, frozen=True, tag="setup_told"):
    """L1 to L2: the recipe as it stands in L1; the answer to ``AskSetup``. Fields as in ``Setup``."""

    weight_low: int
    weight_high: int
    consecutive_limit: int


class Verdict(Said, frozen=True, tag="verdict"):
    """L2 to L1: the decision on the pack of camera trigger ``trigger``."""

    trigger: int
    good: bool


class Command(Said, frozen=True, tag="command"):
    """L2 to L1: a PackML command (``reset start stop hold unhold suspend unsuspend abort clear complete``),
    or ``acknowledge`` for the latched alarms, or ``restart_count`` for a new batch, or ``challenge`` to run the
    belt without feeding, or ``bypass_bin_full`` and ``bypass_bin_door`` to leave that sensor out for a while.
    """

    name: str
    by: str


class CommandAnswer(Said, frozen=True, tag="command_answer"):
    """L1 to L2: whether a command was taken, and why not."""

    name: str
    accepted: bool
    reason: str


class MachineState(Said, frozen=True, tag="machine_state"):
    """L1 to L2: the PackML state number (OPC 30050 table 1) after a change, with its cause."""

    state: int
    reason: str


class Alarm(Said, frozen=True, tag="alarm"):
    """L1 or L2 to the level above: an alarm came, or was acknowledged and is gone. ``latched``: needs a person."""

    name: str
    on: bool
    latched: bool


class TrackResults(Said, frozen=True, tag="track_results"):
    """L1 to L2: the fates of tracked packs, in order, as the result buffer is read out.

    Each is (camera trigger, fate, cause): fate ``passed``, ``rejected``, ``missing`` or ``extra``
    (``extra`` has trigger 0); cause ``""`` for passed, else ``verdict``, ``no_verdict``, ``weight``,
    ``no_weight``, ``zone`` (invalid after a stop), ``untracked``, ``gap`` or ``seal`` (its tamper seal was
    not seen).
    """

    results: tuple[tuple[int, str, str], ...]


ToPlc: TypeAlias = Setup | Verdict | Command | AskSetup
ToLine: TypeAlias = CommandAnswer | MachineState | Alarm | TrackResults | SetupTold
