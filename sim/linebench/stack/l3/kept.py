"""What a store keeps, as plain data and back: whatever a level has put there, with its type."""

import sys
from importlib import import_module
from typing import Any

import msgspec

__all__ = ["KeptError", "plain", "typed"]

_ROOMS = ("linebench.ports.", "linebench.epcis.", "linebench.stack.")
"""Where the types are at home that a level keeps; a document can name no others."""
_IS, _OF, _TUPLE, _LIST = "is", "of", "tuple", "list"


class KeptError(ValueError):
    """A value that cannot be handed over, or none that was. The message says what was found."""


def plain(value: object) -> Any:  # noqa: ANN401  # for JSON
    """A value as plain data, which ``typed`` takes back.

    Raises:
        KeptError: it is of a type that cannot be handed over.

    """
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, tuple | list):
        return {_TUPLE if isinstance(value, tuple) else _LIST: [plain(each) for each in value]}
    kind = type(value)
    if isinstance(value, msgspec.Struct) and kind.__module__.startswith(_ROOMS):
        return {_IS: f"{kind.__module__}:{kind.__name__}", _OF: msgspec.to_builtins(value)}
    raise KeptError(f"found a value of type {kind.__module__}.{kind.__name__}; expected messages, texts, numbers "
                    "or sequences of these")


def typed(data: object) -> Any:  # noqa: ANN401  # whatever was kept
    """A value that ``plain`` has written.

    Raises:
        KeptError: it is none.

    """
    if data is None or isinstance(data, bool | int | str):
        return data
    if isinstance(data, dict) and data.keys() == {_IS, _OF}:
        return _value(str(data[_IS]), data[_OF])
    if isinstance(data, dict) and data.keys() in ({_TUPLE}, {_LIST}):
        (name, parts), = data.items()
        if isinstance(parts, list):
            values = [typed(each) for each in parts]
            return tuple(values) if name == _TUPLE else values
    raise KeptError(f"found {str(data)[:60]!r}; expected a value with its type")


def _value(name: str, data: object) -> object:
    try:
        return msgspec.convert(data, _type(name))
    except msgspec.ValidationError as error:
        raise KeptError(f"{name}: {error}") from error


def _type(name: str) -> type[msgspec.Struct]:
    module, _, kind = name.partition(":")
    if module.startswith(_ROOMS):
        try:
            found = getattr(sys.modules.get(module) or import_module(module), kind, None)
        except ImportError:
            found = None
        if isinstance(found, type) and issubclass(found, msgspec.Struct):
            return found
    raise KeptError(f"found a value of type {name[:60]!r}, which this version does not know")
