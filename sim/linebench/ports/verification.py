"""The port on which partners ask the enterprise about single packs, and on which recalls and extensions are told.

It carries meaning only; what a face calls it (``verified``, ``A68``, ``NMVS_FE_LOT_13``, …) is the face's.
"""

from typing import TypeAlias

from linebench.ports.base import Said

__all__ = ["ENDED", "INTENTS", "NOTES", "NOTICES", "WHYS", "Notice", "Noticed", "ToAsker", "ToEnterprise",
           "Verified", "Verify"]

INTENTS = ("verify", "dispense", "undo")
"""What whoever asks has in mind: to know; to give the pack to a patient, after which it may not be given again; to
take that back."""
WHYS = {
    "unknown_product": "there is no such product here",
    "unknown": "no such serial of this product was ever put onto a pack",
    "lot": "the pack has another lot",
    "unknown_lot": "the pack has another lot, and the one that is said is none of this product",
    "expiry": "the pack has another expiry date",
    "lot_and_expiry": "the pack has another lot and another expiry date",
    "cloned": "another place asked for this pack a moment ago, or has dispensed it",
    "inactive": "the pack was taken out of the market",
    "dispensed": "the pack is dispensed already",
    "not_dispensed": "the pack is not dispensed, so that cannot be undone",
    "recalled": "the pack is recalled",
    "expired": "the pack is expired",
    "not_by_you": "another one has dispensed it",
    "too_late": "it was dispensed too long ago",
    "bad_request": "what was asked cannot be answered",
    "no_answer": "nobody answered in time",
    "refused": "whoever asked may not",
}
"""Why a pack is not verified, or what was wanted is not done."""
NOTES = ("recalled", "expired", "extended")
"""What else is said of a pack that is verified."""
ENDED = ("dispensed", "decommissioned", "destroyed", "sampled")
"""States of a pack that is out of the market; before, it is ``active``, and ``""`` where nobody knows it."""
NOTICES = ("recall", "revoke", "extend")
"""What is told of a lot: it is recalled; it is not any more; its expiry date is later."""


class Verify(Said, frozen=True, tag="verify"):
    """Partner to L4: what is with this pack? The same ``request`` of an ``asker`` twice is one request.

    Attributes:
        request: a token of whoever asks.
        gtin: 14 digits.
        serial: as in the code.
        lot: as on the pack; empty: not asked about.
        expiry: YYMMDD as on the pack, day 00 for the end of the month; empty: not asked about.
        asker: GLN of the place that asks.
        intent: one of ``INTENTS``.
        reason: why it is asked, in the partner's own words.

    """

    request: str
    gtin: str
    serial: str
    lot: str = ""
    expiry: str = ""
    asker: str = ""
    intent: str = "verify"
    reason: str = ""


class Verified(Said, frozen=True, tag="verified"):
    """L4 to partner: the answer.

    Attributes:
        request: of what is answered.
        verified: the pack is what it says it is and in the market; and what was wanted with it is done.
        why: why not, one of ``WHYS``; empty where it is.
        state: of the pack now: ``active``, one of ``ENDED``, or empty where it is not known.
        notes: of a pack that is verified, some of ``NOTES``.

    """

    request: str
    verified: bool
    why: str = ""
    state: str = ""
    notes: tuple[str, ...] = ()


class Notice(Said, frozen=True, tag="notice"):
    """Who makes the product to L4: something holds for a lot. The same ``notice`` twice is one notice.

    Attributes:
        notice: its number.
        kind: one of ``NOTICES``.
        gtin: 14 digits.
        lot: of which lot; empty where ``serials`` are named.
        serials: a recall or its end may be for these alone.
        expiry: YYMMDD, the new date of an extension.
        sender: GLN of who says so.

    """

    notice: str
    kind: str
    gtin: str
    lot: str = ""
    serials: tuple[str, ...] = ()
    expiry: str = ""
    sender: str = ""


class Noticed(Said, frozen=True, tag="noticed"):
    """L4 to who makes the product: it is kept from now on, or why it is not."""

    notice: str
    accepted: bool
    reason: str = ""


ToEnterprise: TypeAlias = Verify | Notice
ToAsker: TypeAlias = Verified | Noticed
