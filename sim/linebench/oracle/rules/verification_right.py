"""Whoever asks about a pack is told what it is, and in time."""

from linebench.oracle.rule import Rule
from linebench.oracle.verifying import Question, Right
from linebench.ports.verification import Verified

__all__ = ["RULE"]

_LINKS = ("partner>l4", "l4>partner")


class RULE(Rule):
    """Opportunities: questions about packs that were answered, or had to be.

    The right answer comes from what physically happened to the pack, from the recalls and extensions that were
    taken, and from what partners did with it. A pack of which the enterprise could not have heard yet is not asked
    about in earnest. In time: within the limit of URS-VER-002, where there is one.
    """

    id = "verification-right"
    title = "Whoever asks about a pack is told in time whether it is what it says, and what speaks against it."
    classes = ("verification",)

    def on_verified(self, question: Question, answer: Verified, t: int, at: int) -> None:
        """Compare one answer."""
        self.opportunities += 1
        right, ask = question.right, question.ask
        said = Right(answer.verified, answer.why, frozenset(answer.notes))
        if right is not None and said != right:
            self.find(f"{ask.asker} asked about serial {ask.serial} ({ask.intent}) and was told {_words(said)}; "
                      f"right is {_words(right)}", t, at=(question.at, at))
        limit = self._limit()
        took = t - question.sent
        if limit is not None and took > limit and not self.book.faulty_links.show(_LINKS, question.sent):
            self.find(f"{ask.asker} was answered after {took / 1e6:.3f} s, allowed are {limit / 1e6:.3f} s", t,
                      at=(question.at, at), over=took - limit)

    def on_unanswered(self, question: Question) -> None:
        """Find a question that nobody answered."""
        limit, sent = self._limit(), question.sent
        if limit is None or self.book.t - sent <= limit or self.book.faulty_links.show(_LINKS, sent):
            return
        self.opportunities += 1
        self.find(f"{question.ask.asker} asked about serial {question.ask.serial} and was not answered", question.t,
                  at=(question.at,))

    def _limit(self) -> int | None:
        limit = self.book.world.limit("URS-VER-002")
        return limit.high if limit is not None else None


def _words(said: Right) -> str:
    what = "good" if said.verified else f"not verified, {said.why or 'no reason'}"
    return ", ".join([what, *sorted(said.notes)])
