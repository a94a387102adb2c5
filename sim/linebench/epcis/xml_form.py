"""What the two XML forms of EPCIS share: namespaces, and in which element the things of each list stand.

Source: GS1 EPCIS 2.0, chapter 9, and 1.2, chapter 9: their XML Schemas.
"""

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["EXTENDED_1_2", "LISTS", "NAMESPACES", "ORDER", "QUANTITIES", "QUERY_NAMESPACES", "SBDH", "TYPED", "XSI"]

NAMESPACES: Mapping[str, str] = MappingProxyType({
    "1.2": "urn:epcglobal:epcis:xsd:1", "2.0": "urn:epcglobal:epcis:xsd:2"})
"""Of documents, by version."""
QUERY_NAMESPACES: Mapping[str, str] = MappingProxyType({
    "1.2": "urn:epcglobal:epcis-query:xsd:1", "2.0": "urn:epcglobal:epcis-query:xsd:2"})
"""Of answers to queries, by version."""
SBDH = "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
LISTS: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(("epcList", "childEPCs", "inputEPCList", "outputEPCList"), "epc"))
"""Lists of identifiers: the element of one."""
QUANTITIES = ("quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList")
TYPED: Mapping[str, str] = MappingProxyType({
    "bizTransactionList": "bizTransaction", "sourceList": "source", "destinationList": "destination"})
"""Lists of things with a type: the element of one."""
_HEAD = ("eventTime", "recordTime", "eventTimeZoneOffset", "eventID", "errorDeclaration", "certificationInfo")
_TAIL = ("sourceList", "destinationList", "sensorElementList", "persistentDisposition", "ilmd")
_MIDDLE = ("action", "bizStep", "disposition", "readPoint", "bizLocation")
ORDER: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "ObjectEvent": (*_HEAD, "epcList", *_MIDDLE, "bizTransactionList", "quantityList", *_TAIL),
    "AggregationEvent": (*_HEAD, "parentID", "childEPCs", *_MIDDLE, "bizTransactionList", "childQuantityList",
                         *_TAIL),
    "TransactionEvent": (*_HEAD, "bizTransactionList", "parentID", "epcList", *_MIDDLE, "quantityList", *_TAIL),
    "TransformationEvent": (*_HEAD, "inputEPCList", "inputQuantityList", "outputEPCList", "outputQuantityList",
                            "transformationID", *_MIDDLE[1:], "bizTransactionList", *_TAIL),
    "AssociationEvent": (*_HEAD, "parentID", "childEPCs", "childQuantityList", *_MIDDLE, "bizTransactionList",
                         *_TAIL),
})
"""Elements of each kind of event in the order of the XML Schema of 2.0."""
EXTENDED_1_2: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = MappingProxyType({
    "ObjectEvent": (("quantityList", "sourceList", "destinationList", "ilmd"),
                    ("sensorElementList", "persistentDisposition")),
    "AggregationEvent": (("childQuantityList", "sourceList", "destinationList"),
                         ("sensorElementList", "persistentDisposition")),
    "TransactionEvent": (("quantityList", "sourceList", "destinationList"),
                         ("sensorElementList", "persistentDisposition")),
    "TransformationEvent": (("sensorElementList", "persistentDisposition"), ()),
    "AssociationEvent": ((), ()),
})
"""In 1.2, which elements stand in the event's ``extension``, and which in the ``extension`` inside it."""
