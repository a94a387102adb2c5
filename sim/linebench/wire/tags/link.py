"""What a protocol that carries tags is to the polling host: how requests and answers are written, and no more."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Protocol, TypeAlias, TypeVar

import msgspec

from linebench.wire.side import Noted
from linebench.wire.tags.tag import Value

__all__ = ["Answer", "AskT", "Begun", "Link", "LinkError", "LinkEvent", "Lost", "RefusedError", "Say", "Who"]

AskT = TypeVar("AskT")
"""One request of the protocol, before it has a number."""


class LinkError(ValueError):
    """An answer that cannot be one to its request; it counts as none."""


class RefusedError(Exception):
    """The controller refuses a request. ``busy``: it may take the same request a little later."""

    def __init__(self, why: str, *, busy: bool = False) -> None:
        super().__init__(why)
        self.busy = busy


class Begun(msgspec.Struct, frozen=True):
    """The connection can carry requests now."""


class Say(msgspec.Struct, frozen=True):
    """The protocol itself has something to send."""

    data: bytes


class Answer(msgspec.Struct, frozen=True):
    """The answer with this number arrived."""

    key: int
    raw: Any  # the protocol's own


class Lost(msgspec.Struct, frozen=True):
    """The other end broke the protocol or took leave: hang up."""

    what: str
    why: str


class Who(msgspec.Struct, frozen=True):
    """Who is at the other end, in its own words; empty: it does not say."""

    identity: str


LinkEvent: TypeAlias = Begun | Say | Answer | Lost | Noted


class Link(Protocol[AskT]):
    """One protocol as the polling host needs it; no I/O and no time."""

    @property
    def parallel(self) -> int:
        """Requests that may be under way at once, as agreed with the other end."""

    def opened(self) -> Sequence[LinkEvent]:
        """A connection stands; forget the last one."""

    def introduce(self, answers: Sequence[tuple[AskT, Any]]) -> AskT | Who:
        """What is asked next to know who is there, or that nothing is left to ask.

        ``answers``: the questions asked up to now, each with what ``read`` made of its answer, ``None`` where it
        was refused or not answered.
        """

    def feed(self, data: bytes) -> Sequence[LinkEvent]:
        """Bytes arrived."""

    def reads(self, names: Collection[str] = ()) -> Sequence[AskT]:
        """The fewest requests that read these tags, without names all, in order of addresses."""

    def writes(self, values: Sequence[tuple[str, Value]]) -> Sequence[AskT]:
        """The fewest requests that write these tags in this order."""

    def encode(self, key: int, ask: AskT) -> bytes:
        """Return the bytes of a request under its number."""

    def read(self, ask: AskT, raw: Any) -> Any:  # noqa: ANN401 - the protocol's own values, only handed back to it
        """What the answer ``raw`` to ``ask`` holds.

        Raises:
            LinkError: it is no answer to that.
            RefusedError: it says no.

        """

    def picture(self, answers: Sequence[tuple[AskT, Any]]) -> Mapping[str, Value]:
        """All tags: those of these answers to ``reads``, and the others as they were before."""

    def describe(self, ask: AskT) -> str:
        """A request in words, for the record."""
