"""The host's end of a device's tags."""

from collections.abc import Mapping, Sequence

from linebench.ports import Message
from linebench.wire.devicetags.options import DeviceTagOptions
from linebench.wire.devicetags.table import DeviceTable, Port
from linebench.wire.rings.host import HostEffect, RingHost
from linebench.wire.rings.outbox import Mail
from linebench.wire.rings.reader import Rows
from linebench.wire.side import Heard, Noted, Setting
from linebench.wire.tags.tag import Value

__all__ = ["DeviceHost"]


class DeviceHost(RingHost):
    """A ``TagHost``: says what a host says on the port; hears what the device says and its presence.

    A host that begins is told the states that hold. A device that started anew is told again what it has to know,
    such as the job of a camera.
    """

    def __init__(self, seat: str, port: Port, options: DeviceTagOptions, setting: Setting) -> None:
        self._device = DeviceTable(port, options)
        self._port = port
        self._wishes: dict[type, Message] = {}
        self._begun = False
        self._anew = False  # the device started anew, and was not told again what it has to know
        super().__init__(self._device.layout, options, setting, seat)

    def tell(self, message: Message) -> Sequence[HostEffect]:
        """See ``TagHost``."""
        ring = self._device.into.get(type(message))
        if ring is None:
            return (Noted("unsaid", f"{type(message).__name__}: it has no tags"),)
        if type(message) in self._port.wished:
            self._wishes[type(message)] = message
        return self._post(ring, tuple(getattr(message, name) for name in message.__struct_fields__), message)

    def _heard(self, rows: Rows) -> Sequence[HostEffect]:
        ring, row = rows[0]
        return (Heard(self._device.message(ring, row)),)

    def _restate(self, values: Mapping[str, Value]) -> Sequence[HostEffect]:
        self._anew = self._begun
        self._begun = True
        effects: list[HostEffect] = []
        for kind in self._port.states:
            said = self._device.last(kind, values)
            if said is not None and not self._reader.unread(self._device.out[kind], values):
                effects.append(Heard(said))
        return effects

    def _rewound(self, values: Mapping[str, Value]) -> Sequence[HostEffect]:  # noqa: ARG002  # the lives tell enough
        anew, self._anew = self._anew, False
        return [effect for wish in tuple(self._wishes.values()) for effect in self.tell(wish)] if anew else ()

    def _outlived(self, mail: Mail) -> bool:  # noqa: ARG002  # nothing of an earlier life is wanted but the wishes
        return True
