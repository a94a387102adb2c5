"""The site server where serials are drawn from an owner: what it asks, gives, tells, and keeps."""

import msgspec
import pytest

from linebench.ports.l3 import (
    BatchReport,
    ObjectEvent,
    Order,
    Report,
    SerialRequest,
    SerialReturn,
    Serials,
    SerialsRefused,
)
from linebench.ports.serials import Draw, Drawn, Move, Moved
from linebench.stack.l3 import L3Config, SiteServer
from linebench.stack.l3.drawing import AGAIN, DrawPlan
from linebench.stack.l3.telling import AGAIN as TELL_AGAIN
from linebench.stack.machine import Arm, Cancel, Send, Store

GTIN = "04012345678901"
CRITERIA = (("GTIN", GTIN),)
ORDER = Order("A1", GTIN, "LOT1", "271231", 100, 5, 2, "34012345", 1)
CONFIG = L3Config(orders={"A1": ORDER}, pool=5, draws=DrawPlan(low=2, block=4))
CONTEXT = (("ORDER", "A1"), ("LOT", "LOT1"))


class Site:
    """A site server with its store; ``do`` returns what is sent and armed, after what is stored."""

    def __init__(self, config=CONFIG):
        self.config, self.store = config, {}
        self.power()

    def power(self):
        self.level = SiteServer(self.config, lambda count, _: ("own",) * count)
        return self.keep(self.level.start(dict(self.store), 0))

    def keep(self, effects):
        effects = [effects] if isinstance(effects, Send) else list(effects)
        out = []
        for effect in effects:
            if isinstance(effect, Store):
                assert Send("serials", effect.value) not in out, "said before it is stored"
                self.store[effect.key] = effect.value
                if effect.value is None:
                    del self.store[effect.key]
            else:
                out.append(effect)
        return out

    def do(self, message):
        return self.keep(self.level.receive("l2", message, 0))

    def said(self, message, to):
        return [each.message for each in self.do(message) if isinstance(each, Send) and each.to == to]

    def expire(self, name):
        return self.keep(self.level.expire(name, 0))


def draw(number, count=4):
    return Draw(f"draw {number}", count, "SGTIN", CRITERIA)


def drawn(number, *serials, status="ok"):
    return Drawn(f"draw {number}", status, "", "allocated", serials)


def ask(number, count=2):
    return SerialRequest(number, "A1", GTIN, count)


def event(step, *serials):
    epcs = tuple(f"01{GTIN}21{serial}" for serial in serials)
    return ObjectEvent("ADD", step, "active", epcs, (0,) * len(epcs))


def test_a_request_waits_until_the_owner_has_answered():
    """A draw is stored before it is asked; the same request meanwhile asks nothing more; then it is answered."""
    site = Site()
    assert site.do(ask(1, 3)) == [Send("serials", draw(1)), Arm(AGAIN, 10_000_000)]
    assert (site.store["draws"], site.store[f"draw:{GTIN}"]) == (1, draw(1))
    assert site.do(ask(1, 3)) == []
    given = Serials(1, GTIN, ("a", "b", "c"))
    assert site.do(drawn(1, "a", "b", "c", "d")) == [
        Send("l2", given), Send("serials", draw(2)), Arm(AGAIN, 10_000_000)]  # for only one is left
    assert site.store["serials:1"] == given
    assert site.store[f"stock:{GTIN}"] == ("d",)
    assert site.do(ask(1, 3)) == [Send("l2", given)]
    assert site.do(drawn(1, "a", "b", "c", "d")) == []  # an answer that comes twice


def test_a_request_larger_than_a_block_is_drawn_at_once():
    """The draw is as large as what waits."""
    assert Site().said(ask(1, 9), "serials") == [draw(1, 9)]


def test_what_is_not_answered_is_asked_again_with_the_same_token():
    """By the timer, and after a loss of power; the serials that come then are in stock, and the line asks again."""
    site = Site()
    site.do(ask(1))
    assert site.expire(AGAIN) == [Send("serials", draw(1)), Arm(AGAIN, 10_000_000)]
    assert site.power() == [Send("serials", draw(1)), Arm(AGAIN, 10_000_000)]
    assert site.do(drawn(1, "a", "b", "c", "d")) == [Cancel(AGAIN)]
    assert site.do(ask(1)) == [Send("l2", Serials(1, GTIN, ("a", "b")))]


def test_serials_are_not_given_again_after_a_loss_of_power():
    """Not even when the power went between an answer and what it left in stock."""
    site = Site()
    site.do(ask(1))
    site.do(drawn(1, "a", "b", "c", "d"))
    site.store[f"stock:{GTIN}"] = ("a", "b", "c", "d")
    site.power()
    assert site.said(ask(2), "l2") == [Serials(2, GTIN, ("c", "d"))]


@pytest.mark.parametrize("status", ["insufficient", "unknown_criteria", "not_accepted", "bad_request"])
def test_a_refusal_is_the_lines_answer(status):
    """The reason is said; when the line asks again the same token is asked, unless it stands for something else."""
    site = Site()
    site.do(ask(1))
    (refused, stopped) = site.do(drawn(1, status=status))
    assert isinstance(refused.message, SerialsRefused)
    assert stopped == Cancel(AGAIN)
    words = "no serials left" if status == "insufficient" else f"refused: {status.replace('_', ' ')}"
    assert words in refused.message.reason
    number = 2 if status == "bad_request" else 1
    assert site.said(ask(1), "serials") == [draw(number)]
    assert site.said(drawn(number, "a", "b", "c", "d"), "l2") == [Serials(1, GTIN, ("a", "b"))]


def test_fewer_than_asked():
    """Told: the line gets what there is. Untold: the rest is drawn at once."""
    told, untold = Site(), Site()
    told.do(ask(1, 3))
    assert told.said(drawn(1, "a", status="insufficient"), "l2") == [Serials(1, GTIN, ("a",))]
    untold.do(ask(1, 3))
    assert untold.said(drawn(1, "a"), "serials") == [draw(2)]
    assert untold.said(drawn(2, "b", "c", "d"), "l2") == [Serials(1, GTIN, ("a", "b", "c"))]


def test_what_cannot_be_used_is_left_aside():
    """A serial twice, one that the site had before, and those that no code can hold; nobody gets them."""
    site = Site(msgspec.structs.replace(CONFIG, draws=DrawPlan(low=0, block=4)))
    site.do(ask(1))
    site.do(drawn(1, "a", "b", "c", "d"))
    site.do(ask(2, 4))
    bad = ("c", "a", "e", "e", "\x1d", "#", "", "x" * 21)
    assert site.said(drawn(2, *bad), "l2") == []
    assert site.store["unfit:draw 2"] == (bad, ("e",))
    assert site.store[f"stock:{GTIN}"] == ("c", "d", "e")


def test_an_owner_that_gives_the_same_again_is_not_asked_without_end():
    """Nothing of it is fit: the line is refused, and the owner asked anew when the line asks again."""
    site = Site()
    site.do(ask(1))
    site.do(drawn(1, "a", "b", "c", "d"))
    site.do(ask(2, 3))
    refused, stopped = site.do(drawn(2, "a", "b", "c", "d"))
    assert (refused.message, stopped) == (Serials(2, GTIN, ("c", "d")), Cancel(AGAIN))
    site.do(ask(3))
    assert [type(each) for each in site.said(drawn(3, "a", "b"), "l2")] == [SerialsRefused]
    assert site.said(ask(3), "serials") == [draw(4)]


def test_what_the_line_gave_back_may_come_again():
    """The owner is told, and gives it out once more; also after a loss of power."""
    for loses_power in (False, True):
        site = Site()
        site.do(ask(1))
        site.do(drawn(1, "a", "b", "c", "d"))
        assert site.said(SerialReturn("A1", ("a", "b"), 1), "serials") == [
            Move("move 1", ("a", "b"), "unallocated", "SGTIN", CRITERIA)]
        if loses_power:
            site.power()
        site.do(ask(2))
        assert f"unfit:draw {site.store['draws']}" not in site.store
        site.do(drawn(site.store["draws"], "a", "b"))
        assert site.store[f"stock:{GTIN}"] == ("a", "b")


def test_what_became_of_serials_is_told_in_order_one_by_one():
    """Each rests on the one before: encoded, then commissioned; a reject is scrapped when its batch ends."""
    site = Site()
    told = site.said(Report(1, "A1", (event("commissioning", "a", "b"), event("decommissioning", "c"))), "serials")
    for request in range(1, 12):
        told += site.said(Moved(f"move {request}", "ok"), "serials")
        if request == 3:
            told += site.said(Report(2, "A1", (event("sampling", "a"), event("destroying", "d"))), "serials")
        if request == 6:
            told += site.said(BatchReport("A1", 4, 1, 1, 1, 1, 0, 0, 0, 0, 3), "serials")
    assert [(each.serials, each.state, each.context) for each in told] == [
        (("a", "b"), "encoded", CONTEXT), (("a", "b"), "commissioned", CONTEXT), (("c",), "encoded", CONTEXT),
        (("a",), "sampled", CONTEXT), (("d",), "encoded", CONTEXT), (("d",), "label_scrapped", CONTEXT),
        (("c",), "label_scrapped", CONTEXT)]
    assert [each.request for each in told] == [f"move {number}" for number in range(1, 8)]


def test_a_reject_that_is_verified_by_hand_is_commissioned():
    """Its label is encoded once, and it is not scrapped at the end; a good pack that is rejected is inactive."""
    site = Site()
    told = site.said(Report(1, "A1", (event("decommissioning", "c"),)), "serials")
    site.power()
    site.do(Report(2, "A1", (event("commissioning", "c"), event("decommissioning", "c"))))
    site.do(BatchReport("A1", 1, 0, 1, 0, 0, 0, 0, 0, 0, 3))
    for request in range(1, 4):
        told += site.said(Moved(f"move {request}", "ok"), "serials")
    assert [each.state for each in told] == ["encoded", "commissioned", "inactive"]


def test_what_is_told_and_not_answered_is_told_again():
    """By the timer and after a loss of power; what comes meanwhile waits; a repeated answer changes nothing."""
    site = Site()
    first = Move("move 1", ("a",), "encoded", "SGTIN", CRITERIA, CONTEXT)
    assert site.said(Report(1, "A1", (event("commissioning", "a"),)), "serials") == [first]
    assert site.expire(TELL_AGAIN) == [Send("serials", first), Arm(TELL_AGAIN, 10_000_000)]
    assert site.power() == [Send("serials", first), Arm(TELL_AGAIN, 10_000_000)]
    second = msgspec.structs.replace(first, request="move 2", state="commissioned")
    assert site.said(Moved("move 1", "ok"), "serials") == [second]
    assert site.do(Moved("move 1", "ok")) == []
    assert site.do(Moved("move 2", "ok")) == [Cancel(TELL_AGAIN)]
    assert not [key for key in site.store if key.startswith(("told:", "untold:"))]


def test_what_the_owner_refuses_is_kept_aside_and_the_next_goes():
    """With its word; a refusal that may be none the next time is told three times."""
    site = Site()
    first, = site.said(Report(1, "A1", (event("commissioning", "a"),)), "serials")
    assert site.do(Moved("move 1", "not_accepted")) == []
    assert site.expire(TELL_AGAIN)[0] == Send("serials", first)
    assert site.do(Moved("move 1", "not_accepted")) == []
    second, = site.said(Moved("move 1", "not_accepted"), "serials")
    assert site.store["untold:000000001"] == (first, "not_accepted", ())
    assert site.do(Moved("move 2", "unknown_serial", ("a",))) == [Cancel(TELL_AGAIN)]
    assert site.store["untold:000000002"] == (second, "unknown_serial", ("a",))


def test_a_site_with_its_own_serials_asks_nobody():
    """What an owner says is nothing to it."""
    site = Site(msgspec.structs.replace(CONFIG, draws=None))
    site.do(Report(1, "A1", (event("commissioning", "a"),)))
    assert site.do(drawn(1, "a")) == []
    assert site.do(Moved("move 1", "ok")) == []
    assert not [key for key in site.store if key.startswith(("draw", "stock:", "told:", "tellings"))]
