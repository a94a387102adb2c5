"""Label formats: fields between ``^XA`` and ``^XZ``, stored by ``^DF``, recalled by ``^XF``, filled by ``^FN``."""

from collections.abc import Mapping
from typing import TypeAlias

import msgspec

from linebench.wire.zpl.codec import Command
from linebench.wire.zpl.field_data import from_hex, symbol_content

__all__ = ["Field", "Label", "LabelReader", "Problem", "Stored"]

_MOST_FIELDS = 512
_MOST_FORMATS = 64
_MOST_LABELS = 99_999_999
_ESCAPE = 6
"""Which parameter of ``^BX`` is the escape character."""
_JOB, _TRIGGER = "job=", "trigger="


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One field. ``symbology``: ``^BX`` and others, empty for text; ``escape``: of a Data Matrix; ``mark``: of
    hexadecimal escapes, empty without ``^FH``; ``number``: of ``^FN``, -1 without; ``step``, ``zeros``: of ``^SN``.
    """

    symbology: str = ""
    escape: str = ""
    mark: str = ""
    number: int = -1
    data: str = ""
    step: int = 0
    zeros: bool = False

    def content(self, copy: int = 0) -> str:
        """What the printed field says on the label number ``copy``, from 0."""
        plain = from_hex(self.data, self.mark) if self.mark else self.data
        text = symbol_content(self.symbology, plain, self.escape)
        return _counted(text, self.step * copy, zeros=self.zeros) if self.step else text


class Stored(msgspec.Struct, frozen=True):
    """A format was stored."""

    name: str


class Label(msgspec.Struct, frozen=True, kw_only=True):
    """A label to be printed ``quantity`` times. ``name``: the stored format it came from, empty for none; ``job``
    and ``trigger``: what comments say of it, empty when none does.
    """

    name: str = ""
    fields: tuple[Field, ...] = ()
    quantity: int = 1
    job: str = ""
    trigger: str = ""


class Problem(msgspec.Struct, frozen=True):
    """A format that cannot be stored or printed as it was meant; ``why`` says what was found and expected."""

    why: str


Done: TypeAlias = Stored | Label | Problem


class LabelReader:
    """Reads formats command by command. ``memory``: stored formats by name, shared by all connections.

    ``escape``: the escape character of a Data Matrix that names none.

    Attributes:
        open: a format has begun and not ended.

    """

    def __init__(self, memory: dict[str, Label], escape: str) -> None:
        self._memory, self._default_escape = memory, escape
        self._begin()
        self.open = False

    def take(self, command: Command) -> Done | None:
        """Read one format command; what it completes. Commands of layout say nothing."""
        if command.name == "^XA":
            self._begin()
        elif command.name == "^XZ":
            return self._end() if self.open else None
        elif self.open:
            return self._inside(command)
        return None

    def _begin(self) -> None:
        self.open = True
        self._store = ""
        self._problem = ""
        self._label = Label()
        self._fields: list[Field] = []
        self._given: dict[int, Field] = {}
        self._now: dict[str, object] = {}

    def _inside(self, command: Command) -> Done | None:
        if command.name == "^DF":
            self._store = _object_name(command.text)
        elif command.name == "^XF":
            self._recall(_object_name(command.text))
        elif command.name == "^PQ":
            self._label = msgspec.structs.replace(self._label, quantity=_number(command.parts()[0], 1))
        elif command.name == "^FX":
            self._comment(command.text)
        elif command.name == "^FS":
            self._field()
        else:
            self._attribute(command)
        return None

    def _attribute(self, command: Command) -> None:
        name, now = command.name, self._now
        if name in {"^FD", "^FV"}:
            now["data"] = command.text
        elif name == "^FN":
            now["number"] = _number(command.text.strip().split('"')[0], 0)
        elif name == "^FH":
            now["mark"] = command.text.strip()[:1] or "_"
        elif name == "^SN":
            now.update(_serial(command.parts()))
        elif name.startswith("^B") and name != "^BY":
            now["symbology"] = name
            now["escape"] = (command.parts() + [""] * _ESCAPE)[_ESCAPE] or self._default_escape

    def _field(self) -> None:
        if self._now:
            field = msgspec.convert(self._now, Field)
            known = self._given.get(field.number)
            if field.number >= 0 and known is not None and "data" in self._now:
                self._given[field.number] = msgspec.structs.replace(known, data=field.data, mark=field.mark)
            elif len(self._fields) < _MOST_FIELDS:
                self._fields.append(field)
            else:
                self._problem = f"more than {_MOST_FIELDS} fields in a format"
            self._now = {}

    def _recall(self, name: str) -> None:
        found = self._memory.get(name)
        if found is None:
            self._problem = f"format {name} is recalled and not stored"
            return
        self._label = msgspec.structs.replace(self._label, name=name, job=found.job)
        room = _MOST_FIELDS - len(self._fields)
        self._fields.extend(field for field in found.fields[:room] if field.number < 0)
        self._given.update({field.number: field for field in found.fields[:room] if field.number >= 0})

    def _comment(self, text: str) -> None:
        for key, name in ((_JOB, "job"), (_TRIGGER, "trigger")):
            if text.startswith(key):
                self._label = msgspec.structs.replace(self._label, **{name: from_hex(text[len(key):].strip(), "_")})

    def _end(self) -> Done | None:
        self._field()
        self.open = False
        fields = (*self._given.values(), *self._fields)
        label = msgspec.structs.replace(self._label, fields=fields)
        if self._problem:
            return Problem(self._problem)
        if self._store:
            return self._keep(self._store, label)
        if not fields:
            return None  # a format of settings alone prints nothing
        return label if label.quantity else None

    def _keep(self, name: str, label: Label) -> Done:
        if name not in self._memory and len(self._memory) >= _MOST_FORMATS:
            return Problem(f"format {name}: {_MOST_FORMATS} formats are stored, which fills the memory")
        self._memory[name] = msgspec.structs.replace(label, name=name)
        return Stored(name)


def _serial(parts: list[str]) -> Mapping[str, object]:
    start, step, zeros = (*parts, "", "", "")[:3]
    return {"data": start, "step": _number(step, 1), "zeros": zeros.upper() == "Y"}


def _object_name(text: str) -> str:
    """The name of a stored format without device and ending: ``R:LABEL.ZPL`` is ``LABEL``."""
    return text.strip().rpartition(":")[2].rpartition(".")[0] or text.strip().rpartition(":")[2]


def _number(text: str, default: int) -> int:
    digits = text.strip().removeprefix("-")
    if not digits.isascii() or not digits.isdigit():
        return default
    size = min(int(digits[:9]), _MOST_LABELS)
    return -size if text.strip().startswith("-") else size


def _counted(text: str, ahead: int, *, zeros: bool) -> str:
    """``text`` with its last number advanced; ``zeros``: it keeps its leading zeros."""
    end = len(text)
    while end and not text[end - 1].isdecimal():
        end -= 1
    start = end
    while start and text[start - 1].isdecimal():
        start -= 1
    digits = text[start:end]
    if not digits or len(digits) > len(str(_MOST_LABELS)):
        return text
    value = str(int(digits) + ahead)
    return text[:start] + (value.zfill(len(digits)) if zeros else value) + text[end:]
