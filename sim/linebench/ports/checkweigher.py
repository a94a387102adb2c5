"""The checkweigher's port: one weight per pack, with the encoder count latched when the pack came on."""

from typing import TypeAlias

from linebench.ports.base import Said

__all__ = ["ScaleState", "ToHost", "Weight"]


class Weight(Said, frozen=True, tag="weight"):
    """Checkweigher to L1: the mass of one pack in milligrams."""

    scale: str
    encoder: int
    mg: int


class ScaleState(Said, frozen=True, tag="scale_state"):
    """Checkweigher to L1: ``ready`` or ``fault``, with the reason."""

    scale: str
    state: str
    reason: str


ToHost: TypeAlias = Weight | ScaleState
