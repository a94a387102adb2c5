"""The Python entry: execute protocols and return what came out, for the command line and for scripts."""

from linebench.bdd.config import RunConfig
from linebench.bdd.result import RunOutcome

__all__ = ["RunConfig", "RunOutcome", "execute"]


def execute(config: RunConfig) -> RunOutcome:
    """Run the protocols of ``config``. Nothing runs when one of them is refused by the linter.

    Journals are written below ``config.out`` as ``attempts/<test id>[-<row>]/journal.zst``; nothing else is.
    """
    raise NotImplementedError
