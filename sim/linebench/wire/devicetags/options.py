"""What projects agree on for the tags of a device."""

from linebench.wire.rings.layout import RingOptions

__all__ = ["DeviceTagOptions"]


class DeviceTagOptions(RingOptions, frozen=True, kw_only=True):
    """Options of both ends, which must have the same. None is published; all are the bench's own choice."""

    slots: int = 16
    """Of each ring; a power of two."""
    text_size: int = 512
    """Room of the content of a code and of the text beside it, in bytes; longer ones are shortened and noted."""
    name_size: int = 64
    """Room of every other text, in bytes."""
