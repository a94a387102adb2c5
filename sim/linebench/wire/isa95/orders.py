"""ISA95JobOrderDataType from a job order of the port, and into one."""

from collections.abc import Sequence
from typing import Any

from asyncua import ua

from linebench.ports.erp import JobOrder, Pairs
from linebench.wire.isa95.places import EQUIPMENT, MATERIAL, WORK_MASTER, Place, read_places
from linebench.wire.isa95.profile import JobsProfile
from linebench.wire.isa95.times import Times
from linebench.wire.isa95.values import (
    Make,
    UnfitError,
    expiry,
    expiry_text,
    flat,
    parameters,
    text,
    text_of,
    whole,
)

__all__ = ["Orders"]

_V = ua.VariantType
_OTHERS = ("Priority", "EndTime")
"""Fields of an order that the port has no place for: they are told behind its parameters, by these names."""


class Orders:
    """Writes and reads orders as one profile has them.

    Args:
        profile: see ``JobsProfile``.
        times: the calendar.

    Raises:
        ValueError: a place is none.

    """

    def __init__(self, profile: JobsProfile, times: Times) -> None:
        self._profile, self._times = profile, times
        self._places = read_places(profile.places)
        self._taken = {place.parameter for place in self._places.values() if place.parameter}

    def write(self, make: Make, order: JobOrder) -> Any:  # noqa: ANN401 - a structure made from the table
        """The structure.

        Raises:
            UnfitError: two things would stand in one place.

        """
        said = _Said(make)
        values = {"gtin": order.gtin, "lot": order.lot, "quantity": str(order.quantity), "line": order.line,
                  "expiry": expiry_text(order.expiry, self._profile.expiry_as)}
        for name, place in self._places.items():
            if values[name] or name != "line":
                said.put(place, values[name])
        if doubled := sorted(self._taken & {name for name, _ in order.parameters}):
            raise UnfitError(f"found a parameter {doubled[0]}; expected another name, as a field of the order "
                             "stands there")
        fields: dict[str, Any] = {"JobOrderID": order.job, "StartTime": self._times.moment(order.start_us)}
        material = said.material(self._profile.produced[0])
        return make("ISA95JobOrderDataType", MaterialRequirements=[material], **fields,
                    **said.order(order.parameters))

    def read(self, given: Any, *, start: bool, update: bool = False) -> JobOrder:  # noqa: ANN401 - as above
        """The order.

        Raises:
            UnfitError: something is missing, more than once there or of another kind.

        """
        found = {name: self._find(given, name, place) for name, place in self._places.items()}
        return JobOrder(
            job=text(given.JobOrderID), gtin=text_of(found["gtin"]), lot=text_of(found["lot"]),
            expiry=expiry(found["expiry"]), quantity=whole(found["quantity"], "quantity"),
            line=text_of(found.get("line")), start_us=self._times.micros(given.StartTime),
            parameters=self._others(given), start=start, update=update)

    def _find(self, given: Any, name: str, place: Place) -> object:  # noqa: ANN401 - as above
        """The value at a place; an empty text where nothing is said of the line."""
        found = [each for each in self._values(given, place) if each not in (None, "")]
        if len(found) > 1 or (not found and name != "line"):
            raise UnfitError(f"{name}: found {len(found)} times {place}; expected one")
        return found[0] if found else ""

    def _values(self, given: Any, place: Place) -> list[object]:  # noqa: ANN401 - as above
        if place.parameter:
            return _of_id(given.JobOrderParameters, place.parameter)
        if place.field in (EQUIPMENT, WORK_MASTER):
            field = "EquipmentRequirements" if place.field == EQUIPMENT else "WorkMasterID"
            return [each.ID for each in getattr(given, field) or ()]
        material = self._material(given)
        return _of_id(material.Properties, place.property) if place.property else [getattr(material, place.field)]

    def _material(self, given: Any) -> Any:  # noqa: ANN401 - as above
        """The material that is to be packed."""
        materials = given.MaterialRequirements or []
        uses = {each.casefold() for each in self._profile.produced}
        found = [each for each in materials if text(each.MaterialUse).casefold() in uses]
        if not found and len(materials) == 1 and not materials[0].MaterialUse:
            found = materials
        if len(found) != 1:
            raise UnfitError(f"MaterialRequirements: found {len(found)} materials that are "
                             f"{self._profile.produced[0]!r}; expected one")
        return found[0]

    def _others(self, given: Any) -> Pairs:  # noqa: ANN401 - as above
        """What was said besides: parameters, the work master, priority and end."""
        rest = [each for each in given.JobOrderParameters or () if each.ID not in self._taken]
        pairs = flat(rest, self._profile.most_pairs)
        others = [(name, getattr(given, name)) for name in _OTHERS]
        if not any(place.field == WORK_MASTER for place in self._places.values()):
            others += [(WORK_MASTER, each.ID) for each in given.WorkMasterID or ()]
        return pairs + tuple((name, text_of(value)) for name, value in others if value is not None)


def _of_id(given: Sequence[Any] | None, own: str) -> list[object]:
    return [each.Value.Value if isinstance(each.Value, ua.Variant) else each.Value
            for each in given or () if own == each.ID]


class _Said:
    """What goes where, until it is put together."""

    def __init__(self, make: Make) -> None:
        self._make = make
        self._fields: dict[str, str] = {}
        self._properties: list[Any] = []
        self._parameters: list[tuple[str, str]] = []
        self._others: dict[str, list[Any]] = {}

    def put(self, place: Place, value: str) -> None:
        """Put ``value`` at its place."""
        if place.parameter:
            self._parameters.append((place.parameter, value))
        elif place.property:
            self._properties.append(self._make("ISA95PropertyDataType", ID=place.property,
                                               Value=ua.Variant(value, _V.String)))
        elif place.field in MATERIAL:
            self._fields[place.field] = value
        elif place.field == EQUIPMENT:
            self._others["EquipmentRequirements"] = [self._make("ISA95EquipmentDataType", ID=value)]
        else:
            self._others["WorkMasterID"] = [self._make("ISA95WorkMasterDataType", ID=value)]

    def material(self, use: str) -> Any:  # noqa: ANN401 - a structure made from the table
        """The material produced."""
        return self._make("ISA95MaterialDataType", MaterialUse=use, Properties=self._properties or None,
                          **self._fields)

    def order(self, pairs: Pairs) -> dict[str, Any]:
        """The other fields of the order, with ``pairs`` behind the parameters that have a place."""
        said = parameters(self._make, (*self._parameters, *pairs))
        return {**self._others, "JobOrderParameters": said or None}
