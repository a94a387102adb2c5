"""A carrier of tags that lie where a project says: in groups of few requests, and each tag by itself where not all
of a group is there.

What is refused is looked for by halves, so that one tag that the PLC has not hides no other and is told by its
name.
"""

from collections.abc import Collection, Sequence
from itertools import groupby
from typing import Any, Protocol

import msgspec

from linebench.wire.mapped.host import MappedHost
from linebench.wire.tags.link import Link, LinkEvent, RefusedError, Who
from linebench.wire.tags.tag import Value

__all__ = ["Base", "PlacedLink"]

_SHOWN = 6
"""Tags that a note names one by one."""


class Base(Link[Any], Protocol):
    """The protocol itself. Of ``reads`` it is asked for tags of one group alone."""

    def gathered(self) -> Sequence[Sequence[str]]:
        """All tags in groups that may be read together."""

    def forget(self) -> None:
        """The controller is another than before: what was written to it says nothing."""

    def because(self, why: str) -> str:
        """A refusal, with what it means."""


class _Asked(msgspec.Struct, frozen=True):
    """A request of the protocol. ``names``: the tags that it is for; ``group``: those that were asked with them."""

    names: tuple[str, ...]
    ask: Any
    write: bool
    group: tuple[str, ...] = ()


class _Refusal(msgspec.Struct, frozen=True):
    why: str


class PlacedLink:
    """A ``Link`` around that of the protocol; whatever is asked is named by the tags that it is for."""

    def __init__(self, base: Base, face: MappedHost) -> None:
        self._base, self._face = base, face
        self._groups = [tuple(group) for group in base.gathered()]
        face.renewed = base.forget

    @property
    def parallel(self) -> int:
        """See ``Link``."""
        return self._base.parallel

    def opened(self) -> Sequence[LinkEvent]:
        """See ``Link``. Another connection may be to another program: groups are whole again."""
        self._groups = [tuple(group) for group in self._base.gathered()]
        self._base.forget()
        return self._base.opened()

    def introduce(self, answers: Sequence[tuple[Any, Any]]) -> Any:  # noqa: ANN401  # as the protocol has it
        """See ``Link``."""
        found = self._base.introduce([(asked.ask, got) for asked, got in answers])
        return found if isinstance(found, Who) else _Asked((), found, write=False)

    def feed(self, data: bytes) -> Sequence[LinkEvent]:
        """See ``Link``."""
        return self._base.feed(data)

    def reads(self, names: Collection[str] = ()) -> Sequence[_Asked]:
        """See ``Link``."""
        found: list[_Asked] = []
        for group in self._groups:
            wanted = tuple(name for name in group if not names or name in names)
            found += [_Asked(wanted, ask, write=False, group=group) for ask in self._base.reads(wanted)
                      ] if wanted else []
        return found

    def writes(self, values: Sequence[tuple[str, Value]]) -> Sequence[_Asked]:
        """See ``Link``. A strobe is never in the request of what was put before it."""
        found: list[_Asked] = []
        for _, run in groupby(values, key=lambda pair: pair[0] in self._face.last):
            pairs = [*run]
            found += [_Asked(tuple(name for name, _ in pairs), ask, write=True) for ask in self._base.writes(pairs)]
        return found

    def encode(self, key: int, ask: _Asked) -> bytes:
        """See ``Link``."""
        return self._base.encode(key, ask.ask)

    def read(self, ask: _Asked, raw: Any) -> Any:  # noqa: ANN401  # as the protocol has it
        """See ``Link``. That a tag cannot be read is no reason to look at no other."""
        try:
            return self._base.read(ask.ask, raw)
        except RefusedError as error:
            if error.busy or not ask.names:
                raise
            why = self._base.because(str(error))
            if ask.write:
                raise RefusedError(why) from error
            return _Refusal(why)

    def picture(self, answers: Sequence[tuple[_Asked, Any]]) -> Any:  # noqa: ANN401  # as the protocol has it
        """See ``Link``."""
        for asked, got in answers:
            if isinstance(got, _Refusal):
                self._part(asked, got.why)
        return self._base.picture([(asked.ask, got) for asked, got in answers if not isinstance(got, _Refusal)])

    def describe(self, ask: _Asked) -> str:
        """See ``Link``."""
        if not ask.names:
            return self._base.describe(ask.ask)
        more = f" and {len(ask.names) - _SHOWN} more" if len(ask.names) > _SHOWN else ""
        return f"{'write' if ask.write else 'read'} {', '.join(ask.names[:_SHOWN])}{more}"

    def _part(self, asked: _Asked, why: str) -> None:
        """Ask for less at once; of a single tag it is known now."""
        if len(asked.group) == 1:
            self._face.absent(asked.group[0], why)
            return
        self._face.unread()
        if asked.group in self._groups:
            at, half = self._groups.index(asked.group), len(asked.group) // 2
            self._groups[at:at + 1] = [asked.group[:half], asked.group[half:]]
