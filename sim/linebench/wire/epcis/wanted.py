"""What the body of a subscription says: to whom, and when. Source: GS1 EPCIS 2.0, 12.7."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import msgspec

from linebench.epcis.times import is_time, micros
from linebench.wire.epcis.refusals import RefusedError
from linebench.wire.epcis.schedule import Schedule, ScheduleError, schedule_of

__all__ = ["MEMBERS", "Wanted", "wanted_of"]

_KIND = "SubscriptionControlsException"
MEMBERS = frozenset({"dest", "signatureToken", "secret", "stream", "schedule", "reportIfEmpty", "initialRecordTime",
                     "@context"})
"""What a subscription may say. The published description of the interface calls the token ``secret``."""


class Wanted(msgspec.Struct, frozen=True):
    """What somebody wants to be sent.

    Attributes:
        dest: to which address.
        token: with which deliveries are signed; empty: they are not.
        schedule: when; ``None``: whenever something was stored.
        said: the schedule as it was said.
        even_empty: also when there is nothing new.
        since: what was recorded from then on, in microseconds since 1970; ``None``: from now on.

    """

    dest: str
    token: str
    schedule: Schedule | None
    said: Any
    even_empty: bool
    since: int | None


def wanted_of(found: Mapping[str, Any]) -> Wanted:
    """What the body of a subscription says.

    Raises:
        RefusedError: something in it does not fit.

    """
    stream, said = _truth(found, "stream"), found.get("schedule")
    if stream is (said is not None):
        raise RefusedError(_KIND, f"found {'both' if stream else 'neither'} of stream and schedule, expected one")
    try:
        schedule = None if stream else schedule_of(said)
    except ScheduleError as error:
        raise RefusedError(_KIND, str(error)) from error
    token = found.get("signatureToken", found.get("secret", ""))
    if not isinstance(token, str):
        raise RefusedError(_KIND, "signatureToken: found no text, expected one")
    return Wanted(_dest(found.get("dest")), token, schedule, said, _truth(found, "reportIfEmpty"), _since(found))


def _dest(found: object) -> str:
    if not isinstance(found, str) or not _is_address(found):
        raise RefusedError(_KIND, f"dest: found {found!r}, expected an address with http or https")
    return found


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    plain = text.isascii() and text.isprintable() and " " not in text
    return plain and parts.scheme in ("http", "https") and bool(parts.hostname)


def _truth(found: Mapping[str, Any], name: str) -> bool:
    value = found.get(name, False)
    if not isinstance(value, bool):
        raise RefusedError(_KIND, f"{name}: found {value!r}, expected true or false")
    return value


def _since(found: Mapping[str, Any]) -> int | None:
    value = found.get("initialRecordTime")
    if value is not None and not is_time(value):
        raise RefusedError(_KIND, f"initialRecordTime: found {value!r}, expected such as 2026-01-31T12:00:00Z")
    return None if value is None else micros(value)
