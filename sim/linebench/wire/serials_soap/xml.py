"""XML that came from outside: read without entities and names outside it, and looked at strictly."""

from collections.abc import Iterable, Sequence

import msgspec
from lxml import etree

__all__ = ["Fields", "XmlProblem", "XmlProblemError", "add", "root_of", "shown", "written"]

_SHOWN = 80


class XmlProblem(msgspec.Struct, frozen=True):
    """One thing that is wrong. ``where``: path of the element."""

    where: str
    found: str
    expected: str

    def __str__(self) -> str:
        """One line."""
        return f"{self.where}: found {self.found}, expected {self.expected}"


class XmlProblemError(ValueError):
    """A document that is not to be taken. ``problems`` has everything that is wrong with it."""

    def __init__(self, problems: Sequence[XmlProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(map(str, problems)))


def root_of(data: bytes) -> etree._Element:
    """The root of a document without a DTD, as SOAP 1.1, 3 demands it.

    Raises:
        XmlProblemError: it is no XML, or declares one.

    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
                             remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise XmlProblemError([XmlProblem("document", f"no XML: {error}", "well-formed XML")]) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise XmlProblemError([XmlProblem("document", "a DOCTYPE", "none")])
    return root


def written(root: etree._Element) -> bytes:
    """The document in UTF-8."""
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))


def add(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    """A new child.

    Raises:
        XmlProblemError: XML cannot have such a text.

    """
    child = etree.SubElement(parent, name)
    try:
        child.text = text
    except ValueError as error:
        raise XmlProblemError([XmlProblem(name, shown(text), "characters that XML can have")]) from error
    return child


class Fields:
    """The children of an element by name, whether they are in its namespace or in none.

    Everything wrong is collected; ``refuse`` raises it.
    """

    def __init__(self, element: etree._Element, where: str = "", problems: list[XmlProblem] | None = None) -> None:
        self.element = element
        self._where = where or etree.QName(element).localname
        self._problems = [] if problems is None else problems
        self._spaces = {etree.QName(element).namespace, None}

    def all(self, name: str) -> list[etree._Element]:
        """The children of this name."""
        return [each for each in self.element if isinstance(each.tag, str)
                and etree.QName(each).localname == name and etree.QName(each).namespace in self._spaces]

    def inside(self, name: str) -> "Fields | None":
        """The one child of this name, to look into; ``None`` where there is none."""
        found = self.all(name)
        self._at_most_one(name, found)
        return Fields(found[0], f"{self._where}/{name}", self._problems) if found else None

    def each(self, name: str) -> Iterable["Fields"]:
        """The children of this name, to look into."""
        for number, element in enumerate(self.all(name), 1):
            yield Fields(element, f"{self._where}/{name}[{number}]", self._problems)

    def text(self, name: str, longest: int = 200) -> str:
        """The text of a child that must be there and not be empty."""
        said = self.maybe(name, longest)
        if not said:
            self.wrong(name, shown(said), "a text")
        return said or ""

    def maybe(self, name: str, longest: int = 200) -> str | None:
        """The text of a child that need not be there."""
        found = self.all(name)
        self._at_most_one(name, found)
        if not found:
            return None
        said = (found[0].text or "").strip()
        if len(found[0]):
            self.wrong(name, "elements in it", "text alone")
        if len(said) > longest:
            self.wrong(name, f"{len(said)} characters", f"at most {longest}")
        return said

    def number(self, name: str, most: int) -> int:
        """The whole number from 1 to ``most`` that a child must be; 0 when it is none."""
        said = self.text(name)
        if said.isascii() and said.isdigit() and 1 <= int(said[:20]) <= most:
            return int(said)
        if said:
            self.wrong(name, shown(said), f"a whole number from 1 to {most}")
        return 0

    def only(self, *names: str) -> None:
        """Refuse children of other names."""
        for each in self.element:
            if isinstance(each.tag, str) and each not in [one for name in names for one in self.all(name)]:
                self.wrong("", f"the element {each.tag}", f"one of {', '.join(names)}")

    def wrong(self, name: str, found: str, expected: str) -> None:
        """One more thing is wrong."""
        self._problems.append(XmlProblem(f"{self._where}/{name}".rstrip("/"), found, expected))

    def refuse(self) -> None:
        """Raise if anything is wrong, here or in what was looked into.

        Raises:
            XmlProblemError: with all of it.

        """
        if self._problems:
            raise XmlProblemError(self._problems)

    def _at_most_one(self, name: str, found: Sequence[object]) -> None:
        if len(found) > 1:
            self.wrong(name, f"it {len(found)} times", "it once")


def shown(text: str | None) -> str:
    """A text as it is told: in quotes, and not at length."""
    if text is None:
        return "nothing"
    return repr(text) if len(text) <= _SHOWN else repr(text[:_SHOWN]) + "…"
