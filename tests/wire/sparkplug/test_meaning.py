"""Data types: what is held comes back, limits are kept, and what makers write otherwise is understood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.wire.sparkplug.meaning import DataType, MeaningError, held, meaning
from linebench.wire.sparkplug.values import Held

LIMITS = {DataType.INT8: (-128, 127), DataType.INT16: (-32768, 32767), DataType.INT32: (-2**31, 2**31 - 1),
          DataType.INT64: (-2**63, 2**63 - 1), DataType.UINT8: (0, 255), DataType.UINT16: (0, 65535),
          DataType.UINT32: (0, 2**32 - 1), DataType.UINT64: (0, 2**64 - 1), DataType.DATETIME: (0, 2**64 - 1)}


@given(st.sampled_from(list(LIMITS)).flatmap(lambda kind: st.tuples(st.just(kind), st.integers(*LIMITS[kind]))))
def test_a_number_comes_back(pair):
    """Over the whole range of each type."""
    datatype, number = pair
    assert meaning(datatype, held(datatype, number)) == number


@pytest.mark.parametrize("datatype", LIMITS)
def test_a_number_out_of_range_is_refused(datatype):
    """One below and one above, with the range in the message."""
    least, most = LIMITS[datatype]
    for number in (least - 1, most + 1):
        with pytest.raises(MeaningError) as refused:
            held(datatype, number)
        assert str(refused.value) == f"found {number}; expected {least} to {most}, a value of {datatype.name}"


@pytest.mark.parametrize(("datatype", "value", "kind"), [
    (DataType.DOUBLE, 2.5, "double"), (DataType.FLOAT, 0.5, "float"), (DataType.BOOLEAN, True, "boolean"),
    (DataType.STRING, "é", "string"), (DataType.UUID, "u", "string"), (DataType.BYTES, b"\0", "bytes")])
def test_other_values_stand_in_the_field_of_their_type(datatype, value, kind):
    """The field is the specification's, the content the value."""
    assert held(datatype, value) == Held(kind, value)
    assert meaning(datatype, Held(kind, value)) == value


def test_a_small_number_below_zero_may_be_written_in_two_ways():
    """Minus one of eight bits: filled up to 32 bits, or in eight."""
    assert held(DataType.INT8, -1) == Held("int", 0xFFFF_FFFF)
    assert [meaning(DataType.INT8, Held("int", raw)) for raw in (0xFFFF_FFFF, 0xFF)] == [-1, -1]


@pytest.mark.parametrize(("datatype", "value", "message"), [
    (DataType.INT64, Held("int", 1), "found a value in the field int; expected long, for INT64"),
    (DataType.UINT8, Held("int", 256), "found 256; expected a value of UINT8"),
    (DataType.INT8, Held("int", 300), "found 300; expected a value of INT8"),
    (99, Held("int", 1), "found data type 99; expected 1 to 34"),
    (None, Held("int", 1), "found data type None; expected 1 to 34")])
def test_what_does_not_fit_its_type_is_said(datatype, value, message):
    """Found and expected."""
    with pytest.raises(MeaningError) as refused:
        meaning(datatype, value)
    assert str(refused.value) == message


def test_a_value_of_another_kind_is_refused():
    """A text is no number, and true is none either."""
    for value in ("1", True, 1.5):
        with pytest.raises(MeaningError, match="expected a value of INT64"):
            held(DataType.INT64, value)
