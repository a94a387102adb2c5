"""What steps expect, find and are blocked by is told in German: read from the source of every step."""

import ast
import re
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path

import pytest

import linebench
from linebench.content import library
from linebench.evidence.words import Sentences, load_sentences

STEPS = Path(linebench.__file__).parent / "bdd"
VALUE = "7"
"""Stands where the source has a value."""

FORMS = {
    "expect": {2: "{}", 3: "{}"}, "expect_found": {2: "{}", 4: "{}"}, "expect_none": {2: "{}", 4: "{}"},
    "expect_equal": {2: "{}: 7", 3: "it: {}", 4: "it: {}"}, "expect_within": {2: "{} 7 ms (URS-A-1)"},
    "Blocked": {0: "{}"}, "Mismatch": {0: "{}"},
}
"""Which arguments of a call are texts, and how the record has each; what stands behind ``it:`` alone is a value."""

NAMES = {"Admin.StopReason[0].ID", "Status.StateCurrent", "packs/good", "ok"}
"""What is no sentence: names of tags and metrics, and codes of answers."""

VALUES = {"7, by 7", "7: 7, 7 to 7, 7", "7 7 as 7", "7 7 as nothing", "7, and 7"}
"""What is nearly all values: a sentence with so few words of its own would tell many others wrongly."""

Names = Mapping[str, list[str]]


@pytest.fixture(scope="module")
def german() -> Sentences:
    return load_sentences(library() / "reports", "de")


def texts(node: ast.expr, names: Names) -> list[str]:
    """Every text that an expression can be, as far as the source tells; empty where it is a value."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr(values=parts):
            variants = ([str(part.value)] if isinstance(part, ast.Constant) else _placed(part, names)
                        for part in parts)
            return ["".join(each) for each in product(*variants)]
        case ast.IfExp() | ast.BoolOp():
            return [text for one in _either(node) for text in texts(one, names)]
        case ast.Call(func=ast.Attribute(value=words, attr="format")):
            return [text.replace("{}", VALUE) for text in texts(words, names)]
    return names.get(node.id, []) if isinstance(node, ast.Name) else []


def _either(node: ast.IfExp | ast.BoolOp) -> list[ast.expr]:
    return [node.body, node.orelse] if isinstance(node, ast.IfExp) else node.values


def _placed(part: ast.expr, names: Names) -> list[str]:
    return texts(part.value, names) or [VALUE] if isinstance(part, ast.FormattedValue) else [VALUE]


def _assigned(tree: ast.AST) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found.setdefault(node.targets[0].id, []).extend(texts(node.value, found))
    return found


def told(source: str) -> Iterator[str]:
    """Each text of a comparison or a hindrance, with something in its places."""
    for function in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)):
        names = _assigned(function)
        for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
            forms = FORMS.get(getattr(call.func, "attr", getattr(call.func, "id", "")), {})
            for at, form in forms.items():
                for text in texts(call.args[at], names) if at < len(call.args) else ():
                    yield text if form.startswith("it: ") else form.format(text)


def _sentence(text: str) -> bool:
    return bool(re.search("[a-z]{2}", text)) and text.partition(":")[0] not in NAMES and text not in VALUES


def test_everything_that_a_step_expects_or_is_blocked_by_is_told(german: Sentences) -> None:
    """A text that nobody has translated is named here, with its file."""
    found = [(path.name, text) for path in sorted(STEPS.rglob("*.py"))
             for text in told(path.read_text(encoding="utf-8")) if _sentence(text)]
    assert len(found) > 200
    assert [one for one in found if not german.knows(one[1])] == []


@pytest.mark.parametrize(("line", "found"), [
    ('expect(a, TRUTH, f"{n} swans", "none of them", met=n > 2)', ["7 swans", "none of them"]),
    ('expect_equal(a, CLAIM, "swans", 3, n)', ["swans: 7"]),
    ('expect_within(a, CLAIM, "swans after", took, limit)', ["swans after 7 ms (URS-A-1)"]),
    ('expect_none(a, CLAIM, "no swan", n, f"{n} swans")', ["no swan", "7 swans"]),
    ("""expect(a, CLAIM, f"{'' if n else 'no '}swans", words.format(n), met=True)""",
     ["swans", "no swans", "7 geese, 7 others"]),
    ('raise Blocked(f"{n} swans are " + why if n else "no swan is there")', ["no swan is there"]),
])
def test_a_text_that_is_new_would_be_named(german: Sentences, line: str, found: list[str]) -> None:
    """The scan sees each form of a comparison, and the language does not know what nobody wrote into it."""
    source = f'def step(a, n):\n    words = "{{}} geese, {{}} others"\n    {line}\n'
    assert list(told(source)) == found
    assert [text for text in found if "swan" in text and german.knows(text)] == []
