"""Where things are along the belt, as the PLC program knows it."""

import msgspec

__all__ = ["L1Layout"]


class L1Layout(msgspec.Struct, frozen=True, kw_only=True):
    """The measured constants of one line. Distances in encoder counts, times in microseconds."""

    camera_to_gate: int
    """From the camera's light barrier to the gate's."""
    gate_to_push: int
    """From the gate's light barrier to where the pusher order is given, so that the stroke meets the pack."""
    confirm_within: int
    """Belt travel after the pusher order within which the confirmation must come."""
    gate_to_exit: int
    """From the gate's light barrier to the one behind the reject zone."""
    tolerance: int
    """How far from its expected place a pack may be seen."""
    min_gap: int
    """Length of a pack: fronts closer than this plus the tolerance cannot be told apart by the pusher."""
    pitch: int
    """Distance of pack fronts at full feed."""
    run_out: int
    """Belt travel after the feed stops until the last pack is in the packer."""
    beat_us: int
    """Time of one pitch at full belt speed."""
    ramp_us: int
    """Time the belt takes from full speed to standstill."""
    confirm_us: int
    """The confirmation must come within this time although the belt stands."""
    camera_to_scale: int | None = None
    """From the camera's light barrier to the scale; ``None``: the line has no scale."""
    camera_to_seal: int | None = None
    """From the camera's light barrier to the seal sensor; ``None``: the line has none."""
    rate_limit: int = 0
    """Rejects among the latest ``rate_of`` packs at which the line stops; 0: nobody counts them."""
    rate_of: int = 1
    bypass_us: int = 60_000_000
    """After this time a bypass of a sensor ends by itself."""
    scan_us: int = 5_000
    """PLC cycle. The link delivers on its boundaries; the program does not round again."""
