"""What scales of this family do differently, and how the bench lets them tell a pack's place."""

from typing import Literal

from linebench.units import Duration, Mass
from linebench.wire.dialect import Profile
from linebench.wire.mt_sics.codec import Point, Unit

__all__ = ["SicsProfile"]


class SicsProfile(Profile, frozen=True, kw_only=True):
    """Options of a scale that speaks MT-SICS.

    MT-SICS knows no pack and no encoder: how each weight tells its pack is the bench's own choice, made by
    ``delivery``, ``encoder``, ``take_command`` and ``state_command``; none of these is published.
    """

    unit: Unit = "g"
    decimals: int = 3
    """Digits behind the point; a weight that needs more to be exact gets them."""
    point: Point = "."
    width: int = 10
    """Characters of a weight, aligned to the right. The alignment is published, the width is unsure."""
    delivery: Literal["unasked", "repeat", "take"] = "unasked"
    """How weights of packs travel. ``unasked``: a telegram per pack, to whoever is connected. ``repeat``: to those
    that sent SIR or SR since they connected. ``take``: the scale keeps weights until the host takes them, oldest
    first, with ``take_command``."""
    encoder: str = "E{encoder}"
    """A field behind the unit with the encoder count at which the pack came on. Empty: not told, and then the host
    side says no weight, because a weight without its pack belongs to none."""
    take_command: str = "XW"
    """Its answer is ``XW A value unit`` with the encoder field, or ``XW I`` when no weight waits."""
    look_every: Duration = Duration(20_000)
    """Host side: how often it takes weights, where nobody says how often to look."""
    kept: int = 64
    """Weights that wait to be taken; the oldest is dropped for one too many."""
    state_command: str = "XS"
    """Asks the scale's state; the answer, also sent unasked at a change, is ``XS A "fault" "load cell"``.
    Empty: the state is not told."""
    immediate: Literal["S", "D"] = "S"
    """Status that SI answers with: a scale in motion may call every weight dynamic."""
    capacity: Mass | None = None
    """A weight above is told as overload ``S +``. Without, every weight is told."""
    lowest: Mass | None = None
    """A weight below is told as underload ``S -``. Without, every weight is told."""
    clients: int = 1
    """Connections at once; one more is refused."""
    max_frame: int = 256
    """Longest line in bytes, without its end."""
    levels: tuple[str, ...] = ("01", "2.30", "2.22", "", "")
    """Answer to I1: the levels of the command set, and their versions."""
    model: str = "linebench checkweigher"
    """Answer to I2."""
    software: str = "1.00"
    """Answer to I3."""
    serial: str = "0000000001"
    """Answer to I4 and to ``@``."""
    supported: tuple[str, ...] = ()
    """Host side: how the identities begin that it serves (answers to I2, I3 and I4); none: all."""
    answer_within: Duration = Duration(500_000)
    """Host side: how long it waits for an answer."""
    retries: int = 1
    """Host side: how often it asks again before it hangs up."""
