"""The tag map for the integrator."""

import csv
import io
from pathlib import Path

import pytest

from linebench.wire.fieldio import FieldOptions
from linebench.wire.fieldio.table import field_layout
from linebench.wire.plc import PlcOptions
from linebench.wire.plc.table import plc_layout
from linebench.wire.tags.table_csv import COLUMNS, table_csv
from linebench.wire.tags.tag import Tag, TagTable
from tests.wire.tags.table_text import table_text

GOLDEN = Path(__file__).parent / "golden"
TABLES = {"plc": plc_layout(PlcOptions()).table(), "fieldio": field_layout(FieldOptions()).table()}


def test_each_tag_is_a_line_with_its_places_quoted_where_a_comma_or_quote_asks_for_it():
    """Line feeds alone; bools with bit and register; texts with their room."""
    table = TagTable((
        Tag(name="A.On", kind="bool", summary='it is "on", or not'),
        Tag(name="A.Set", kind="bool", writable=True),
        Tag(name="B[0].Text", kind="string", size=9, writable=True, summary="plain"),
        Tag(name="C", kind="uint32"),
    ))
    assert table_csv(table, db=5) == (
        "name,type,access,modbus object,modbus address,holding register,registers,s7,opc ua,logix,summary\n"
        'A.On,bool,read,discrete input,0,0,1,DB5.DBX0.0,ns=2;s=A.On,A_On,"it is ""on"", or not"\n'
        "A.Set,bool,read/write,coil,0,1,1,DB5.DBX0.1,ns=2;s=A.Set,A_Set,\n"
        "B[0].Text,string[9],read/write,holding register,2,2,5,DB5.DBB2,ns=2;s=B[0].Text,B_0_Text,plain\n"
        "C,uint32,read,holding register,7,7,2,DB5.DBD14,ns=2;s=C,C,\n")


@pytest.mark.parametrize("name", TABLES)
def test_the_map_of_each_port_is_the_one_that_integrators_have(name):
    """Addresses are agreed with other parties: a change here is a change of the interface.

    ``python -m tests.wire.tags.renew`` writes the file anew.
    """
    assert (GOLDEN / f"{name}.csv").read_bytes().decode() == table_csv(TABLES[name])


@pytest.mark.parametrize("name", TABLES)
def test_any_reader_of_csv_gets_the_same_columns_from_every_line(name):
    """No summary breaks a line into more."""
    rows = list(csv.reader(io.StringIO(table_csv(TABLES[name]))))
    assert tuple(rows[0]) == COLUMNS
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert [row[0] for row in rows[1:]] == [tag.name for tag in TABLES[name]]


def test_slots_are_one_line_for_people():
    """The numbers of a ring's slots are joined; what has one slot, or none, keeps its name."""
    table = TagTable((Tag(name="R.Count", kind="uint16", summary="rows"),
                      *(Tag(name=f"R[{n}].{field}", kind="bool", writable=True)
                        for n in range(3) for field in "ab"),
                      Tag(name="S[0].Text", kind="string", size=4)))
    assert table_text(table) == ("| tag | type | host | says |\n| --- | --- | --- | --- |\n"
                                 "| `R.Count` | uint16 | reads | rows |\n"
                                 "| `R[0-2].a` | bool | writes |  |\n| `R[0-2].b` | bool | writes |  |\n"
                                 "| `S[0].Text` | string[4] | reads |  |\n")
