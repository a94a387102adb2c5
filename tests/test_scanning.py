"""The handheld scanner at the HMI: what L2 is asked when people scan, and that it refuses what it cannot find."""

import pytest

from linebench.bench import Bench
from linebench.content import Content, library
from linebench.line.kinds import KINDS
from linebench.ports.operator import Answer, Request
from linebench.records.truth import FaultStruck, PackExited, PackPrinted
from linebench.records.wire import Delivered
from linebench.scanning import ScannerError
from linebench.scenario.load import load
from linebench.scenario.model import FaultPlan

CODE = "010950110153000321aZy1\x1d10LOT1"


@pytest.fixture
def bench():
    """The carton line with a batch that runs; set up with ``bench(scanner options)``."""
    made = []

    def make(**scanner):
        settings = {f"line.operator.scanner.{name}": text for name, text in scanner.items()}
        plan = load("carton-line", Content((library(),)), KINDS, settings=settings).scenario
        made.append(Bench(plan, seed=7))
        return made[-1]

    yield make
    for each in made:
        each.close()


def asked(bench, action="rework", subject=CODE):
    """What L2 is asked when people scan this."""
    bench.ask(action, subject)
    bench.advance(None, 1_000_000)
    return [record.message for record in bench.records
            if isinstance(record, Delivered) and isinstance(record.message, Request)][-1].subject


def test_a_scanner_that_is_not_set_up_reads_what_is_there(bench):
    """Whatever the code; an unreadable one gives nothing."""
    one = bench()
    assert [asked(one, subject=text) for text in (CODE, "", "]d2x", "ä")] == [CODE, "", "]d2x", "ä"]


@pytest.mark.parametrize(("scanner", "found"), [
    ({"profile": "keyboard"}, CODE.replace("\x1d", "")),
    ({"profile": "aim"}, CODE),
    ({"profile": "aim", "separator": "<GS>"}, CODE),
    ({"layout": "yz"}, "010950110153000321aYz1\x1d10LOT1"),
    ({"caps_lock": "true"}, "010950110153000321AzY1\x1d10lot1"),
    ({"profile": "aim", "caps_lock": "true"}, "]D2010950110153000321AzY1\x1d10lot1")])
def test_it_is_set_up_in_the_scenario(bench, scanner, found):
    """By profile and single options; what does not begin as the computer expects appears as it was typed."""
    assert asked(bench(**scanner)) == found


@pytest.mark.parametrize(("kind", "found"), [
    ("yz_swapped", "010950110153000321aYz1\x1d10LOT1"), ("caps_lock", "010950110153000321AzY1\x1d10lot1"),
    ("separator_lost", CODE.replace("\x1d", ""))])
def test_its_faults_strike_scans_and_nothing_else(bench, kind, found):
    """Twice here, then codes are read again; a reason that a person types is no scan."""
    one = bench()
    one.inject(FaultPlan(target="handheld", kind=kind, packs=2))
    assert asked(one, "close_case", "Zz end") == "Zz end"
    assert [asked(one, action) for action in ("rework", "scrap", "take_sample")] == [found, found, CODE]
    assert sum(isinstance(record, FaultStruck) for record in one.records) == 2


@pytest.mark.parametrize("kind", ["caps_lock", "separator_lost", "yz_swapped"])
@pytest.mark.parametrize("process", [False, True], ids=["here", "elsewhere"])
def test_l2_refuses_a_sample_whose_code_it_cannot_find(tmp_path, kind, process):
    """A good pack, scanned wrong, is no sample; scanned again it is."""
    stack = tmp_path / "stack.toml"
    stack.write_text('id = "s"\n' + ('[[seat]]\nid = "l2"\nprocess = true\n' if process else ""), "utf-8")
    plan = load("carton-line", Content((library(),)), KINDS, stack=str(stack),
                settings={"line.operator.sample_every": "0 s"}).scenario
    one = Bench(plan, seed=7)
    try:
        taken = _samples(one, kind)
    finally:
        one.close()
    assert taken == [False, True]


def _samples(bench, kind):
    """Whether L2 took the same good pack as a sample, scanned wrong and scanned right."""
    bench.hand("clear_line")
    for action, subject in (("confirm_clearance", ""), ("start_batch", bench.scenario.batches[0].order),
                            ("start_line", "")):
        bench.ask(action, subject)
        bench.advance(None, 3_000_000)
    bench.advance(None, 30_000_000)
    exited = {record.pack for record in bench.records if isinstance(record, PackExited)}
    # of a swapped layout only such a code shows anything
    code = next(record.content for record in bench.records
                if isinstance(record, PackPrinted) and record.pack in exited and "Y" in record.content)
    fault = bench.inject(FaultPlan(target="handheld", kind=kind))
    asked(bench, "take_sample", code)
    bench.heal(fault)
    asked(bench, "take_sample", code)
    return [record.message.accepted for record in bench.records if isinstance(record, Delivered)
            and isinstance(record.message, Answer) and record.message.action == "take_sample"]


@pytest.mark.parametrize("scanner", [{"profile": "hopper"}, {"layout": "qwerty"}, {"speed": "3"}])
def test_a_scanner_that_nobody_makes_is_told(bench, scanner):
    """Profile, value and option, each with the place in the scenario."""
    with pytest.raises(ScannerError, match=r"line\.operator\.scanner: scanner"):
        bench(**scanner)
