"""Asks every witness about one picture; a reader that hangs or dies is told at the end, by name."""

from pathlib import Path
from typing import NamedTuple

from linebench.cli.failure import IncompleteError, UserError
from linebench.imaging.picture import Picture
from linebench.imaging.readers import CodeRead
from linebench.imaging.witnessing import Outcome, ask_all

__all__ = ["Asked", "read_by_all"]


class Asked(NamedTuple):
    """What the witnesses said of one picture."""

    name: str
    outcomes: tuple[Outcome, ...]

    @property
    def reads(self) -> tuple[CodeRead, ...]:
        """What was read, by whom."""
        return tuple(each.read for each in self.outcomes if each.read is not None)

    def check_found(self) -> None:
        """Tell when nobody read anything.

        Raises:
            UserError: so it is.

        """
        if self.reads:
            return
        seen = any(each.corners for each in self.outcomes)
        found = "a symbol that no reader can decode" if seen else "no symbol"
        raise UserError(f"{self.name}: found {found}; expected one code with its quiet zone, at 3 pixels a module "
                        "or more")

    def check(self) -> None:
        """Tell of readers that failed.

        Raises:
            IncompleteError: there are some.

        """
        failed = [each.error for each in self.outcomes if each.error]
        if failed:
            raise IncompleteError(f"{self.name}: {'; '.join(failed)}; what the others read stands")


def read_by_all(picture: Picture, path: Path, px_per_module: float = 8) -> Asked:
    """What each witness makes of the picture in ``path``."""
    return Asked(path.as_posix(), ask_all(picture, px_per_module))
