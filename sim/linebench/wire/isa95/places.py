"""Where in a job order of OPC 10031-4 the fields of the port stand: as the planner's own project has agreed.

A place is a field of the material that is produced (``MaterialDefinitionID``, ``MaterialLotID``, ``Quantity``, …),
a property of it (``Property:NAME``), a parameter of the order (``Parameter:NAME``), ``EquipmentID`` or
``WorkMasterID``.
"""

import msgspec

from linebench.wire.dialect import Profile

__all__ = ["EQUIPMENT", "MATERIAL", "WORK_MASTER", "Place", "Places", "read_places"]

MATERIAL = ("MaterialClassID", "MaterialDefinitionID", "MaterialLotID", "MaterialSublotID", "Quantity")
EQUIPMENT = "EquipmentID"
WORK_MASTER = "WorkMasterID"
_PROPERTY = "Property"
_PARAMETER = "Parameter"


class Places(Profile, frozen=True, kw_only=True):
    """The place of each field. ``line`` may be empty: then nothing is said of it."""

    gtin: str = "MaterialDefinitionID"
    lot: str = "MaterialLotID"
    expiry: str = "Property:ExpirationDate"
    quantity: str = "Quantity"
    line: str = EQUIPMENT


class Place(msgspec.Struct, frozen=True):
    """One place. ``field``: of the material or the order; else ``property`` or ``parameter`` is its name."""

    field: str = ""
    property: str = ""
    parameter: str = ""

    def __str__(self) -> str:
        """As it is written in a profile."""
        if self.property:
            return f"{_PROPERTY}:{self.property}"
        return f"{_PARAMETER}:{self.parameter}" if self.parameter else self.field


def read_places(places: Places) -> dict[str, Place]:
    """Place by field of the port.

    Raises:
        ValueError: one is none, or two are the same.

    """
    texts = {name: getattr(places, name) for name in places.__struct_fields__}
    found = {name: _read(name, text) for name, text in texts.items() if text or name != "line"}
    for name, place in found.items():
        others = [each for each, other in found.items() if other == place and each != name]
        if others:
            raise ValueError(f"places.{name}: found {place}, where {others[0]} stands too; expected another")
    return found


def _read(name: str, text: str) -> Place:
    kind, sign, own = text.partition(":")
    if not sign and text in (*MATERIAL, EQUIPMENT, WORK_MASTER):
        return Place(field=text)
    if own and kind == _PROPERTY:
        return Place(property=own)
    if own and kind == _PARAMETER:
        return Place(parameter=own)
    raise ValueError(f"places.{name}: found {text!r}; expected one of "
                     f"{', '.join((*MATERIAL, EQUIPMENT, WORK_MASTER))}, Property:NAME or Parameter:NAME")
