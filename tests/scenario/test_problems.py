"""Each wrong scenario is refused with one line for each problem: where, key, found, expected, what to do."""

import pytest
from tests.scenario.world import BATCH, HEAD, LINE, PRODUCT, loaded, problems

FAULT = HEAD + BATCH + '[[fault]]\ntarget = "{}"\nkind = "{}"\n'  # line 11 on


def test_an_unknown_key_is_refused_with_the_nearest_known_one() -> None:
    """A key that nobody reads would be a value that silently does nothing."""
    assert problems('tittle = "x"\n' + HEAD + BATCH) == [
        ("small.toml:1: tittle: found the unknown key 'tittle'; expected one of id, title, rate, fidelity, "
         "no_read, pace, "
         'epoch, zone, seed, duration, line, product, batch, stack, fault, market, people; write "title"')]


def test_all_problems_are_told_at_once() -> None:
    """One wrong value hides no other, wherever it stands."""
    files = {"lines/short.toml": LINE.replace('"3 m"', '"3 kg"'),
             "products/pills.toml": PRODUCT.replace("case_size = 10", "case_size = true")}
    assert problems(HEAD + "seed = 1.5\n" + BATCH.replace("60", '"60"'), files) == [
        ("lines/short.toml:12: line.belt.main.length: found '3 kg'; expected a length with unit, such as \"1.2 "
         'm"; '
        "correct it"),
        "products/pills.toml:7: product.pills.case_size: found True; expected a whole number; correct it",
        "small.toml:12: batch.PO-1.quantity: found '60'; expected a whole number; correct it",
        "small.toml:5: seed: found 1.5; expected a whole number; correct it",
    ]


@pytest.mark.parametrize(("old", "new", "message"), [
    ('at = "2.4 m"', 'at = "3001 mm"',
     ("lines/short.toml:24: line.station.gate-1.at: found 3.001 m; expected at most 3 m, the length of belt main; "
     "move the station or lengthen the belt")),
    ('at = "2.4 m"', 'at = "-1 mm"',
     "lines/short.toml:24: line.station.gate-1.at: found -1 mm; expected 0 um or more; correct it"),
    ('belt = "main"\nat = "2.4 m"', 'belt = "side"\nat = "2.4 m"',
     ("lines/short.toml:23: line.station.gate-1.belt: found belt 'side'; expected one of main; "
     "put the station on a belt of this line")),
    ('kind = "gate"', 'kind = "gait"',
     "lines/short.toml:22: line.station.gate-1.kind: found 'gait'; expected one of printer, gate; write \"gate\""),
    ('id = "gate-1"', 'id = "main"',
     ("lines/short.toml:20: line.station.main.id: found 'main', which is a belt too; expected every id once in "
      "a line; "
     "give the station a name of its own")),
    ('id = "gate-1"', 'id = "printer-1"',
     ("lines/short.toml:21: station.2.id: found 'printer-1' a second time; expected every one once; "
     "give it a name of its own")),
    ('id = "gate-1"\n', "",
     ("lines/short.toml:20: station.2.id: found nothing; expected a text of letters, digits, - and _; "
     "give it a name of its own")),
    ("capacity = 40", "capacity = -1",
     "lines/short.toml:25: line.station.gate-1.settings.capacity: found -1; expected 0 or more; correct it"),
    ("capacity = 40", "capacty = 40",
     ("lines/short.toml:25: line.station.gate-1.settings.capacty: found the unknown key 'capacty'; "
     'expected one of window, capacity; write "capacity"')),
    ('nominal = "400/min"', 'nominal = "99/min"',
     ("lines/short.toml:7: line.nominal: found 99/min; expected 100/min (minimum) to 500/min (maximum); "
     "order the three rates")),
    ('pack_length = "100 mm"', 'pack_length = "150 mm"',
     ("lines/short.toml:4: line.pack_length: found 150 mm; expected less than the pitch, 150 mm; "
     "packs would overlap: lengthen the pitch")),
    ('encoder_pitch = "1 mm"', 'encoder_pitch = "0 mm"',
     "lines/short.toml:5: line.encoder_pitch: found 0 um; expected more than 0; correct it"),
    ('pitch = "150 mm"\npack', "pack",
     ('lines/short.toml:1: line.pitch: found nothing; expected a length with unit, such as "1.2 m"; '
     "add the line pitch = …")),
    ('title = "Short line"', "title = Short line",
     ("lines/short.toml:2: found text that is no TOML (Invalid value); expected key = value lines; "
     "correct the line; text values stand in quotes")),
])
def test_a_wrong_line_is_refused(old: str, new: str, message: str) -> None:
    """What cannot stand on a floor is no line."""
    assert old in LINE
    assert problems(files={"lines/short.toml": LINE.replace(old, new)})[0] == message


@pytest.mark.parametrize(("old", "new", "message"), [
    ("30003", "30004",
     ("products/pills.toml:2: product.pills.gtin: found GTIN '09501101530004' ends with check digit 4; expected 3; "
     "correct the GTIN")),
    ("09501101530003", "501101530003",
     ("products/pills.toml:2: product.pills.gtin: found '501101530003' is no GTIN; expected 14 digits; correct "
     "the GTIN")),
    ('mass = "24 g"', 'mass = "27 g"',
     ("products/pills.toml:3: product.pills.mass: found 27 g; expected 22 g (mass_low) to 26 g (mass_high); "
     "a good pack must be within its own limits")),
    ("case_size = 10", "case_size = 0",
     "products/pills.toml:7: product.pills.case_size: found 0; expected 1 to 10000; correct it"),
    ('name = "pills"\n', "",
     "products/pills.toml:1: name: found nothing; expected the product's name in quotes; correct it"),
])
def test_a_wrong_product_is_refused(old: str, new: str, message: str) -> None:
    """Master data are checked like everything else."""
    assert old in PRODUCT
    assert problems(files={"products/pills.toml": PRODUCT.replace(old, new)})[0] == message


@pytest.mark.parametrize(("old", "new", "message"), [
    ("281231", "281232", ("small.toml:10: batch.PO-1.expiry: found '281232'; expected YYMMDD, a real day, or "
                          "day 00 for "
                         "the end of the month; correct the date")),
    ("281231", "281301", ("small.toml:10: batch.PO-1.expiry: found '281301'; expected YYMMDD, a real day, or "
                          "day 00 for "
                         "the end of the month; correct the date")),
    ("quantity = 60", "quantity = 0",
     "small.toml:11: batch.PO-1.quantity: found 0; expected 1 to 100000000; correct it"),
    ('"pills"', '"pils"', ("small.toml:8: batch.PO-1.product: found 'pils'; expected one of pills; "
                          "name a product of this scenario")),
    ("LOT1", "LOT 1", ("small.toml:9: batch.PO-1.lot: found 'LOT 1'; expected 1 to 20 characters of GS1 "
                       "character set 82; "
                      "correct the lot")),
    (BATCH, "", "small.toml:1: batch: found nothing; expected at least one [[batch]]; add the order to run"),
])
def test_a_wrong_order_is_refused(old: str, new: str, message: str) -> None:
    """An order that no enterprise system could release is refused."""
    assert problems(HEAD + BATCH.replace(old, new)) == [message]


def test_day_00_is_the_end_of_the_month() -> None:
    """An expiry date without day is legal (GS1 General Specifications, 3.4.7)."""
    assert loaded(HEAD + BATCH.replace("281231", "281200")).scenario.batches[0].expiry == "281200"


@pytest.mark.parametrize(("target", "kind", "rest", "message"), [
    ("printer-9", "blank", "", ("small.toml:13: fault.1.target: found 'printer-9'; expected a station, belt or "
                                "link of "
                               'this line; write "printer-1"')),
    ("gate-1", "blank", "", ("small.toml:14: fault.1.kind: found 'blank', which a gate cannot have; "
                            "expected one of no faults at all; correct it or leave it out")),
    ("printer-1", "blnk", "", ("small.toml:14: fault.1.kind: found 'blnk', which a printer cannot have; "
                              'expected one of blank, nozzle_dead; write "blank"')),
    ("printer-1", "nozzle_dead", "params = { row = 2 }",
     "small.toml:15: fault.1.params.row: found the unknown parameter 'row'; expected one of rows; write \"rows\""),
    ("printer-1", "nozzle_dead", "params = { rows = 13 }",
     "small.toml:15: fault.1.params.rows: found '13'; expected 1 to 12; linebench faults lists them"),
    ("printer-1", "nozzle_dead", 'params = { rows = "nan" }',
     ("small.toml:15: fault.1.params.rows: found 'nan'; expected a plain number such as 0.5; linebench faults "
     "lists them")),
    ("l2>l3", "delay", "", ("small.toml:12: fault.1.params.time: found nothing; expected a time; add time to "
                           "params")),
    ("l2>l3", "delay", 'params = { time = "3 g" }',
     ("small.toml:15: fault.1.params.time: found '3 g'; expected a number and one of: us, ms, s, min, h; "
     "linebench faults lists them")),
    ("main", "encoder_lost", 'start = "2 s"\nend = "2 s"',
     "small.toml:16: fault.1.end: found 2 s; expected later than the start, 2 s; correct it"),
    ("main", "encoder_lost", 'probability = "101 %"',
     "small.toml:15: fault.1.probability: found 101 %; expected 0 ppm to 100 %; correct it"),
    ("main", "encoder_lost", "packs = 0", ("small.toml:15: fault.1.packs: found 0; expected more than 0; correct "
                                          "it")),
])
def test_a_wrong_fault_is_refused(target: str, kind: str, rest: str, message: str) -> None:
    """A fault is checked against what its target declares, before anything runs."""
    assert problems(FAULT.format(target, kind) + rest + "\n") == [message]


@pytest.mark.parametrize(("key", "text", "message"), [
    ("seed", "-1", "command line: seed: found -1; expected 0 or more; correct it"),
    ("seed", str(2**63), f"command line: seed: found {2**63}; expected 0 to {2**63 - 1}; correct it"),
    ("zone", "Mars/Olympus", ("command line: zone: found 'Mars/Olympus'; expected a time zone of the IANA database "
                              "such as Europe/Berlin, or UTC; correct it")),
    ("epoch", "yesterday", ("command line: epoch: found 'yesterday'; expected UTC such as 2026-01-05T06:00:00Z; "
                           "correct it")),
    ("rate", "fast", ("command line: rate: found 'fast'; expected one of 'minimum', 'nominal', 'maximum'; "
                     "correct it")),
    ("stack.scan", "0 ms", "command line: stack.scan: found 0 us; expected more than 0; correct it"),
    ("stak.scan", "5 ms", ("command line: stak.scan: found no table 'stak'; expected one of line, product, batch; "
                          "correct the key")),
    ("line.station.gate-9.at", "1 m", ("command line: line.station.gate-9.at: found no table 'gate-9'; "
                                      "expected one of printer-1, gate-1; correct the key")),
])
def test_a_wrong_value_of_the_command_line_is_refused(key: str, text: str, message: str) -> None:
    """The message names the command line as the place."""
    assert problems(settings={key: text}) == [message]


def test_an_include_that_is_missing_is_told_where_it_is_named() -> None:
    """The message points to the line that names the file."""
    assert problems(HEAD.replace("short", "long") + BATCH)[0] == (
        "small.toml:3: line: found no file 'lines/long.toml'; expected one that exists; correct it")


def test_a_value_where_a_table_belongs_is_refused() -> None:
    """A table written as a value, and a value written as a table, are told as such."""
    assert problems("stack = 3\nbatch = 4\n" + HEAD)[:2] == [
        'small.toml:1: stack: found 3; expected file names in quotes, such as "lines/carton.toml"; correct it',
        "small.toml:2: batch: found 4; expected a table; correct it",
    ]
