"""What a part of the site server does with a message: it adds effects to a list; handlers are made of that here."""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from linebench.stack.machine import Effect, Handler

__all__ = ["Act", "TimelessAct", "collecting", "taking"]

Act: TypeAlias = Callable[[Any, int, list[Effect]], None]
"""Takes a message of its own type at a time, and adds its effects."""

TimelessAct: TypeAlias = Callable[[Any, list[Effect]], None]
"""Takes a message of its own type, whenever it comes, and adds its effects."""


def taking(act: Act) -> Handler:
    """Return a handler that answers with what ``act`` adds."""
    def handler(message: Any, t: int) -> Sequence[Effect]:  # noqa: ANN401  # of the type the act knows
        out: list[Effect] = []
        act(message, t, out)
        return out

    return handler


def collecting(act: TimelessAct) -> Handler:
    """Return a handler that answers with what ``act`` adds."""
    def handler(message: Any, t: int) -> Sequence[Effect]:  # noqa: ANN401, ARG001  # of the type the act knows; timeless
        out: list[Effect] = []
        act(message, out)
        return out

    return handler
