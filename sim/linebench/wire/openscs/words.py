"""What OPC 30260 calls by number or by the name of a method, in the words of the port."""

from collections.abc import Mapping
from enum import IntEnum
from types import MappingProxyType
from typing import Literal, TypeAlias

__all__ = ["DRAWS", "EVENTS", "MOVES", "STATES", "Group", "ReturnStatus", "number_of", "word_of"]

Group: TypeAlias = Literal["sn", "label", "sid", "aggregation"]
"""What a method speaks of; refusals that name no better reason have a number for each."""

STATES = ("unassigned", "unallocated", "allocated", "invalid", "encoded", "label_sampled", "label_scrapped",
          "commissioned", "sampled", "inactive", "destroyed", "released")
"""By the number in OPENSCSSerialNumberStateEnum."""


class ReturnStatus(IntEnum):
    """OPENSCSReturnEnum."""

    UNDEFINED = 0
    NO_ERROR = 1
    UNKNOWN_COLLECTION = 2
    INSUFFICIENT = 3
    UNKNOWN_FORMAT = 4
    BAD_TOKEN = 5
    UNKNOWN_CRITERIA = 6
    NO_SN_EVENTS = 7
    NO_LABEL_EVENTS = 8
    NO_SID_EVENTS = 9
    UNKNOWN_AGGREGATION_SID = 10
    NO_PRIVILEGE = 11


DRAWS: Mapping[str, str] = MappingProxyType({
    "SNRequestUnassigned": "unassigned", "SNRequestUnallocated": "unallocated", "SNRequestAllocated": "allocated"})
"""Methods that give numbers, and the state in which they do."""
MOVES: Mapping[str, str] = MappingProxyType({
    "SNReturnUnallocated": "unassigned", "SNReturnAllocated": "unallocated", "SNtoUnallocated": "unallocated",
    "SNtoAllocated": "allocated", "SNtoEncoded": "encoded"})
"""Methods of a pool that take numbers, and the state in which these are then."""
EVENTS: Mapping[str, tuple[str, Group]] = MappingProxyType({
    "SNInvalidatingEvent": ("invalid", "sn"),
    "LabelsEncodingEvent": ("encoded", "label"), "LabelsScrappingEvent": ("label_scrapped", "label"),
    "LabelsSamplingEvent": ("label_sampled", "label"), "LabelsInspectingEvent": ("", "label"),
    "SIDCommissioningEvent": ("commissioned", "sid"), "SIDDecommissioningEvent": ("inactive", "sid"),
    "SIDDestroyingEvent": ("destroyed", "sid"), "SIDShippingEvent": ("released", "sid"),
    "SIDInspectingEvent": ("", "sid")})
"""Events: the state that they bring, none where something was only looked at; and what they speak of."""

_NUMBERS: Mapping[str, ReturnStatus] = MappingProxyType({
    "ok": ReturnStatus.NO_ERROR, "unknown_collection": ReturnStatus.UNKNOWN_COLLECTION,
    "insufficient": ReturnStatus.INSUFFICIENT, "unknown_form": ReturnStatus.UNKNOWN_FORMAT,
    "bad_request": ReturnStatus.BAD_TOKEN, "unknown_criteria": ReturnStatus.UNKNOWN_CRITERIA,
    "no_privilege": ReturnStatus.NO_PRIVILEGE})
_WORDS: Mapping[int, str] = MappingProxyType(
    {int(number): word for word, number in _NUMBERS.items()}
    | {7: "not_accepted", 8: "not_accepted", 9: "not_accepted", 10: "unknown_serial"})
_REFUSALS: Mapping[Group, ReturnStatus] = MappingProxyType({
    "sn": ReturnStatus.NO_SN_EVENTS, "label": ReturnStatus.NO_LABEL_EVENTS, "sid": ReturnStatus.NO_SID_EVENTS,
    "aggregation": ReturnStatus.NO_SID_EVENTS})
"""The standard has no number for a serial that is unknown or may not come into a state: these cannot be taken."""
_REFUSED = frozenset({"not_accepted", "not_allowed", "unknown_serial"})


def number_of(word: str, group: Group) -> ReturnStatus:
    """The number that a status of the port travels as; ``UNDEFINED`` for a word that the standard has not."""
    if group == "aggregation" and word == "unknown_serial":
        return ReturnStatus.UNKNOWN_AGGREGATION_SID
    return _REFUSALS[group] if word in _REFUSED else _NUMBERS.get(word, ReturnStatus.UNDEFINED)


def word_of(number: int) -> str:
    """The status of the port; ``undefined`` for a number that the standard has not."""
    return _WORDS.get(number, "undefined")
