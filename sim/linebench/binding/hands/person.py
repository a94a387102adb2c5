"""A person who does it at the system itself, and says what came of it."""

import asyncio

from linebench.binding.asking.question import DONE, REFUSED, UNABLE, Question
from linebench.binding.deed import ACTIONS, Deed, Outcome
from linebench.binding.filling import check, fill
from linebench.binding.kinds import HandKind, HandOptions, Place
from linebench.units import Duration

__all__ = ["KIND", "PersonHand", "PersonOptions"]

_US = 1_000_000


class PersonOptions(HandOptions, frozen=True, kw_only=True):
    """``prompt``: what they are asked to do; empty: what the action is, in the bench's words."""

    prompt: str = ""
    within: Duration = Duration(600_000_000)


class PersonHand:
    """A ``Hand``. What a person could not do was not asked of the system; what it refused was."""

    def __init__(self, options: PersonOptions, place: Place) -> None:
        check(place.where, options.prompt)
        self._options, self._place = options, place

    async def do(self, deed: Deed) -> Outcome:
        """See ``Hand``."""
        desk = self._place.desk
        if desk is None:
            return Outcome(accepted=False, able=False, reason="nobody can be asked")
        question = Question(words=self._words(deed), answers=(DONE, REFUSED, UNABLE), action=deed.action,
                            role=deed.values.get("by", ""), within=self._options.within)
        future = desk.ask(question)
        try:
            reply = await asyncio.wait_for(asyncio.wrap_future(future), self._options.within / _US)
        except TimeoutError:
            return Outcome(accepted=False, able=False, reason=f"nobody answered within {self._options.within}")
        said = desk.take(question, reply)
        return Outcome(said.answer == DONE, said.remark, said.answer != UNABLE, said)

    async def reach(self) -> str:
        """See ``Hand``: who is there shows when they are asked."""
        return ""

    def _words(self, deed: Deed) -> str:
        if self._options.prompt:
            return fill(self._options.prompt, deed.values)
        words, subject = fill(ACTIONS[deed.action], deed.values), deed.values.get("subject", "")
        return f"Please {words}" + (f": {subject}" if subject and subject not in words else "")


KIND = HandKind(name="person", summary="a person, asked on a page, at the terminal or by a file of answers",
                options=PersonOptions, make=PersonHand, attended=True)
