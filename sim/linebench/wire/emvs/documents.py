"""The JSON documents, and what they mean. Their shape is the bench's own."""

from collections.abc import Mapping
from typing import Annotated, Literal, TypeVar

import msgspec

from linebench.ports.verification import Notice, Noticed, Verified, Verify
from linebench.wire.emvs.profile import EmvsProfile
from linebench.wire.verification.client import UnfitError

__all__ = ["GLN", "LONGEST_TOKEN", "Bulk", "BulkAnswer", "Change", "DocumentError", "LotAnswer", "LotChange",
           "PackAnswer", "PackAsk", "Problem", "change_of", "decoded", "lot_change_of", "notice_of", "pack_answer",
           "pack_ask", "read_lot", "read_pack", "verify_of"]

LONGEST_TOKEN = 200
Gtin = Annotated[str, msgspec.Meta(pattern="^[0-9]{14}$")]
GLN = "^[0-9]{13}$"
Text = Annotated[str, msgspec.Meta(pattern="^[!-~]{1,20}$")]
Lot = Annotated[str, msgspec.Meta(pattern="^[!-~]{0,20}$")]
Date = Annotated[str, msgspec.Meta(pattern="^([0-9]{6})?$")]
State = Literal["SUPPLIED", "ACTIVE"]
T = TypeVar("T")
_INTENTS: Mapping[str, str] = {"SUPPLIED": "dispense", "ACTIVE": "undo"}
_STATES: Mapping[str, State] = {"dispense": "SUPPLIED", "undo": "ACTIVE"}
_NOTES: Mapping[str, str] = {"recalled": "RECALLED", "expired": "EXPIRED", "extended": "EXPIRY_EXTENDED"}


class PackAsk(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One pack of a bulk. ``state``: what it is to be; none: it is only asked about."""

    gtin: Gtin
    serial: Text
    batch: Lot = ""
    expiry: Date = ""
    state: State | None = None


class Bulk(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Several packs at once."""

    packs: Annotated[tuple[PackAsk, ...], msgspec.Meta(min_length=1)]


class Change(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a pack is to be: supplied to a patient, or active again."""

    state: State


class LotChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What holds for a lot: that it is recalled or not any more, or its later expiry date; one of them.

    ``serials``: for these alone.
    """

    recalled: bool | None = None
    expiry: Date = ""
    serials: tuple[Text, ...] = ()


class PackAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is said of a pack. ``alert``: raised by the question; ``warnings``: what else holds."""

    transaction: str
    operationCode: str  # noqa: N815  # as the document has it
    state: str = ""
    alert: str = ""
    warnings: tuple[str, ...] = ()


class BulkAnswer(msgspec.Struct, frozen=True):
    """What is said of each, in the order of the question."""

    results: tuple[PackAnswer, ...]


class LotAnswer(msgspec.Struct, frozen=True):
    """It is kept."""

    transaction: str
    operationCode: str  # noqa: N815  # as the document has it


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why not (RFC 7807)."""

    type: str
    title: str
    status: int
    detail: str = ""


class DocumentError(ValueError):
    """A body that is not to be taken. ``status``: 400 where it is no JSON, 422 where it does not fit."""

    def __init__(self, status: int, message: str) -> None:
        self.status = status
        super().__init__(message)


def decoded(kind: type[T], body: bytes) -> T:
    """A body as a document.

    Raises:
        DocumentError: it is none.

    """
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.ValidationError as error:
        raise DocumentError(422, f"found JSON that does not fit: {error}; see /openapi.json") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise DocumentError(400, f"found no JSON: {error}; expected an object in UTF-8") from error


def verify_of(pack: PackAsk, token: str, asker: str) -> Verify:
    """The question that a pack of a bulk, or an address, is."""
    intent = _INTENTS[pack.state] if pack.state else "verify"
    return Verify(token, pack.gtin, pack.serial, pack.batch, pack.expiry, asker, intent)


def pack_ask(ask: Verify) -> PackAsk:
    """The pack of a bulk that a question is."""
    return PackAsk(ask.gtin, ask.serial, ask.lot, ask.expiry, _STATES.get(ask.intent))


def change_of(ask: Verify) -> bytes:
    """The body that changes what a pack is."""
    return msgspec.json.encode(Change(_STATES[ask.intent]))


def notice_of(change: LotChange, gtin: str, lot: str, token: str, sender: str) -> Notice:
    """The notice that a change of a lot is.

    Raises:
        DocumentError: it says nothing, or two things.

    """
    if (change.recalled is None) == (not change.expiry):
        raise DocumentError(422, "found neither or both of recalled and expiry; expected one of them")
    kind = "extend" if change.recalled is None else "recall" if change.recalled else "revoke"
    return Notice(token, kind, gtin, lot, change.serials, change.expiry, sender)


def lot_change_of(notice: Notice) -> bytes:
    """The body that a notice is."""
    recalled = None if notice.kind == "extend" else notice.kind == "recall"
    return msgspec.json.encode(LotChange(recalled, notice.expiry, notice.serials))


def pack_answer(answer: Verified, profile: EmvsProfile) -> PackAnswer:
    """What is said of a pack, with the codes of a profile."""
    alert, _, code = profile.codes[answer.why].rpartition(" ")
    state = profile.states.get(answer.state, answer.state)
    return PackAnswer(answer.request, code, state, alert, tuple(_NOTES[note] for note in answer.notes))


def read_pack(said: PackAnswer, ask: Verify, profile: EmvsProfile) -> Verified:
    """The answer that a document is; of two words with the same code, the first of the profile.

    Raises:
        UnfitError: it is one to another question, or has a code that nobody knows.

    """
    if said.transaction != ask.request:
        raise UnfitError(f"found an answer to {said.transaction!r}; expected one to {ask.request!r}")
    code = f"{said.alert} {said.operationCode}".strip()
    why = next((ours for ours, theirs in profile.codes.items() if theirs == code), None)
    if why is None:
        raise UnfitError(f"found the code {code!r}; expected one of the profile")
    state = next((ours for ours, theirs in profile.states.items() if theirs == said.state), "")
    notes = tuple(ours for ours, theirs in _NOTES.items() if theirs in said.warnings)
    return Verified(ask.request, not why, why, state, notes)


def read_lot(said: LotAnswer, notice: Notice) -> Noticed:
    """The answer to a notice.

    Raises:
        UnfitError: it is one to another notice.

    """
    if said.transaction != notice.notice:
        raise UnfitError(f"found an answer to {said.transaction!r}; expected one to {notice.notice!r}")
    return Noticed(notice.notice, accepted=True)
