"""Requirements with their limits, as record 0 carries them and the oracle and the reports read them."""

import msgspec

__all__ = ["Limit", "Requirement", "Risk", "decode_requirements", "encode_requirements"]


class Limit(msgspec.Struct, frozen=True):
    """Numbers a measured value must stay within, both inclusive, in ``unit``.

    ``unit`` is the bench's base unit: ``us``, ``um``, ``mg``, ``ppm``, ``packs`` or ``1``. ``None``: no bound.
    ``text`` is the limit as the requirements file states it. ``confidence``: with which a share is to be shown by
    a sample, in parts per million; ``None``: a sample shows nothing about it.
    """

    text: str
    unit: str
    low: int | None = None
    high: int | None = None
    confidence: int | None = None


class Requirement(msgspec.Struct, frozen=True):
    """One requirement. ``classes``: what kinds of rules serve it (``reject``, ``stop``, ``serial``, …)."""

    id: str
    revision: str
    title: str
    text: str
    source: str
    critical: bool
    classes: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()
    limit: Limit | None = None


class Risk(msgspec.Struct, frozen=True):
    """What could go wrong, as requirements and test cases cite it by ``id``."""

    id: str
    title: str


def encode_requirements(requirements: tuple[Requirement, ...]) -> str:
    """Write requirements as the JSON text of record 0's ``limits``."""
    return msgspec.json.encode(requirements).decode()


def decode_requirements(text: str) -> tuple[Requirement, ...]:
    """Read the JSON text of record 0's ``limits``.

    Raises:
        msgspec.ValidationError: the text is no list of requirements.

    """
    return msgspec.json.decode(text, type=tuple[Requirement, ...])
