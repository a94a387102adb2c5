"""What a sitting that continues an execution writes into its package beside what every run does."""

import msgspec

from linebench.cli.refused import REFUSED
from linebench.evidence.changes import changes
from linebench.evidence.model import Run
from linebench.evidence.package import PackageWriter
from linebench.evidence.sittings import Sitting, SittingError, why_not_protocol

__all__ = ["begin_sitting", "continuing", "note_changes"]


def continuing(run: Run, sitting: Sitting) -> Run:
    """Return the run with the sitting before named in it."""
    return msgspec.structs.replace(run, continues=sitting.continues, sitting=sitting.number,
                                   earlier=sitting.earlier)


def begin_sitting(writer: PackageWriter, run: Run, sitting: Sitting) -> None:
    """Note what is continued and what is repeated.

    Raises:
        SittingError: the run before was of another protocol.

    """
    if why := why_not_protocol(sitting, run):
        writer.note(REFUSED, reason=why)
        raise SittingError(why)
    writer.note("execution continued", subject=sitting.continues.run,
                reason=f"sitting {sitting.number}; manifest of the sitting before: {sitting.continues.manifest}")
    if repeat := sitting.repeat:
        writer.note("repeat authorised", subject=repeat.deviation, reason=repeat.reason, actor=repeat.authorised_by)


def note_changes(writer: PackageWriter, sitting: Sitting, run: Run) -> None:
    """Note each change of the environment since the sitting before."""
    for one in changes(sitting.before, run):
        item = one.item
        writer.note("environment changed", subject=f"{item.subject}: {item.property}",
                    reason=f"was {one.before}, is {one.after} since run {sitting.before.id}")
