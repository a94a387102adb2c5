"""What steps look at on a site's network: its endpoints, their certificates, and the time server."""

import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from types import MappingProxyType

from linebench.bdd.actual import TRUTH, NotApplicable, expect, expect_within
from linebench.bdd.attempt import Attempt
from linebench.bdd.installed import attested, installed, lacking
from linebench.evidence.model import UNKNOWN
from linebench.inventory.clock import ADRIFT, ClockError, ask_offset, synchronised
from linebench.inventory.endpoints import Endpoint, certificate_at, days_left, endpoints_of, reachable
from linebench.inventory.given import INSTALLATION

__all__ = ["LOOKS"]

_US = 1_000_000


def _endpoints(attempt: Attempt, limit: str) -> None:
    for end in _real(attempt):
        began = time.monotonic()
        why = reachable(end)
        took = round((time.monotonic() - began) * _US)
        expect(attempt, TRUTH, f"{end.name} at {end.address} takes a call", why or "it takes a call", met=not why)
        expect_within(attempt, TRUTH, f"{end.name} takes a call within", took, limit)


def _certificates(attempt: Attempt, limit: str) -> None:
    secure = [end for end in _real(attempt) if end.secure]
    if not secure:
        raise NotApplicable("no endpoint of the stack file is secured by a certificate")
    for end in secure:
        try:
            shown = certificate_at(end)
        except (OSError, ValueError) as error:
            expect(attempt, TRUTH, f"{end.name} shows a certificate", str(error), met=False)
            continue
        expect(attempt, TRUTH, f"{end.name} shows a certificate",
               f"{shown.subject}, SHA-256 {shown.thumbprint}", met=True)
        expect_within(attempt, TRUTH, f"days left of {end.name}", days_left(shown, datetime.now(UTC)), limit)


def _clock(attempt: Attempt, limit: str) -> None:
    server = installed(attempt).given.time_server
    if not server:
        lacking(attempt, "time_server")
    _kept_right(attempt)
    try:
        offset = ask_offset(server)
    except ClockError as error:
        expect(attempt, TRUTH, f"{server} tells the time", str(error), met=False)
        return
    expect_within(attempt, TRUTH, f"offset from {server}", offset.ahead_us, limit)


def _kept_right(attempt: Attempt) -> None:
    """Look at what keeps the clock right: the system tells, or a person where the site names it."""
    source, state = synchronised()
    stated = installed(attempt).given.clock_source
    if state == UNKNOWN and stated:
        attested(attempt, f"the clock of the bench's computer is kept right by {stated}")
        return
    told = (f"{state}, by {source}" if state != UNKNOWN else "unknown: this system does not tell; name what keeps "
            f"it right as clock_source in fixtures/{INSTALLATION}")
    expect(attempt, TRUTH, "the host's clock is synchronised", told, met=state not in (ADRIFT, UNKNOWN))


LOOKS: Mapping[str, Callable[[Attempt, str], None]] = MappingProxyType(
    {"endpoints": _endpoints, "certificates": _certificates, "clocks": _clock})
"""What is looked at, by its name, against the limit of a requirement."""


def _real(attempt: Attempt) -> Iterator[Endpoint]:
    """The endpoints of real seats that the bench dials.

    Raises:
        NotApplicable: there is none.

    """
    ends = [end for end in endpoints_of(attempt.scenario.stack) if end.dialled and end.real]
    if not ends:
        raise NotApplicable("nothing real is dialled in this world: its endpoints are the bench's own")
    yield from ends
