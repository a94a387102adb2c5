"""One document with three open boxes, three people's certificates, and the document as all three signed it."""

from datetime import UTC, datetime

import paper
import pytest
from tests import certificates

from linebench.evidence.people.boxes import Box, boxes_in, open_fields
from linebench.evidence.people.credential import Credential, read_credential
from linebench.evidence.people.signing import sign


@pytest.fixture(scope="session")
def boxes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Box, ...]:
    folder = tmp_path_factory.mktemp("boxes")
    return boxes_in(paper.write_template(folder), folder)


@pytest.fixture(scope="session")
def opened(tmp_path_factory: pytest.TempPathFactory, boxes: tuple[Box, ...]) -> bytes:
    return open_fields(paper.compiled(tmp_path_factory.mktemp("page")), boxes)


@pytest.fixture(scope="session")
def credentials(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Credential]:
    folder = tmp_path_factory.mktemp("people")
    return {role: read_credential(certificates.make(folder, role, edwards=role == "qa"), certificates.PASSWORD)
            for role in paper.ROLES}


@pytest.fixture(scope="session")
def signed(opened: bytes, boxes: tuple[Box, ...], credentials: dict[str, Credential]) -> bytes:
    document = opened
    for box in boxes:
        document = sign(document, box.field, credentials[box.role], reason=box.meaning, name=f"The {box.role}",
                        location="Plant 1", at=datetime(2026, 11, 21, 9 + box.order, 30, tzinfo=UTC))
    return document
