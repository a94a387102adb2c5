"""Refusals as the standard names them: an exception of its own for each reason, as a problem document.

Source: GS1 EPCIS 2.0, 12.8.5; RFC 7807.
"""

from collections.abc import Mapping
from types import MappingProxyType

from linebench.wire.http.messages import Response, problem

__all__ = ["KINDS", "PREFIX", "RefusedError", "kind_of_status", "refusal"]

PREFIX = "epcisException:"
KINDS: Mapping[str, int] = MappingProxyType({
    "ValidationException": 400, "QueryValidationException": 400, "QueryParameterException": 400,
    "SubscriptionControlsException": 400, "SecurityException": 401, "NoSuchNameException": 404,
    "NoSuchResourceException": 404, "NotAcceptableException": 406, "ResourceAlreadyExistsException": 409,
    "CaptureLimitExceededException": 413, "QueryTooLargeException": 413, "QueryTooComplexException": 413,
    "URITooLongException": 414, "UnsupportedMediaTypeException": 415, "ImplementationException": 500,
})
"""Every exception and its status."""
_OF_STATUS = MappingProxyType({
    413: "CaptureLimitExceededException", 414: "URITooLongException", 501: "ImplementationException",
    505: "ImplementationException"})


class RefusedError(Exception):
    """A request that is not done. ``response``: what it is answered."""

    def __init__(self, kind: str, detail: str, status: int = 0, **headers: str) -> None:
        self.response = refusal(kind, detail, status, **headers)
        super().__init__(f"{kind}: {detail}")


def refusal(kind: str, detail: str, status: int = 0, **headers: str) -> Response:
    """The problem document of an exception. ``status``: another than its usual one."""
    return problem(status or KINDS.get(kind, 500), PREFIX + kind, detail, **headers)


def kind_of_status(status: int) -> str:
    """The exception for what is refused before anybody reads what it asks for."""
    return _OF_STATUS.get(status, "ValidationException")
