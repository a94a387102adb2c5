"""The I/O port between the field and L1: inputs, outputs and the encoder's comparator.

Signals carry the name of the function, not an address; addresses belong to a face. Every input carries
the encoder count latched with it, as a fast counter card does.
"""

from typing import TypeAlias

from linebench.ports.base import Said

__all__ = ["INPUTS", "OUTPUTS", "Compare", "Edges", "Input", "Output", "Reached", "ToController", "ToField"]

INPUTS = {
    "barrier_camera": "a pack reaches the camera's light barrier (on) or leaves it (off is not sent)",
    "barrier_gate": "a pack reaches the light barrier before the reject gate",
    "barrier_exit": "a pack reaches the light barrier behind the reject zone",
    "reject_confirm": "a pack falls past the sensor in the reject chute",
    "bin_full": "the reject bin holds as many packs as it can",
    "bin_door": "the reject bin's door is open or the bin is absent",
    "guard": "a guard door is open",
    "estop": "the emergency stop is pressed",
    "air_low": "compressed air is below the pressure the pusher needs",
    "packer_full": "the packer cannot take another pack",
    "printer_fault": "the printer's fault contact",
    "camera_series": "the camera's output: as many faults in a row as it is set to stop at",
    "seal_seen": "the seal sensor sees the tamper seal of the pack in front of it",
}
"""Inputs by name, true when the sentence is true."""

OUTPUTS = {
    "motor": "the belts run",
    "feed": "the infeed releases packs",
    "pusher": "the reject pusher strikes once (on; falls back by itself)",
    "horn": "the horn sounds",
}
"""Outputs by name."""


class Edges(Said, frozen=True, tag="edges"):
    """Field to L1: light barriers or the confirmation saw something, all at the same instant and so at the same
    count. Only leading edges are told.
    """

    signals: tuple[str, ...]
    encoder: int


class Input(Said, frozen=True, tag="input"):
    """Field to L1: a condition changed."""

    signal: str
    on: bool
    encoder: int


class Reached(Said, frozen=True, tag="reached"):
    """Field to L1: the encoder reached a value that was set with ``Compare``."""

    slot: str
    encoder: int


class Output(Said, frozen=True, tag="output"):
    """L1 to field: set an output."""

    signal: str
    on: bool


class Compare(Said, frozen=True, tag="compare"):
    """L1 to field: report once when the encoder reaches ``encoder``. A new value for a slot replaces the old.

    A value already passed is reported at once.
    """

    slot: str
    encoder: int


ToController: TypeAlias = Edges | Input | Reached
ToField: TypeAlias = Output | Compare
