"""Modbus TCP as a carrier of tags."""

from linebench.wire.modbus.device import ModbusDevice
from linebench.wire.modbus.host import ModbusLink
from linebench.wire.modbus.pdu import Request
from linebench.wire.modbus.profile import PROFILES, ModbusProfile
from linebench.wire.side import Setting, Side
from linebench.wire.tags.image import TagHost
from linebench.wire.tags.polling import Limits, PollingHost
from linebench.wire.tags.transport import Transport

__all__ = ["TRANSPORTS", "modbus_host"]


def modbus_host(face: TagHost, profile: ModbusProfile, setting: Setting) -> Side:
    """Make the host side, which polls the table of ``face``."""
    limits = Limits(answer_within=profile.answer_within, retries=profile.retries, overlap=profile.overlap,
                    supported=profile.supported)
    return PollingHost[Request](face, ModbusLink(face.table, profile), limits, setting)


TRANSPORTS = (
    Transport(name="modbus", port=502, summary="Modbus TCP: holding registers, input registers, coils, inputs",
              profiles=PROFILES, device=ModbusDevice, host=modbus_host),
)
