"""What faults make of a message on its way between two seats."""

import msgspec

from linebench.line.faults import ActiveFault
from linebench.line.message_faults import MESSAGE_FAULTS
from linebench.ports import Message

__all__ = ["SPOILS", "SpoilingError", "concerns", "spoiled"]

SPOILS = frozenset(kind.kind for kind in MESSAGE_FAULTS)
"""Kinds of faults that act on what a message says."""
_CUT = "\ufffd"
"""What a reader puts where bytes are no text."""


class SpoilingError(ValueError):
    """A fault that cannot act on a message. The message says what was found."""


def concerns(fault: ActiveFault, message: Message) -> bool:
    """Whether a fault strikes messages of this name."""
    return type(message).__struct_config__.tag == fault.values["message"]


def spoiled(fault: ActiveFault, message: Message) -> Message:
    """The message as it arrives.

    Raises:
        SpoilingError: it has no such field, or the value does not fit it.

    """
    if fault.kind == "repeated":
        return message
    name = str(fault.values["field"])
    if name not in message.__struct_fields__:
        raise SpoilingError(f"fault {fault.kind} on {fault.target}: found field {name!r}; expected one of "
                            f"{', '.join(message.__struct_fields__)}")
    before = getattr(message, name)
    return msgspec.structs.replace(message, **{name: _altered(fault, before)})


def _altered(fault: ActiveFault, before: object) -> object:
    if fault.kind == "damaged":
        return _damaged(fault, before)
    value = str(fault.values["value"])
    if isinstance(before, tuple):
        return tuple(value.split())
    try:
        return int(value) if isinstance(before, int) else value
    except ValueError:
        raise SpoilingError(f"fault {fault.kind} on {fault.target}: found value {value!r}; expected a whole "
                            "number") from None


def _damaged(fault: ActiveFault, before: object) -> tuple[str, ...]:
    if not isinstance(before, tuple) or not before:
        raise SpoilingError(f"fault {fault.kind} on {fault.target}: found {before!r} in field "
                            f"{fault.values['field']}; expected a list with items")
    *whole, last = map(str, before)
    return (*whole, last[:len(last) // 2] + _CUT)
