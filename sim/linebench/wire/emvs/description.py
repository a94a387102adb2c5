"""What the addresses are and what stands in the bodies, as OpenAPI 3.1, made from the code that reads them."""

from functools import cache
from typing import Any

import msgspec

from linebench import __version__
from linebench.wire.emvs.documents import (
    GLN,
    LONGEST_TOKEN,
    Bulk,
    BulkAnswer,
    Change,
    LotAnswer,
    LotChange,
    PackAnswer,
    Problem,
)
from linebench.wire.emvs.profile import EmvsProfile

__all__ = ["description"]

_REFUSALS = {
    "400": "No JSON, or no location.", "401": "Wrong or no credentials, or a token that has expired.",
    "403": "The location may not ask here.", "404": "No such address.", "413": "Too many bytes.",
    "415": "No JSON by its content type.", "422": "A document that does not fit, or a wrong check digit.",
    "500": "The system failed.", "503": "It is not there now.", "504": "It has not answered in time.",
}
_BODIES = (Bulk, BulkAnswer, Change, LotAnswer, LotChange, PackAnswer, Problem)
_GTIN = {"type": "string", "pattern": "^[0-9]{14}$", "description": "with its check digit"}
_TEXT = {"type": "string", "pattern": "^[!-~]{1,20}$"}


def description(profile: EmvsProfile) -> bytes:
    """The whole document, as JSON."""
    return _written(profile.base)


@cache
def _written(base: str) -> bytes:
    (_, components) = msgspec.json.schema_components(_BODIES, ref_template="#/components/schemas/{name}")
    schemes = {"basic": {"type": "http", "scheme": "basic"}, "bearer": {"type": "http", "scheme": "bearer"}}
    pack, lot = "/product/GTIN/{gtin}/pack/{serial}", "/product/GTIN/{gtin}/batch/{batch}"
    return msgspec.json.encode({
        "openapi": "3.1.0", "info": {"title": "Verification of packs", "version": __version__},
        "paths": {
            f"{base}{pack}": {
                "get": _operation("verify", "What is with this pack?", _of_pack(), PackAnswer),
                "patch": _operation("change", "Supply this pack, or make it active again.", _of_pack(), PackAnswer,
                                    Change)},
            f"{base}{lot}": {"patch": _operation("lot", "Something holds for this lot.", _of_lot(), LotAnswer,
                                                 LotChange)},
            f"{base}/packs": {"post": _operation("bulk", "Several packs at once.", [], BulkAnswer, Bulk)}},
        "components": {"schemas": components, "securitySchemes": schemes},
        "security": [{}, {"basic": []}, {"bearer": []}]})


def _of_pack() -> list[dict[str, Any]]:
    expiry = {"type": "string", "pattern": "^[0-9]{6}$", "description": "YYMMDD; day 00 is the end of the month"}
    return [_parameter("gtin", "path", _GTIN), _parameter("serial", "path", _TEXT),
            _parameter("batch", "query", _TEXT), _parameter("expiry", "query", expiry)]


def _of_lot() -> list[dict[str, Any]]:
    return [_parameter("gtin", "path", _GTIN), _parameter("batch", "path", _TEXT)]


def _operation(name: str, summary: str, parameters: list[dict[str, Any]], answer: type,
               body: type | None = None) -> dict[str, Any]:
    place = {"type": "string", "pattern": GLN, "description": "GLN of the place that asks, with its check digit"}
    token = {"type": "string", "pattern": "^[!-~]*$", "maxLength": LONGEST_TOKEN}
    refusals = {status: {"description": text, "content": {"application/problem+json": {"schema": _ref(Problem)}}}
                for status, text in _REFUSALS.items()}
    said = {} if body is None else {"requestBody": {"required": True, "content": {
        "application/json": {"schema": _ref(body)}}}}
    return {"operationId": name, "summary": summary,
            "parameters": [*parameters, _parameter("location", "query", place),
                           _parameter("Idempotency-Key", "header", token)],
            **said, "responses": {"200": {"description": "The answer.", "content": {
                "application/json": {"schema": _ref(answer)}}}, **refusals}}


def _ref(kind: type) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{kind.__name__}"}


def _parameter(name: str, place: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": place, "required": place == "path", "schema": schema}
