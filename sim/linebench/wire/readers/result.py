"""The result line: one reading as the text that a reader's set-up composes, and back."""

from collections.abc import Mapping

from linebench.ports.camera import Reading
from linebench.wire.readers.profile import ReaderProfile
from linebench.wire.readers.template import Marks, Template, TemplateError

__all__ = ["ResultLine", "number"]

_FIELDS = frozenset({"trigger", "outcome", "symbology", "data", "text", "job", "camera"})
_DIGITS = 18


class ResultLine:
    """Encoder and decoder of a profile's result line.

    Attributes:
        numbered: whether lines carry the trigger number.

    Raises:
        TemplateError: the template cannot be read back, or has no ``{data}``.

    """

    def __init__(self, profile: ReaderProfile, marks: Marks, camera: str = "") -> None:
        whole = _literal(profile.prefix) + profile.result + _literal(profile.suffix)
        self._template = Template(whole, marks, _FIELDS)
        if "data" not in self._template.fields:
            raise TemplateError(f"result line {profile.result!r} has no {{data}}")
        self.numbered = "trigger" in self._template.fields
        self._camera = camera
        self._no_read = profile.no_read
        self._words = {"read": profile.read_word, "no_read": profile.no_read_word}
        self._outcomes = {word: outcome for outcome, word in self._words.items()}
        self._assumed = profile.assumed_symbology

    def encode(self, reading: Reading, job: str = "") -> bytes:
        """The line without its end. What the set-up cannot carry is garbled as a real reader garbles it."""
        data = reading.content if reading.outcome == "read" else self._no_read
        return self._template.encode({
            "trigger": str(reading.trigger), "outcome": self._words.get(reading.outcome, reading.outcome),
            "symbology": reading.symbology, "data": data, "text": reading.text, "job": job, "camera": self._camera})

    def decode(self, line: bytes) -> Reading:
        """The reading in a line without its end; its trigger is 0 when lines carry none.

        Raises:
            TemplateError: the line does not fit: its form, its number, its outcome or a no-read with data.

        """
        values = self._template.decode(line)
        outcome = self._outcome(values)
        trigger = number(values, "trigger") if self.numbered else 0
        data, text = values["data"], values.get("text", "")
        if outcome == "read":
            return Reading(trigger, outcome, data, text, values.get("symbology", self._assumed))
        if data not in (self._no_read, "") or text or values.get("symbology"):
            raise TemplateError(f"{line[:80]!r}: a no-read with data; expected {self._no_read!r} or nothing")
        return Reading(trigger, outcome, "", "", "")

    def _outcome(self, values: Mapping[str, str]) -> str:
        if "outcome" not in values:
            return "no_read" if values["data"] == self._no_read else "read"
        outcome = self._outcomes.get(values["outcome"])
        if outcome is None:
            raise TemplateError(f"outcome is {values['outcome'][:40]!r}; expected {' or '.join(self._outcomes)}")
        return outcome


def number(values: Mapping[str, str], name: str) -> int:
    """A field that is a number of 0 or more.

    Raises:
        TemplateError: it is none.

    """
    text = values[name]
    if not (text.isascii() and text.isdecimal() and len(text) <= _DIGITS):
        raise TemplateError(f"{name} is {text[:40]!r}; expected a number")
    return int(text)


def _literal(text: str) -> str:
    """Text as a template has it: with its braces doubled."""
    return text.replace("{", "{{").replace("}", "}}")
