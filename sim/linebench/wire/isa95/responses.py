"""ISA95JobResponseDataType and ISA95StateDataType from what the port says of a job order, and into it."""

from collections.abc import Mapping, Sequence
from typing import Any

from asyncua import ua

from linebench.ports.erp import JobOrder, JobResponse
from linebench.wire.isa95.profile import JobsProfile
from linebench.wire.isa95.times import Times
from linebench.wire.isa95.values import Make, UnfitError, flat, text
from linebench.wire.isa95.words import NAMES, NUMBERS

__all__ = ["REASON", "Responses", "read_state", "state"]

REASON = "ReasonForStateChange"
"""Id of the reason in JobResponseData, as OPC 40001-3 has it."""
_WORDS: Mapping[int, str] = {number: word for word, number in NUMBERS.items()}
_V = ua.VariantType


def state(make: Make, word: str) -> list[Any]:
    """A state as ISA95StateDataType: the top level alone, with an empty path."""
    return [make("ISA95StateDataType", StateText=ua.LocalizedText(NAMES[word]), StateNumber=NUMBERS[word])]


def read_state(given: Sequence[Any] | None) -> str:
    """The state at the top level; sub-states are left out.

    Raises:
        UnfitError: there is none, or it is none of the standard.

    """
    top = [each for each in given or () if not (each.BrowsePath and each.BrowsePath.Elements)]
    if len(top) != 1:
        raise UnfitError(f"found {len(top)} states without a path; expected one")
    if top[0].StateNumber not in _WORDS:
        raise UnfitError(f"found the state number {top[0].StateNumber}; expected 1 to {len(_WORDS)}")
    return _WORDS[top[0].StateNumber]


class Responses:
    """Writes and reads responses as one profile has them.

    Args:
        profile: see ``JobsProfile``.
        times: the calendar.

    """

    def __init__(self, profile: JobsProfile, times: Times) -> None:
        self._profile, self._times = profile, times
        self._ids = dict(profile.counts)
        self._names = {own: name for name, own in self._ids.items()}

    def write(self, make: Make, response: JobResponse, order: JobOrder | None) -> Any:  # noqa: ANN401 - a structure
        """The structure. ``order``: what was ordered, where that is known, for the material produced."""
        kind = _V[self._profile.count_as]
        data = [make("ISA95ParameterDataType", ID=self._ids.get(name, name),
                     Value=ua.Variant(float(count) if kind == _V.Double else count, kind))
                for name, count in response.counts]
        if response.reason:
            data.append(make("ISA95ParameterDataType", ID=REASON,
                             Value=ua.Variant(ua.LocalizedText(response.reason), _V.LocalizedText)))
        return make("ISA95JobResponseDataType", JobResponseID=response.job, JobOrderID=response.job,
                    StartTime=self._times.moment(response.begun_us),
                    EndTime=self._times.moment(response.ended_us), JobState=state(make, response.state),
                    JobResponseData=data or None,
                    MaterialActuals=self._actuals(make, response, order))

    def read(self, given: Any) -> JobResponse:  # noqa: ANN401 - as above
        """The response. What is a whole number is a count; what is anything else is left out, but the reason.

        Raises:
            UnfitError: it names no job order or has no state of the standard.

        """
        if not given.JobOrderID:
            raise UnfitError("found a response without a JobOrderID")
        data = given.JobResponseData or ()
        counts = tuple((self._names.get(each.ID, text(each.ID)), int(value)) for each in data
                       if (value := _whole(each.Value)) is not None)
        reasons = flat([each for each in data if each.ID == REASON], self._profile.most_pairs)
        return JobResponse(given.JobOrderID, read_state(given.JobState), counts,
                           self._times.micros(given.StartTime), self._times.micros(given.EndTime),
                           reasons[0][1] if reasons else "")

    def _actuals(self, make: Make, response: JobResponse, order: JobOrder | None) -> list[Any] | None:
        count = dict(response.counts).get(self._profile.actual)
        if order is None or count is None:
            return None
        return [make("ISA95MaterialDataType", MaterialDefinitionID=order.gtin, MaterialLotID=order.lot,
                     MaterialUse=self._profile.produced[0], Quantity=str(count))]


def _whole(given: Any) -> int | None:  # noqa: ANN401 - a value of any type
    value = given.Value if isinstance(given, ua.Variant) else given
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if value == int(value) else None
