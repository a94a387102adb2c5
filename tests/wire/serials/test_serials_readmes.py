"""The examples of the READMEs, run as they stand."""

import re
from pathlib import Path

import pytest
from lxml import etree

import linebench.wire.serials as shared
import linebench.wire.serials_rest as rest
import linebench.wire.serials_soap as soap
from linebench.product.serial_states import FOLLOWING
from linebench.stack import pool
from linebench.stack.pool.nasty import CATALOGUE
from linebench.wire.serials.trouble import Trouble
from linebench.wire.serials_rest.dialect import DIALECTS as REST
from linebench.wire.serials_soap.dialect import DIALECTS as SOAP
from tests.stack.pool.kit import Kit
from tests.wire.pipe import Clock
from tests.wire.serials.kit import ask, request, response


def text(package):
    return (Path(package.__path__[0]) / "README.md").read_text(encoding="utf-8")


def block(package, kind):
    return re.search(rf"```{kind}\n(.*?)```", text(package), re.DOTALL)[1]


def named(cell):
    return re.findall(r"`(\w+)`", cell)


def rows(package, head):
    """The rows of the table that begins with ``head``, as lists of their cells."""
    table = text(package).partition(head)[2].split("\n\n")[0].strip().splitlines()[1:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in table]


@pytest.mark.parametrize("package", [pool, soap])
def test_examples_in_python(package):
    """They run."""
    exec(compile(block(package, "python"), f"{package.__name__} README", "exec"), {})


def test_the_session_over_rest():
    """Each request has the response that stands behind it."""
    side, kit = REST[0].device(REST[0].profile(), Clock().setting("pool")), Kit()
    parts = re.findall(r"^-> (\w+) (\S+) ?(.*)\n<- (\d+) ((?:(?!-> ).*\n)*)", block(rest, "session"), re.MULTILINE)
    assert len(parts) == 6
    for method, target, body, status, expected in parts:
        found = response(ask(side, kit, request(method, target, body.encode(), content_type="application/json")))
        said = found[2].decode().replace("\r\n", "\n")
        assert (found[0], said.rstrip("\n")) == (int(status), expected.rstrip("\n"))


def test_the_envelope():
    """It is answered with the serials that the README names."""
    side = SOAP[0].device(SOAP[0].profile(), Clock().setting("pool"))
    data = request("POST", "/soap", block(soap, "xml").encode(), content_type="text/xml")
    root = etree.fromstring(response(ask(side, Kit(), data))[2])
    named = re.search(r"answered with the serials `(\w+)` and `(\w+)`", text(soap))
    assert root.xpath("//SerialNumber/text()") == list(named.groups())


def test_the_tables():
    """States, nasty answers, troubles and profiles are what there is."""
    ways = {row[0].strip("`"): frozenset(named(row[1])) for row in rows(pool, "| from | to |")}
    assert ways == {state: following for state, following in FOLLOWING.items() if following}
    nasty = {row[0].strip("`"): named(row[1]) for row in rows(pool, "| name | parameters | plane |")}
    assert nasty == {name: [each.name for each in one.parameters] for name, one in CATALOGUE.items()}
    assert [row[0].strip("`") for row in rows(shared, "| kind | `size` | |")] == list(
        Trouble.__annotations__["kind"].__args__)
    assert [row[0].strip("`") for row in rows(soap, "| profile | |")] == list(SOAP[0].profiles)
