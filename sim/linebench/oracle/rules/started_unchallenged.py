"""Where a challenge is asked for, nothing is produced before its known bad packs were rejected."""

from linebench.oracle.rule import Rule

__all__ = ["RULE"]


class RULE(Rule):
    """Opportunities: batches whose first pack was fed, in a world that asks for a challenge."""

    id = "started-unchallenged"
    title = "No pack of a batch is fed before as many known bad packs were rejected as its challenge has."
    classes = ("challenge",)

    def on_production(self, pack: int, rejected: int, t: int, at: int) -> None:
        """The first pack of a batch was fed."""
        wanted = self.book.world.stack.challenge_packs
        self.opportunities += 1
        if rejected < wanted:
            self.find(f"pack {pack} was fed when {rejected} of {wanted} known bad packs had been rejected", t,
                      packs=(pack,), at=(at,))
