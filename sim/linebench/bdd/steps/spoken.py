"""What came of it: how L2 deals with a wire that failed, and whether what was said arrived unchanged."""

from linebench.bdd.actual import CLAIM, TRUTH, expect, expect_equal, expect_found, expect_none, expect_within
from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.flow import SETTLE, batch_of, report_time, running
from linebench.bdd.packml import STATES, illegal, number
from linebench.bdd.phrase import then
from linebench.bdd.seen import each, epc_of, exited, pack_at, product
from linebench.bdd.wires import ended, noted, on_wire, shown
from linebench.ports.camera import CameraState, Reading
from linebench.ports.l3 import Serials
from linebench.ports.plc import Verdict
from linebench.ports.printer import PrintJob, PrintOrders
from linebench.product.code_form import USUAL, CodeForm
from linebench.product.pack_code import PackCodeError, read_pack_code
from linebench.records import AnyRecord
from linebench.records.claim import SerialsClaimed, StateClaimed, ValueClaimed
from linebench.records.truth import PackPrinted
from linebench.records.wire import Delivered, WireNoted


@then("L2 shows that the {seat:wire} is not reached")
def lost_shown(attempt: Attempt, seat: str) -> None:
    """Claim: since the latest stimulus the HMI shows the loss of this peer."""
    expect_found(attempt, CLAIM, f"L2 shows {seat} as not reached", _shown(attempt, seat, here=False))


@then("L2 shows that the {seat:wire} is not reached within the limit of {limit:requirement}")
def lost_in_time(attempt: Attempt, seat: str, limit: str) -> None:
    """Claim: from what was done to the wire to the HMI showing the loss, no more time than the limit allows."""
    at = _shown(attempt, seat, here=False)
    if at is None:
        expect(attempt, CLAIM, f"L2 shows {seat} as not reached", "it does not", met=False)
        return
    expect_within(attempt, CLAIM, f"{seat} shown as not reached after",
                  attempt.records[at].t - attempt.moment_us, limit, at=[at])


@then("L2 keeps reaching the {seat:wire}")
def never_lost(attempt: Attempt, seat: str) -> None:
    """Claim: since the latest stimulus the HMI has not shown a loss of this peer, nor does it soon."""
    on_wire(attempt, seat)
    attempt.bench.advance(None, int(SETTLE))
    found = attempt.found(lambda record: shown(record, seat, here=False))
    expect_none(attempt, CLAIM, f"{seat} not shown as lost", found)


@then("L2 reaches the {seat:wire} again within the limit of {limit:requirement}")
def back_in_time(attempt: Attempt, seat: str, limit: str) -> None:
    """Claim: from the end of what was wrong with the wire to the HMI showing the peer as reached; it stays so."""
    over = ended(attempt.records, attempt.notes.get("wire faults", ()))
    if over is None:
        raise BenchError("nothing that was wrong with a wire has ended; a step before has to end it")
    _shown(attempt, seat, here=True, limit_us=report_time(attempt))
    attempt.bench.advance(None, int(SETTLE))
    last = attempt.found(lambda record: shown(record, seat, here=True) or shown(record, seat, here=False))
    at = last[-1] if last and shown(attempt.records[last[-1]], seat, here=True) else None
    if at is None:
        expect(attempt, CLAIM, f"L2 shows {seat} as reached", "it does not", met=False)
        return
    expect_within(attempt, CLAIM, f"{seat} shown as reached again after",
                  max(0, attempt.records[at].t - over), limit, at=[at])


def _shown(attempt: Attempt, seat: str, *, here: bool, limit_us: int | None = None) -> int | None:
    on_wire(attempt, seat)
    return attempt.wait(lambda record: shown(record, seat, here=here),
                        report_time(attempt) if limit_us is None else limit_us)


@then('L2 shows the {seat:wire} as "{state:name}"')
def state_shown(attempt: Attempt, seat: str, state: str) -> None:
    """Claim: since the latest stimulus the HMI shows these words for this peer."""
    at = attempt.wait(lambda record: isinstance(record, ValueClaimed) and record.source == "l2"
                      and record.item == seat and state in record.value, report_time(attempt))
    expect_found(attempt, CLAIM, f"{seat} shown as {state!r}", at)


@then('L2 shows that the clock of the {seat:wire} is "{words:name}"')
def clock_shown(attempt: Attempt, seat: str, words: str) -> None:
    """Claim: over the whole test case the HMI shows no more and no other of this peer's clock than these words."""
    on_wire(attempt, seat)
    attempt.wait(lambda record: isinstance(record, ValueClaimed) and record.item == f"{seat} clock", int(SETTLE),
                 since=0)
    found = [(at, value.value) for at, value in each(attempt.records, ValueClaimed)
             if (value.source, value.item) == ("l2", f"{seat} clock")]
    said = "; ".join(value for _, value in found) or "nothing"
    expect_equal(attempt, CLAIM, f"clock of {seat}", f"clock {words}", said,
                 at=[at for at, _ in found])


@then('the end of the {seat:wire} notes "{what:name}"')
def end_notes(attempt: Attempt, seat: str, what: str) -> None:
    """Claim: since the latest stimulus the peer's end of the wire has noted such a thing, or soon does."""
    pair = on_wire(attempt, seat)
    at = attempt.wait(lambda record: isinstance(record, WireNoted) and (record.link, record.what) == (pair, what),
                      int(SETTLE))
    expect_found(attempt, CLAIM, f"a note {what!r} of {seat}", at)


@then('the end of the {seat:wire} does not note "{what:name}"')
def end_notes_not(attempt: Attempt, seat: str, what: str) -> None:
    """Claim: over the whole test case the peer's end of the wire has noted nothing of this kind."""
    at = noted(attempt.records, on_wire(attempt, seat), what, 0)
    expect_none(attempt, CLAIM, f"no note {what!r} of {seat}", () if at is None else (at,))


@then("L2 has heard every answer of the camera, in their order")
def all_heard(attempt: Attempt) -> None:
    """Claim against claim: over the whole test case each answer has its verdict, or L2 knows the code of the pack
    that was rejected before it came. Answers of the last seconds may still be under way and are left out.
    """
    attempt.bench.advance(None, int(SETTLE))
    said = [record for _, record in each(attempt.records, Delivered)]
    made = [one.message.trigger for one in said if isinstance(one.message, Reading)
            and one.t < attempt.bench.now - 2 * int(SETTLE)]
    decided = [one.message.trigger for one in said if isinstance(one.message, Verdict)]
    late = _rejected_late(attempt.records)
    heard = [number for number in made if number in decided or _epc_at(attempt, number) in late]
    if not made:
        raise BenchError("the camera has given no answer, so this step would compare nothing")
    ordered = decided == sorted(decided)
    expect(attempt, CLAIM, f"{len(made)} of {len(made)} answers heard, in order",
           f"{len(heard)} of {len(made)} answers heard, {'' if ordered else 'not '}in order",
           met=heard == made and ordered)


def _rejected_late(records: list[AnyRecord]) -> set[str]:
    """The codes that L2 knows to be on packs that were rejected for want of a verdict."""
    return {epc for _, claim in each(records, SerialsClaimed)
            if (claim.source, claim.reason) == ("l2", "no_verdict") for epc in claim.epcs}


def _epc_at(attempt: Attempt, trigger: int) -> str:
    pack = pack_at(attempt.records, trigger)
    return "" if pack is None else epc_of(attempt.records, pack)


@then('nothing that is noted or shown of the {seat:wire} tells "{secret:name}"')
def secret_kept(attempt: Attempt, seat: str, secret: str) -> None:
    """Claim: over the whole test case the word stands in no note of the wire and in nothing that the HMI shows."""
    pair = on_wire(attempt, seat)
    said = [(at, note.detail) for at, note in each(attempt.records, WireNoted) if note.link == pair]
    said += [(at, value.value) for at, value in each(attempt.records, ValueClaimed)]
    expect_none(attempt, CLAIM, f"{secret!r} told nowhere", [at for at, text in said if secret in text])


@then("the printer is told no serial number twice")
def told_once(attempt: Attempt) -> None:
    """Claim: over the whole test case each serial number that reached the printer reached it once."""
    first: set[str] = set()
    twice: list[int] = []
    orders = [(at, said.message) for at, said in each(attempt.records, Delivered)
              if isinstance(said.message, PrintOrders) and said.link == "l2>printer"]
    if not orders:
        raise BenchError("the printer was told no serial number at all")
    for at, message in orders:
        twice += [at] * bool(first.intersection(message.serials))
        first.update(message.serials)
    expect_none(attempt, CLAIM, "no serial number told twice", twice)


@then("every pack that passed carries the data of the order")
def data_unchanged(attempt: Attempt) -> None:
    """Truth: GTIN, lot and expiry date in each code that passed the exit are those of the order, and its serial
    number is, letter by letter, one that the site server gave L2; a real L2 may have its own supply of them.
    """
    batch, records = running(attempt), attempt.records
    made = product(attempt.scenario, batch.product)
    given = {serial for _, said in each(records, Delivered) if isinstance(said.message, Serials)
             for serial in said.message.serials}
    passed = exited(records)
    if not passed:
        raise BenchError("no pack has passed, so this step would compare nothing")
    form = attempt.scenario.form_of(made)
    codes = [(at, _code(done, form)) for at, done in each(records, PackPrinted) if done.pack in passed]
    wanted = (made.gtin, batch.lot if "10" in form.elements else "", batch.expiry if "17" in form.elements else "")
    wrong = [at for at, code in codes if code[:3] != wanted
             or not (code[3] in given or _own_supply(attempt, given))]
    expect(attempt, TRUTH, f"{len(passed)} codes as ordered", f"{len(codes) - len(wrong)} codes as ordered",
           met=len(codes) == len(passed) and not wrong, at=wrong)


def _own_supply(attempt: Attempt, given: set[str]) -> bool:
    """Whether L2 has serial numbers that the bench knows nothing of: a real one, which the site gave none."""
    seat = attempt.scenario.stack.remote.get("l2")
    return not given and seat is not None and seat.nature == "real"


def _code(printed: PackPrinted, form: CodeForm = USUAL) -> tuple[str, str, str, str]:
    try:
        code = read_pack_code(printed.content, form)
    except PackCodeError:
        return "", "", "", ""
    return code.gtin, code.lot, code.expiry, code.serial


@then("the serial numbers on the packs that passed hold at least {count:count} different characters")
def characters(attempt: Attempt, count: int) -> None:
    """Truth: so many different characters stand in the serial numbers on all packs that passed the exit."""
    passed = exited(attempt.records)
    found = {sign for _, done in each(attempt.records, PackPrinted) if done.pack in passed
             for sign in _code(done)[3]}
    expect(attempt, TRUTH, f"at least {count} different characters", f"{len(found)} different characters",
           met=len(found) >= count)


@then('the printer has the job of "{name:name}"')
def printer_job(attempt: Attempt, name: str) -> None:
    """Claim: GTIN, lot and expiry date that reached the printer last are those of the order for this product."""
    batch = batch_of(attempt, name)
    wanted = (product(attempt.scenario, name).gtin, batch.lot, batch.expiry)
    jobs = [(at, said.message) for at, said in each(attempt.records, Delivered)
            if isinstance(said.message, PrintJob) and said.link == "l2>printer"]
    found = (jobs[-1][1].gtin, jobs[-1][1].lot, jobs[-1][1].expiry) if jobs else ()
    expect_equal(attempt, CLAIM, "the printer's job", wanted, found, at=[jobs[-1][0]] if jobs else [])


@then('the camera says that it has the job of "{name:name}"')
def camera_job(attempt: Attempt, name: str) -> None:
    """Claim: the job that the camera names, read back by L2, is that of this product."""
    told = [(at, said.message) for at, said in each(attempt.records, Delivered)
            if isinstance(said.message, CameraState)]
    expect_equal(attempt, CLAIM, "the camera's job", product(attempt.scenario, name).gtin,
                 told[-1][1].job if told else "none", at=[told[-1][0]] if told else [])


@then("every decision comes within the limit of {limit:requirement}")
def decisions_in_time(attempt: Attempt, limit: str) -> None:
    """Claim: of all answers of the camera since the latest stimulus, the longest time to the verdict."""
    longest, places = max(_decisions(attempt))
    expect_within(attempt, CLAIM, "the slowest decision after", longest, limit, at=places)


def _decisions(attempt: Attempt) -> list[tuple[int, tuple[int, int]]]:
    """Time from answer to verdict, and where both are, of every decision since the latest stimulus."""
    answers: dict[int, tuple[int, int]] = {}
    found: list[tuple[int, tuple[int, int]]] = []
    for at, said in each(attempt.records, Delivered, attempt.cursor):
        if isinstance(said.message, Reading):
            answers[said.message.trigger] = (at, said.t)
        elif isinstance(said.message, Verdict) and said.message.trigger in answers:
            place, t = answers.pop(said.message.trigger)
            found.append((said.t - t, (place, at)))
    if not found:
        raise BenchError("nothing was decided since the latest stimulus")
    return found


@then("L1 takes no step from state to state that PackML does not know")
def legal_walk(attempt: Attempt) -> None:
    """Claim: every change of state that L1 has reported in the test case is one of the standard's."""
    walk = _walk(attempt.records)
    wrong = illegal([state for _, state in walk])
    steps = len(walk) - 1
    expect(attempt, CLAIM, f"{steps} of {steps} steps as PackML has them",
           f"{steps - len(wrong)} of {steps} steps as PackML has them", met=steps > 0 and not wrong,
           at=[walk[place][0] for place in wrong])


@then('L1 goes through the states "{names:name}"')
def goes_through(attempt: Attempt, names: str) -> None:
    """Claim: since the latest stimulus L1 has reported these states, one right after the other."""
    wanted = [number(name) for name in names.split(", ")]

    def reached() -> int | None:
        walk = _walk(attempt.records, attempt.cursor)
        states = [state for _, state in walk]
        return next((walk[at][0] for at in range(len(walk)) if states[at:at + len(wanted)] == wanted), None)

    attempt.wait(lambda record: isinstance(record, StateClaimed) and reached() is not None, report_time(attempt))
    walk = _walk(attempt.records, attempt.cursor)
    at = reached()
    expect(attempt, CLAIM, names, ", ".join(STATES[state] for _, state in walk) or "no change", met=at is not None,
           at=[] if at is None else [at])


@then("L2 shows every state of L1 in the order in which L1 took them")
def states_shown(attempt: Attempt) -> None:
    """Claim against claim: the states on the HMI are those L1 reports, one for one; both get the time to say so."""
    attempt.bench.advance(None, int(SETTLE))
    told = [STATES[state] for _, state in _walk(attempt.records)]
    seen = [value.value for _, value in each(attempt.records, ValueClaimed)
            if (value.source, value.item) == ("l2", "state")]
    expect_equal(attempt, CLAIM, "states", told, seen)


def _walk(records: list[AnyRecord], since: int = 0) -> list[tuple[int, int]]:
    return [(at, claim.state) for at, claim in each(records, StateClaimed, since) if claim.source == "l1"]
