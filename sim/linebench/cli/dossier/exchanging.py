"""``linebench dossier export`` and ``import``: tables for other systems, and what comes back."""

from pathlib import Path
from typing import Annotated

import typer

from linebench.cli.dossier.desks import AsUser, Folder, desk_for
from linebench.cli.failure import PASS, UserError
from linebench.cli.options import ContentDir
from linebench.cli.output import counted, say

__all__ = ["export", "take"]


def export(
    folder: Folder, *, out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the tables go.")],
) -> int:
    """Write deviations, requirements and the matrix both ways as CSV."""
    from linebench.evidence.dossier.exchange import tables  # noqa: PLC0415  # the PDF library is slow to import
    from linebench.evidence.dossier.merging import Merged, read_parts  # noqa: PLC0415  # see above
    from linebench.evidence.dossier.record import make_record  # noqa: PLC0415  # see above
    from linebench.evidence.dossier.store import Store  # noqa: PLC0415  # see above
    from linebench.evidence.files import write_whole  # noqa: PLC0415  # see above

    store = Store(folder)
    record = make_record(store.dossier, Merged(read_parts(store.packages)), store.closing)
    if out.resolve().is_relative_to(folder.resolve()):
        raise UserError(f"{out.as_posix()}: lies in the dossier, in which every file is audited; name another "
                        "folder")
    for name, data in tables(record).items():
        write_whole(out / name, data)
        say((out / name).as_posix())
    return PASS


def take(
    folder: Folder, file: Annotated[Path, typer.Argument(metavar="FILE", help="deviations.csv as it came back.")],
    *, user: AsUser, content: ContentDir = None,
) -> int:
    """Take number, state and closing of the deviations from the quality system; all of it or nothing."""
    from linebench.evidence.dossier.exchange import import_deviations  # noqa: PLC0415  # see export

    desk = desk_for(folder, user, "import", content)
    try:
        stored = file.read_bytes()
    except OSError as error:
        desk.refuse("import", f"{file.as_posix()}: found no file that can be read ({error.strerror})")
    changed = import_deviations(desk, stored, file.name)
    say(f"{counted(changed, 'deviation')} changed")
    return PASS
