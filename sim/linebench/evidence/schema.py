"""schema.json: the field names of every record type and stored file, so a package explains itself for decades."""

import inspect
from typing import Any, get_args, get_type_hints

import msgspec

from linebench.evidence.audit import AuditEvent
from linebench.evidence.environment import Environment
from linebench.evidence.model import Attempt, Run, encode_pretty
from linebench.evidence.verdicts import Verdicts
from linebench.records import record_types
from linebench.records.wire import Delivered

__all__ = ["SCHEMA", "schema"]

SCHEMA = "schema.json"


def schema() -> bytes:
    """Return schema.json, generated from the record classes."""
    records = {_tag(kind): _fields(kind) for kind in record_types()}
    messages = {_tag(kind): _fields(kind) for kind in get_args(get_type_hints(Delivered)["message"])}
    (_, files) = msgspec.json.schema_components([Run, Attempt, AuditEvent, Verdicts, Environment])
    return encode_pretty({
        "schema": "linebench/schema", "version": 1,
        "journal": "Zstandard frames, one block each; a block is JSON lines: a head (the word block, number, "
                   "SHA-256 of the block before, uncompressed), then one array per record: tag, t (simulated "
                   "microseconds), then the fields below in this order.",
        "records": records, "messages": messages, "files": files,
    })


def _tag(kind: type[msgspec.Struct]) -> str:
    return str(kind.__struct_config__.tag)


def _fields(kind: type[msgspec.Struct]) -> dict[str, Any]:  # Any: a JSON object of mixed values
    return {"what": inspect.cleandoc(kind.__doc__ or ""), "fields": list(kind.__struct_fields__)}
