"""Puts an attempt that has ended into the evidence package: its frame, its steps, pictures of its packs
and what it told the site.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from linebench.bdd.result import AttemptResult, attempt_name
from linebench.documents import NAME, documents_of
from linebench.evidence.model import Attempt, CaptureFile, Picture, Step
from linebench.evidence.package import PackageWriter
from linebench.evidence.sittings import Sitting
from linebench.records import AnyRecord
from linebench.records.codec import JournalError, read_blocks
from linebench.wiring.ends import profile_name

__all__ = ["keep"]


def keep(writer: PackageWriter, folder: Path, result: AttemptResult, sitting: Sitting | None = None) -> None:
    """Take an attempt into the package that is being written in ``folder``; ``sitting``: what it may repeat.

    Raises:
        PackageError: the package cannot be written.

    """
    name = attempt_name(result.test, result.row)
    records = tuple(_records(folder / result.journal)) if result.journal else ()
    pictures = tuple(_pictures(writer, name, records, result))
    said = documents_of(records)
    if said:
        writer.attach(name, NAME, said)
    _trace(writer, result)
    writer.attempt(name, _repeated(_attempt(result, pictures), sitting))


def _repeated(attempt: Attempt, sitting: Sitting | None) -> Attempt:
    """Return the attempt with its number, and why it repeats an earlier one where it does."""
    if sitting is None or sitting.repeat is None:
        return attempt
    case, repeat = (attempt.test, attempt.row), sitting.repeat
    number = next(n for test, row, n in sitting.repeats if (test, row) == case)
    return msgspec.structs.replace(attempt, n=number, reason=repeat.reason, deviation=repeat.deviation,
                                   authorised_by=repeat.authorised_by)


def _trace(writer: PackageWriter, result: AttemptResult) -> None:
    """Put into the audit trail what is nowhere else: addresses, what captures lack, how late events were."""
    for one in result.traces.served:
        where = ", ".join(f"{name} at {address}" for name, address in one.addresses.items())
        profile = profile_name(one.wire.partition("-")[2], one.dialect, one.profile)
        writer.note("wire served", subject=one.wire, journal=result.journal,
                    reason=f"{one.device}: {one.dialect}{profile and f', profile {profile}'}: {where}")
    for file in result.traces.captured:
        if file.left_out or file.problem:
            writer.note("capture incomplete", subject=file.file, journal=result.journal,
                        reason=file.problem or f"{file.left_out} packets did not fit into it")
    for said in result.traces.answered:
        kept = f", {said.file} sha256 {said.sha256}" if said.file else ""
        action, actor = ("answer was written before", "") if said.scripted else ("person answered", said.who)
        writer.note(action, subject=said.words, journal=result.journal, actor=actor,
                    reason=f"{said.at}: as {said.role}: {said.told}{kept}")
    if result.traces.orders:
        writer.note("world continued", subject=", ".join(result.traces.orders), journal=result.journal, reason=(
            "the system was not reset before this test case: it goes on from one to the next; these orders are of "
            "this one alone"))
    for text in result.traces.noted:
        writer.note("measured", subject="bench", journal=result.journal, reason=text)
    for told in result.traces.clocks:
        writer.note("clock read", subject="read_clock", journal=result.journal, reason=told)
    if late := result.traces.lateness:
        writer.note("timing", subject=result.journal, reason=(
            f"lateness of {late.count} events in us of simulated time: p50 {late.p50}, p99 {late.p99}, "
            f"worst {late.worst}"))


def _pictures(writer: PackageWriter, name: str, records: Sequence[AnyRecord],
              result: AttemptResult) -> Iterator[Picture]:
    """Draw and attach the packs that stand out; of a case that did not pass, first those it is about."""
    if not records:
        return
    from linebench.pictures import pictures_of  # noqa: PLC0415  # the image library is slow to import

    named = () if result.verdict == "pass" else result.packs
    for picture in pictures_of(records, named=named):
        writer.attach(name, picture.name, picture.png)
        yield Picture(file=picture.name, title=picture.title)


def _records(journal: Path) -> Iterator[AnyRecord]:
    try:
        for block in read_blocks(journal.read_bytes()):
            yield from block.records
    except JournalError:  # the verdict on the attempt says that its journal is damaged, and how
        return


def _attempt(result: AttemptResult, pictures: tuple[Picture, ...]) -> Attempt:
    steps = tuple(Step(n=step.n, keyword=step.keyword, text=step.text, verdict=step.verdict, message=step.message,
                       table=step.table, docstring=step.docstring, definition=step.definition)
                  for step in result.steps)
    return Attempt(
        test=result.test, row=result.row, title=result.title, kind=result.kind, requirements=result.requirements,
        risks=result.risks, worker=result.worker or "main", start=result.began, end=result.ended,
        verdict=result.verdict, message=result.message, steps=steps, pictures=pictures,
        captures=tuple(CaptureFile(file=each.file, left_out=each.left_out, problem=each.problem)
                       for each in result.traces.captured))
