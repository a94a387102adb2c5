"""From content to signatures: the record is derived, the summary rendered, people sign it, and a revision begins.

After the first signature nothing changes (EC-68): ``revise`` keeps the signed revision whole and begins the next.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from linebench.evidence.closing import Signed
from linebench.evidence.dossier.desk import Desk
from linebench.evidence.dossier.making import not_intact
from linebench.evidence.dossier.model import Concluded, Dossier, Frozen
from linebench.evidence.dossier.record import make_record
from linebench.evidence.dossier.rendering import field_of, render_dossier
from linebench.evidence.dossier.rules import why_not_concluded
from linebench.evidence.dossier.store import (
    CONCLUSION,
    CONTENT,
    DOSSIER,
    FROZEN,
    RECORD,
    SIGNATURES,
    SIGNED,
    SUMMARY,
    Store,
)
from linebench.evidence.files import Source, sha256
from linebench.evidence.judging import Judge, oracle
from linebench.evidence.model import encode_pretty
from linebench.evidence.people.credential import Credential
from linebench.evidence.people.errors import PeopleError
from linebench.evidence.people.order import may_sign, may_use
from linebench.evidence.people.signing import sign as put_signature

__all__ = ["freeze", "outdated", "revise", "sign"]

_OF_REVISION = (RECORD, SUMMARY, FROZEN, SIGNATURES)
"""What a new revision begins without."""


def freeze(desk: Desk, templates: Path, language: str, *, judge: Judge = oracle) -> Frozen:
    """Verify the packages, derive record.json and render summary.pdf for those who sign.

    Raises:
        RefusedError: there is no conclusion, it does not hold any more, or a package is not intact.
        PackageError: the summary cannot be rendered.

    """
    action = "freeze"
    desk.ready(action)
    store = desk.store
    word = store.concluded.conclusion
    reasons = why_not_concluded(word, desk.merged, store.closing) if word else ("there is no conclusion yet",)
    if reasons:
        desk.refuse(action, "; ".join(reasons))
    for part in desk.merged.parts:
        if why := not_intact(part, judge):
            desk.refuse(action, why, part.run.id)
    record = encode_pretty(make_record(store.dossier, desk.merged, store.closing))
    packages = [Source(folder) for folder in store.packages]
    summary = render_dossier(packages, store.closing, sha256(record), templates, language)
    field_of(summary, store.dossier.signatures, 1)
    frozen = Frozen(revision=store.dossier.revision, record=sha256(record), summary=sha256(summary),
                    size=len(summary), at=desk.now(), by=desk.person.id)
    desk.act("frozen", subject=SUMMARY, values=[(SUMMARY, "", frozen.summary)],
             files={RECORD: record, SUMMARY: summary, FROZEN: encode_pretty(frozen)})
    return frozen


def outdated(store: Store, desk_record: Callable[[], bytes]) -> str:
    """Say why what was frozen is not what the dossier holds now, ``""`` when it is."""
    frozen = store.frozen
    if frozen is None:
        return "nothing is frozen; freeze it first"
    if sha256(desk_record()) != frozen.record:
        return "the dossier was changed since it was frozen; freeze it again"
    if sha256(store.source.read(SUMMARY)[:frozen.size]) != frozen.summary:
        return f"{SUMMARY} is not the one that was frozen; restore it"
    return ""


def sign(desk: Desk, role: str, credential: Callable[[], Credential], *, location: str = "") -> Signed:
    """Put the person's signature into the summary. ``credential``: reads what they sign with.

    Raises:
        RefusedError: they may not sign now, their certificate cannot be used, or what was frozen is outdated.

    """
    action = "sign"
    desk.untouched(action)
    store, signed = desk.store, desk.store.signatures
    plan = store.dossier.signatures
    record = encode_pretty(make_record(store.dossier, desk.merged, store.closing))
    why = may_sign(plan, signed, desk.person, role, _executors(desk)) or outdated(store, lambda: record)
    if why:
        desk.refuse(action, f"{desk.person.id} may not sign as {role}: {why}", role)
    at, order = datetime.fromisoformat(desk.now()), len(signed) + 1
    try:
        secret = credential()
        if why := may_use(secret, desk.person, at):
            desk.refuse(action, f"{desk.person.id} may not sign as {role}: {why}", role)
        pdf = store.source.read(SUMMARY)
        pdf = put_signature(pdf, field_of(pdf, plan, order), secret, reason=plan[order - 1].meaning,
                            name=desk.person.name, location=location, at=at)
    except PeopleError as error:
        desk.refuse(action, str(error), role)
    given = Signed(role=role, user_id=desk.person.id, printed_name=desk.person.name, at=at.isoformat(),
                   meaning=plan[order - 1].meaning, method="pades", record_sha256=sha256(record),
                   thumbprint=secret.thumbprint)
    desk.act("signed", subject=role, values=[(role, "", given.record_sha256)],
             files={SUMMARY: pdf, SIGNATURES: encode_pretty((*signed, given))})
    return given


def _executors(desk: Desk) -> Sequence[str]:
    return sorted({*desk.merged.executors, *((desk.person.id,) if desk.executed else ())})


def revise(desk: Desk, reason: str) -> Dossier:
    """Keep the signed revision whole below ``signed/`` and begin the next, without conclusion and signatures.

    Raises:
        RefusedError: nothing was signed yet, or no reason was given.

    """
    action = "revise"
    store, before = desk.store, desk.store.dossier
    if not store.signatures:
        desk.refuse(action, f"revision {before.revision} was not signed; change it as it is")
    if not reason.strip():
        desk.refuse(action, "found no reason; expected why the signed revision is replaced")
    desk.untouched(action)
    kept = {f"{SIGNED}/{before.revision}/{name}": store.source.read(name)
            for name in CONTENT if store.source.has(name)}
    line = (str(before.revision + 1), desk.now(), desk.person.name, reason)
    after = msgspec.structs.replace(before, revision=before.revision + 1, history=(*before.history, line))
    desk.act("revised", subject="revision", reason=reason,
             values=[("revision", str(before.revision), str(after.revision))],
             files=kept | {DOSSIER: encode_pretty(after), CONCLUSION: encode_pretty(Concluded())})
    desk.remove(_OF_REVISION, reason)
    return after
