"""After exceptions are resolved, the enterprise holds what is physically in the store."""

from collections.abc import Iterator

from linebench.oracle.rule import Rule
from linebench.oracle.stored import Node, Places

__all__ = ["RULE"]

_SHOWN = 3
_ENDED = {"sample": ("sampled",), "destroyed": ("destroyed", "rejected"), "lost": ("rejected", "destroyed")}
"""Why a thing is away for good, and how the enterprise may have it."""


class RULE(Rule):
    """Opportunities: things that people told of, once the enterprise was asked for all that it has.

    These are the things that were scanned in procedures which came to their end, with what they were in; of those
    which were abandoned, what nobody has changed.
    """

    id = "holdings-equal-truth"
    title = "When exceptions are resolved, the enterprise has every thing where and as it physically is."
    classes = ("exception",)

    def finish(self) -> None:
        """Compare each thing."""
        t, at = self.book.told_all.get("l4", (0, -1))
        if at < 0 or not self.book.exceptions.tasks:
            return
        nodes, places = self.book.stored.named(), self.book.stored.places()
        for key in sorted(self._concerned()):
            self.opportunities += 1
            why = "; ".join(self._wrong(key, nodes.get(key), places))
            if why:
                self.find(f"{key}: {why}", t, at=(at,))

    def _concerned(self) -> set[str]:
        touched, exceptions = self.book.stored.touched, self.book.exceptions
        done = {key for task in exceptions.ended("done") for key in task.named}
        left = {key for task in exceptions.ended("abandoned") for key in task.named if key not in touched}
        return done | left | {key for key, related in touched.items() if not done.isdisjoint({key, *related})}

    def _wrong(self, key: str, node: Node | None, places: Places) -> Iterator[str]:
        stored, held = self.book.stored, self.book.exceptions.held
        if node is None and key not in stored.ended:
            return  # nothing has borne this label
        away = stored.why_away(node, places) if node is not None else "destroyed"
        yield from self._state(key, away)
        if node is None or away in _ENDED:
            return
        box = places.get(node)
        where, said = stored.label(box) if box is not None else "nothing", held.parent.get(key, "nothing")
        if where != said:
            yield f"it is in {where}, the enterprise has it in {said}"
        if not isinstance(node, str):
            yield from self._contents(key, {stored.label(each) for each in stored.inside(node)})

    def _state(self, key: str, away: str) -> Iterator[str]:
        held = self.book.exceptions.held
        if key not in held.living:
            yield "the enterprise does not know it"
            return
        said = held.ended.get(key, "")
        wanted = _ENDED.get(away, ("",))
        if said not in wanted:
            yield f"it is {away or 'there'}, the enterprise has it as {said or 'in use'}"
        elif (away == "shipped") != held.has_left(key):
            yield f"it is {away or 'there'}, the enterprise has it as {'' if held.has_left(key) else 'not '}shipped"

    def _contents(self, key: str, inside: set[str]) -> Iterator[str]:
        said = self.book.exceptions.held.inside.get(key, set())
        for words, wrong in (("is in it, and not for the enterprise", inside - said),
                             ("is in it for the enterprise, and not in truth", said - inside)):
            if wrong:
                yield f"{', '.join(sorted(wrong)[:_SHOWN])} {words} ({len(wrong)})"
