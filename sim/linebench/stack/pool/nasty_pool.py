"""A pool that can be made to answer nastily: what it answers is changed on its way out, what it knows is not."""

from collections.abc import Sequence
from typing import Any

import msgspec

from linebench.ports.serials import Count, Counted, Draw, Drawn, Move, Moved, ToUser
from linebench.stack.machine import Effect, Machine, Send
from linebench.stack.pool.nasty import CATALOGUE, Memory, Nasty, NastyError, Values, chosen
from linebench.stack.pool.server import SerialPool

__all__ = ["NastyPool", "On"]


class On(msgspec.Struct, kw_only=True):
    """A nasty answer that is on. ``left``: for how many answers yet; ``None``: until it is switched off."""

    nasty: Nasty
    values: Values
    left: int | None = None


class NastyPool(Machine):
    """The pool as a ``Level``, with nasty answers of meaning switched on and off. Power loss ends them."""

    def __init__(self, pool: SerialPool) -> None:
        self._pool = pool
        self._on: dict[str, On] = {}
        self._memory = Memory()
        self._changed: dict[str, Draw] = {}
        self._handlers = {Draw: self._draw, Move: self._other, Count: self._other}

    def switch_on(self, name: str, times: int | None = None, **values: int | str) -> None:
        """Answer so from now on, ``times`` answers of the kind it changes.

        Raises:
            NastyError: there is no such nasty answer or parameter, or it is one of bytes.

        """
        nasty, whole = chosen(name, values)
        if nasty.asks is None and nasty.says is None:
            raise NastyError(f"{name} is a matter of bytes; switch it on at the face of the pool")
        self._on[name] = On(nasty=nasty, values=whole, left=times)

    def switch_off(self, name: str) -> None:
        """Answer so no more; nothing happens where it is not switched on.

        Raises:
            NastyError: there is no such nasty answer.

        """
        if name not in CATALOGUE:
            raise NastyError(f"found {name!r}; expected one of {', '.join(CATALOGUE)}")
        self._on.pop(name, None)

    def start(self, restored: dict[str, Any], t: int) -> Sequence[Effect]:
        """Power came on."""
        self._on.clear()
        self._changed.clear()
        self._memory = Memory()
        return self._pool.start(restored, t)

    def expire(self, name: str, t: int) -> Sequence[Effect]:
        """The timer ``name`` of the pool ran out."""
        return self._pool.expire(name, t)

    def active(self) -> Sequence[On]:
        """The nasty answers that are on, in the order in which they are done."""
        return list(self._on.values())

    def takes(self, on: On, t: int) -> bool:  # noqa: ARG002  # what is on by hand is on at any time
        """Whether an answer that one of them changes is changed now; counts it."""
        if on.left is not None:
            on.left -= 1
            if on.left <= 0:
                self._on.pop(on.nasty.name, None)
        return True

    def _draw(self, asked: Draw, t: int) -> Sequence[Effect]:
        changed = self._changed.get(asked.request, asked)  # a repeat must be the same request to the pool
        if changed is asked:
            for on in self.active():
                other = asked if on.nasty.asks is None else on.nasty.asks(changed, on.values)
                if other != asked and self.takes(on, t):
                    changed = self._changed[asked.request] = other
        return self._answer(asked, changed, t)

    def _other(self, asked: Move | Count, t: int) -> Sequence[Effect]:
        return self._answer(asked, asked, t)

    def _answer(self, asked: Draw | Move | Count, heard: Draw | Move | Count, t: int) -> Sequence[Effect]:
        answer = self._pool.receive(self._pool.peer, heard, t)
        out: list[Effect] = []
        for effect in (answer,) if isinstance(answer, Send) else answer:
            if isinstance(effect, Send):
                out += [Send(effect.to, each) for each in self._said(asked, effect, t)]
            else:
                out.append(effect)
        return out

    def _said(self, asked: Draw | Move | Count, send: Send, t: int) -> list[ToUser]:
        right = send.message
        assert isinstance(right, Drawn | Moved | Counted)
        messages: list[ToUser] = [right]
        for on in self.active():
            changed = [each for one in messages for each in self._through(on, asked, one)]
            if changed != messages and self.takes(on, t):
                messages = changed
        if isinstance(asked, Draw) and isinstance(right, Drawn):
            self._memory.keep(asked, right)
        return messages

    def _through(self, on: On, asked: Draw | Move | Count, said: ToUser) -> tuple[ToUser, ...]:
        if on.nasty.says is None:
            return (said,)
        return on.nasty.says(asked if isinstance(asked, Draw) else None, said, on.values, self._memory)
