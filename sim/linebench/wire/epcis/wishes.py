"""What a client wants to be given: versions, forms and ways to write identifiers, from the headers of its request.

Source: GS1 EPCIS 2.0, 12.5 and 12.6; RFC 9110, 12.5.1 (``Accept``).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

import msgspec

from linebench.wire.epcis.refusals import RefusedError
from linebench.wire.http.messages import Request

__all__ = ["BEHAVIOURS", "CBV_FORMATS", "EPC_FORMATS", "FORMS", "JSON", "Wishes", "wishes_of"]

JSON = ("application/json", "application/ld+json")
"""Media types of what is written in JSON."""
_XML = ("application/xml", "text/xml")
FORMS = (*JSON, *_XML)
"""Media types of events."""
EPC_FORMATS = ("No_Preference", "Always_GS1_Digital_Link", "Always_EPC_URN", "Never_Translates")
CBV_FORMATS = ("No_Preference", "Always_Web_URI", "Always_URN", "Never_Translates")
BEHAVIOURS = ("rollback", "proceed")
_CHOICES: Mapping[str, Sequence[str]] = MappingProxyType({
    "gs1-epc-format": EPC_FORMATS, "gs1-cbv-xml-format": CBV_FORMATS, "gs1-capture-error-behaviour": BEHAVIOURS})
"""Headers that have one of a few words; the first is meant where there is none."""
_VERSION = re.compile(r"\d{1,4}(?:\.\d{1,4}){0,2}")
_OLD, _NEW = (1, 2, 0), (2, 0, 0)
_WEIGHT = re.compile(r"\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*", re.IGNORECASE)


class Wishes(msgspec.Struct, frozen=True):
    """What one request wants.

    Attributes:
        accept: its ``Accept`` header.
        epc_format: one of ``EPC_FORMATS``.
        cbv_format: one of ``CBV_FORMATS``.
        proceed: what of a capture can be stored is to be stored.
        old: EPCIS 1.2 is understood.
        new: EPCIS 2.0 is understood.

    """

    accept: str
    epc_format: str
    cbv_format: str
    proceed: bool
    old: bool
    new: bool

    def form(self, offered: Sequence[str] = JSON) -> str:
        """The media type to answer in, of those that there are.

        Raises:
            RefusedError: none of them is wanted.

        """
        weights = dict(_ranges(self.accept))
        given = [each for each in offered if self.new or each not in JSON]
        best = max(given, key=lambda each: _weight(each, weights), default="")
        if not best:
            raise RefusedError("NotAcceptableException",
                               "found versions below 2.0 wanted only; EPCIS 1.2 is written in XML only")
        if not _weight(best, weights):
            raise RefusedError("NotAcceptableException",
                               f"found Accept: {self.accept}, expected one that takes {' or '.join(given)}")
        return best


def wishes_of(request: Request) -> Wishes:
    """What the request wants.

    Raises:
        RefusedError: a header does not say what it may, or wants a version that there is not.

    """
    said = {name: _choice(request, name) for name in _CHOICES}
    old, new = _versions(request, "gs1-epcis")
    _versions(request, "gs1-cbv")
    return Wishes(request.headers.get("accept", "*/*"), said["gs1-epc-format"], said["gs1-cbv-xml-format"],
                  said["gs1-capture-error-behaviour"] == "proceed", old, new)


def _choice(request: Request, name: str) -> str:
    allowed = _CHOICES[name]
    found = request.headers.get(name, allowed[0])
    if found not in allowed:
        raise RefusedError("ValidationException", f"{name}: found {found!r}, expected {' or '.join(allowed)}")
    return found


def _versions(request: Request, name: str) -> tuple[bool, bool]:
    """Whether 1.2 and 2.0 fit what is wanted."""
    exact = _version(request, f"{name}-version", None)
    if exact is not None and exact[:2] not in (_OLD[:2], _NEW[:2]):
        raise _unknown(request, f"{name}-version")
    least = _version(request, f"{name}-min", (0,)) or (0,)
    most = _version(request, f"{name}-max", (9999,)) or (9999,)
    fit = least <= _OLD <= most, least <= _NEW <= most
    if not any(fit):
        raise _unknown(request, f"{name}-min" if least > _NEW else f"{name}-max")
    return fit


def _version(request: Request, name: str, absent: tuple[int, ...] | None) -> tuple[int, ...] | None:
    text = request.headers.get(name)
    if text is None:
        return absent
    if not _VERSION.fullmatch(text):
        raise RefusedError("ValidationException", f"{name}: found {text!r}, expected a version such as 2.0.0")
    parts = [int(part) for part in text.split(".")]
    return (*parts, *(9999 if name.endswith("-max") else 0 for _ in range(3 - len(parts))))


def _unknown(request: Request, name: str) -> RefusedError:
    return RefusedError("NotAcceptableException", f"{name}: found {request.headers.get(name)}, expected a "
                                                  "range with 1.2 or 2.0 in it")


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    """The media ranges of an ``Accept`` header and their weights; what is no weight weighs 1."""
    for each in accept.split(","):
        name, *parameters = each.split(";")
        weights = [match for match in map(_WEIGHT.fullmatch, parameters) if match]
        yield name.strip().lower(), float(weights[0][1]) if weights else 1.0


def _weight(form: str, weights: Mapping[str, float]) -> float:
    for name in (form, form.partition("/")[0] + "/*", "*/*"):
        if name in weights:
            return weights[name]
    return 0.0
