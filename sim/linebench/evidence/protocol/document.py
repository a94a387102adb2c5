"""The protocol as people sign it: PDF/A-3a with PDF/UA-1 tags, the record attached, open fields for signatures."""

import shutil
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import typst

from linebench.evidence.files import PackageError, sha256
from linebench.evidence.language import Language
from linebench.evidence.model import encode
from linebench.evidence.people.boxes import boxes_in, open_fields
from linebench.evidence.protocol.record import PROTOCOL_JSON, ProtocolRecord, encode_record
from linebench.evidence.stored import Stored
from linebench.evidence.text import shown_values

__all__ = ["make_document"]

_TEMPLATE = "protocol.typ"
_APPROVALS = 1
"""Number of the section with the signatures."""


class _Shown(Stored, frozen=True, kw_only=True):
    """What the template places."""

    words: Mapping[str, str]
    language: str
    record: ProtocolRecord
    sha256: str
    status: str
    counted: str
    scripts: tuple[str, ...]


def make_document(record: ProtocolRecord, templates: Path, language: Language) -> bytes:
    """Return the document. Its time stamp is the date of its revision: equal records give equal bytes.

    Raises:
        PackageError: a template is missing, or typst refuses it.

    """
    with tempfile.TemporaryDirectory(prefix="linebench-protocol-") as name:
        desk = Path(name)
        try:
            shutil.copyfile(templates / _TEMPLATE, desk / _TEMPLATE)
        except OSError as error:
            raise PackageError(f"{templates / _TEMPLATE}: cannot be read ({error.strerror}); name another content "
                               "folder") from error
        (desk / PROTOCOL_JSON).write_bytes(encode_record(record))
        (desk / "shown.json").write_bytes(encode(shown_values(_shown(record, language))))
        made = _compile(desk, record)
        boxes = boxes_in(desk / _TEMPLATE, desk) if record.protocol.approvals else ()
    return open_fields(made, boxes)


def _compile(desk: Path, record: ProtocolRecord) -> bytes:
    try:
        made: bytes = typst.compile(str(desk / _TEMPLATE), root=str(desk), ignore_system_fonts=True, format="pdf",
                                    pdf_standards=["a-3a", "ua-1"], timestamp=_time(record))
    except (RuntimeError, OSError) as error:
        raise PackageError(f"reports/{_TEMPLATE}: typst refuses it: {error}") from error
    return made


def _time(record: ProtocolRecord) -> int:
    """Return the time the document carries, in seconds since 1970: its latest revision, else the beginning."""
    dates = [each.date for each in record.protocol.history]
    return int(datetime.fromisoformat(dates[-1]).replace(tzinfo=UTC).timestamp()) if dates else 0


def _shown(record: ProtocolRecord, language: Language) -> _Shown:
    rows = sum(len(case.rows) for case in record.cases)
    return _Shown(
        words=language.words, language=language.tag, record=record, sha256=sha256(encode_record(record)),
        status=language.say("protocol.status.head", section=_APPROVALS),
        counted=language.say("protocol.cases.count", cases=len(record.cases), rows=rows),
        scripts=tuple(dict.fromkeys(case.script for case in record.cases)))
