"""Granted time over real sockets: what happens is what happens in one process, whatever is spoken."""

import pytest

from linebench.records.truth import PackPrinted
from linebench.wire.dialect import dialects
from linebench.wire.tags.transport import transports
from tests.wiring.worlds import beside_links, journal, scenario, stack_file

PUSHING = {"printer": "native", "camera": "dmcc", "l1": "modbus"}
PRINTERS = sorted(each.name for each in dialects().values() if "printer" in each.seats)
CAMERAS = [*sorted(each.name for each in dialects().values() if "camera" in each.seats), "opcua"]
SINGLE = [(each.name, name) for each in dialects().values() if "printer" in each.seats
          for name, profile in each.profiles.items() if getattr(profile, "depth", 0) == 1]
CARRIERS = [*sorted(transports()), "opcua"]


def printed(bench):
    """What was printed on each pack, and when."""
    return [record for record in bench.records if isinstance(record, PackPrinted)]


@pytest.fixture(scope="module")
def direct():
    return journal(scenario())[1]


@pytest.fixture(scope="module")
def granted(tmp_path_factory):
    return journal(scenario(stack_file(tmp_path_factory.mktemp("stack"), **PUSHING)))


def test_the_journal_is_that_of_one_process_but_for_what_links_say(direct, granted):
    """L2 and L3 in processes of their own, over DMCC and Modbus: every truth and every claim at the same time."""
    assert beside_links(granted[1]) == beside_links(direct)


def test_twice_gives_the_same_bytes(granted, tmp_path):
    """The journal, links included, is repeated byte for byte by other processes on other ports."""
    assert journal(scenario(stack_file(tmp_path, **PUSHING)))[0] == granted[0]


@pytest.mark.parametrize("name", PRINTERS)
def test_every_printer_dialect_prints_the_same_packs(direct, tmp_path, name):
    """Whatever the printer speaks, the same happens to the same packs, and L2 reports the same."""
    bench = journal(scenario(stack_file(tmp_path, printer=name)))[1]
    assert beside_links(bench) == beside_links(direct)


@pytest.mark.parametrize(("name", "profile"), SINGLE)
def test_a_printer_that_holds_one_record_is_fed_in_time(direct, tmp_path, name, profile):
    """At nominal speed the next record is there before the next pack, however the host learns of a print."""
    bench = journal(scenario(stack_file(tmp_path, printer=name, profiles={"printer": profile})))[1]
    assert printed(bench) == printed(direct)


@pytest.mark.parametrize("name", CAMERAS)
def test_every_camera_dialect_reads_the_same_packs(direct, tmp_path, name):
    """Whatever the camera speaks, the same happens to the same packs, and L2 reports the same."""
    bench = journal(scenario(stack_file(tmp_path, camera=name)))[1]
    assert beside_links(bench) == beside_links(direct)


@pytest.mark.parametrize("name", CARRIERS)
def test_every_carrier_of_tags_controls_the_same_line(direct, tmp_path, name):
    """Whatever carries the PLC's tags, the same happens to the same packs, and L2 reports the same."""
    bench = journal(scenario(stack_file(tmp_path, l1=name)))[1]
    assert beside_links(bench) == beside_links(direct)


@pytest.mark.parametrize(("name", "scale"), [("modbus", "mt_sics"), ("s7", "mt_sics"), ("opcua", "opcua")])
def test_a_plc_elsewhere_controls_the_line_by_its_raw_signals(direct, tmp_path, name, scale):
    """L1 in a process of its own has nothing but the field's signals, a counter card and what the scale says."""
    stack = stack_file(tmp_path, levels=("l1",), of="l1", io=name, scale=scale)
    assert beside_links(journal(scenario(stack))[1]) == beside_links(direct)


def test_all_levels_elsewhere_do_what_they_do_here(direct, tmp_path):
    """L1, L2 and L3 in three processes: the bench has nothing but the line and its people."""
    bench = journal(scenario(stack_file(tmp_path, levels=("l1", "l2", "l3"), camera="dmcc")))[1]
    assert beside_links(bench) == beside_links(direct)
