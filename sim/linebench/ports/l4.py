"""The port between L3 (site) and L4 (enterprise): events up, and what became of them; what was asked of them.

The same messages carry what a partner captures and asks: who speaks is a matter of the link.
"""

from typing import TypeAlias

from linebench.epcis.model import Event
from linebench.ports.base import Said

__all__ = ["Capture", "Captured", "Found", "Query", "QueryRefused", "ToEnterprise", "ToSite"]


class Capture(Said, frozen=True, tag="capture"):
    """L3 to L4: store these events. The same ``capture`` twice is the same delivery, and is stored once.

    ``proceed``: what can be stored is stored; else all or nothing.
    """

    capture: int
    events: tuple[Event, ...]
    proceed: bool = False


class Captured(Said, frozen=True, tag="captured"):
    """L4 to L3: a capture has ended. ``stored``: how many events are; ``errors``: why the others are not."""

    capture: int
    success: bool
    stored: int
    errors: tuple[str, ...] = ()


class Query(Said, frozen=True, tag="query"):
    """L3 to L4: which events fit? ``parameters`` as the standard names them, each with its values.

    ``page``: the token of the next page, as the page before gave it; ``per_page``: events of a page.
    """

    query: int
    parameters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    per_page: int = 30
    page: str = ""


class Found(Said, frozen=True, tag="found"):
    """L4 to L3: these fit. ``page``: token of the next page, empty when this is the last."""

    query: int
    events: tuple[Event, ...]
    page: str = ""


class QueryRefused(Said, frozen=True, tag="query_refused"):
    """L4 to L3: not answered. ``kind``: the exception of the standard, such as ``QueryParameterException``."""

    query: int
    kind: str
    reason: str


ToEnterprise: TypeAlias = Capture | Query
ToSite: TypeAlias = Captured | Found | QueryRefused
