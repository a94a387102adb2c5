"""Where people are asked during a run: opened before it begins, so that its address stands at the top."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from linebench.cli.failure import UserError
from linebench.cli.output import say

if TYPE_CHECKING:
    from linebench.binding.asking.question import Asker

__all__ = ["asking"]


@contextmanager
def asking(where: str | None, answers: Path | None, workers: int) -> Iterator["Asker | None"]:
    """Open what asks people, within the block; ``None`` where nobody is asked.

    Raises:
        UserError: there is no such place, or it does not fit the other words of the command line.
        AskingError: there is no terminal, or the file of answers cannot be used.

    """
    _check(where, answers, workers)
    if answers is not None:
        from linebench.binding.asking.script import read_answers  # noqa: PLC0415  # few runs need it

        read_answers(answers)  # a mistake is told before anything begins
    if where == "page":
        from linebench.binding.asking.page import serve_page  # noqa: PLC0415  # the web server is slow to import

        with serve_page() as page:
            say(f"questions to people: {page.address}", error=True)
            yield page
    elif where == "terminal":
        from linebench.binding.asking.terminal import open_terminal  # noqa: PLC0415  # few runs need it

        yield open_terminal()
    else:
        yield None


def _check(where: str | None, answers: Path | None, workers: int) -> None:
    if where not in (None, "page", "terminal"):
        raise UserError(f"--ask: found {where!r}; expected page or terminal")
    if where and answers:
        raise UserError("--ask and --answers: found both; expected one: either people answer or a file does")
    if where and workers > 1:
        raise UserError(f"--ask: found --workers {workers} beside it; expected one worker: people answer one "
                        "question after the other")
