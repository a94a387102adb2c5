"""How a planner and a site exchange files, where a stack file says that they do."""

from typing import Literal

import msgspec

from linebench.scenario.plan import Plan
from linebench.units import Duration

__all__ = ["FoldersPlan"]


class FoldersPlan(Plan, frozen=True, kw_only=True):
    """Watched folders between the planner and the site; see ``wire/folders``."""

    form: Literal["none", "csv", "b2mml"] = "none"
    """In which form files are written; ``none``: the planner speaks without files."""
    ready: Literal["stable", "rename", "marker"] = "rename"
    """When a file counts as whole: it has not changed for ``still``, at once, or with a marker beside it."""
    poll: Duration = Duration(1_000_000)
    """How often a folder is looked at."""
    still: Duration = Duration(2_000_000)
    limit: Duration = Duration(60_000_000)
    """How long half a file is waited for since it last changed."""
    again: Duration = Duration(30_000_000)
    """A file that nobody has stored for so long is taken once more."""
    map: dict[str, str] = msgspec.field(default_factory=dict)
    """The project's map, as ``wire/folders`` has it: names, forms and words of its files."""
