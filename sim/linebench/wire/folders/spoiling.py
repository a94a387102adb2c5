"""What goes wrong with files on their way, as data: what each fault is and what it makes of a file.

``line.folder_faults`` declares the same list to scenarios: a wire knows no scenario and a scenario no wire, so a
test holds the two equal.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

__all__ = ["DELAYS", "SPOILINGS"]

Spoiling = Callable[[bytes, str], tuple[bytes, ...]]
"""From a file and the fault's parameter to the files that come instead; all but one are further ones."""


def _half(data: bytes, parameter: str) -> tuple[bytes, ...]:  # noqa: ARG001  # as every fault
    return (data[:len(data) // 2],)


def _twice(data: bytes, parameter: str) -> tuple[bytes, ...]:  # noqa: ARG001  # as every fault
    return (data, data)


def _empty(data: bytes, parameter: str) -> tuple[bytes, ...]:  # noqa: ARG001  # as every fault
    return (b"",)


def _in_other_encoding(data: bytes, parameter: str) -> tuple[bytes, ...]:
    """The same text in another encoding, which the file does not tell; what that cannot write becomes ``?``."""
    return (data.decode("utf-8", errors="replace").encode(parameter, errors="replace"),)


SPOILINGS: Mapping[str, Spoiling] = MappingProxyType({
    "half_file": _half, "duplicate_file": _twice, "empty_file": _empty, "wrong_encoding": _in_other_encoding})
"""Faults of content by name."""
DELAYS = ("late_file", "wrong_order")
"""Faults of time: a file comes later, or behind the one that follows it."""
