"""The page of a package loads nothing from elsewhere."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

LOADING = {"src", "href", "srcset", "xlink:href", "action", "formaction", "poster", "data", "background", "cite",
           "manifest", "ping", "longdesc", "codebase", "archive", "usemap", "content"}
"""Attributes that can name another resource; ``content`` does in a refresh."""
CSS = re.compile(r"""url\(\s*['"]?([^'")]*)|@import\s+['"]?([^'";\s]+)""", re.IGNORECASE)
ELSEWHERE = re.compile(r"^\s*(?!data:)(?:[a-z][a-z0-9+.-]*:|//|/|\\)", re.IGNORECASE)
"""A scheme other than data, another host, or a place outside the folder."""
ACTIVE = {"script", "iframe", "frame", "object", "embed", "base", "applet", "portal"}


class Page(HTMLParser):
    """Gathers what a page would load: (where, address)."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._style = False

    def handle_starttag(self, tag, attrs):
        self._style = tag == "style"
        if tag in ACTIVE:
            self.found.append((f"<{tag}>", dict(attrs).get("src") or ""))
        for name, value in attrs:
            if name in LOADING and tag != "a":
                self._address(tag, name, value or "")
            elif name == "href":
                self.found.append((f"a {name}", value or ""))
            elif name == "style" or "url(" in (value or "").lower():
                self._css(f"{tag} {name}", value or "")
            elif name.startswith("on"):
                self.found.append((f"{tag} {name}", value or ""))

    def _address(self, tag, name, value):
        if name == "srcset":
            self.found += [(f"{tag} {name}", part.split()[0]) for part in value.split(",") if part.split()]
        elif name != "content":
            self.found.append((f"{tag} {name}", value))
        elif match := re.search(r"url\s*=\s*(\S+)", value, re.IGNORECASE):
            self.found.append((f"{tag} {name}", match[1]))

    def handle_endtag(self, tag):
        self._style = False if tag == "style" else self._style

    def handle_data(self, data):
        if self._style:
            self._css("style", data)

    def _css(self, where, text):
        self.found += [(where, first or second) for first, second in CSS.findall(text)]


def loads(text: str) -> list[tuple[str, str]]:
    """Return everything that a page takes from elsewhere, and every means of taking it later."""
    page = Page()
    page.feed(text)
    page.close()
    return [(where, what) for where, what in page.found if where.startswith("<") or " on" in where
            or ELSEWHERE.match(what)]


def names(text: str) -> list[str]:
    """Return the files that a page names: neither anchors nor what it carries inside."""
    page = Page()
    page.feed(text)
    return [what.partition("#")[0] for _, what in page.found if what and not what.startswith(("#", "data:"))]


def test_the_page_loads_nothing_from_elsewhere(package: Path) -> None:
    """No address leads out of the package, no script runs, and what is named is one of its files."""
    text = (package / "report.html").read_text(encoding="utf-8")
    assert loads(text) == []
    assert [name for name in names(text) if not (package / name).is_file()] == []
    assert text.count("data:image/png;base64,") == 1  # the picture is inside: the parser above had something to see


@pytest.mark.parametrize("planted", [
    '<img src="https://example.org/a.png">', '<img srcset="a.png 1x, //example.org/b.png 2x">',
    '<link rel="stylesheet" href="http://example.org/a.css">', '<style>@import "https://example.org/a.css";</style>',
    "<style>p { background: url('//example.org/a.png') }</style>", '<p style="background: url(/a.png)">',
    '<svg><use xlink:href="https://example.org/a.svg#b"/></svg>', '<svg><rect fill="url(http://example.org/#a)"/></svg>',
    '<meta http-equiv="refresh" content="0; url=https://example.org">', '<script>fetch("a")</script>',
    '<iframe src="a.html"></iframe>', '<a href="file:///etc/hosts">x</a>', '<p onclick="go()">',
    '<form action="ftp://example.org">', '<img src="C:\\a.png">', '<img src="\\\\host\\a.png">',
])
def test_a_planted_address_is_found(package: Path, planted: str) -> None:
    """Every way of loading something that the test above would have to see."""
    text = (package / "report.html").read_text(encoding="utf-8")
    assert len(loads(text.replace("</body>", f"{planted}</body>"))) == 1
