"""The list of components (SBOM) in CycloneDX 1.6, as JSON: equal components give equal bytes."""

import json
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from linebench.bundle.content import Distributed
from linebench.evidence.files import sha256

__all__ = ["SBOM", "make_sbom"]

SBOM = "sbom.cdx.json"
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
"""The time that a list carries: when it was made is told by what it lies in."""


def make_sbom(own: Distributed, others: Sequence[Distributed]) -> bytes:
    """Return the list. ``own``: the bench; ``others``: what it needs. Where a hash is empty, none is stated."""
    ordered = sorted(others, key=lambda one: one.name)
    main, parts = _component(own, ComponentType.APPLICATION), [_component(one) for one in ordered]
    bom = Bom(components=parts, serial_number=_serial((own, *ordered)))
    bom.metadata.timestamp, bom.metadata.component = _EPOCH, main
    bom.metadata.tools.components.clear()
    bom.register_dependency(main, parts)
    text = json.loads(JsonV1Dot6(bom).output_as_string())
    return json.dumps(text, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def _component(one: Distributed, kind: ComponentType = ComponentType.LIBRARY) -> Component:
    url = PackageURL("pypi", None, one.name, one.version)
    return Component(
        name=one.name, version=one.version, type=kind, bom_ref=str(url), purl=url,
        licenses=[LicenseFactory().make_from_string(one.licence)],
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=one.sha256)] if one.sha256 else [])


def _serial(all_of_them: Sequence[Distributed]) -> uuid.UUID:
    """Made from what the list says, so that it says the same again."""
    text = "\n".join(f"{one.name} {one.version} {one.licence} {one.sha256}" for one in all_of_them)
    return uuid.UUID(hex=sha256(text.encode())[:32], version=4)
