"""Who signed a document, read back from the document alone: nothing beside it can say otherwise.

* ``printed_name(person: Person) -> str``; the name to sign with, such as ``Rita Reviewer (r.reviewer)``
* ``signed_in(pdf: bytes, record_sha256: str) -> tuple[Signed, ...]``; in the order of signing
"""

import re

from linebench.evidence.closing import Signed
from linebench.evidence.controlled import Person
from linebench.evidence.people.signing import SignatureCheck, check

__all__ = ["printed_name", "signed_in"]

_PRINTED = re.compile(r"(.*) \(([^()]+)\)", re.DOTALL)


def printed_name(person: Person) -> str:
    """Return the name that stands in a signature: full name, and the user id that is the person's alone."""
    return f"{person.name} ({person.id})"


def signed_in(pdf: bytes, record_sha256: str) -> tuple[Signed, ...]:
    """Return who signed a document. ``record_sha256``: of the record that the document prints and holds.

    Raises:
        PeopleError: it is no PDF.

    """
    return tuple(_signed(each, record_sha256) for each in check(pdf))


def _signed(found: SignatureCheck, record_sha256: str) -> Signed:
    match = _PRINTED.fullmatch(found.name)
    name, user = (match[1], match[2]) if match else (found.name, "")
    return Signed(role=found.role, user_id=user, printed_name=name, meaning=found.meaning, at=found.at,
                  method="pades", record_sha256=record_sha256, thumbprint=found.thumbprint)
