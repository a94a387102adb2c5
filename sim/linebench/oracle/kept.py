"""What is known of a line controller's own records: whether it was shut down in order, and what people told it."""

__all__ = ["Kept"]


class Kept:
    """``restarts``: starts after an ordered shutdown; ``resumed``: the latest start was one.

    ``by_hand``: (action, element string, t, at) that L2 accepted at its hand station; ``reported``: (action,
    element string, t) of all it reported of containers. ``rejected``: when L1 first reported each trigger of the
    batch as rejected; ``shown``: (rejected packs on the HMI, at). ``unsure``: something happened by which people
    may be shown another number.
    """

    def __init__(self) -> None:
        self.restarts = 0
        self.resumed = self.unsure = False
        self.by_hand: list[tuple[str, str, int, int]] = []
        self.reported: list[tuple[str, str, int]] = []
        self.rejected: dict[int, int] = {}
        self.shown: tuple[int, int] | None = None
