"""What people prove and administer at the HMI of L2, and what its books show them; beside ``operator``.

A password never travels: a person asks for a challenge, and proves with it that they know the password
(SCRAM-SHA-256, RFC 7677). A proof holds for one text and one challenge.
"""

from typing import TypeAlias

from linebench.ports.base import Said

__all__ = ["BOOKS", "Acknowledge", "AlarmLine", "Challenge", "Change", "Hello", "Paper", "Prove", "Sign", "ToLine",
           "ToPerson", "TrailLine", "log_in_text", "sign_text"]

BOOKS = {
    "log_out": "subject: empty",
    "unlock": "subject: user",
    "read_trail": "subject: filter such as who=NAME; what=ACTION; since=TIME; until=TIME, or empty for all",
    "export_trail": "subject: filter",
    "print_trail": "subject: filter",
    "read_alarms": "subject: empty; the whole alarm journal",
    "manage_users": "not asked as a request; see Change",
}
"""What a person can ask beside ``operator.REQUESTS`` where L2 keeps users; what the subject holds."""


class Hello(Said, frozen=True, tag="hello"):
    """Person to L2: I am about to prove who I am."""

    user: str


class Challenge(Said, frozen=True, tag="challenge"):
    """L2 to person: prove it with this. ``salt``: hexadecimal; ``nonce``: never used before."""

    user: str
    salt: str
    iterations: int
    nonce: str


class Prove(Said, frozen=True, tag="prove"):
    """Person to L2: log me in. ``proof``: for ``log_in_text``; answered as ``log_in``."""

    user: str
    proof: str


class Sign(Said, frozen=True, tag="sign"):
    """Person to L2: do something that needs a signature (21 CFR 11.50, 11.200).

    ``by``: who asks; ``signer``: who signs, by name and password; ``meaning``: of the signature; ``proof``: for
    ``sign_text``. Answered as the action.
    """

    action: str
    subject: str
    by: str
    signer: str
    meaning: str
    proof: str


class Change(Said, frozen=True, tag="change"):
    """Person to L2: ``create``, ``change`` or ``delete`` what is kept; answered as ``manage_users``.

    ``thing``: ``user:NAME``, whose ``value`` is the role; ``trail`` or ``trail:NUMBER``, which nobody may change.
    """

    act: str
    thing: str
    value: str
    why: str
    by: str


class Acknowledge(Said, frozen=True, tag="acknowledge"):
    """Person to L2: I have seen this alarm. ``alarm``: empty for all; answered as ``acknowledge``."""

    alarm: str
    comment: str
    by: str


class TrailLine(Said, frozen=True, tag="trail_line"):
    """L2 to person: an entry of its audit trail, when it is made and whenever it is read.

    ``time``: RFC 3339 with offset. ``old`` and ``new``: values, ``why``: reason, each empty where there is none;
    ``meaning``: of the signature that the entry carries, with its printed name. ``digest``: of all this behind the
    digest ``previous``; see ``product.trail``.
    """

    number: int
    time: str
    who: str
    what: str
    old: str
    new: str
    why: str
    signed: str
    meaning: str
    previous: str
    digest: str


class AlarmLine(Said, frozen=True, tag="alarm_line"):
    """L2 to person: an alarm in its journal, whenever it changes and whenever the journal is read.

    ``priority``: ``high``, ``medium`` or ``low`` (IEC 62682). ``raised``, ``seen`` and ``cleared``: RFC 3339, empty
    where it has not happened; ``by`` and ``comment``: of the person who acknowledged it.
    """

    number: int
    name: str
    priority: str
    latched: bool
    raised: str
    seen: str
    by: str
    comment: str
    cleared: str


class Paper(Said, frozen=True, tag="paper"):
    """L2 to person: something exported or printed. ``media``: ``text/csv`` or ``text/plain``."""

    name: str
    media: str
    text: str


def log_in_text(nonce: str, user: str) -> str:
    """What is proven at a log-in."""
    return f"{nonce}\nlog in\n{user}"


def sign_text(nonce: str, sign: Sign) -> str:
    """What is proven by a signature: who signs what and with which meaning, so that it fits no other record."""
    return f"{nonce}\nsign\n{sign.signer}\n{sign.action}\n{sign.subject}\n{sign.meaning}"


ToLine: TypeAlias = Hello | Prove | Sign | Change | Acknowledge
ToPerson: TypeAlias = Challenge | TrailLine | AlarmLine | Paper
