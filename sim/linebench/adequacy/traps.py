"""The ten traps: ways in which ordinary tools for Gherkin show green for a test that tested nothing.

Eight are refused before anything runs. Two show only while a step runs, and end as an error there. Each is planted
into a protocol that is sound otherwise, which must itself be accepted.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import cast

from linebench.adequacy.model import Part, Row, row
from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.document import Document, RowDoc
from linebench.bdd.linter import Known, lint, read_documents
from linebench.bdd.phrase import Definition, definition
from linebench.bdd.recorder import Recorder, verdict_of
from linebench.content import Content
from linebench.records import AnyRecord

__all__ = ["part"]

_HEAD = "Feature: F\n"
_CASE = "  @OQ-L1-001 @negative\n  Scenario: S\n"
_OUTLINE = _CASE.replace("Scenario", "Scenario Outline")
_BODY = "    Given the world\n    Then it falls\n"
_SOUND = _HEAD + _CASE + _BODY
_KNOWN = Known(frozenset(), frozenset())
_ERROR = "error"


def _plain(attempt: object) -> None:
    """Stand for a step; it is never called."""


async def _coroutine(attempt: object) -> None:
    """Stand for a step that would never be awaited."""


_STEPS = (definition("Given", "the world", _plain), definition("When", "a {what:name} pack comes", _plain),
          definition("Then", "it falls", _plain), definition("Then", "the {what:name} one falls", _plain),
          definition("Then", "the last one falls", _plain), definition("Then", "it is awaited", _coroutine))


@dataclass(frozen=True)
class _Trap:
    """``rule``: the linter's rule that must refuse ``text``."""

    id: str
    what: str
    rule: str
    text: str


_TRAPS = (
    _Trap("TRAP-01", "a scenario name used twice: the first is dropped", "name",
          _SOUND + _CASE.replace("001", "002") + _BODY),
    _Trap("TRAP-02", "a step that two definitions match: one is picked", "ambiguous",
          _HEAD + _CASE + "    Then the last one falls\n"),
    _Trap("TRAP-03", "a step that is a coroutine: it is never awaited and passes", "coroutine",
          _HEAD + _CASE + "    Then it is awaited\n"),
    _Trap("TRAP-04", "an outline without rows: it runs once with its placeholders", "outline",
          _HEAD + _OUTLINE + _BODY + "    Examples:\n      | what |\n"),
    _Trap("TRAP-05", "a column that the rows lack: the placeholder stays in the text", "placeholder",
          _HEAD + _OUTLINE + "    When a <what> pack comes\n    Then it falls\n"
          "    Examples:\n      | who |\n      | x |\n"),
    _Trap("TRAP-06", "a scenario without steps: it passes", "empty", _HEAD + _CASE),
    _Trap("TRAP-07", "a tag that the runner obeys: it turns a failure green", "tag",
          _SOUND.replace("@negative", "@negative @xfail")),
    _Trap("TRAP-08", "a step that nothing defines: reports leave it out", "undefined",
          _HEAD + _CASE + "    Given the moon\n    Then it falls\n"),
)


def part(folder: Path, *, quick: bool) -> Part:  # noqa: ARG001  # none of them takes long
    """Plant each trap."""
    folder.mkdir(parents=True)
    sound = _documents(folder, _SOUND)
    rows = (_accepted(sound), *(_refused(folder, trap) for trap in _TRAPS), _compares_nothing(sound[0]),
            _bare_assert(sound[0]))
    return Part(id="traps", title="The ten traps", rows=rows)


def _documents(folder: Path, text: str) -> tuple[Document, ...]:
    file = folder / "trap.feature"
    file.write_text(text, encoding="utf-8", newline="\n")
    return read_documents([file], Content((folder,)))[0]


def _lint(documents: tuple[Document, ...], steps: tuple[Definition, ...] = _STEPS) -> tuple[str, ...]:
    return tuple(error.rule for error in lint(documents, steps, _KNOWN))


def _accepted(sound: tuple[Document, ...]) -> Row:
    found = _lint(sound)
    return row("TRAP-00", "a sound protocol", "accepted", f"refused by {', '.join(found)}" if found else "accepted",
               met=not found)


def _refused(folder: Path, trap: _Trap) -> Row:
    found = _lint(_documents(folder, trap.text))
    return row(trap.id, trap.what, f"refused by {trap.rule}",
               f"refused by {', '.join(found)}" if found else "accepted", met=found == (trap.rule,))


def _compares_nothing(document: Document) -> Row:
    return _ended("TRAP-09", "a Then that compares nothing: it passes", document, lambda record: record.pass_step())


def _bare_assert(document: Document) -> Row:
    def slip(record: Recorder) -> None:
        record.fail_step(AssertionError("a slip in the test"))
    return _ended("TRAP-10", "a bare assert: a slip in the test counts as a failure of the system", document, slip)


def _ended(name: str, what: str, document: Document, end: Callable[[Recorder], None]) -> Row:
    """Let the recorder follow a case whose last step ends so."""
    record = Recorder(cast("Attempt", _Paper(document)))
    record.begin_step("the world")
    record.pass_step()
    record.begin_step("it falls")
    try:
        end(record)
    except BenchError as error:
        said = str(error)
    else:
        said = record.steps[-1].message
    found = verdict_of(tuple(record.steps))
    return row(name, what, _ERROR, f"{found}: {said}", met=found == _ERROR)


class _Paper(SimpleNamespace):
    """What a recorder needs of an attempt that has no world: a case, and somewhere to write."""

    def __init__(self, document: Document) -> None:
        super().__init__(case=document.cases[0], row=RowDoc(1), document=document, now=0, n=0, actuals=0,
                         records=[])

    def write(self, record: AnyRecord) -> int:
        """Keep a record."""
        self.records.append(record)
        return len(self.records) - 1

    def plain(self, text: str) -> str:
        """Return a message as it is: nothing in it is a path."""
        return text
