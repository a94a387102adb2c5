"""Writes the guide to the vocabulary, ``features/README.md``, from the steps themselves.

Run ``python -m linebench.bdd.readme features/README.md`` after a step was added; a test holds the file current.
"""

import inspect
import sys
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

from linebench.bdd.phrase import PLACES, Definition, definitions
from linebench.bdd.steps import modules

__all__ = ["page"]

_HEAD = """\
# Protocols

A protocol is a Gherkin file below this folder; no programming is needed. This page lists what a step can say. It is
generated from the steps; `linebench steps` prints the same.

```gherkin
  @OQ-L1-013 @negative @URS-REJ-007 @RISK-012
  Scenario Outline: A reject that is not confirmed stops the line
    A pack that was ordered out must not leave the line, even when the pusher fails.

    Given a batch of "product A" is running at <speed> speed
    And the reject pusher will have no effect on the next pack
    When the camera cannot read that pack
    Then that pack is still inside the reject zone when the belt stands
    And the belt stands within the limit of URS-REJ-007 after the reject order
    And the alarm "reject not confirmed" is latched

    Examples:
      | speed   |
      | minimum |
      | maximum |
```

- The first tag is the test id (`IQ-`, `OQ-`, `PQ-`, `IOP-`, `NT-`), once in all protocols. Exactly one of
  `@positive`, `@negative`, `@boundary`, `@worst-case`, `@recovery` says what kind of test it is. `@URS-…` and
  `@RISK-…` trace it to `fixtures/requirements.toml`. Tags have letters, digits, `-` and `_` only.
- The ids follow the catalogue of serialization test cases; house numbers, for cases it does not have, start at 900
  (`OQ-L2-901`). Those of interoperability name the seat that is tested (`IOP-PRN-004`: case IOP-004 for a printer);
  `interop/README.md` has them by case and seat.
- A step about what a world does not have, such as a wire where every link is direct, makes the case *not
  applicable*: neither passed nor failed, with the reason. So the same protocols run in every world.
- `@rev-2` beside the test id says that this is revision 2 of the test case; without it, it is revision 1. Raise it
  with every change of what is tested: the approved protocol names test cases by id and revision.
- `protocol.toml` makes the protocols a controlled document; `protocol.md` says how.
- What is tagged `@nightly`, a test case or a table of Examples, takes minutes and runs only when it is asked for:
  `-m nightly`.
- The text below the title is the objective. Each row of Examples is a test case of its own, with its own world.
- `Given the scenario "…"` in the Background names the world; where it is missing, `--scenario` gives it.
- Given sets up, When acts, Then compares. *Truth* is what physically happened, *claim* what the stack says; they
  are separate steps, for that is what is compared.
- "That pack" and "those packs" are the ones the latest step singled out. "Since the latest stimulus" means since
  the latest Given or When that did something to the world.
- A protocol can be written in another language: `de/README.md` says how. It has the same ids and rows.
- Products are called by the scenario's names; `product A` and `product-a` are the same. Limits are those of the
  requirement a step cites.

Before anything runs, `linebench check` and `linebench run` refuse protocols that could look green without testing
what they say: repeated names and ids, undefined or ambiguous steps, Outlines without rows, columns that are
missing, scenarios without Then, tags that skip, comments behind a step, tables that a step does not take.

## Places

| in braces | stands for |
| --- | --- |
"""
_ORDER = ("world", "batch", "faults", "hands", "hmi", "power", "wires", "truth", "claims", "spoken", "timing",
          "aggregation")
"""Topics as a reader meets them; others follow."""


def page() -> str:
    """Return the whole page: how protocols are written, then every step by topic."""
    found = sorted(modules(), key=_place)
    steps = definitions()
    places = "".join(f"| `{{{name}}}` | {place.words} |\n" for name, place in PLACES.items())
    topics = ((module, [each for each in steps if each.function.__module__ == module.__name__]) for module in found)
    return _HEAD + places + "".join(_section(module, mine) for module, mine in topics)


def _place(module: ModuleType) -> int:
    name = module.__name__.rpartition(".")[2]
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)


def _section(module: ModuleType, steps: Iterable[Definition]) -> str:
    keywords: dict[tuple[str, str], list[str]] = {}
    for step in steps:
        keywords.setdefault((step.plain, step.doc), []).append(step.keyword)
    title, _, text = " ".join(inspect.cleandoc(module.__doc__ or "").split()).partition(": ")
    rows = [f"| {_words(words)} | `{phrase}` | {' '.join(doc.split()).replace('``', '`')} |"
            for (phrase, doc), words in keywords.items()]
    head = (f"\n## {title}", "", text[:1].upper() + text[1:], "", "| | step | |", "| --- | --- | --- |")
    return "\n".join((*head, *rows, ""))


def _words(words: list[str]) -> str:
    return " ".join(word for word in ("Given", "When", "Then") if word in words)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8", newline="\n")
