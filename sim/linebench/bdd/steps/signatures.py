"""What is done at L2 with an electronic signature: name and password, time and meaning (21 CFR 11.50, 11.200)."""

from linebench.bdd.actual import CLAIM, expect
from linebench.bdd.attempt import Attempt
from linebench.bdd.phrase import then, when
from linebench.bdd.users_l2 import said, sign, trail
from linebench.ports.people import Sign
from linebench.product.trail import linked


@when('"{who:name}" asks to {request:request} because "{reason:name}" and signs as "{meaning:name}"')
def signs(attempt: Attempt, who: str, request: str, reason: str, meaning: str) -> None:
    """Ask something, give a reason, and sign it with name, password and meaning."""
    sign(attempt, Sign(request, reason, who, who, meaning, ""))


@when('"{who:name}" asks to {request:request} because "{reason:name}" and signs with a wrong password')
def signs_wrongly(attempt: Attempt, who: str, request: str, reason: str) -> None:
    """Do the same with a wrong password."""
    sign(attempt, Sign(request, reason, who, who, "responsibility", ""), right=False)


@when('"{who:name}" asks to {request:request} because "{reason:name}" and "{other:name}" signs')
def other_signs(attempt: Attempt, who: str, request: str, reason: str, other: str) -> None:
    """Do the same, but somebody else signs with their own name and their own right password."""
    sign(attempt, Sign(request, reason, who, other, "responsibility", ""))


@then('the entry of it is signed by "{who:name}" as "{meaning:name}"')
def signed(attempt: Attempt, who: str, meaning: str) -> None:
    """Claim: the entry about the latest request carries name, time and meaning, and its hash covers them."""
    action = str(attempt.notes.get("asked", ""))
    found = [(at, line) for at, line in trail(attempt, attempt.cursor) if line.what.startswith(action)]
    told = "no entry"
    for at, line in found:
        bound = line.digest == linked(line.previous, *said(line))
        told = f"signed by {line.signed or 'nobody'} as {line.meaning or 'nothing'} at {line.time}" + (
            "" if bound else ", outside its hash")
        if bound and (line.signed, line.meaning) == (who, meaning):
            expect(attempt, CLAIM, f"{action} signed by {who} as {meaning}", told, met=True, at=[at])
            return
    expect(attempt, CLAIM, f"{action} signed by {who} as {meaning}", told, met=False, at=[at for at, _ in found])
