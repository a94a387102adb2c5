"""Events of every kind, as they could come from anywhere."""

from hypothesis import strategies as st

from linebench.epcis import words
from linebench.epcis.kinds import KINDS
from linebench.epcis.model import (
    Document,
    ErrorDeclaration,
    Event,
    Persistent,
    Place,
    QuantityElement,
    SensorElement,
    Typed,
)

TIMES = st.sampled_from(("2026-01-31T12:00:00.000+01:00", "2026-02-28T23:59:59.4996Z", "2024-02-29T00:00:00-05:00"))
SERIALS = st.text("ABCXYZ0123456789-_.", min_size=1, max_size=20)
EPCS = st.one_of(SERIALS.map(lambda one: f"urn:epc:id:sgtin:9501101.053000.{one}"),
                 st.integers(0, 10**9 - 1).map(lambda one: f"urn:epc:id:sscc:9501101.3{one:09}"),
                 SERIALS.map(lambda one: f"https://id.gs1.org/01/09501101530003/21/{one}"))
PLACES = st.integers(0, 99999).map(lambda one: f"urn:epc:id:sgln:9501101.{one:05}.0")
NAMES = st.sampled_from(("{https://example.com/a/}", "{urn:example:b:}")).flatmap(
    lambda space: st.sampled_from(("one", "two", "_three")).map(lambda name: space + name))
NUMBERS = st.one_of(st.integers(-1000, 1000), st.decimals(-1000, 1000, places=3))
LEAVES = st.one_of(st.text("abc def<&>\"'0", max_size=8).map(str.strip), NUMBERS, st.booleans())
OWN = st.dictionaries(NAMES, st.recursive(LEAVES, lambda inner: st.one_of(
    st.lists(inner, min_size=2, max_size=3).map(tuple).filter(lambda found: not any(
        isinstance(each, tuple) for each in found)),
    st.dictionaries(NAMES, inner, min_size=1, max_size=2)), max_leaves=4), max_size=2)
QUANTITIES = st.lists(st.builds(
    QuantityElement, SERIALS.map(lambda one: f"urn:epc:class:lgtin:9501101.053000.{one}"),
    st.one_of(st.integers(0, 1000), st.decimals(0, 1000, places=2)), st.sampled_from(("", "KGM"))),
    min_size=1, max_size=3).map(tuple)


def _typed(ids, kinds):
    return st.lists(st.builds(Typed, ids, st.sampled_from(sorted(kinds.words))), max_size=3).map(tuple)


PARTIES = SERIALS.map(lambda one: f"https://example.com/party/{one}")
REPORTS = st.fixed_dictionaries(
    {"type": st.sampled_from(sorted(words.MEASUREMENTS.words))},
    optional={"value": NUMBERS, "uom": st.just("CEL"), "time": TIMES, "booleanValue": st.booleans(),
              "exception": st.sampled_from(sorted(words.ALERTS.words)),
              "{https://example.com/a/}one": st.just("x")})
SENSORS = st.lists(st.builds(SensorElement, st.lists(REPORTS, min_size=1, max_size=2).map(tuple),
                             st.fixed_dictionaries({}, optional={"time": TIMES, "deviceID": PLACES}), OWN),
                   max_size=2).map(tuple)
EPC_LISTS = st.lists(EPCS, min_size=1, max_size=4, unique=True).map(tuple)
DISPOSITIONS = st.sampled_from(sorted(words.DISPOSITIONS.words))
ERRORS = st.builds(ErrorDeclaration, TIMES, st.sampled_from(("", *sorted(words.REASONS.words))),
                   st.lists(PARTIES, max_size=2).map(tuple), OWN)
COMMON = {"event_time": TIMES, "event_time_zone_offset": st.sampled_from(("+01:00", "-05:00")),
          "record_time": st.one_of(st.just(""), TIMES), "event_id": st.one_of(st.just(""), PARTIES),
          "error_declaration": st.none() | ERRORS, "extensions": OWN,
          "biz_step": st.sampled_from(("", *sorted(words.STEPS.words), "https://example.com/step")),
          "disposition": st.one_of(st.just(""), DISPOSITIONS),
          "read_point": st.none() | st.builds(Place, PLACES, OWN),
          "biz_location": st.none() | st.builds(Place, PLACES), "sensor_element_list": SENSORS,
          "source_list": _typed(PARTIES, words.PARTIES), "destination_list": _typed(PARTIES, words.PARTIES),
          "biz_transaction_list": _typed(PARTIES, words.TRANSACTIONS)}
ACTIONS = st.sampled_from(("ADD", "OBSERVE", "DELETE"))
CONTENTS = {"action": ACTIONS, "parent_id": EPCS, "child_epcs": EPC_LISTS}
KEPT = {"persistent_disposition": st.none() | st.builds(
    Persistent, st.lists(DISPOSITIONS, min_size=1, unique=True, max_size=2).map(tuple))}
OWN_FIELDS = {
    "ObjectEvent": {"action": st.just("ADD"), "epc_list": EPC_LISTS, "quantity_list": QUANTITIES, "ilmd": OWN,
                    **KEPT},
    "AggregationEvent": {**CONTENTS, "child_quantity_list": st.just(()) | QUANTITIES},
    "AssociationEvent": CONTENTS,
    "TransactionEvent": {"action": ACTIONS, "epc_list": EPC_LISTS, "parent_id": st.just("") | EPCS,
                         "biz_transaction_list": _typed(PARTIES, words.TRANSACTIONS).filter(bool)},
    "TransformationEvent": {"input_epc_list": EPC_LISTS, "output_epc_list": EPC_LISTS, "ilmd": OWN, **KEPT,
                            "input_quantity_list": st.just(()) | QUANTITIES},
}
EVENTS = st.sampled_from(sorted(KINDS)).flatmap(
    lambda kind: st.builds(Event, type=st.just(kind), **{**COMMON, **OWN_FIELDS[kind]}))


def document(*events, **others):
    """A document of these events."""
    return Document(version="2.0", created="2026-01-31T12:00:00Z", events=events, **others)
