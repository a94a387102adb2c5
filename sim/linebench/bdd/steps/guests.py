"""A second client: somebody beside the line controller who connects to one of its devices, and what that does.

The connection is a real one, to the port that the device serves. What the client says and hears takes no time.
"""

from linebench.bdd.actual import CLAIM, NotApplicable, expect, expect_equal
from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.packml import STATES
from linebench.bdd.phrase import given, then, when
from linebench.bdd.wires import on_wire
from linebench.wiring.guest import Guest
from linebench.wiring.tag_guest import TagGuest, Trespass, tag_guest
from linebench.wiring.text_guest import TextGuest

_TAGS, _STREAM, _REFUSAL, _BEFORE, _AFTER = "tag guest", "guest", "guest refused", "tags before", "tags after"
_TEXT, _ANSWER = "text guest", "answer to guest"
_WAIT_US = 200_000
"""How long a second client waits for what a device does not answer at once."""


@when("a second client writes {trespass:trespass} at the PLC")
def trespasses(attempt: Attempt, trespass: Trespass) -> None:
    """Let a second client of the PLC's own carrier try to write what it may not."""
    guest = _tags(attempt)
    attempt.stimulus("second client", wire="l1", writes=trespass)
    attempt.notes[_BEFORE] = attempt.bench.outside(guest.picture())
    attempt.notes[_REFUSAL] = attempt.bench.outside(guest.trespass(trespass))
    attempt.notes[_AFTER] = attempt.bench.outside(guest.picture())


@then('the PLC refuses it with "{code:name}" and changes no tag')
def trespass_refused(attempt: Attempt, code: str) -> None:
    """Claim: what the second client tried was refused in these words of its carrier, and all tags are as before."""
    if _REFUSAL not in attempt.notes:
        raise BenchError("no second client has written anything in an earlier step")
    found = attempt.notes[_REFUSAL] or "it was taken"
    expect(attempt, CLAIM, f"refused: {code}", f"refused: {found}", met=code == found)
    before, after = attempt.notes[_BEFORE], attempt.notes[_AFTER]
    expect_equal(attempt, CLAIM, "tags changed", (),
                 tuple(name for name in before if before[name] != after[name]))


@then('a second client reads at the PLC that the line is in the state "{state:name}"')
def state_read(attempt: Attempt, state: str) -> None:
    """Claim: the tag with the PackML state, as a second client reads it now."""
    picture = attempt.bench.outside(_tags(attempt).picture())
    found = STATES.get(int(picture["Status.StateCurrent"]), "none")
    expect_equal(attempt, CLAIM, "Status.StateCurrent", state, found)


@then("a second client reads at the PLC that alarm number {number:count} stopped the line")
def stop_read(attempt: Attempt, number: int) -> None:
    """Claim: the number in the tag with the stop reason, as a second client reads it now; 0: no alarm did."""
    picture = attempt.bench.outside(_tags(attempt).picture())
    expect_equal(attempt, CLAIM, "Admin.StopReason[0].ID", number, picture["Admin.StopReason[0].ID"])


def _tags(attempt: Attempt) -> TagGuest:
    """The second client of the PLC, which connects when it is first spoken of."""
    if _TAGS not in attempt.notes:
        pair = on_wire(attempt, "l1")
        if any(wire.id == pair and wire.map for wire in attempt.scenario.stack.wires):
            raise NotApplicable(f"the tags of {pair} are those of a project, which a second client does not know")
        endpoint = attempt.bench.endpoints[pair]
        try:
            made = tag_guest(endpoint, "l1")
        except LookupError as error:
            raise NotApplicable(str(error)) from error
        attempt.bench.outside(made.connect())
        attempt.notes[_TAGS] = made
    guest: TagGuest = attempt.notes[_TAGS]
    return guest


@when("a second client connects to the {seat:wire}")
def connects(attempt: Attempt, seat: str) -> None:
    """Let a second client connect to a device; whether it is let in is for a Then."""
    served = attempt.bench.endpoints[on_wire(attempt, seat)].served
    if served is None:
        raise NotApplicable(f"{seat} is not served as one stream of bytes in this world")
    attempt.stimulus("second client", wire=seat, connects="")
    guest = attempt.notes[_STREAM] = Guest(served)
    attempt.bench.outside(guest.connect())


@then("the {seat:wire} lets it not in")
def not_let_in(attempt: Attempt, seat: str) -> None:
    """Claim: the device has hung up on the second client at once."""
    guest = attempt.notes.get(_STREAM)
    if guest is None:
        raise BenchError("no second client has connected in an earlier step")
    expect(attempt, CLAIM, f"{seat}: hangs up", f"{seat}: {'hangs up' if guest.closed else 'lets the client in'}",
           met=guest.closed)


@given('a second client has said "{line:name}" to the {seat:wire}')
@when('a second client says "{line:name}" to the {seat:wire}')
def says(attempt: Attempt, line: str, seat: str) -> None:
    """Let a second client say a line in the device's own dialect; what frames it is put around it."""
    endpoint = attempt.bench.endpoints[on_wire(attempt, seat)]
    if f"{_TEXT} {seat}" not in attempt.notes:
        try:
            made = attempt.notes[f"{_TEXT} {seat}"] = TextGuest(endpoint)
        except LookupError as error:
            raise NotApplicable(str(error)) from error
        attempt.bench.outside(made.connect())
    guest: TextGuest = attempt.notes[f"{_TEXT} {seat}"]
    attempt.stimulus("second client", wire=seat, says=line)
    said = attempt.bench.outside(guest.say(line))
    attempt.bench.advance(None, _WAIT_US)  # for a device that asks what stands behind it
    attempt.notes[_ANSWER] = (*said, *attempt.bench.outside(guest.say("")))


@then('the {seat:wire} answers it with "{answer:name}"')
def answers(attempt: Attempt, seat: str, answer: str) -> None:
    """Claim: this line is among those that the device said to the second client, without what frames it."""
    if _ANSWER not in attempt.notes:
        raise BenchError("no second client has said anything in an earlier step")
    lines = attempt.notes[_ANSWER]
    expect(attempt, CLAIM, f"answer of {seat}: {answer}", f"answer of {seat}: {' / '.join(lines) or 'none'}",
           met=answer in lines)
