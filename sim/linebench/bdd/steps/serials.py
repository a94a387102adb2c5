"""The pool of serial numbers that the site draws from: what it is asked and told, and what it gave out."""

from collections import Counter
from itertools import count

from linebench.bdd.actual import CLAIM, NotApplicable, expect, expect_equal, expect_none
from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.flow import ANSWER, act, heal, inject
from linebench.bdd.phrase import given, then, when
from linebench.bdd.seen import codes_on, each, exited, product
from linebench.line.pool_faults import POOL as POOL_KIND
from linebench.ports.serials import Count, Counted, Draw, Drawn, Move, Moved, ToOwner, ToUser
from linebench.product import SERIAL_ALPHABET, guess_odds
from linebench.product.identifiers import CHARSET_82
from linebench.records import AnyRecord
from linebench.records.truth import FaultStruck
from linebench.records.wire import Delivered
from linebench.scenario.model import Product

POOL = POOL_KIND.name
_FORM = "SGTIN"
_ASK, _TELL = f"l3>{POOL}", f"{POOL}>l3"
_LEAST_ODDS = 10_000
"""Regulation (EU) 2016/161, Article 4(c): the probability to guess a serial is lower than one in ten thousand."""
_DRAW_ALONE = ("serials-soap",)
"""Dialects without words for what became of serial numbers."""
_NEVER_GIVEN = "0"
"""Shorter than any serial that a pool of the bench makes up."""


@given("the site draws {block:count} serial numbers when fewer than {low:count} are left")
def drawing(attempt: Attempt, block: int, low: int) -> None:
    """Set how many serial numbers the site draws from the pool at a time, and at what stock it draws more."""
    attempt.change("stack.draw_block", str(block))
    attempt.change("stack.draw_low", str(low))


@when('another line draws {number:count} serial numbers of "{name:name}" from the pool')
def another_draws(attempt: Attempt, number: int, name: str) -> None:
    """Ask the pool for serial numbers of the same kind as the site does, and wait for the answer."""
    asked = Draw(_token(attempt), number, _FORM, _criteria(product(attempt.scenario, name)))
    attempt.notes["drawn"] = _asked(attempt, asked)


@when("that request is repeated")
def repeated(attempt: Attempt) -> None:
    """Ask once more what another line asked last, as it does when the answer was lost."""
    _asked(attempt, attempt.notes["asked of the pool"])


@when("the pool is told that a serial number is printed that it never gave out")
def unknown_printed(attempt: Attempt) -> None:
    """Say of a made-up serial number that it was printed."""
    _told(attempt, (_NEVER_GIVEN,), "encoded")


@when("the pool is told of ten printed serial numbers, one of which it never gave out")
def partly_unknown(attempt: Attempt) -> None:
    """Say of nine serial numbers that another line drew, and of a made-up one, that they were printed."""
    _told(attempt, (*_drawn_by_another(attempt)[:9], _NEVER_GIVEN), "encoded")


@when("a serial number that was printed is given back to the pool")
def printed_back(attempt: Attempt) -> None:
    """Print the last serial number that another line drew, and give it back all the same."""
    last = _drawn_by_another(attempt)[-1:]
    _told(attempt, last, "encoded")
    _told(attempt, last, "unallocated")


@when("the pool is asked how many serial numbers it holds in which state")
def counted(attempt: Attempt) -> None:
    """Ask for the numbers of every product, once for each."""
    for each_product in attempt.scenario.products:
        _asked(attempt, Count(_token(attempt), _FORM, _criteria(each_product)))


@when("the pool loses its power")
def power_lost(attempt: Attempt) -> None:
    """Cut the power of the pool; its memory is gone, what it stored stays."""
    _need_pool(attempt)
    act(attempt, "cut_power", level=POOL)


@when("the power of the pool comes back")
def power_back(attempt: Attempt) -> None:
    """Give the pool its power back."""
    act(attempt, "restore_power", level=POOL)


@when("the pool answers {nasty:nasty}")
def nasty_answers(attempt: Attempt, nasty: tuple[str, dict[str, str]]) -> None:
    """Let the pool answer so from now on, whatever is right. "the pool answers rightly again" ends it."""
    _need_pool(attempt)
    fault, params = nasty
    if fault == "wrong_acknowledgement":
        _need_words(attempt)
    attempt.faults["pool"] = inject(attempt, POOL, fault, None, **params)


@when("the pool answers rightly again")
def right_again(attempt: Attempt) -> None:
    """End what an earlier step made the pool answer; an error of the protocol if it was asked nothing meanwhile."""
    if not any(hit.fault == attempt.faults.get("pool") for _, hit in each(attempt.records, FaultStruck)):
        raise BenchError("the pool was asked nothing meanwhile: let the site draw less at a time")
    heal(attempt, "pool")


@then("the pool refuses it")
def refused(attempt: Attempt) -> None:
    """Claim: the last thing that the pool was told of serial numbers is refused because of one of them."""
    at, moved = _last(attempt, Moved)
    assert isinstance(moved, Moved)
    expect(attempt, CLAIM, "the pool answers unknown_serial or not_allowed", f"the pool answers {moved.status}",
           met=moved.status in ("unknown_serial", "not_allowed"), at=(at,))


@then("the pool gives fewer than that")
def fewer(attempt: Attempt) -> None:
    """Claim: another line got fewer serial numbers than it asked for, and is told so."""
    at, drawn = _last(attempt, Drawn)
    assert isinstance(drawn, Drawn)
    expect(attempt, CLAIM, "insufficient, and fewer than asked", f"{drawn.status}, and {len(drawn.serials)}",
           met=drawn.status == "insufficient" and len(drawn.serials) < attempt.notes["asked of the pool"].count,
           at=(at,))


@then("no serial number was given out by the pool twice")
def given_once(attempt: Attempt) -> None:
    """Claim: no serial number is in the answers to two requests, whoever asked."""
    answers = {said.request: (at, said) for at, said in _given(attempt)}
    times = Counter(serial for _, said in answers.values() for serial in said.serials)
    twice = {serial for serial, number in times.items() if number > 1}
    expect_none(attempt, CLAIM, "no serial number in two answers of the pool",
                [at for at, said in answers.values() if not twice.isdisjoint(said.serials)],
                f"{len(twice)} serial numbers in two answers")


@then("every serial number on a pack was given out by the pool")
def all_given(attempt: Attempt) -> None:
    """Truth against claim: what stands on the packs that passed was given out by the pool before."""
    gtins = {asked.request: dict(asked.criteria).get("GTIN", "") for _, asked in _said(attempt, _ASK, Draw)
             if isinstance(asked, Draw)}
    known = {f"01{gtins.get(said.request, '')}21{serial}" for _, said in _given(attempt) for serial in said.serials}
    codes, passed = codes_on(attempt.records), exited(attempt.records)
    strange = [pack for pack in passed if codes.get(pack, "") not in known]
    expect_none(attempt, CLAIM, "no pack with a serial number that the pool never gave out",
                [passed[pack] for pack in strange], f"{len(strange)} of {len(passed)} packs")


@then('the serial numbers of "{name:name}" that the pool gave out are random')
def random_enough(attempt: Attempt, name: str) -> None:
    """Claim: they have the product's length and characters, are all different, and cannot be guessed."""
    wanted = product(attempt.scenario, name)
    alphabet = CHARSET_82 if wanted.serial_characters == "charset 82" else SERIAL_ALPHABET
    found = [serial for _, said in _given(attempt, wanted.gtin) for serial in said.serials]
    unfit = [serial for serial in found
             if len(serial) != wanted.serial_length or not set(serial) <= set(alphabet)]
    odds = guess_odds(len(found), length=wanted.serial_length, alphabet=alphabet) if found else 0
    expect(attempt, CLAIM, "0 of another form, 0 twice, one guess in more than 10000 hits one",
           f"{len(unfit)} of another form, {len(found) - len(set(found))} twice, one guess in "
           f"{'more than ' if odds > _LEAST_ODDS else ''}{min(odds, _LEAST_ODDS)} hits one",
           met=odds > _LEAST_ODDS and not unfit and len(set(found)) == len(found))


@then("the pool holds as many serial numbers as commissioned as packs have passed")
def commissioned_there(attempt: Attempt) -> None:
    """Claim against truth: the numbers that the pool told last, over all products."""
    _need_words(attempt)
    answers = [(at, said) for at, said in _said(attempt, _TELL, Counted) if isinstance(said, Counted)]
    latest = answers[-len(attempt.scenario.products):]
    told = sum(dict(said.states).get("commissioned", 0) for _, said in latest)
    expect_equal(attempt, CLAIM, "commissioned serial numbers at the pool", len(exited(attempt.records)), told,
                 at=[at for at, _ in latest])


def _criteria(wanted: Product) -> tuple[tuple[str, str], ...]:
    return (("GTIN", wanted.gtin),)


def _need_pool(attempt: Attempt) -> None:
    stack = attempt.scenario.stack
    if not stack.draws:
        raise BenchError(f'stack {stack.id} has no pool of serials; set serials = "emulated" there')


def _need_words(attempt: Attempt) -> None:
    if any(wire.id == f"l3-{POOL}" and wire.dialect in _DRAW_ALONE for wire in attempt.scenario.stack.wires):
        raise NotApplicable("over this wire the site can draw serial numbers and tell nothing of them")


def _token(attempt: Attempt) -> str:
    """A token of its own for each request that a protocol makes."""
    numbers = attempt.notes.setdefault("pool tokens", count(1))
    return f"another line {next(numbers)}"


def _asked(attempt: Attempt, message: ToOwner) -> ToUser:
    """Say something to the pool in the site's place and return what it answers."""
    _need_pool(attempt)
    attempt.notes["asked of the pool"] = message
    attempt.stimulus("ask", whom=POOL, asked=type(message).__name__, request=message.request)
    attempt.bench.say(_ASK, message)

    def answers(record: AnyRecord) -> bool:
        return isinstance(record, Delivered) and record.link == _TELL and \
            isinstance(record.message, ToUser) and record.message.request == message.request

    at = attempt.wait(answers, int(ANSWER))
    record = None if at is None else attempt.records[at]
    if not isinstance(record, Delivered) or not isinstance(record.message, ToUser):
        raise BenchError(f"the pool did not answer {message.request!r} within {ANSWER}")
    return record.message


def _told(attempt: Attempt, serials: tuple[str, ...], state: str) -> None:
    wanted = next(each_one for each_one in attempt.scenario.products
                  if attempt.batch is None or each_one.name == attempt.batch.product)
    _asked(attempt, Move(_token(attempt), serials, state, _FORM, _criteria(wanted)))


def _drawn_by_another(attempt: Attempt) -> tuple[str, ...]:
    drawn = attempt.notes.get("drawn")
    if not isinstance(drawn, Drawn) or len(drawn.serials) < 10:  # noqa: PLR2004  # nine and the last one
        raise BenchError("an earlier step must let another line draw ten serial numbers or more")
    return drawn.serials


def _said(attempt: Attempt, link: str, kind: type) -> list[tuple[int, object]]:
    return [(at, said.message) for at, said in each(attempt.records, Delivered)
            if said.link == link and isinstance(said.message, kind)]


def _given(attempt: Attempt, gtin: str = "") -> list[tuple[int, Drawn]]:
    """Answers with serials, of a GTIN or of all, each request once."""
    asked = {said.request for _, said in _said(attempt, _ASK, Draw)
             if isinstance(said, Draw) and (not gtin or ("GTIN", gtin) in said.criteria)}
    found = {said.request: (at, said) for at, said in _said(attempt, _TELL, Drawn)
             if isinstance(said, Drawn) and said.serials and said.request in asked}
    return list(found.values())


def _last(attempt: Attempt, kind: type) -> tuple[int, object]:
    """The last answer to what a protocol said itself."""
    request = attempt.notes["asked of the pool"].request
    found = [(at, said) for at, said in _said(attempt, _TELL, kind) if getattr(said, "request", "") == request]
    if not found:
        raise BenchError("nothing was answered: an earlier step must ask or tell the pool something")
    return found[-1]
