"""One pack as the tracking shift register knows it."""

import msgspec

__all__ = ["Track"]


class Track(msgspec.Struct, eq=False, gc=False):
    """A pack between the camera's light barrier and the end of the reject zone.

    ``trigger``: number of the camera edge, 0 when unknown. ``encoder``: count latched at the camera.
    ``verdict``: L2's decision, ``None`` until it came. ``mg``: weight in milligrams, ``None`` until it came.
    ``spoiled``: ``zone`` or ``gap`` when the pack must be rejected whatever is known of it. ``sealed``: its tamper
    seal was seen.
    """

    trigger: int
    encoder: int
    verdict: bool | None = None
    mg: int | None = None
    spoiled: str = ""
    sealed: bool = False
