"""What the addresses are and what is answered, as OpenAPI 3.1, made from the profile that reads them."""

import re
from functools import cache
from typing import Any

import msgspec

from linebench import __version__
from linebench.wire.vrs.profile import INFO, REASONS, VrsProfile

__all__ = ["description"]

_REFUSALS = {
    "400": "Something in the address cannot be.", "401": "Wrong or no credentials, or a token that has expired.",
    "403": "Whoever asks may not.", "404": "The product is not in the directory.",
    "500": "The service failed.", "502": "What stands behind it failed.", "503": "It is not there now.",
    "504": "What stands behind it has not answered in time.",
}
_GLN = {"type": "string", "pattern": "^[0-9]{13}$", "description": "with its check digit"}
_GTIN = {"type": "string", "pattern": "^[0-9]{14}$", "description": "with its check digit"}
_TEXT = {"type": "string", "minLength": 1, "maxLength": 20, "pattern": "^[!-~]+$"}
_EXPIRY = {"type": "string", "pattern": "^[0-9]{6}$", "description": "YYMMDD; day 00 is the end of the month"}


def description(profile: VrsProfile) -> bytes:
    """The whole document, as JSON."""
    return _written(msgspec.json.encode(profile, enc_hook=str))


@cache
def _written(profile: bytes) -> bytes:
    return msgspec.json.encode(_document(msgspec.json.decode(profile)))


def _document(profile: dict[str, Any]) -> dict[str, Any]:
    names = profile["parameters"]
    common = [_parameter(names["asker"], "query", _GLN, required=True),
              _parameter(names["context"], "query", {"enum": profile["contexts"]})]
    inside: dict[str, dict[str, Any]] = {"gtin": _GTIN, "lot": _TEXT, "serial": _TEXT}
    ask = [*(_parameter(name, "path", inside[name], required=True)
             for name in re.findall(r"\{(\w+)\}", profile["path"])), *common,
           _parameter(names["expiry"], "query", _EXPIRY, required=True),
           _parameter(names["token"], "query", {"type": "string", "maxLength": 200})]
    check = [*common, _parameter("gtin", "query", _GTIN, required=True)]
    schemes = {"basic": {"type": "http", "scheme": "basic"}, "bearer": {"type": "http", "scheme": "bearer"}}
    return {
        "openapi": "3.1.0", "info": {"title": "Verification of packs", "version": __version__},
        "paths": {profile["path"]: _get("verify", "Is this pack one of yours?", ask, _answer(profile["members"])),
                  profile["connectivity"]: _get("checkConnectivity", "Does anybody answer for this product?", check,
                                                _connected(profile["members"]))},
        "components": {"securitySchemes": schemes}, "security": [{}, {"basic": []}, {"bearer": []}]}


def _get(name: str, summary: str, parameters: list[dict[str, Any]], schema: dict[str, Any]) -> dict[str, Any]:
    refusals = {status: {"description": text, "content": {"text/plain": {}}} for status, text in _REFUSALS.items()}
    return {"get": {"operationId": name, "summary": summary, "parameters": parameters, "responses": {
        "200": {"description": "The answer.", "content": {"application/json": {"schema": schema}}}, **refusals}}}


def _answer(names: dict[str, str]) -> dict[str, Any]:
    data = {names["verified"]: {"type": "boolean"}, names["reason"]: {"enum": sorted(set(REASONS.values()))},
            names["info"]: {"enum": [*INFO.values(), "Suspect"]}}
    return {"type": "object", "required": [names["data"], names["token"], names["responder"]], "properties": {
        names["data"]: {"type": "object", "required": [names["verified"]], "properties": data,
                        "additionalProperties": False},
        names["token"]: {"type": "string"}, names["responder"]: _GLN}, "additionalProperties": False}


def _connected(names: dict[str, str]) -> dict[str, Any]:
    return {"type": "object", "required": [names["responder"]], "properties": {names["responder"]: _GLN}}


def _parameter(name: str, place: str, schema: dict[str, Any], *, required: bool = False) -> dict[str, Any]:
    return {"name": name, "in": place, "required": required, "schema": schema}
