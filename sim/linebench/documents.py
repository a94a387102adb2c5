"""What line and site exchanged, as a file people can read without knowing the journal: a JSON object a line."""

import json
from collections.abc import Iterable
from typing import Any

import msgspec

from linebench.records import AnyRecord
from linebench.records.wire import Delivered

__all__ = ["LINKS", "NAME", "documents_of"]

NAME = "site-messages.jsonl"
"""File name of the attachment."""

LINKS = frozenset({"l2>l3", "l3>l2", "l3>l4", "l4>l3", "desk>l3", "l3>desk"})
"""Links that carry documents: orders, serial numbers, events and reports, and what people report."""


def documents_of(records: Iterable[AnyRecord]) -> bytes:
    r"""Return every message delivered on ``LINKS`` in order: ``t_us``, ``link``, ``message`` and the fields.

    Empty when nothing was exchanged. Times are simulated microseconds; the separator of element strings is
    written as ``\u001d``.
    """
    lines = [json.dumps({"t_us": record.t, "link": record.link} | _named(record.message), ensure_ascii=True)
             for record in records if isinstance(record, Delivered) and record.link in LINKS]
    return "".join(line + "\n" for line in lines).encode()


def _named(message: msgspec.Struct) -> dict[str, Any]:
    fields = {name: _plain(getattr(message, name)) for name in message.__struct_fields__}
    return {"message": str(message.__struct_config__.tag), **fields}


def _plain(value: Any) -> Any:  # noqa: ANN401  # a field of any message: scalars, tuples and messages
    if isinstance(value, msgspec.Struct):
        return _named(value)
    return [_plain(one) for one in value] if isinstance(value, tuple) else value
