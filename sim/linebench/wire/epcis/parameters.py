"""Parameters of queries, from an address or from JSON, as the port has them.

The values of a list stand in an address with ``|`` between them, or one name comes several times.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeAlias
from urllib.parse import urlencode

from linebench.wire.epcis.pages import TOKEN
from linebench.wire.epcis.profile import EpcisProfile
from linebench.wire.epcis.refusals import RefusedError
from linebench.wire.http.messages import Request

__all__ = ["PER_PAGE", "Parameters", "in_address", "in_json", "json_of", "of_address", "page_size", "page_token",
           "paged_only"]

Parameters: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
PER_PAGE = "perPage"
_BETWEEN = "|"
_DIGITS = 9


def of_address(request: Request) -> Parameters:
    """The parameters of the query in an address, each once, in their order."""
    found: dict[str, list[str]] = {}
    for name, value in request.query:
        if name not in (PER_PAGE, TOKEN):
            found.setdefault(name, []).extend(value.split(_BETWEEN) if value else ())
    return tuple((name, tuple(values)) for name, values in found.items())


def in_address(parameters: Parameters) -> str:
    """The same the other way round: what stands behind the question mark."""
    return urlencode([(name, _BETWEEN.join(values)) for name, values in parameters])


def page_size(request: Request, profile: EpcisProfile) -> int:
    """How many entries a page is to have.

    Raises:
        RefusedError: it is no number from 1 on.

    """
    found = [value for name, value in request.query if name == PER_PAGE]
    if not found:
        return profile.per_page
    text = found[0]
    if len(found) > 1 or not (text.isascii() and text.isdigit()) or len(text) > _DIGITS or not int(text):
        raise RefusedError("QueryParameterException", f"{PER_PAGE}: found {text!r}, expected a number from 1 to "
                                                      f"{profile.per_page_most}")
    return min(int(text), profile.per_page_most)


def page_token(request: Request) -> str:
    """The token of the page that is wanted; empty: the first."""
    return next((value for name, value in request.query if name == TOKEN), "")


def paged_only(request: Request) -> None:
    """For a resource that has pages and no other parameters.

    Raises:
        RefusedError: there are others.

    """
    others = of_address(request)
    if others:
        raise RefusedError("QueryParameterException", f"found {others[0][0]}, expected {PER_PAGE} and "
                                                      f"{TOKEN} only")


def in_json(found: object) -> Parameters:
    """The parameters of a query in JSON: texts, numbers, and lists of them.

    Raises:
        RefusedError: they are none.

    """
    if not isinstance(found, Mapping) or not found:
        raise RefusedError("QueryValidationException", "query: found none, expected an object of parameters")
    return tuple((str(name), _values(str(name), value)) for name, value in found.items() if name != "@context")


def _values(name: str, value: Any) -> tuple[str, ...]:  # noqa: ANN401  # somebody's JSON
    parts = value if isinstance(value, list) else [value]
    texts = tuple(_text(name, each) for each in parts)
    return () if texts == ("",) else texts


def _text(name: str, value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str | int | Decimal):
        raise RefusedError("QueryValidationException",
                           f"query.{name}: found {type(value).__name__}, expected texts or numbers")
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def json_of(parameters: Parameters) -> dict[str, Any]:
    """Parameters in JSON."""
    return {name: values[0] if len(values) == 1 else list(values) for name, values in parameters}
