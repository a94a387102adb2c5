"""What repositories and their clients do differently."""

import re
from collections.abc import Mapping
from typing import Literal

from linebench.epcis.times import is_time
from linebench.units import Duration
from linebench.wire.dialect import Profile

__all__ = ["EpcisProfile"]

_BASE = re.compile(r"(?:/[A-Za-z0-9._~-]+)*")
_WORD = re.compile(r"[!-~]*")
"""What a header can carry without any doubt."""


class EpcisProfile(Profile, frozen=True, kw_only=True):
    """Options of both ends of EPCIS 2.0 over REST.

    Attributes:
        base: what stands before every address, such as ``/epcis/v2``.
        version: of EPCIS, as ``GS1-EPCIS-Version`` shows it.
        capture_events: events that one capture may have.
        capture_bytes: bytes that a body may have.
        per_page: entries of a page where the client does not say.
        per_page_most: entries of a page at most, whatever the client says.
        page_life: how long a token of a next page holds.
        page_tokens: tokens that hold at once; the oldest is dropped for one too many.
        jobs_kept: capture jobs that can be looked up; the oldest that has ended is dropped for one too many.
        answer_within: device side: how long the repository behind it may take; host side: how long the server may.
        prefixes: company prefixes that are known, for those who want EPC URNs.
        users: names and passwords (Basic). With neither these nor ``tokens``, everybody is served.
        tokens: tokens (Bearer) and until when each holds, as UTC time; empty: for ever.
        readers: names or tokens that may look and change nothing.
        host: host side: how the ``Host`` header names the server.
        user: host side: who it is; empty: it does not say.
        password: host side: of ``user``.
        token: host side: says who it is, instead of ``user``.
        send: host side: the form in which events are captured.
        event_ids: host side: events without an id get their hash id.
        sender: host side: stands before the number of a capture, where several sites capture into one repository.
        poll_every: host side: how often it looks whether a capture has ended.
        poll_limit: host side: how long a capture may take.

    """

    base: str = ""
    version: str = "2.0.0"
    capture_events: int = 5_000
    capture_bytes: int = 16 * 1_048_576
    per_page: int = 30
    per_page_most: int = 1_000
    page_life: Duration = Duration(3_600_000_000)
    page_tokens: int = 1_000
    jobs_kept: int = 10_000
    answer_within: Duration = Duration(10_000_000)
    prefixes: tuple[str, ...] = ()
    users: Mapping[str, str] = {}
    tokens: Mapping[str, str] = {}
    readers: tuple[str, ...] = ()
    host: str = "localhost"
    user: str = ""
    password: str = ""
    token: str = ""
    send: Literal["json", "xml-2.0", "xml-1.2"] = "json"
    event_ids: bool = False
    sender: str = ""
    poll_every: Duration = Duration(200_000)
    poll_limit: Duration = Duration(60_000_000)

    def __post_init__(self) -> None:
        """Look at what would come to light in the middle of a run only.

        Raises:
            ValueError: an option does not fit.

        """
        if not _BASE.fullmatch(self.base):
            raise ValueError(f"base: found {self.base!r}, expected nothing or a path such as /epcis/v2")
        for name in ("host", "sender", "token"):
            if not _WORD.fullmatch(getattr(self, name)):
                raise ValueError(f"{name}: found other characters than ASCII letters, digits and signs")
        for name in ("capture_events", "capture_bytes", "per_page", "per_page_most", "page_tokens", "jobs_kept",
                     "answer_within", "poll_every"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name}: found {getattr(self, name)}, expected 1 or more")
        for until in self.tokens.values():
            if until and not is_time(until):
                raise ValueError(f"tokens: found {until!r}, expected a time such as 2026-01-31T12:00:00Z")
