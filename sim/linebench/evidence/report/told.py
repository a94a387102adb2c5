"""What every section of a summary draws on: the sittings, what people added, the language, the volumes."""

from dataclasses import dataclass

from linebench.evidence.closing import Closing
from linebench.evidence.controlled import Protocol
from linebench.evidence.model import CaseKey, Run, case_name
from linebench.evidence.report.language import Language
from linebench.evidence.report.sheet import Cell, SignatureBox, cell
from linebench.evidence.report.sittings import Sittings
from linebench.evidence.report.volumes import Bound

__all__ = ["Told"]


@dataclass(frozen=True)
class Told:
    """What a summary tells of.

    ``volumes``: those of every sitting; ``where``: place of each case in them. ``over``: what the record hash is
    over: ``one`` package, ``many`` and what people added, or ``given`` by whoever keeps the record.
    """

    sittings: Sittings
    closing: Closing
    language: Language
    record: str
    over: str
    volumes: tuple[Bound, ...]
    where: dict[CaseKey, str]
    rehearsal: tuple[str, ...]

    @property
    def run(self) -> Run:
        """The last run."""
        return self.sittings.run

    @property
    def protocol(self) -> Protocol:
        """The protocol that was executed."""
        return self.run.protocol

    def say(self, key: str, **values: object) -> str:
        """Return a text of the language file."""
        return self.language.say(key, **values)

    def heads(self, prefix: str, *names: str) -> tuple[str, ...]:
        """Return the headings of a table's columns."""
        return tuple(self.say(f"{prefix}.{name}") for name in names)

    def word(self, prefix: str, name: str) -> str:
        """Return the word for a value, or the value itself where the language file has none."""
        return self.language.words.get(f"{prefix}.{name}", name)

    def verdict(self, verdict: str) -> Cell:
        """A verdict as a word."""
        return cell(self.language.verdict(verdict), f"v-{verdict}")

    def numbered(self, test: str, row: str) -> str:
        """Return a test case by its number in the list of results and its id; one that was not planned by name."""
        number = self.sittings.numbers.get((test, row))
        return case_name(test, row) if number is None else f"{number}: {test}"

    def some(self, text: str) -> str:
        """A text, or that it is not stated."""
        return text or self.say("not_stated")

    @property
    def boxes(self) -> tuple[SignatureBox, ...]:
        """Who signs this summary: as the protocol says, else as the language file does."""
        if not self.protocol.signatures:
            return tuple(self.language.boxes())
        return tuple(SignatureBox(id=one.role, order=n, role=self.word("role", one.role), meaning=one.meaning)
                     for n, one in enumerate(self.protocol.signatures, 1))
