"""The integrator's map as it is read: what it may say, and all that is wrong with it at once."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.wire.mapped import MapError, read_map
from linebench.wire.tags.tag import Tag
from tests.wire.mapped.maps import HEAD, read, rings

VERDICT = ("verdict,Judge,HR10.0,bool,,,edge,HR2.0,", "verdict.trigger,Judge_No,HR11,uint32,little,,,,",
           "verdict.good,Judge_OK,HR13,uint16,,,,,1=true 2=false")


def problems(text):
    with pytest.raises(MapError) as error:
        read_map(text, "plc.csv", rings())
    return str(error.value).splitlines()


def test_a_map_makes_tags_at_its_addresses():
    """A strobe has a tag for its answer; who writes which follows from the signal."""
    found = read([*VERDICT, "state.reason,Why,DB10.DBB8[32],string,,,,,",
                  'heartbeat.plc,Life,"ns=3;s=""A"".""L""",int16,,,counter,,'])
    assert list(found.table()) == [
        Tag(name="modbus:verdict", kind="bool", writable=True, at=("HR10.0",), label="Judge", summary="verdict"),
        Tag(name="modbus:verdict answer", kind="bool", at=("HR2.0",), label="Judge answer",
            summary="answer to verdict"),
        Tag(name="modbus:verdict.trigger", kind="uint32", writable=True, at=("HR11",), order="little",
            label="Judge_No", summary="verdict.trigger"),
        Tag(name="modbus:verdict.good", kind="uint16", writable=True, at=("HR13",), label="Judge_OK",
            summary="verdict.good"),
        Tag(name="s7:state.reason", kind="string", size=32, at=("DB10.DBB8[32]",), label="Why",
            summary="state.reason"),
        Tag(name="opcua:heartbeat.plc", kind="int16", at=('ns=3;s="A"."L"',), label="Life",
            summary="heartbeat.plc"),
    ]
    assert found.protocols == {"modbus", "s7", "opcua"}


def test_what_a_map_says_is_written_as_a_map_again():
    """Words with spaces and quotes, factors and NodeIds too."""
    found = read([*VERDICT, "count.trigger,,DB1.DBD0,uint32,,0.5,,,",
                  "setup.weight_low,,HR90,float,,1/3,,,", "setup.weight_high,,HR92,float,,1000,,,",
                  'state.reason,,"ns=2;s=""A""",string[9],,,,,',
                  "answer.accepted,,HR40,string[12],,,,,\"'it is = so'=true \"\"it's not\"\"=false\""])
    text = found.text()
    again = read_map(text, "plc.csv", rings())
    assert (again.text(), list(again.table())) == (text, list(found.table()))
    assert [row.words for row in again.rows][-1] == (("it is = so", "true"), ("it's not", "false"))
    assert [row.scale for row in again.rows[3:6]] == [Fraction(1, 2), Fraction(1, 3), Fraction(1000)]
    assert [line.split(",")[6] for line in text.splitlines()[4:7]] == ["0.5", "1/3", "1000"]


def test_semicolons_comments_and_commas_in_numbers_are_as_integrators_write_them():
    """Columns in any order, cells left out, alarms with underscores, a byte order mark."""
    text = ("\ufeff# ours\nSignal;Type;Address;Scale\n\n# weights in grams\nsetup.weight_low;float;HR2;0,5\n"
            "setup.weight_high;float;hr4;1000\nALARM.bin_full.latched;bool;di3\n")
    found = read_map(text, "plc.csv", rings())
    assert [(row.line, row.signal.name, row.address.text, row.scale) for row in found.rows] == [
        (5, "setup.weight_low", "HR2", Fraction(1, 2)), (6, "setup.weight_high", "HR4", Fraction(1000)),
        (7, "alarm.bin full.latched", "DI3", Fraction(1))]


@pytest.mark.parametrize(("row", "told"), [
    ("reslt,,HR1,uint16,,,,,", "signal: found 'reslt'; expected 'result'"),
    ("zzz,,HR1,uint16,,,,,", "signal: found 'zzz'; expected a signal of l2-l1: "),
    ("state,,HX1,uint16,,,,,", "address: found 'HX1'; expected HR12, HR12.3, CO5, DI5, "),
    ("state,,,uint16,,,,,", "address: found nothing; expected HR12, "),
    ("state,,HR70000,uint16,,,,,", "address: found 'HR70000'; expected a number from 0 to 65535"),
    ("state,,HR1.16,bool,,,,,", "address: found 'HR1.16'; expected bits 0 to 15 of a holding register"),
    ("state,,DB0.DBW0,uint16,,,,,", "address: found 'DB0.DBW0'; expected data blocks 1 to 65535"),
    ("state,,DB1.DBX0,bool,,,,,", "address: found 'DB1.DBX0'; expected a bit behind DBX alone"),
    ("state,,DB1.DBW0[4],uint16,,,,,", "address: found 'DB1.DBW0[4]'; expected room of 1 to 254 bytes behind DBB"),
    ("state,,ns=1;i=7,uint16,,,,,", "address: found 'ns=1;i=7'; expected a namespace from 2 to 9"),
    ("state,,HR1,word,,,,,", "type: found 'word'; expected bool, int16, uint16, int32, uint32, float or string[N]"),
    ("state,,HR1,bool,,,,,", "type: found bool; expected int16 or uint16 or int32 or uint32 or float for state"),
    ("state,,CO1,uint16,,,,,", "address: found CO1; expected a holding register for uint16, such as HR1"),
    ("state,,DB1.DBD0,uint16,,,,,", "address: found DB1.DBD0; expected an address for uint16, such as DB1.DBW0"),
    ("state.reason,,HR1,string,,,,,", "type: found 'string'; expected its room in bytes, 1 to 254, such as "),
    ("state.reason,,DB1.DBB0[8],string[9],,,,,", "type: found room for 9 bytes; the address has 8; expected "),
    ("state.reason,,HR1,uint16,,,,,", "type: found uint16; expected string for state.reason"),
    ("state,,HR1,uint32,middle,,,,", "order: found 'middle'; expected big, little or nothing"),
    ("state,,HR1,uint16,,0,,,", "scale: found '0'; expected a number above 0, such as 0.001"),
    *((f"state,,HR1,uint16,,{scale},,,", f"scale: found '{scale}'; expected a number above 0") for scale in (
        "x", "-1", "1e9", "1/0", "nan")),
    ("alarm.bin full,,HR1,bool,,2,,,", "scale: found '2'; expected nothing: alarm.bin full has no scale"),
    ("state,,HR1,uint16,,2,,,1=2", "scale: found '2'; expected nothing: words have no scale"),
    ("state,,HR1,uint16,,,edge,,", "style: found 'edge'; expected level or nothing for state"),
    ("heartbeat.plc,,HR1,uint16,,,,,", "style: found nothing; expected toggle or counter for heartbeat.plc"),
    ("heartbeat.plc,,HR1,bool,,,counter,,", "type: found bool; expected int16 or uint16 or int32 or uint32 for "),
    ("heartbeat.host,,DI1,bool,,,toggle,,", "address: found DI1; expected a coil or a holding register: "),
    ("state,,HR1,uint16,,,,HR2,", "answer: found 'HR2'; expected nothing: state is not answered"),
    ("state,,HR1,uint16,,,,,1", "words: found '1'; expected theirs=ours, such as 1=passed"),
    ("state,,HR1,uint16,,,,,1=go", "words: found 'go'; expected a number for state"),
    ("state,,HR1,uint16,,,,,-1=6", "words: found '-1'; expected a number from 0 to 65535, as uint16 holds"),
    ("state,,HR1,uint16,,,,,'1=6", "words: found \"'1=6\"; expected pairs such as 1=passed 2=rejected"),
    ("state.reason,,HR1,string[9],,,,,1=a", "words: found '1=a'; expected nothing: state.reason has none"),
    ("alarm.bin full,,HR1,uint16,,,,,1=yes", "words: found 'yes'; expected one of true, false for alarm.bin full"),
    ("alarm.bin full,,HR1,string[2],,,,,yes=true", "words: found 'yes'; expected a text of at most 2 bytes"),
])
def test_what_is_wrong_with_a_cell_is_told_with_its_place(row, told):
    """Line, column, what was found, what was expected; and nothing else is told."""
    found = problems(f"{HEAD}l2-l1,{row}\n")
    assert [line[:len(told) + 11] for line in found] == [f"plc.csv:2: {told}"]


@pytest.mark.parametrize(("rows", "told"), [
    ((VERDICT[0].replace("HR2.0", ""), *VERDICT[1:]),
     ["plc.csv:2: answer: found nothing; expected the address of the answer: without one an edge never ends"]),
    ((VERDICT[0].replace("edge", "level"), *VERDICT[1:]),
     ["plc.csv:2: answer: found 'HR2.0'; expected nothing: a level of verdict is not answered"]),
    ((VERDICT[0].replace("HR2.0", "DB1.DBX0.0"), *VERDICT[1:]),
     ["plc.csv:2: answer: found 'DB1.DBX0.0'; expected an address of modbus, as its strobe has"]),
    (("result,,HR0,uint16,,,counter,HR2.0,", "result.trigger,,HR3,uint32,,,,,", "result.fate,,HR5,uint16,,,,,"),
     ["plc.csv:2: answer: found 'HR2.0'; expected an address for uint16, which takes the number"]),
    (("result,,HR0,bool,,,toggle,DI0,", "result.trigger,,HR3,uint32,,,,,", "result.fate,,HR5,uint16,,,,,"),
     ["plc.csv:2: answer: found 'DI0'; expected a coil or a holding register: L2 writes it"]),
    (VERDICT[:2],
     ["plc.csv:2: signal: found channel verdict without verdict.good; expected a row for it in modbus too"]),
    ((*VERDICT, "verdict.trigger,,DB1.DBD0,uint32,,,,,", "verdict.good,,DB1.DBX4.0,bool,,,,,"),
     [("plc.csv:5: signal: found channel verdict without its strobe; "
       "expected a row verdict in s7 too, as in modbus")]),
    ((*VERDICT, "verdict,Judge2,HR20,bool,,,edge,HR21,"),
     [("plc.csv:5: signal: found another strobe of channel verdict, in line 2 already; "
       "expected each signal once in modbus")]),
    ((*VERDICT, "verdict,,DB1.DBX4.1,bool,,,toggle,,", "verdict.trigger,,DB1.DBD0,uint32,,,,,",
      "verdict.good,,DB1.DBX4.0,bool,,,,,"),
     ["plc.csv:5: style: found toggle; expected edge, as channel verdict has in line 2"]),
    ((*VERDICT, "state,S,HR12,uint16,,,,,"),
     ["plc.csv:5: address: found HR12, where Judge_No (address of line 3) lies; expected a place of its own"]),
    ((*VERDICT, "alarm.bin full,B,HR2,bool,,,,,", "alarm.guard open,G,HR10.0,bool,,,,,"),
     ["plc.csv:5: address: found HR2, where Judge (answer of line 2) lies; expected a place of its own",
      "plc.csv:6: address: found HR10.0, where Judge (address of line 2) lies; expected a place of its own"]),
    (("state.reason,A,DB1.DBB0[4],string,,,,,", "alarm.bin full,,DB1.DBX5.7,bool,,,,,",
      "alarm.guard open,,DB1.DBX6.0,bool,,,,,", "alarm.scale lost,,DB2.DBX5.7,bool,,,,,"),
     ["plc.csv:3: address: found DB1.DBX5.7, where A (address of line 2) lies; expected a place of its own"]),
    (("result.fate,,HR0,uint16,,,,,1=passed 1=rejected 2=passed 0=extra", "result.trigger,,HR1,uint16,,,,,"),
     ["plc.csv:2: words: found '1' twice (theirs); expected each once",
      "plc.csv:2: words: found 'passed' twice (ours); expected each once",
      "plc.csv:2: words: found 0 for 'extra'; expected a pair for no word too, such as 9="]),
])
def test_what_does_not_fit_together_is_told(rows, told):
    """Channels, places and words."""
    assert problems(HEAD + "".join(f"l2-l1,{row}\n" for row in rows)) == told


def test_everything_that_is_wrong_is_told_in_one_go():
    """In the order of lines, whatever kind it is of."""
    found = problems(f"{HEAD}l2-scale,state,,HR1,uint16,,,,,\nl2-l1,nothing,,HX1,nix,odd,-1,edgy,,1\n"
                     "l2-l1,count.trigger,,HR7,uint32,,,,\nl2-l1,state,,HR8,uint16,,,,,\n")
    assert [line.partition(": found")[0] for line in found] == [
        "plc.csv:2: wire", *(f"plc.csv:3: {column}" for column in (
            "signal", "address", "type", "order", "scale", "style")), "plc.csv:5: address"]


@pytest.mark.parametrize(("text", "told"), [
    ("", ["plc.csv:1: found no column signal; expected the columns wire, signal, name, address, type, order, "]),
    ("signal,adress,type\n", ["plc.csv:1: adress: found an unknown column; expected the columns wire, signal, ",
                              "plc.csv:1: found no column address; expected the columns "]),
    ("signal,address,type,type\n", ["plc.csv:1: type: found it twice; expected each column once",
                                    "plc.csv:1: found no row; expected a row for each signal"]),
    (f"signal;address;type\nstate;{'x' * 200_000};uint16\n",
     ["plc.csv:1: found no row; expected", "plc.csv:2: found no CSV (field larger than field limit (131072)); "]),
    ("signal;address;type\nstate;HR1;uint16;;x\n", ["plc.csv:2: found 5 cells; expected 3, one for each column"]),
])
def test_a_file_that_is_no_map_is_told_as_such(text, told):
    """No columns, other columns, no rows, more cells than columns."""
    found = problems(text)
    assert [line[:len(start)] for line, start in zip(found, told, strict=True)] == told


@given(st.lists(st.lists(st.one_of(
    st.sampled_from(("l2-l1", "verdict", "verdict.good", "state", "HR1", "HR1.2", "DB1.DBX0.0", "bool", "uint16",
                     "string[4]", "edge", "counter", "1=true 2=false", "0.1", "ns=2;s=A", "little")),
    st.text(max_size=8)), max_size=12), max_size=6))
def test_any_table_is_a_map_or_told_what_is_wrong(rows):
    """Never another error than ``MapError``."""
    text = HEAD + "".join(",".join(cell.replace('"', "") for cell in row) + "\n" for row in rows)
    try:
        found = read_map(text, "plc.csv", rings())
    except MapError:
        return
    assert len(list(found.table())) >= len(found.rows) > 0
