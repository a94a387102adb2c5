"""Where tags lie for Modbus and for S7."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.wire.tags.addresses import ModbusPlace, S7Place, modbus_map, s7_map
from linebench.wire.tags.tag import Tag, TagTable

TABLE = TagTable((
    Tag(name="a", kind="bool"),
    Tag(name="b", kind="bool", writable=True),
    Tag(name="c", kind="uint32"),
    Tag(name="d", kind="string", size=5, writable=True),
    Tag(name="e", kind="bool"),
    Tag(name="f", kind="int16"),
    Tag(name="g", kind="float"),
    Tag(name="h", kind="bool", writable=True),
))
TABLES = st.lists(st.builds(lambda kind, size, writable: (kind, size if kind == "string" else 0, writable),
                            st.sampled_from(("bool", "int16", "uint16", "int32", "uint32", "float", "string")),
                            st.integers(1, 254), st.booleans()), max_size=40).map(
    lambda rows: TagTable(tuple(Tag(name=f"t{n}", kind=kind, size=size, writable=writable)
                                for n, (kind, size, writable) in enumerate(rows))))


def test_modbus_gives_every_tag_registers_and_every_bool_a_bit_of_its_own():
    """Bools that the host writes are coils, others discrete inputs; all tags lie in registers in their order."""
    assert dict(modbus_map(TABLE)) == {
        "a": ModbusPlace(register=0, count=1, bits="discrete", bit=0),
        "b": ModbusPlace(register=1, count=1, bits="coil", bit=0),
        "c": ModbusPlace(register=2, count=2),
        "d": ModbusPlace(register=4, count=3),
        "e": ModbusPlace(register=7, count=1, bits="discrete", bit=1),
        "f": ModbusPlace(register=8, count=1),
        "g": ModbusPlace(register=9, count=2),
        "h": ModbusPlace(register=11, count=1, bits="coil", bit=1),
    }


def test_s7_packs_bools_from_bit_0_and_aligns_the_rest_to_words():
    """A tag behind bools begins at the next even byte; an S7 string has two bytes before its text."""
    places = s7_map(TABLE, db=7)
    assert dict(places) == {
        "a": S7Place(db=7, byte=0, bit=0, count=1, kind="bool"),
        "b": S7Place(db=7, byte=0, bit=1, count=1, kind="bool"),
        "c": S7Place(db=7, byte=2, count=4, kind="uint32"),
        "d": S7Place(db=7, byte=6, count=7, kind="string"),
        "e": S7Place(db=7, byte=13, bit=0, count=1, kind="bool"),
        "f": S7Place(db=7, byte=14, count=2, kind="int16"),
        "g": S7Place(db=7, byte=16, count=4, kind="float"),
        "h": S7Place(db=7, byte=20, bit=0, count=1, kind="bool"),
    }
    assert [place.text for place in places.values()] == [
        "DB7.DBX0.0", "DB7.DBX0.1", "DB7.DBD2", "DB7.DBB6", "DB7.DBX13.0", "DB7.DBW14", "DB7.DBD16", "DB7.DBX20.0"]


def test_a_table_beyond_the_last_register_is_refused():
    """65,536 registers is what Modbus addresses; 65,537 is an error with both numbers."""
    tags = tuple(Tag(name=f"t{n}", kind="uint32") for n in range(32_768))
    assert modbus_map(TagTable(tags))["t32767"] == ModbusPlace(register=65_534, count=2)
    with pytest.raises(ValueError, match="65537 registers; Modbus addresses 65536"):
        modbus_map(TagTable((*tags, Tag(name="more", kind="bool"))))


@given(TABLES)
def test_no_two_tags_share_a_place(table):
    """Every register, coil, discrete input and bit of the data block belongs to one tag at most."""
    modbus, s7 = modbus_map(table), s7_map(table)
    assert list(modbus) == list(s7) == [tag.name for tag in table]
    registers = [place.register + n for place in modbus.values() for n in range(place.count)]
    assert registers == list(range(len(registers)))
    bits = [(place.bits, place.bit) for place in modbus.values() if place.bits]
    assert len(set(bits)) == len(bits)
    taken = [bit for place in s7.values() for bit in _bits(place)]
    assert len(set(taken)) == len(taken)
    assert all(place.byte % 2 == 0 for place in s7.values() if place.kind != "bool")


def _bits(place):
    if place.kind == "bool":
        return [place.byte * 8 + place.bit]
    return range(place.byte * 8, (place.byte + place.count) * 8)
