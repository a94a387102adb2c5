"""B2MML, the XML of ISA-95 by MESA: its namespaces, and what its two families of documents call the same thing.

Source: the published schemas, V0401 to V07. Up to V0600 work is a ProductionSchedule and comes back as a
ProductionPerformance; from V05 on it may be an OperationsSchedule and OperationsPerformance, since V07 only that.
"""

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

__all__ = ["FAMILIES", "NAMESPACES", "PRODUCED", "REQUEST_STATES", "STATES", "VERBS", "Family"]

NAMESPACES = ("http://www.mesa.org/xml/B2MML", "http://www.mesa.org/xml/B2MML-V0600",
              "http://www.wbf.org/xml/B2MML-V05", "http://www.wbf.org/xml/B2MML-V0401")
"""Of V07, V0600, V05 and V0401."""
VERBS = ("Process", "Sync", "Show", "Respond")
"""Transactions that say what is to be, in front of the name of what is said. Cancel takes back."""
PRODUCED = frozenset({"Produced", "Material Produced"})
"""Uses of material that is made."""


class Family(msgspec.Struct, frozen=True, kw_only=True):
    """The names of one family.

    Attributes:
        schedule: what holds the requests.
        request: one order.
        parameter: what a segment is told; ``wrapped``: whether its id and value stand in a Parameter.
        material: the material of a segment; ``by_use``: whether it says for what it is used.
        material_property: of it.
        performance: what holds the responses.
        response: what became of one order.
        request_id: of which order.
        data: what a segment tells.
        held: state of a request that may not be started yet.

    """

    schedule: str
    request: str
    parameter: str
    wrapped: bool
    material: str
    by_use: bool
    material_property: str
    performance: str
    response: str
    request_id: str
    data: str
    held: str


FAMILIES: Mapping[str, Family] = MappingProxyType({
    "operations": Family(
        schedule="OperationsSchedule", request="OperationsRequest", parameter="SegmentParameter", wrapped=False,
        material="MaterialRequirement", by_use=True, material_property="MaterialRequirementProperty",
        performance="OperationsPerformance", response="OperationsResponse", request_id="OperationsRequestID",
        data="SegmentData", held="Waiting"),
    "production": Family(
        schedule="ProductionSchedule", request="ProductionRequest", parameter="ProductionParameter", wrapped=True,
        material="MaterialProducedRequirement", by_use=False, performance="ProductionPerformance",
        material_property="MaterialProducedRequirementProperty", response="ProductionResponse",
        request_id="ProductionRequestID", data="ProductionData", held="Forecast"),
})
"""Each family by the name that a map has for it."""
STATES: Mapping[str, str] = MappingProxyType({
    "not_allowed_to_start": "Waiting", "allowed_to_start": "Ready", "running": "Running", "interrupted": "Held",
    "ended": "Completed", "aborted": "Aborted"})
"""Our states of a job as the state of a response."""
REQUEST_STATES: Mapping[str, bool] = MappingProxyType({
    "": True, "Released": True, "Ready": True, "Forecast": False, "Waiting": False, "Held": False})
"""The states in which a request may come, and whether it may then be started."""
