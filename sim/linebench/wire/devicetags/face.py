"""The device's end of its tags."""

from collections.abc import Sequence

from linebench.ports import Message
from linebench.wire.devicetags.options import DeviceTagOptions
from linebench.wire.devicetags.table import DeviceTable, Port
from linebench.wire.rings.face import RingFace
from linebench.wire.rings.ring import COUNT, Ring, Row
from linebench.wire.side import Effect, Heard, Noted, Setting

__all__ = ["DeviceFace"]


class DeviceFace(RingFace):
    """A ``TagFace``: says what the device says, and hears what its host says and the host's presence."""

    def __init__(self, port: Port, options: DeviceTagOptions, setting: Setting) -> None:
        self._device = DeviceTable(port, options)
        super().__init__(self._device.layout, options, setting, port.peer)

    def tell(self, message: Message) -> Sequence[Effect]:
        """See ``TagFace``."""
        ring = self._device.out.get(type(message))
        notes: list[Noted] = []
        row = ring.fit(tuple(getattr(message, name) for name in message.__struct_fields__), notes) if ring else None
        if ring is None or row is None:
            return notes or (Noted("unsaid", f"{type(message).__name__}: it has no tags"),)
        told = self._told[type(message)] = self._told.get(type(message), 0) % COUNT + 1
        return (*notes, *self._say(((ring, row),), self._device.live(message, row, told)))

    def _forget(self) -> None:
        super()._forget()
        self._told: dict[type, int] = {}

    def _heard(self, ring: Ring, row: Row) -> Sequence[Effect]:
        return (Heard(self._device.message(ring, row)),)
