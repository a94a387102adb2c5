"""Structures, words and statements without a server."""

import pytest
from asyncua import ua
from asyncua.common.utils import Buffer
from asyncua.ua.ua_binary import variant_from_binary, variant_to_binary
from hypothesis import given
from hypothesis import strategies as st

from linebench.ports.serials import Drawn, Inspect, Move, Pack
from linebench.wire.opcua.typebuilder import TypeSpace
from linebench.wire.openscs.statements import Statements
from linebench.wire.openscs.structures import (
    Labels,
    drawn_collection,
    key_values,
    label_collection,
    read_drawn,
    read_labels,
    read_pairs,
)
from linebench.wire.openscs.words import STATES, ReturnStatus, number_of, word_of
from tests.wire.opcua.running import open_server

WORDS = st.text(min_size=1, max_size=8)
PAIRS = st.lists(st.tuples(WORDS.filter(lambda key: key != "LABEL_ID"), st.text(max_size=5)), max_size=3).map(tuple)
SERIALS = st.lists(WORDS, min_size=1, max_size=5, unique=True).map(tuple)


@pytest.fixture(scope="module")
def make(run):
    server = open_server("structures")

    async def build():
        await server.build()
        types = TypeSpace(server)
        await types.add("OPENSCS")
        return types

    types = run(build())
    return lambda name, **fields: types.make(f"OPENSCS.{name}", **fields)


def travelled(value):
    """A structure after it was bytes."""
    return variant_from_binary(Buffer(variant_to_binary(ua.Variant(value, ua.VariantType.ExtensionObject)))).Value


@given(PAIRS)
def test_pairs_come_back(make, pairs):
    """In their order."""
    assert read_pairs([travelled(each) for each in key_values(make, pairs)]) == pairs


@given(st.builds(Drawn, st.just("R"), st.just("ok"), st.text(max_size=5), st.sampled_from(STATES),
                 st.lists(WORDS, max_size=5).map(tuple),
                 st.dictionaries(WORDS, st.lists(st.text(max_size=5), max_size=3).map(tuple), max_size=2).map(
                     lambda extra: tuple(extra.items()))))
def test_what_was_drawn_comes_back(make, drawn):
    """With what else belongs to it."""
    assert read_drawn(travelled(drawn_collection(make, drawn, "unassigned")), "R", "ok") == drawn


@given(SERIALS, st.data())
def test_labels_come_back(make, serials, data):
    """With what is said of each and of all, and with ids of their own."""
    said = []
    for serial in serials:
        name = data.draw(st.none() | WORDS.filter(lambda name, serial=serial: name != serial))
        pairs = ((("LABEL_ID", name),) if name else ()) + data.draw(PAIRS)
        said += [(serial, pairs)] if pairs else []
    labels = Labels(data.draw(st.text(max_size=5)), data.draw(st.sampled_from(STATES)), serials, tuple(said),
                    data.draw(PAIRS))
    assert read_labels(travelled(label_collection(make, labels)), len(serials)) == labels


def test_inherited_fields_come_first_and_behind_the_mask(make):
    """A label collection on the wire: mask, the five inherited fields, then its own."""
    value = make("OPENSCSLabelCollectionDataType", ID="I", Description="D", State=4, AssociatedPoolID="P",
                 SerialNumbers=["S"], LabelCollection=[], LabelCollectionProperties=[])
    string = lambda text: len(text).to_bytes(4, "little") + text.encode()  # noqa: E731
    body = (b"\1\0\0\0" + string("I") + string("D") + b"\4\0\0\0" + string("P") + b"\1\0\0\0" + string("S")
            + b"\0\0\0\0" * 2)
    assert variant_to_binary(ua.Variant(value, ua.VariantType.ExtensionObject)).endswith(
        len(body).to_bytes(4, "little") + body)
    value.LabelCollectionProperties = None
    assert variant_to_binary(ua.Variant(value, ua.VariantType.ExtensionObject)).endswith(
        (len(body) - 4).to_bytes(4, "little") + b"\0\0\0\0" + body[4:-4])


@pytest.mark.parametrize(("word", "group", "number"), [
    ("ok", "sid", 1), ("unknown_collection", "sn", 2), ("insufficient", "sn", 3), ("unknown_form", "label", 4),
    ("bad_request", "sn", 5), ("unknown_criteria", "sn", 6), ("not_accepted", "sn", 7), ("not_allowed", "label", 8),
    ("unknown_serial", "sid", 9), ("unknown_serial", "aggregation", 10), ("not_allowed", "aggregation", 9),
    ("no_privilege", "sid", 11), ("undefined", "sn", 0), ("closed", "sn", 0)])
def test_words_of_the_port_and_numbers_of_the_standard(word, group, number):
    """A word that has no number is undefined, a refusal the number of what is spoken of."""
    assert number_of(word, group) == number


def test_every_number_has_a_word():
    """Also one that no server should send."""
    assert [word_of(number) for number in (*ReturnStatus, 12)] == [
        "undefined", "ok", "unknown_collection", "insufficient", "unknown_form", "bad_request", "unknown_criteria",
        "not_accepted", "not_accepted", "not_accepted", "unknown_serial", "no_privilege", "undefined"]


def statements():
    tokens = iter("abcdefgh")
    return Statements(lambda: next(tokens))


def test_a_statement_is_an_earlier_one_until_another_of_its_serials():
    """Of the same user; of containers what is in them counts too."""
    made = statements()
    one = Move("", ("S1", "S2"), "allocated", "SGTIN")
    other = Inspect("", ("S2",), "allocated", "SGTIN")
    pack = Pack("", (("C1", ("S2",)),), packed=True, parent_form="SSCC", child_form="SGTIN")
    apart = Move("", ("S3",), "allocated", "SGTIN")
    said = [made.request(user, each) for user, each in (
        ("u", one), ("u", apart), ("u", one), ("v", one), ("u", other), ("u", one), ("u", pack), ("u", one))]
    assert said == ["u//a", "u//b", "u//a", "v//c", "u//d", "u//e", "u//f", "u//g"]


def test_so_many_statements_are_remembered():
    """Sixty-four of a user; one before them is told anew."""
    made = Statements()
    first = Move("", ("S0",), "allocated", "SGTIN")
    before = made.request("u", first)
    for number in range(1, 64):
        made.request("u", Move("", (f"S{number}",), "allocated", "SGTIN"))
    assert made.request("u", first) == before
    made.request("u", Move("", ("S64",), "allocated", "SGTIN"))
    assert made.request("u", first) != before
