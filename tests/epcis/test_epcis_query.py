"""The standard's queries: which events fit, which parameters there are, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.epcis.stock import A1, A1_LINK, B1, CASES, EX, MASTER, STOCK
from tests.epcis.strategies import EVENTS

from linebench.epcis.canonical import canonical_id
from linebench.epcis.query import Query, QueryError, compile_query
from linebench.epcis.query_parts import Between, Naming, Within


def found(query):
    return [name for name, each in STOCK.items() if query.fits(each)]


@pytest.mark.parametrize(("name", "values", "expected"), CASES, ids=lambda part: str(part)[:60])
def test_what_fits(name, values, expected):
    """Exactly these events, and each of them is as the hint for a store says."""
    query = compile_query([(name, values)], EX, MASTER)
    assert found(query) == expected.split()
    for each in expected.split():
        assert all(hinted(hint, STOCK[each]) for hint in query.hints)


def hinted(hint, one):
    """What a store would find by the hint, written once more in plain words."""
    if isinstance(hint, Within):
        return getattr(one, hint.column) in hint.values
    if isinstance(hint, Between):
        return getattr(one, hint.column)
    texts = (*one.epc_list, *one.child_epcs, *one.input_epc_list, *one.output_epc_list, one.parent_id, *(
        each.epc_class for each in (*one.child_quantity_list, *one.output_quantity_list)))
    ids = [canonical_id(text) for text in texts]
    return any(epc in hint.ids or epc.startswith(hint.starts) for epc in ids)


def test_all_conditions_hold_together():
    """Each parameter narrows what the others leave; none at all lets everything fit."""
    assert found(compile_query([("EQ_action", ("ADD",)), ("MATCH_epc", (B1,))])) == ["born"]
    assert found(compile_query(())) == list(STOCK)


def test_a_pattern_can_be_looked_up():
    """By how the identifiers begin, whatever the digit before the prefix."""
    query = compile_query({"MATCH_epc": (A1, "urn:epc:idpat:sgtin:9501101.*.*")})
    starts = tuple(f"https://id.gs1.org/01/{digit}9501101" for digit in range(10))
    assert query.hints == (Naming(frozenset({A1_LINK}), starts),)


@pytest.mark.parametrize(("parameters", "message"), [
    ([("EQ_colour", ("red",))], "found the parameter 'EQ_colour', expected one of the standard's: EQ_action, "),
    ([("EQ_action", ("add",))], "EQ_action: found 'add', expected ADD, DELETE, OBSERVE"),
    ([("EQ_action", ())], r"EQ_action: found \[\], expected at least one value"),
    ([("EQ_action", ("ADD",)), ("EQ_action", ("DELETE",))], "EQ_action: found twice, expected once"),
    ([("eventType", ("Event",))], "eventType: found 'Event', expected one of AggregationEvent"),
    ([("EQ_bizStep", ("comissioning",))], "EQ_bizStep: found 'comissioning', expected a bizStep of the CBV"),
    ([("EQ_bizStep", ("urn:epcglobal:cbv:bizstep:comissioning",))], "expected a bizStep of the CBV"),
    ([("GE_eventTime", ("yesterday",))], "GE_eventTime: found 'yesterday', expected a time such as"),
    ([("GE_eventTime", ("2026-02-30T00:00:00Z",))], "expected a time such as"),
    ([("GE_eventTime", ("2026-01-31T12:00:00Z", "2026-01-31T12:00:00Z"))], "expected one value"),
    ([("GT_quantity", ("many",))], "GT_quantity: found 'many', expected a number"),
    ([("GT_quantity", ("1", "2"))], "expected one value"),
    ([("GT_value_CEL", ("warm",))], "expected a number"),
    ([("GT_ILMD_cbvmda:lotNumber", ("L1",))], "expected a number, or a time such as"),
    ([("EQ_ILMD_ex:lot", ("L1",))], "found the field 'ex:lot', expected namespace#name, or prefix:name with one"),
    ([("EXISTS_errorDeclaration", ("no",))], "expected no value, or true"),
    ([("EQ_bizTransaction_order", ("urn:x:y",))], "found 'order', expected a bizTransaction type of the CBV"),
    ([("MATCH_epc", ("urn:epc:idpat:sgtin:95.*.*",))], "the company prefix '95', expected 6 to 12 digits"),
    ([("MATCH_epc", ("urn:epc:idpat:sgtin:9501101.*.7",))], "expected a pattern such as urn:epc:idpat:sgtin"),
    ([("MATCH_epc", ("urn:epc:idpat:odd:9501101.*",))], "expected a pattern such as urn:epc:idpat:sgtin"),
    ([("MATCH_epc", ("urn:epc:idpat:sgtin:9501101.0530001.*",))], "expected 13 digits in its first two parts"),
    ([("MATCH_epc", ("https://example.com/77/*",))], "expected a link such as https://id.gs1.org/01/"),
    ([("EQATTR_bizLocation", ("x",))], "expected a field and an attribute"),
    ([("orderBy", ("weight",))], "orderBy: found 'weight', expected eventTime, recordTime, or a field of others"),
    ([("orderDirection", ("up",))], "orderDirection: found 'up', expected ASC or DESC"),
    ([("eventCountLimit", ("0",))], "eventCountLimit: found '0', expected a whole number from 1"),
    ([("eventCountLimit", ("9" * 5000,))], "expected a whole number from 1, of at most 9 digits"),
    ([("maxEventCount", ("-1",))], "expected a whole number from 1"),
    ([("maxEventCount", ("1",)), ("eventCountLimit", ("1",))], "found both eventCountLimit and maxEventCount"),
])
def test_what_is_refused(parameters, message):
    """With the exception of the standard for parameters, and one message."""
    with pytest.raises(QueryError, match=message) as refused:
        compile_query(parameters)
    assert refused.value.kind == "QueryParameterException"


def test_too_much_is_too_complex():
    """Ten thousand values can be asked for, one more cannot."""
    compile_query([("EQ_eventID", ("urn:x:y",) * 10_000)])
    with pytest.raises(QueryError, match="more than 10,000 values") as refused:
        compile_query([("EQ_eventID", ("urn:x:y",) * 10_001)])
    assert refused.value.kind == "QueryTooComplexException"


def test_order_and_limits():
    """The newest first unless told otherwise; fields of others by their kind; without orderBy as they come."""
    def sorted_by(*parameters):
        order = compile_query(parameters, EX).order
        return sorted(STOCK, key=lambda name: order.key(STOCK[name]), reverse=order.descending)

    names = list(STOCK)
    assert sorted_by(("orderBy", ("eventTime",))) == names[::-1]
    assert sorted_by(("orderBy", ("eventTime",)), ("orderDirection", ("ASC",))) == names
    assert sorted_by(("orderBy", ("recordTime",)))[0] == "packed"
    assert sorted_by(("orderBy", ("ex:rank",)))[:3] == ["foreign", "warm", "shipped"]
    plain = compile_query({"orderDirection": ("ASC",), "eventCountLimit": ("5",)})
    assert (plain.order.key, plain.first, plain.most) == (None, 5, None)
    assert compile_query({"maxEventCount": ("7",)}) == Query(most=7)


@given(EVENTS)
def test_every_event_is_found_by_what_it_says(one):
    """By its type, time, step, every identifier in its own form and its canonical one, and every field."""
    names = {"epc_list": "MATCH_epc", "child_epcs": "MATCH_epc", "input_epc_list": "MATCH_inputEPC",
             "output_epc_list": "MATCH_outputEPC"}
    asked = [("eventType", one.type), ("GE_eventTime", one.event_time)]
    asked += [("EQ_bizStep", one.biz_step)] if one.biz_step else []
    asked += [(name, text) for field, name in names.items() for epc in getattr(one, field)
              for text in (epc, canonical_id(epc))]
    asked += [(f"EXISTS_{name[1:].replace('}', '#')}", "true") for name in one.extensions]
    asked += [("EQ_readPoint", one.read_point.id)] if one.read_point else []
    for name, value in asked:
        query = compile_query([(name, (value,))])
        assert query.fits(one), name
        assert all(hint.at_least is not None or hint.below for hint in query.hints if isinstance(hint, Between))


ODD = st.one_of(st.text(max_size=12), st.sampled_from([value for _, values, _ in CASES for value in values]),
                st.sampled_from(("urn:epc:idpat:sgtin:*", "https://id.gs1.org/00/*", "1e999", "-0", "NaN", "24:00",
                                 "9999-12-31T23:59:60-23:59", "urn:epc:idpat:cpi:9501101.*.*", "{x}y", "ex:", "#")))


@given(st.one_of(st.sampled_from([name for name, _, _ in CASES]),
                 st.builds(str.__add__, st.sampled_from(("EQ_", "GT_INNER_", "EXISTS_", "EQATTR_")), ODD)),
       st.lists(ODD, max_size=2), st.lists(EVENTS, max_size=2))
def test_whatever_is_asked_is_answered_or_refused(name, values, events):
    """Any value of any parameter: a query that can look at every event, or the one error."""
    try:
        query = compile_query([(name, values)], EX, MASTER)
    except QueryError:
        return
    assert {query.fits(each) for each in (*events, *STOCK.values())} <= {True, False}
