"""Results of a vision system: as fields of an event, and found again by their number."""

from collections import deque
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from asyncua import ua

from linebench.ports.camera import Reading
from linebench.wire.opcua.methods import Outcome
from linebench.wire.opcua.typebuilder import TypeSpace

__all__ = ["Results", "error", "job_variant"]

_V = ua.VariantType
_COMPLETED = 1
"""Processing ended well, whatever was read: the verdict is in the content."""
_UNKNOWN = 1
"""Error of a method that was asked for a result that is not kept; 0 is success."""
_COMPONENTS = ("HasTransferableDataOnFile", "", "IsPartial", "IsSimulated", "ResultState", "MeasId", "PartId",
               "ExternalRecipeId", "InternalRecipeId", "ProductId", "ExternalConfigurationId",
               "InternalConfigurationId", "JobId", "CreationTime", "ProcessingTimes", "ResultContent")
"""Outputs of GetResultComponentsById in their order; the empty one is the handle."""
_BUILT_IN = {"HasTransferableDataOnFile": _V.Boolean, "IsPartial": _V.Boolean, "IsSimulated": _V.Boolean,
             "ResultState": _V.Int32, "CreationTime": _V.DateTime, "ResultContent": _V.Variant}


class Results:
    """The newest results. ``content``: what the payload holds, in order; ``kept``: how many are found again."""

    def __init__(self, types: TypeSpace, content: Sequence[str], kept: int) -> None:
        self._types = types
        self._content = content
        self._results: deque[Any] = deque(maxlen=kept)

    def add(self, reading: Reading, recipe: str, job: ua.Variant, moment: datetime) -> dict[str, ua.Variant]:
        """Keep a reading as a result and return the fields of its event."""
        make = self._types.make
        content = [ua.Variant(getattr(reading, part), _V.UInt32 if part == "trigger" else _V.String)
                   for part in self._content]
        made = make("MachineVision.ResultDataType",
                    ResultId=make("MachineVision.ResultIdDataType", Id=str(reading.trigger)), IsPartial=False,
                    ResultState=_COMPLETED, JobId=job.Value, CreationTime=moment, ResultContent=content,
                    InternalRecipeId=make("MachineVision.RecipeIdInternalDataType", Id=recipe),
                    InternalConfigurationId=make("MachineVision.ConfigurationIdDataType", Id=""))
        self._results.append(made)
        names = ("ResultId", "IsPartial", "ResultState", "InternalRecipeId", "InternalConfigurationId", "JobId",
                 "CreationTime", "ResultContent")
        return {name: _field(made, name) for name in names}

    def by_id(self, result: Any, timeout: int) -> Outcome:  # noqa: ANN401 - a structure made from the table
        """GetResultById; it never waits for what is not there yet."""
        del timeout
        found = self._find(result.Id)
        made = found or self._types.make("MachineVision.ResultDataType")
        return [_handle(), ua.Variant(made, _V.ExtensionObject),
                error(0 if found is not None else _UNKNOWN)]

    def components_by_id(self, result: Any, timeout: int) -> Outcome:  # noqa: ANN401 - as above
        """GetResultComponentsById."""
        del timeout
        found = self._find(result.Id)
        made = found or self._types.make("MachineVision.ResultDataType")
        return [*(_field(made, name) if name else _handle() for name in _COMPONENTS),
                error(0 if found is not None else _UNKNOWN)]

    def listed(self, *filters: Any) -> Outcome:  # noqa: ANN401 - as above
        """GetResultListFiltered, by state, job and recipe; the oldest first."""
        wanted, internal, job = filters[0], filters[4], filters[8]
        most, start = filters[9], filters[10]
        found = [each for each in self._results
                 if wanted in (0, each.ResultState) and (not internal.Id or each.InternalRecipeId.Id == internal.Id)
                 and (not job.Id or each.JobId.Id == job.Id)]
        page = found[start:start + most] if most else found[start:]
        last = start + len(page) >= len(found)
        return [ua.Variant(last, _V.Boolean), ua.Variant(len(page), _V.UInt32), _handle(),
                ua.Variant(page, _V.ExtensionObject, is_array=True), error(0)]

    def _find(self, number: str) -> Any:  # noqa: ANN401 - as above
        return next((each for each in reversed(self._results) if each.ResultId.Id == number), None)


def _field(result: Any, name: str) -> ua.Variant:  # noqa: ANN401 - a structure made from the table
    value = getattr(result, name)
    kind = _BUILT_IN.get(name, _V.ExtensionObject)
    if value is None and kind == _V.Boolean:
        value = False
    return ua.Variant(value, kind, is_array=name == "ResultContent")


def _handle() -> ua.Variant:
    # nothing is locked by a reading of a result, so that there is nothing to release
    return ua.Variant(0, _V.UInt32)


def error(number: int) -> ua.Variant:
    """The last output of most methods: 0 is success."""
    return ua.Variant(number, _V.Int32)


def job_variant(types: TypeSpace, number: int) -> ua.Variant:
    """The id of a job, counted from 1."""
    return ua.Variant(types.make("MachineVision.JobIdDataType", Id=str(number)), _V.ExtensionObject)
