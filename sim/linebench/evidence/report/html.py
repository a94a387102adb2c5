"""HTML as values: an element is text that is already safe, everything else is escaped when it is put in."""

from collections.abc import Iterable
from html import escape
from typing import TypeAlias

from linebench.evidence.report.text import shown

__all__ = ["Child", "Safe", "element", "fragment", "table"]


class Safe(str):
    """Markup that needs no escaping."""

    __slots__ = ()


Child: TypeAlias = "str | Safe | Iterable[Child]"
"""What goes into an element: text, markup, or several of them."""

_VOID = frozenset({"img", "br", "meta"})


def fragment(*children: Child) -> Safe:
    """Join children; text is escaped, hidden characters are written as their code."""
    return Safe("".join(_child(child) for child in children))


def element(tag: str, *children: Child, **attributes: str) -> Safe:
    """Make one element. A trailing underscore of an attribute name is dropped (``class_``)."""
    names = "".join(f' {name.rstrip("_")}="{escape(value)}"' for name, value in attributes.items())
    return Safe(f"<{tag}{names}>" + ("" if tag in _VOID else f"{fragment(*children)}</{tag}>"))


def table(heads: Iterable[str], rows: Iterable[Iterable[Child]], *, classes: tuple[str, ...] = (),
          class_: str = "") -> Safe:
    """Make a table that scrolls by itself when it is too wide. ``classes``: one per column, ``""`` for none."""
    def cells(tag: str, row: Iterable[Child]) -> list[Safe]:
        return [element(tag, child, **({"class_": classes[i]} if i < len(classes) and classes[i] else {}))
                for i, child in enumerate(row)]
    head = element("thead", element("tr", *cells("th", heads)))
    body = element("tbody", *(fragment(Safe("\n"), element("tr", *cells("td", row))) for row in rows))
    return element("div", element("table", head, body, **({"class_": class_} if class_ else {})), class_="wide")


def _child(child: Child) -> str:
    if isinstance(child, Safe):
        return child
    if isinstance(child, str):
        return escape(shown(child), quote=False)
    return "".join(_child(part) for part in child)
