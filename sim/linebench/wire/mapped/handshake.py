"""Both ends of a channel, for each way in which projects say that there is news; pure, without any time.

The writer puts its data first, then shows the strobe; the reader takes the data when the strobe says news, and
answers. A strobe and an answer are 0 or 1, of a counter any number.

- level: what is there holds; nobody answers. With a strobe, only while that is 1.
- edge: the strobe rises, the answer rises, the strobe falls, the answer falls.
- toggle: each change of the strobe is news; the answer becomes what the strobe is.
- counter: each change of the number is news; the answer becomes the number.

Invariant: as long as the other end keeps to this, in whatever order and however often it does what it may do, what
is put while ``free`` is taken once. One that does not is noted, and what is put after it has come back is taken.
"""

from abc import ABC, abstractmethod
from typing import TypeAlias

import msgspec

from linebench.wire.mapped.names import Style
from linebench.wire.tags.tag import Value

__all__ = ["Reader", "Seen", "Writer", "reader", "writer"]

Data: TypeAlias = tuple[Value, ...]


class Seen(msgspec.Struct, frozen=True):
    """What a reader makes of what it sees. ``news``: the data are to be taken; ``note``: which rule was broken."""

    news: bool = False
    note: str = ""


_NOTHING = Seen()
_UNASKED = "was answered though nothing was said"


class Writer(ABC):
    """The end that has something to say. ``strobe``: what it shows."""

    def __init__(self) -> None:
        self.strobe = 0

    @property
    @abstractmethod
    def free(self) -> bool:
        """Whether the next datum may be put."""

    @property
    def blind(self) -> bool:
        """Whether no answer will show that the datum was taken; ``released`` says when it stood long enough."""
        return False

    @abstractmethod
    def put(self) -> None:
        """A datum was put; the strobe is to be shown behind it."""

    @abstractmethod
    def answered(self, answer: int) -> str:
        """The answer is this, new or still; it may change the strobe. What is wrong with it; empty: nothing."""

    @abstractmethod
    def adopt(self, answer: int) -> None:
        """Begin where this is the answer, which may be of another life."""

    def stand(self, strobe: int, answer: int) -> None:
        """Begin where both stand so: what was said in another life is not said again, and not taken back."""
        self.strobe = strobe
        self.answered(answer)

    def released(self) -> None:  # noqa: B027  # only for those that may be blind
        """A datum that nobody can be seen to take stood long enough."""


class Reader(ABC):
    """The end that listens. ``answer``: what it shows."""

    def __init__(self) -> None:
        self.answer = 0

    @abstractmethod
    def seen(self, strobe: int, data: Data) -> Seen:
        """Strobe and data are these, new or still. Afterwards ``answer`` is to be shown."""

    @abstractmethod
    def adopt(self, strobe: int, data: Data) -> None:
        """Begin where these are strobe and data, of another life and so no news."""


class LevelWriter(Writer):
    """What it puts holds until the next."""

    def __init__(self) -> None:
        super().__init__()
        self._stands = False

    @property
    def free(self) -> bool:
        """See ``Writer``."""
        return not self._stands

    @property
    def blind(self) -> bool:
        """See ``Writer``."""
        return self._stands

    def put(self) -> None:
        """See ``Writer``."""
        self.strobe, self._stands = 1, True

    def answered(self, answer: int) -> str:  # noqa: ARG002  # nobody answers a level
        """See ``Writer``."""
        return ""

    def adopt(self, answer: int) -> None:
        """See ``Writer``."""

    def released(self) -> None:
        """See ``Writer``."""
        self._stands = False


class EdgeWriter(Writer):
    """Four steps for each datum."""

    def __init__(self) -> None:
        super().__init__()
        self._answer = 0

    @property
    def free(self) -> bool:
        """See ``Writer``."""
        return not self.strobe and not self._answer

    def put(self) -> None:
        """See ``Writer``."""
        self.strobe = 1

    def answered(self, answer: int) -> str:
        """See ``Writer``."""
        before, self._answer = self._answer, answer
        unasked = answer and not before and not self.strobe
        if answer:
            self.strobe = 0
        return _UNASKED if unasked else ""

    def adopt(self, answer: int) -> None:
        """See ``Writer``."""
        self._answer = answer


class CountingWriter(Writer):
    """Its strobe changes with each datum: a bit, or a number up to ``last`` and then 0.

    ``answers``: whether there is an answer. One that is there before its datum, as of a host that started again and
    wrote its first values, tells nothing.
    """

    def __init__(self, last: int, *, answers: bool) -> None:
        super().__init__()
        self._last, self._answers = last, answers
        self._answer = self._before = 0
        self._waits = False

    @property
    def free(self) -> bool:
        """See ``Writer``."""
        return not self._waits

    @property
    def blind(self) -> bool:
        """See ``Writer``."""
        return self._waits and (not self._answers or self._answer == self.strobe)

    def put(self) -> None:
        """See ``Writer``."""
        self._before = self.strobe
        self.strobe = 0 if self.strobe >= self._last else self.strobe + 1
        self._waits = True

    def answered(self, answer: int) -> str:
        """See ``Writer``."""
        self._answer = answer
        if answer == self.strobe:
            self._waits = False
            return ""
        if not self._waits:
            return _UNASKED
        return "" if answer == self._before else f"was answered {answer}; expected {self.strobe}"

    def adopt(self, answer: int) -> None:
        """See ``Writer``."""
        self._answer = answer
        self.strobe = self._before = answer if 0 <= answer <= self._last else 0

    def stand(self, strobe: int, answer: int) -> None:
        """See ``Writer``."""
        self.strobe, self._before, self._answer = strobe, answer, answer
        self._waits = self._answers and answer != strobe

    def released(self) -> None:
        """See ``Writer``."""
        self._waits = False


class LevelReader(Reader):
    """Takes what is there whenever it is other than before, but not the first values of all tags."""

    def __init__(self) -> None:
        super().__init__()
        self._taken: Data = ()

    def seen(self, strobe: int, data: Data) -> Seen:
        """See ``Reader``."""
        if not strobe:
            self._taken = ()
            return _NOTHING
        news = data != self._taken and any(data)
        self._taken = data
        return Seen(news)

    def adopt(self, strobe: int, data: Data) -> None:
        """See ``Reader``."""
        self._taken = data if strobe else ()


class EdgeReader(Reader):
    """Takes what is there when the strobe rises."""

    def __init__(self) -> None:
        super().__init__()
        self._taken: Data = ()

    def seen(self, strobe: int, data: Data) -> Seen:
        """See ``Reader``."""
        before, self.answer = self.answer, strobe
        taken, self._taken = self._taken, data
        if not strobe:
            return _NOTHING
        if not before:
            return Seen(news=True)
        return Seen(note="changed while the strobe was up and is not taken") if data != taken else _NOTHING

    def adopt(self, strobe: int, data: Data) -> None:
        """See ``Reader``."""
        self.answer, self._taken = strobe, data


class ChangeReader(Reader):
    """Takes what is there when the strobe is another."""

    def seen(self, strobe: int, data: Data) -> Seen:
        """See ``Reader``."""
        del data
        before, self.answer = self.answer, strobe
        return Seen(news=strobe != before)

    def adopt(self, strobe: int, data: Data) -> None:
        """See ``Reader``."""
        del data
        self.answer = strobe


def writer(style: Style, last: int, *, answers: bool) -> Writer:
    """Make the writer's end. ``last``: greatest number that the strobe holds; ``answers``: there is an answer."""
    if style == "level":
        return LevelWriter()
    return EdgeWriter() if style == "edge" else CountingWriter(last if style == "counter" else 1, answers=answers)


def reader(style: Style) -> Reader:
    """Make the reader's end."""
    if style == "level":
        return LevelReader()
    return EdgeReader() if style == "edge" else ChangeReader()
