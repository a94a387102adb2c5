"""What a batch is set up with: the order as people see it, as devices have it and as it stands on packs."""

from linebench.bdd.actual import CLAIM, TRUTH, NotApplicable, expect, expect_equal
from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.flow import inject, running
from linebench.bdd.phrase import given, then
from linebench.bdd.seen import each, exited, forms, product
from linebench.ports import Message
from linebench.ports.camera import CameraJob, CameraState
from linebench.ports.plc import Setup, SetupTold
from linebench.ports.printer import JobTold, PrintJob
from linebench.product.code_form import CodeForm
from linebench.product.pack_code import PackCodeError, read_known
from linebench.records.claim import ValueClaimed
from linebench.records.truth import PackPrinted
from linebench.records.wire import Delivered

_SETTINGS = (("l2>printer", "printer>l2", PrintJob, JobTold), ("l2>camera", "camera>l2", CameraJob, CameraState),
             ("l2>l1", "l1>l2", Setup, SetupTold))
"""What each is set to and tells: on which links, and in which messages of the same fields."""
_SHOWN = ("gtin", "lot", "expiry", "quantity")


def _ordered(attempt: Attempt) -> tuple[str, str, str]:
    """GTIN, lot and expiry date of the order that runs."""
    batch = running(attempt)
    return product(attempt.scenario, batch.product).gtin, batch.lot, batch.expiry


@given("L2 reads back what it sets devices to")
def reads_back(attempt: Attempt) -> None:
    """Let L2 ask printer and L1 for what they were set to. Not applicable where a wire has no words for that."""
    stack = attempt.scenario.stack
    foreign = [f"{plan.id}: {plan.dialect}" for plan in stack.wires
               if plan.id in ("l2-printer", "l2-l1") and plan.dialect != "native"]
    if foreign and "l2" in stack.remote:
        raise NotApplicable(f"nothing is read back over these wires ({', '.join(foreign)})")
    attempt.change("stack.read_back", "true")


@given("the {field:setting} that L2 sends is changed on its way")
def changed_on_the_way(attempt: Attempt, field: tuple[str, str, str, str]) -> None:
    """Let one field arrive with another value, once; L2 does not see that but by reading it back."""
    link, message, name, value = field
    inject(attempt, link, "altered", 1, message=message, field=name, value=value)


@then("the printer, the camera and L1 tell what they were set to, and it is what was sent")
def told_equal(attempt: Attempt) -> None:
    """Truth: what each told before the batch began equals what L2 sent to it."""
    for link, back, sent, told in _SETTINGS:
        at, wanted = _latest(attempt, link, sent)
        answered, found = _latest(attempt, back, told)
        names = sent.__struct_fields__
        expect_equal(attempt, TRUTH, f"{link.partition('>')[2]} tells", _values(wanted, names),
                     _values(found, names), at=(*at, *answered))


@then("the HMI shows GTIN, lot, expiry date and quantity as ordered")
def order_shown(attempt: Attempt) -> None:
    """Claim: the latest of each that L2 has shown to people is that of the site's order."""
    shown = {value.item: (at, value.value) for at, value in each(attempt.records, ValueClaimed)}
    found = [shown.get(item, (-1, "nothing")) for item in _SHOWN]
    expect_equal(attempt, CLAIM, "on the HMI", [*_ordered(attempt), str(running(attempt).quantity)],
                 [value for _, value in found], at=[at for at, _ in found if at >= 0])


@then("the printer is set to GTIN, lot and expiry date as ordered")
def printer_set(attempt: Attempt) -> None:
    """Truth: the latest job that came to the printer has the fields of the site's order."""
    at, job = _latest(attempt, "l2>printer", PrintJob)
    found = (job.gtin, job.lot, job.expiry) if isinstance(job, PrintJob) else "no job"
    expect_equal(attempt, TRUTH, "at the printer", _ordered(attempt), found, at=at)


@then("the camera is set to the GTIN as ordered")
def camera_set(attempt: Attempt) -> None:
    """Truth: the latest inspection job that came to the camera is the one for the GTIN of the site's order."""
    at, job = _latest(attempt, "l2>camera", CameraJob)
    expect_equal(attempt, TRUTH, "at the camera", _ordered(attempt)[0],
                 job.job if isinstance(job, CameraJob) else "no job", at=at)


@then("every code on a pack that passed has GTIN, lot and expiry date as ordered")
def codes_as_ordered(attempt: Attempt) -> None:
    """Truth: the fields of every code that is printed on a pack which passed are those of the site's order."""
    contents = {done.pack: done.content for _, done in each(attempt.records, PackPrinted)}
    known, wanted, passed = forms(attempt.records), _ordered(attempt), exited(attempt.records)
    if not passed:
        raise BenchError("no pack has passed, so this step would compare nothing")
    wrong = [at for pack, at in passed.items() if wanted != _fields(contents.get(pack, ""), known)]
    expect(attempt, TRUTH, f"{len(passed)} of {len(passed)} codes with {', '.join(wanted)}",
           f"{len(passed) - len(wrong)} of {len(passed)} codes with {', '.join(wanted)}", met=not wrong, at=wrong)


@then("as many packs have passed as were ordered")
def quantity_made(attempt: Attempt) -> None:
    """Truth: the packs that passed the exit during the test case are as many as the site's order says."""
    passed = exited(attempt.records)
    expect_equal(attempt, TRUTH, "packs passed", running(attempt).quantity, len(passed))


def _latest(attempt: Attempt, link: str, kind: type[Message]) -> tuple[list[int], Message | None]:
    found = [(at, said.message) for at, said in each(attempt.records, Delivered)
             if said.link == link and isinstance(said.message, kind)]
    return ([found[-1][0]], found[-1][1]) if found else ([], None)


def _values(message: Message | None, names: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(getattr(message, name, "nothing") for name in names)


def _fields(content: str, known: tuple[CodeForm, ...]) -> tuple[str, str, str] | None:
    try:
        code = read_known(content, known)
    except PackCodeError:
        return None
    return code.gtin, code.lot, code.expiry
