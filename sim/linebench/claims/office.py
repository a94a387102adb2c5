"""What a site answers its office, as claims."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from linebench.ports.office import BatchReleased, Packs, Past, ReleaseRefused
from linebench.records import AnyRecord
from linebench.records.claim import PastClaimed, RecallClaimed, ReleaseClaimed

__all__ = ["OFFICE"]


def _released(t: int, source: str, said: BatchReleased) -> list[AnyRecord]:
    return [ReleaseClaimed(t, source, said.order, released=True, reason="")]


def _refused(t: int, source: str, no: ReleaseRefused) -> list[AnyRecord]:
    return [ReleaseClaimed(t, source, no.order, released=False, reason=no.reason)]


def _packs(t: int, source: str, said: Packs) -> list[AnyRecord]:
    return [RecallClaimed(t, source, said.by, said.value, said.chains)]


def _past(t: int, source: str, said: Past) -> list[AnyRecord]:
    return [PastClaimed(t, source, said.epc, said.parents)]


OFFICE: Mapping[type, Callable[[int, str, Any], list[AnyRecord]]] = MappingProxyType({
    BatchReleased: _released, ReleaseRefused: _refused, Packs: _packs, Past: _past})
"""What each answer becomes."""
