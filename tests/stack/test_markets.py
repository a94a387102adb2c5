"""What levels do for products whose codes have more in them: what comes with a serial, and what a market takes."""

import pytest

from linebench.ports.camera import Reading
from linebench.ports.l3 import CodedSerials, Order, SerialRequest, Serials
from linebench.ports.printer import STANDARD_LAYOUT, CodedOrders, PrintJob, PrintOrders
from linebench.product.code_form import USUAL, CodeForm
from linebench.product.market import SerialRule
from linebench.product.pack_code import PackCode
from linebench.stack import make_decisions
from linebench.stack.l2 import L2Config, Recipe
from linebench.stack.l2.batch import Batch
from linebench.stack.l2.decisions import L2Decisions
from linebench.stack.l2.desk import Desk
from linebench.stack.l2.printing import Printing, job_of
from linebench.stack.l2.supply import Supply
from linebench.stack.l2.verify import judge
from linebench.stack.l3 import L3Config, SiteServer
from linebench.stack.l3.codes import Codes
from linebench.stack.machine import Send, Store

GTIN = "09501101530133"
FORM = CodeForm(("01", "21", "91", "92"), ("01", "21"), with_serial=("91", "92"), ordered=True)
RULE = SerialRule(shortest=3, longest=3, characters="capitals and digits")
RECIPE = Recipe(1, 2, FORM, RULE)
ORDER = Order("A1", GTIN, "LOT1", "281231", 100, 5, 2, "39501101", 1)
CONFIG = L2Config(recipes={GTIN: RECIPE})
EXTRA = (("91", ("KEY1", "KEY2")), ("92", ("CODE1", "CODE2")))
GIVEN = CodedSerials(1, GTIN, ("AAA", "BBB"), EXTRA)
RUSSIAN = L3Config(orders={"A1": ORDER}, pool=100)


def supplied(message, recipe=RECIPE):
    """A batch that asked for serials and got an answer: the batch, whether it took it, and the effects."""
    batch, supply, out = Batch(ORDER, recipe), Supply(CONFIG, L2Decisions(), Desk({}), {}), []
    supply.ask(batch, out)
    return batch, supply.arrived(batch, message, out), out


def shown(out):
    return [effect.message.value for effect in out if isinstance(effect, Send) and effect.to == "hmi"
            and effect.message.item == "serials"]


def test_what_comes_with_serials_is_kept_and_printed():
    """It is stored beside the serials, goes to the printer with them, and stands in the code that is expected."""
    batch, taken, out = supplied(GIVEN)
    assert taken
    assert Store("beside:0", EXTRA) in out
    assert batch.code_of("BBB") == PackCode(GTIN, "281231", "LOT1", "BBB", FORM, (("91", "KEY2"), ("92", "CODE2")))
    orders = []
    printing = Printing(make_decisions("l2", ()), 4, 0, lambda _: None)
    printing.begin(batch.book)
    printing.fill(orders)
    assert orders[-1] == Send("printer", CodedOrders(1, ("AAA", "BBB"), EXTRA))
    assert job_of(batch) == PrintJob(GTIN, GTIN, "LOT1", "281231")


def test_what_came_with_serials_is_there_after_a_power_loss():
    """Both are taken up from the store; with the end of the batch both are let go."""
    _, _, out = supplied(GIVEN)
    store = {effect.key: effect.value for effect in out if isinstance(effect, Store)}
    batch, supply = Batch(ORDER, RECIPE), Supply(CONFIG, L2Decisions(), Desk({}), store)
    supply.restore(batch, store)
    assert batch.book.beside == {"AAA": (("91", "KEY1"), ("92", "CODE1")), "BBB": (("91", "KEY2"), ("92", "CODE2"))}
    gone = []
    supply.forget(gone)
    assert {effect.key: effect.value for effect in gone if isinstance(effect, Store)} == {
        "block:0": None, "beside:0": None}


@pytest.mark.parametrize(("message", "why"), [
    (Serials(1, GTIN, ("AAA", "BBB")), "the elements 91, 92 are wanted with each serial number"),
    (CodedSerials(1, GTIN, ("AAA",), EXTRA), "the elements 91, 92 are wanted with each serial number"),
    (CodedSerials(1, GTIN, ("AAA", "BBB"), EXTRA[:1]), "the elements 91, 92 are wanted with each serial number"),
    (CodedSerials(1, GTIN, ("AAA", "bbb"), EXTRA), "a serial number is not as the market of the product has it"),
    (CodedSerials(1, GTIN, ("AAA", "BB"), EXTRA), "a serial number is not as the market of the product has it"),
])
def test_a_delivery_that_is_not_as_the_market_has_it_is_refused(message, why):
    """Without the codes, with fewer than serials, or with serials of another form: nothing is taken."""
    batch, taken, out = supplied(message)
    assert (taken, batch.book.serials, shown(out)) == (False, [], [f"refused: {why}"])


def test_codes_that_nobody_wants_are_refused():
    """A product with the usual code takes serials alone."""
    _, taken, out = supplied(GIVEN, Recipe(1, 2))
    assert (taken, shown(out)) == (
        False, ["refused: 91, 92 came with serial numbers that need nothing beside them"])


@pytest.mark.parametrize(("more", "serial", "reason"), [
    ((("91", "KEY1"), ("92", "CODE1")), "AAA", ""),
    ((("91", "KEY2"), ("92", "CODE2")), "AAA", "wrong code beside the serial"),
    ((("91", "KEY1"), ("92", "FORGED")), "AAA", "wrong code beside the serial"),
    ((("91", "KEY1"), ("92", "CODE1")), "CCC", "unknown serial"),
])
def test_what_stands_beside_a_serial_is_verified(more, serial, reason):
    """The codes of another serial, forged ones, a serial nobody gave out."""
    batch, _, _ = supplied(GIVEN)
    batch.book.status.update(AAA=1, BBB=2)
    code = PackCode(GTIN, "", "", serial, FORM, more)
    reading = Reading(1, "read", code.content(), code.text(), "]d2")
    assert judge(batch, reading, make_decisions("l2", ()))[1] == reason


def test_packs_in_a_case_are_known_by_their_whole_code():
    """A code that goes on behind its serial is of the batch when all of it is right."""
    batch, _, _ = supplied(GIVEN)
    right = batch.code_of("AAA").content()
    wrong = right.replace("CODE1", "CODE2")
    assert batch.serials_of((right, wrong, "")) == ("AAA", "", "")
    assert batch.serial_of(batch.epc("BBB")) == "BBB"


def test_a_serial_in_the_middle_of_a_code_is_found():
    """As market Turkey has it: lot and expiry stand behind the serial."""
    batch = Batch(ORDER, Recipe(1, 2, CodeForm(("01", "21", "17", "10"), ordered=True)))
    batch.book.allocate(("AAA",))
    assert batch.serials_of((f"01{GTIN}21AAA\x1d1728123110LOT1", f"01{GTIN}21AAA\x1d1728123110LOT2")) == ("AAA", "")


def test_whoever_ignores_the_market_selects_the_layout_that_every_printer_has():
    """A batch with another form than its product's is not printed with the product's layout."""
    batch = Batch(ORDER, RECIPE, USUAL)
    assert job_of(batch) == PrintJob(STANDARD_LAYOUT, GTIN, "LOT1", "281231")


def test_the_site_server_makes_codes_up_and_repeats_them():
    """The same request gets the same serials with the same codes, also after a power loss; another product none."""
    serials = iter(f"S{n:02d}" for n in range(100))

    def server(restored):
        site = SiteServer(RUSSIAN, lambda count, _: tuple(next(serials) for _ in range(count)),
                          codes=Codes({GTIN: ("91", "92")}, b"secret"))
        site.start(restored, 0)
        return site

    first = server({})
    store, said = first.receive("l2", SerialRequest(1, "A1", GTIN, 2), 0)
    assert [(ai, [len(value) for value in values]) for ai, values in said.message.extra] == [
        ("91", [4, 4]), ("92", [44, 44])]
    again = server({store.key: store.value})
    assert again.receive("l2", SerialRequest(1, "A1", GTIN, 2), 0) == [said]
    plain = again.receive("l2", SerialRequest(2, "A1", "other", 2), 0)[-1].message
    assert type(plain) is Serials


def test_a_mere_serial_goes_to_the_printer_as_before():
    """Where nothing comes with serials, orders are of the usual kind."""
    batch, _, _ = supplied(Serials(1, GTIN, ("AAA", "BBB")), Recipe(1, 2))
    orders, printing = [], Printing(make_decisions("l2", ()), 4, 0, lambda _: None)
    printing.begin(batch.book)
    printing.fill(orders)
    assert orders[-1] == Send("printer", PrintOrders(1, ("AAA", "BBB")))
