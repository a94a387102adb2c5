"""A request by HTTP. All hands of one system share browsers, one for each person, and so do log-ins."""

import json
import re
from collections.abc import Callable
from typing import Literal
from urllib.parse import quote_plus

import httpx
import msgspec

from linebench.binding.address import check_host
from linebench.binding.deed import Deed, Outcome
from linebench.binding.filling import check, fill
from linebench.binding.kinds import HandKind, HandOptions, Place

__all__ = ["KIND", "HttpHand", "HttpOptions"]

_SHOWN = 200
_US = 1_000_000


class HttpOptions(HandOptions, frozen=True, kw_only=True):
    """A request. In ``url`` and ``body`` names in braces are filled in, in the form that stands there."""

    url: str
    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"] = "POST"
    body: str = ""
    form: Literal["form", "json", "text"] = "form"
    """How the body is written: as a form (values are quoted for it), as JSON or as plain text."""
    header: dict[str, str] = msgspec.field(default_factory=dict)
    accepted: str = "200 201 202 204"
    """Statuses that mean yes; all others mean no."""
    said: str = ""
    """A regular expression: what its first group finds in the answer is the reason; empty: the whole answer."""
    refusal: str = ""
    """A regular expression: found in the answer, it means no, whatever the status."""
    logged_out: str = "401"
    """Statuses that mean that nobody is logged in. Where ``log_in`` is bound, that is done as the same person, and
    the request made once more."""


_TYPES = {"form": "application/x-www-form-urlencoded", "json": "application/json", "text": "text/plain"}


class HttpHand:
    """A ``Hand``."""

    def __init__(self, options: HttpOptions, place: Place) -> None:
        for text in (options.url, options.body):
            check(place.where, text)
        check_host(place, options.url)
        self._options = options
        self._accepted = {int(status) for status in options.accepted.split()}
        self._logged_out = frozenset(int(status) for status in options.logged_out.split())
        self._shared = place.shared

    async def do(self, deed: Deed) -> Outcome:
        """See ``Hand``."""
        options = self._options
        refusals = frozenset() if deed.action == "log_in" else self._logged_out
        try:
            answer = await self._shared.ask(
                deed.values.get("by", ""), refusals, options.method, fill(options.url, deed.values, quote_plus),
                content=self._body(deed),
                headers={"Content-Type": _TYPES[options.form], **options.header}, timeout=options.within / _US)
        except httpx.HTTPError as error:
            return Outcome(accepted=False, able=False,
                           reason=f"not reached: {type(error).__name__} {error}".rstrip())
        return self._outcome(answer)

    async def reach(self) -> str:
        """See ``Hand``: whether anything listens there, with nothing asked of it."""
        url = httpx.URL(fill(self._options.url, {}, quote_plus))
        try:
            await self._shared.browser.request("OPTIONS", url.copy_with(path="/", query=None), timeout=2)
        except httpx.HTTPError as error:
            return f"{url.host}:{url.port}: {type(error).__name__}"
        return ""

    def _body(self, deed: Deed) -> bytes:
        return fill(self._options.body, deed.values, _QUOTES[self._options.form]).encode()

    def _outcome(self, answer: httpx.Response) -> Outcome:
        options, text = self._options, answer.text
        refused = bool(options.refusal and re.search(options.refusal, text))
        found = re.search(options.said, text) if options.said else None
        reason = (found[1] if found and found.groups() else "" if options.said else text.strip())[:_SHOWN]
        accepted = answer.status_code in self._accepted and not refused
        return Outcome(accepted, reason or ("" if accepted else f"status {answer.status_code}"))


def _in_json(value: str) -> str:
    """A value as it stands between quotation marks in JSON."""
    return json.dumps(value)[1:-1]


_QUOTES: dict[str, Callable[[str], str]] = {"form": quote_plus, "json": _in_json, "text": str}

KIND = HandKind(name="http", summary="a request by HTTP", options=HttpOptions, make=HttpHand,
                reaches=lambda options: (options.url,))
