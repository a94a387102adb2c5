"""Which address is which resource, and what can be done there."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

import msgspec

from linebench.wire.epcis.refusals import RefusedError
from linebench.wire.epcis.wishes import Wishes
from linebench.wire.http.messages import Request, Response
from linebench.wire.http.server import Exchange
from linebench.wire.side import Effect

__all__ = ["Call", "Handler", "Handlers", "Routes", "allowed_methods", "handler_for"]

_KNOWN = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"})
_NOT_ALLOWED, _NOT_IMPLEMENTED = 405, 501


class Call(msgspec.Struct, frozen=True):
    """One request on its way. ``names``: the variable parts of its address; ``out``: what else is to happen."""

    exchange: Exchange
    request: Request
    wishes: Wishes
    names: tuple[str, ...]
    out: list[Effect]


Handler: TypeAlias = Callable[[Call], Response | None]
"""Answers a call; ``None``: the answer follows."""
Handlers: TypeAlias = Mapping[str, Handler]
"""Methods of a resource."""


class Routes:
    """Addresses such as ``/queries/{name}/events``, below ``base``."""

    def __init__(self, base: str, table: Mapping[str, Handlers]) -> None:
        self._base = _parts(base)
        self._table: dict[int, list[tuple[Sequence[str], Handlers]]] = {}
        for address, handlers in table.items():
            parts = _parts(address)
            self._table.setdefault(len(parts), []).append((parts, handlers))

    def __len__(self) -> int:
        """How many there are."""
        return sum(map(len, self._table.values()))

    def find(self, path: tuple[str, ...]) -> tuple[Handlers, tuple[str, ...]]:
        """What can be done at an address, and the variable parts of it.

        Raises:
            RefusedError: there is no such resource.

        """
        own = path[len(self._base):]
        if path[:len(self._base)] == self._base:
            for parts, handlers in self._table.get(len(own), ()):
                if all(_is_name(part) or part == said for part, said in zip(parts, own, strict=True)):
                    return handlers, tuple(said for part, said in zip(parts, own, strict=True) if _is_name(part))
        raise RefusedError("NoSuchResourceException", f"found /{'/'.join(path)}, expected a resource of EPCIS 2.0")


def handler_for(handlers: Handlers, method: str) -> Handler:
    """What answers this method.

    Raises:
        RefusedError: this resource does not know it, or nobody does.

    """
    found = handlers.get("GET" if method == "HEAD" else method)
    if found is not None:
        return found
    if method not in _KNOWN:
        raise RefusedError("ImplementationException", f"found the method {method}, which HTTP does not have",
                           _NOT_IMPLEMENTED)
    allowed = allowed_methods(handlers)
    raise RefusedError("ValidationException", f"found {method}, expected {allowed}", _NOT_ALLOWED, allow=allowed)


def allowed_methods(handlers: Handlers) -> str:
    """The methods of a resource, as ``Allow`` lists them."""
    head = ("HEAD",) if "GET" in handlers else ()
    return ", ".join(sorted({*handlers, *head, "OPTIONS"}))


def _parts(address: str) -> tuple[str, ...]:
    return tuple(part for part in address.split("/") if part)


def _is_name(part: str) -> bool:
    return part.startswith("{")
