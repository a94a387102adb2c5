"""Report files of XML in a folder: each element of one kind is a statement."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence

from linebench.binding.deed import BindingError
from linebench.binding.documents import DocumentError, local, read_xml, unfinished_xml
from linebench.binding.eye import Row, Seen, Trouble
from linebench.binding.folder import Folder, FolderEye, Piece
from linebench.binding.kinds import EyeKind, Options, Place

__all__ = ["KIND", "XmlEye", "XmlOptions"]


class XmlOptions(Options, frozen=True, kw_only=True):
    """``files``: a path with wildcards, from the folder of the stack file. ``rows``: the path of the elements that
    are statements, from the root on and without namespaces, such as ``Report/Units/Unit``.

    What stands in an element is named by its path from there: ``Serial``, ``Print/Time``, ``@status``,
    ``Print/@station``; what stands around it: ``../@lot``, ``../../Order``. An element that stands there several
    times counts with its first text.
    """

    files: str
    rows: str


class XmlEye(FolderEye):
    """An ``Eye``. A file counts when it is a whole document."""

    def __init__(self, options: XmlOptions, place: Place) -> None:
        self._path = options.rows.strip("/").split("/")
        if not all(self._path):
            raise BindingError(f"{place.where}.rows: found {options.rows!r}; expected such as Report/Units/Unit")
        super().__init__(Folder(place.folder / options.files, unfinished_xml))

    def _seen(self, piece: Piece) -> Iterator[Seen]:
        try:
            root = read_xml(piece.data)
        except DocumentError as error:
            yield Trouble(f"{piece.path.name}: {error}")
            return
        found = list(_elements(root, self._path, ()))
        if not found:
            yield Trouble(f"{piece.path.name}: has no {'/'.join(self._path)}; its root is {local(root.tag)}")
        for number, chain in enumerate(found, 1):
            yield Row(_values(chain), f"{piece.path.name}:{self._path[-1]} {number}")


def _elements(element: ET.Element, path: Sequence[str], above: tuple[ET.Element, ...]
              ) -> Iterator[tuple[ET.Element, ...]]:
    """Every element of a path, with those around it, the nearest first."""
    if local(element.tag) != path[0]:
        return
    if len(path) == 1:
        yield (element, *above)
    else:
        for child in element:
            yield from _elements(child, path[1:], (element, *above))


def _values(chain: Sequence[ET.Element]) -> dict[str, str]:
    values: dict[str, str] = {}
    for depth, around in enumerate(chain[1:], 1):
        up = "../" * depth
        values |= {f"{up}@{local(name)}": text for name, text in around.attrib.items()}
        for child in around:
            if not len(child):
                values.setdefault(f"{up}{local(child.tag)}", (child.text or "").strip())
    _inside(chain[0], "", values)
    return values


def _inside(element: ET.Element, head: str, values: dict[str, str]) -> None:
    for name, text in element.attrib.items():
        values.setdefault(f"{head}@{local(name)}", text)
    for child in element:
        path = f"{head}{local(child.tag)}"
        values.setdefault(path, (child.text or "").strip())
        _inside(child, f"{path}/", values)


KIND = EyeKind(name="xml", summary="report files of XML in a folder", options=XmlOptions, make=XmlEye)
