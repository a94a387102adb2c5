"""``linebench new``: a content folder that runs as it is."""

from pathlib import Path
from typing import Annotated

import typer

from linebench.cli.failure import UserError
from linebench.cli.output import say

__all__ = ["new"]


def new(folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make; it must not hold files.")],
        ) -> None:
    """Make a content folder that runs as it is."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(f"{folder}: found files; expected a new or empty folder; name another one")
    for name, text in _FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.format(folder=folder.as_posix()), encoding="utf-8", newline="\n")
    say(f"made {folder.as_posix()} with {', '.join(_FILES)}\nnext: linebench run --content {folder.as_posix()}")


_SCENARIO = """\
# The world of my-first.feature: the shipped carton line with an order of our own.
# Every value that is not named here comes from the included files; see the format in scenarios/README.md.
id = "my-line"
title = "Our carton line"
products = ["products/product-a.toml"]
stack = "stacks/emulated.toml"

[line]
file = "lines/carton.toml"
nominal = "300/min"

[[product]]
name = "product-a"
case_size = 10
pallet_size = 3

[[batch]]
order = "PO-1"
product = "product-a"
lot = "LOT1"
expiry = "281231"
quantity = 30
"""

_FEATURE = """\
Feature: Our first protocol

  Background:
    Given the scenario "my-line"
    And the camera reads every good code

  @OQ-L1-901 @URS-SER-001 @positive
  Scenario: Good packs leave the line verified and are reported
    Given a batch of "product-a" is running at nominal speed
    When 10 more packs have passed the exit
    Then exactly 0 packs have been rejected
    And L2 reports every pack that passed as commissioned

  @OQ-L1-902 @URS-REJ-001 @negative
  Scenario: A pack that the camera cannot read is rejected
    Given a batch of "product-a" is running at nominal speed
    When the camera cannot read the next pack
    Then that pack is rejected
    And the packs before and behind it pass
"""

_README = """\
# Our content folder

- `scenarios/my-line.toml`: the world: line, product, order.
- `features/oq/my-first.feature`: the claim: what the stack under test must do.

Run it: `linebench run --content {folder}`
Check it without running: `linebench check --content {folder}`
The words that steps may use: `linebench steps`; the faults that can be injected: `linebench faults`.

Requirements, products, lines and report templates that are not in this folder come from the library that ships with
linebench. Put a file of the same name here to replace one.
"""

_FILES = {
    "README.md": _README,
    "scenarios/my-line.toml": _SCENARIO,
    "features/oq/my-first.feature": _FEATURE,
}
