"""Whether the encoder can be believed: packs cannot arrive while the count stands and the belt runs."""

from linebench.stack.l1.layout import L1Layout

__all__ = ["EncoderWatch"]


class EncoderWatch:
    """Compares the counts of successive light-barrier edges with the time between them.

    ``small``: a travel between two edges below which the time is worth a look, in counts.
    """

    __slots__ = ("_quarter_us", "_ramps_us", "encoder", "small", "t")

    def __init__(self, layout: L1Layout) -> None:
        self.small = max(1, layout.pitch // 16)
        # at full speed a quarter beat is a quarter pitch, four times ``small``; at the half speed of a ramp, twice
        self._quarter_us = max(layout.beat_us // 4, 2 * layout.scan_us)
        self._ramps_us = 2 * layout.ramp_us
        self.encoder = 0
        self.t = 0

    def lost(self, since: int | None, t: int) -> bool:
        """Whether an edge with hardly any travel since the last one proves that pulses are missing.

        ``since``: when the motor was switched on; ``None``: it is off, and a belt that stands gives no pulses.
        """
        if since is None:
            return False
        return t - max(self.t, since + self._ramps_us) > self._quarter_us
