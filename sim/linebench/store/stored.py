"""An event as the bytes that are stored, and back, without any loss: numbers stay exact.

They are written by the code and read by the code: what comes back is not checked again.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import msgspec

from linebench.epcis.model import ErrorDeclaration, Event, Place, SensorElement

__all__ = ["bytes_of", "event_of"]


def bytes_of(event: Event) -> bytes:
    """The event as JSON with the names of ``Event``."""
    return _ENCODER.encode(event)


def event_of(data: bytes) -> Event:
    """The event that bytes are.

    Raises:
        ValueError: they are none.

    """
    event = _DECODER.decode(data)
    changed = {name: _tupled(getattr(event, name)) for name in _WITH_OWN if getattr(event, name)}
    return msgspec.structs.replace(event, **changed) if changed else event


def _plain(value: object) -> Any:  # noqa: ANN401  # what the encoder knows
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"found {type(value).__name__} in an event, expected values of the model")


_ENCODER = msgspec.json.Encoder(enc_hook=_plain, decimal_format="number")
_DECODER = msgspec.json.Decoder(Event, float_hook=Decimal)
_WITH_OWN = ("ilmd", "extensions", "read_point", "biz_location", "error_declaration", "sensor_element_list")
"""Fields in which fields of others can stand, whose lists are tuples."""


def _tupled(value: Any) -> Any:  # noqa: ANN401  # whatever others put into their fields
    if isinstance(value, dict):
        return {name: _tupled(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return tuple([_tupled(each) for each in value])
    if isinstance(value, Place | ErrorDeclaration):
        return msgspec.structs.replace(value, extensions=_tupled(value.extensions))
    if isinstance(value, SensorElement):
        return SensorElement(_tupled(value.reports), _tupled(value.metadata), _tupled(value.extensions))
    return value
