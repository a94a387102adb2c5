"""Questions in addresses and answers in JSON. GS1 Lightweight Messaging Standard for verification, 1.1."""

import json
from typing import Any
from urllib.parse import quote, urlencode

from linebench.ports.verification import Verified, Verify
from linebench.product.dates import is_date
from linebench.product.keys import is_key
from linebench.wire.http.messages import Request
from linebench.wire.verification.client import UnfitError
from linebench.wire.vrs.profile import INFO, REASONS, VrsProfile

__all__ = ["BAD", "FOREIGN", "QuestionError", "answer_of", "checked", "question_in", "read", "target_of"]

_GTIN, _GLN = 14, 13
_LONGEST = 20
_LONGEST_TOKEN = 200
BAD, FOREIGN = 400, 404
_SUSPECT = "Suspect"


class QuestionError(ValueError):
    """An address that asks nothing. ``status``: of the answer; the message says what was found and expected."""

    def __init__(self, status: int, message: str) -> None:
        self.status = status
        super().__init__(message)


def question_in(request: Request, profile: VrsProfile, token: str) -> Verify | None:
    """What an address asks; ``None``: it is the path of no question. ``token``: for one that has none.

    Raises:
        QuestionError: there is something in it that cannot be.

    """
    parts = profile.path.strip("/").split("/")
    if len(request.path) != len(parts):
        return None
    found = dict(zip(parts, request.path, strict=True))
    if any(name != value for name, value in found.items() if not name.startswith("{")):
        return None
    gtin, lot, serial = (found[f"{{{name}}}"] for name in ("gtin", "lot", "serial"))
    said = checked(request, profile, gtin)
    for name, text in (("lot", lot), ("serial number", serial)):
        if len(text) > _LONGEST or not all("!" <= each <= "~" for each in text):
            raise QuestionError(BAD, f"found the {name} {text!r}; expected 1 to {_LONGEST} characters of GS1")
    expiry = said.get("expiry", "")
    if not is_date(expiry):
        raise QuestionError(BAD, f"found the expiry date {expiry!r}; expected YYMMDD as {_name(profile, 'expiry')}")
    return Verify(said.get("token") or token, gtin, serial, lot, expiry, said["asker"],
                  reason=said.get("context", ""))


def checked(request: Request, profile: VrsProfile, gtin: str) -> dict[str, str]:
    """What stands behind the question mark, by our names, of a question about a product.

    Raises:
        QuestionError: it cannot be, or the product is none that is known.

    """
    query = dict(request.query)
    said = {ours: query[name] for ours, name in profile.parameters.items() if name in query}
    if not is_key(gtin, _GTIN):
        raise QuestionError(BAD, f"found the GTIN {gtin!r}; expected 14 digits with their check digit")
    if not is_key(said.get("asker", ""), _GLN):
        raise QuestionError(BAD, f"found the GLN {said.get('asker', '')!r}; expected 13 digits with their check "
                                 f"digit as {_name(profile, 'asker')}")
    if len(said.get("token", "")) > _LONGEST_TOKEN:
        raise QuestionError(BAD, f"found a token of {len(said['token'])} characters; expected at most "
                                 f"{_LONGEST_TOKEN}")
    if said.get("context", profile.context) not in profile.contexts:
        raise QuestionError(BAD, f"found the context {said['context']!r}; expected one of "
                                 f"{', '.join(profile.contexts)}")
    if profile.askers and said["asker"] not in profile.askers:
        raise QuestionError(403, f"{said['asker']} may not ask here")
    if profile.gtins and gtin not in profile.gtins:
        raise QuestionError(FOREIGN, f"GTIN {gtin} is not in the directory")
    return said


def _name(profile: VrsProfile, ours: str) -> str:
    return repr(profile.parameters[ours])


def answer_of(answer: Verified, profile: VrsProfile) -> bytes:
    """The JSON of an answer about a pack."""
    names = profile.members
    data: dict[str, Any] = {names["verified"]: answer.verified}
    if not answer.verified:
        data[names["reason"]] = REASONS.get(answer.why, "No_reason_provided")
    info = _SUSPECT if answer.why == "cloned" else next((INFO[note] for note in INFO if note in answer.notes), "")
    if info:
        data[names["info"]] = info
    return json.dumps({names["data"]: data, names["token"]: answer.request,
                       names["responder"]: profile.responder}).encode()


def target_of(ask: Verify, profile: VrsProfile) -> str:
    """The address that asks.

    Raises:
        UnfitError: it cannot be asked here.

    """
    if ask.intent != "verify":
        raise UnfitError(f"found the intent {ask.intent!r}; expected verify, for there are no words for others")
    if not (ask.lot and ask.expiry and ask.serial):
        raise UnfitError("found no lot, expiry date or serial number; expected all, for the address has them")
    path = profile.path.format(gtin=quote(ask.gtin, safe=""), lot=quote(ask.lot, safe=""),
                               serial=quote(ask.serial, safe=""))
    context = ask.reason if ask.reason in profile.contexts else profile.context
    said = {"expiry": ask.expiry, "asker": ask.asker, "token": ask.request, "context": context}
    return f"{path}?{urlencode({profile.parameters[name]: value for name, value in said.items()})}"


def read(body: bytes, ask: Verify, profile: VrsProfile) -> Verified:
    """The answer in a JSON document.

    Raises:
        UnfitError: it is none, or one to another question.

    """
    try:
        said = json.loads(body)
        data = said[profile.members["data"]]
        verified, token = data[profile.members["verified"]], said.get(profile.members["token"], ask.request)
        reason, info = data.get(profile.members["reason"], ""), data.get(profile.members["info"], "")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnfitError(f"found no answer in the body: {error!r}") from error
    if not isinstance(verified, bool) or token != ask.request:
        raise UnfitError(f"found verified {verified!r} for {token!r}; expected true or false for {ask.request!r}")
    if not verified:
        return Verified(ask.request, verified=False, why=_why(reason, info))
    return Verified(ask.request, verified=True, state="active",
                    notes=tuple(ours for ours, theirs in INFO.items() if theirs == info))


def _why(reason: str, info: str) -> str:
    if info == _SUSPECT:
        return "cloned"
    return next((ours for ours, theirs in REASONS.items() if theirs == reason and ours != "cloned"), "refused")
