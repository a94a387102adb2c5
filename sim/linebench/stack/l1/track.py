"""One pack as the tracking shift register knows it."""

__all__ = ["Track"]


class Track:
    """A pack between the camera's light barrier and the end of the reject zone.

    ``trigger``: number of the camera edge, 0 when unknown. ``encoder``: count latched at the camera.
    ``verdict``: L2's decision, ``None`` until it came. ``mg``: weight in milligrams, ``None`` until it came.
    ``spoiled``: ``zone`` or ``gap`` when the pack must be rejected whatever is known of it.
    """

    __slots__ = ("encoder", "mg", "spoiled", "trigger", "verdict")

    def __init__(self, trigger: int, encoder: int) -> None:
        self.trigger = trigger
        self.encoder = encoder
        self.verdict: bool | None = None
        self.mg: int | None = None
        self.spoiled = ""
