"""The form of the tables: a line for each type, what it has below, entries parted by semicolons.

Types::

    O 6 Name < Base                     object type; V variable, D data, R reference type
    I 72 Name : Type in Folder          an object of the specification's own
    V 53 Name < Base = DataType[]       with the data type of its value
    D 18 Name < Base @81 {Field Type[], Field? Type}      structure with the id of its binary encoding, ? optional
    D 11 Name < Enumeration {0 Word, 1 Word}              an asterisk after the letter: abstract

Entries, each with the id of the declaration and a rule: M mandatory, O optional, MP and OP placeholders,
E exposes its array, - none::

    Mo Name 73 Type                     object; v variable `DataType ObjectType`; p property `DataType`; m method
    Om Start 369 in 342(Name Type[]) out 343(Name Type)
    Mv Outer/0:Inner 20 Type Type       below another; a name of another namespace begins with it
    Mo Name 73 Type ~HasNotifier        by another reference than HasComponent or HasProperty
    s Idle 28/128 4                     state, its number's id and value; S the initial one
    t FromTo 39/139 #561 From To by Method raises :Event  transition
    + Path Reference Target             another reference; `:Type`, `#id` or a path

A name of the table itself stands alone, one of the base model too, others begin with their specification's name.
"""

import re
from collections.abc import Iterator
from functools import cached_property

import msgspec

__all__ = ["Field", "Link", "Row", "Specification", "TypeRow"]

_HEAD = re.compile(
    r"([OVDRI])(\*?) (\d+) (\S+) (?:< (\S+)|: (\S+) in (\S+))(?: = (\S+))?(?: @(\d+))?( union)?(?: \{(.*)\})?$")
_ARGUMENTS = re.compile(r"(in|out) (\d+)\(([^)]*)\)")
_RANKS = {"": -1, "[]": 1, "[,]": 2, "[?]": -2, "[!]": -3, "[+]": 0}
_TYPED = re.compile(r"([^\[]+)((?:\[.?\])?)$")


class Field(msgspec.Struct, frozen=True):
    """A field of a structure, an argument of a method, or a word of an enumeration with its ``number``."""

    name: str
    data_type: str = ""
    rank: int = -1
    optional: bool = False
    number: int = 0


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """An instance declaration. ``path``: browse names from the type on; ``kind``: o, v, p or m."""

    rule: str
    kind: str
    path: str
    id: int
    type: str = ""
    data_type: str = ""
    rank: int = -1
    reference: str = ""
    number: int | None = None
    arguments: tuple[Field, ...] | None = None

    @property
    def parent(self) -> str:
        """The path above, empty below the type itself."""
        return self.path.rpartition("/")[0]

    @property
    def name(self) -> str:
        """The last browse name, with its namespace where that is another."""
        return self.path.rpartition("/")[2]


class Link(msgspec.Struct, frozen=True):
    """A reference besides the tree's."""

    source: str
    reference: str
    target: str


class TypeRow(msgspec.Struct, frozen=True, kw_only=True):
    """A type, or an object that the specification itself has (``I``, with ``base`` its type and ``folder``)."""

    kind: str
    abstract: bool
    id: int
    name: str
    base: str
    folder: str = ""
    data_type: str = ""
    rank: int = -1
    encoding: int = 0
    union: bool = False
    fields: tuple[Field, ...] = ()
    rows: tuple[Row, ...] = ()
    links: tuple[Link, ...] = ()


class Specification(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """What one companion specification defines, as far as the bench uses it."""

    name: str
    uri: str
    version: str
    date: str
    requires: tuple[str, ...]
    text: str

    @cached_property
    def types(self) -> dict[str, TypeRow]:
        """By name."""
        return {each.name: each for each in _types(self.text)}


def _types(text: str) -> Iterator[TypeRow]:
    head, body = "", ""
    for line in text.strip("\n").splitlines():
        if line.startswith("    > "):
            head += " " + line[6:]
        elif line.startswith(" "):
            body += " " + line.strip()
        elif line:
            if head:
                yield _type(head, body)
            head, body = line, ""
    if head:
        yield _type(head, body)


def _type(head: str, body: str) -> TypeRow:
    match = _HEAD.match(head)
    assert match, head
    kind, star, number, name, base, of, folder, value, encoding, union, fields = match.groups()
    rows: list[Row] = []
    links: list[Link] = []
    for entry in filter(None, (each.strip() for each in body.split(";"))):
        for item in _entry(entry):
            (rows if isinstance(item, Row) else links).append(item)  # type: ignore[arg-type]  # by its own kind
    data_type, rank = _typed(value or "")
    return TypeRow(kind=kind, abstract=bool(star), id=int(number), name=name, base=base or of, folder=folder or "",
                   data_type=data_type, rank=rank, encoding=int(encoding or 0), union=bool(union),
                   fields=tuple(map(_field, (fields or "").split(", "))) if fields else (),
                   rows=tuple(rows), links=tuple(links))


def _typed(text: str) -> tuple[str, int]:
    match = _TYPED.match(text)
    return (match[1], _RANKS[match[2]]) if match else ("", -1)


def _field(text: str) -> Field:
    first, _, last = text.rpartition(" ")
    if first.isdecimal() or first.removeprefix("-").isdecimal():
        return Field(last, number=int(first))
    data_type, rank = _typed(last)
    return Field(first.removesuffix("?"), data_type, rank, first.endswith("?"))


def _entry(entry: str) -> Iterator[Row | Link]:
    word, path, rest = (*entry.split(" ", 2), "")[:3]
    if word == "+":
        reference, target = rest.split(" ")
        yield Link(path, reference, target)
    elif word in ("s", "S"):
        yield from _state(path, rest, "InitialStateType" if word == "S" else "StateType")
    elif word == "t":
        yield from _transition(path, rest)
    else:
        yield from _declaration(word[:-1], word[-1], path, rest)


def _state(path: str, rest: str, kind: str) -> Iterator[Row]:
    ids, _, number = rest.partition(" ")
    own, prop = map(int, ids.split("/"))
    yield Row(rule="-", kind="o", path=path, id=own, type=kind)
    yield Row(rule="M", kind="p", path=f"{path}/0:StateNumber", id=prop, data_type="UInt32",
              number=int(number) if number else None)


def _transition(path: str, rest: str) -> Iterator[Row | Link]:
    words = rest.split(" ")
    own, prop = map(int, words.pop(0).split("/"))
    number = int(words.pop(0)[1:]) if words[0].startswith("#") else None
    yield Row(rule="-", kind="o", path=path, id=own, type="TransitionType")
    yield Row(rule="M", kind="p", path=f"{path}/0:TransitionNumber", id=prop, data_type="UInt32", number=number)
    yield Link(path, "FromState", words[0])
    yield Link(path, "ToState", words[1])
    for word, targets in zip(words[2::2], words[3::2], strict=True):
        reference = {"by": "HasCause", "raises": "HasEffect"}[word]
        yield from (Link(path, reference, target) for target in targets.split(","))


def _declaration(rule: str, kind: str, path: str, rest: str) -> Iterator[Row]:
    words = _ARGUMENTS.sub("", rest).split()
    reference = next((word[1:] for word in words if word.startswith("~")), "")
    fixed = next((int(word[1:]) for word in words if word.startswith("#")), None)
    number, *types = [word for word in words if word[0] not in "~#"]
    data_type, rank = _typed(types.pop(0)) if kind in "vp" else ("", -1)
    yield Row(rule=rule, kind=kind, path=path, id=int(number), type=types[0] if types else "", data_type=data_type,
              rank=rank, reference=reference, number=fixed)
    for which, own, arguments in _ARGUMENTS.findall(rest):
        name = "InputArguments" if which == "in" else "OutputArguments"
        fields = tuple(map(_field, arguments.split(", "))) if arguments else ()
        yield Row(rule="M", kind="p", path=f"{path}/0:{name}", id=int(own), data_type="Argument", rank=1,
                  arguments=fields)
