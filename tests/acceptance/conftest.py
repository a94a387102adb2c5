"""Small content folders for whole runs, and one package that several tests look at."""

from pathlib import Path

import pytest

from tests.cli.conftest import here
from tests.warm import command

__all__ = ["here"]

SCENARIO = """\
id = "small-line"
title = "A small order"
products = ["products/product-a.toml"]
stack = "stacks/emulated.toml"
[line]
file = "lines/carton.toml"
[[batch]]
order = "PO-1"
product = "product-a"
lot = "L1"
expiry = "281231"
quantity = 40
"""
FEATURE = """\
Feature: A small protocol

  Background:
    Given the scenario "small-line"
    And the camera reads every good code

  @OQ-L1-901 @URS-REJ-001 @negative
  Scenario: A pack that the camera cannot read is rejected
    Given a batch of "product-a" is running at nominal speed
    When the camera cannot read the next pack
    Then that pack is rejected
    And the packs before and behind it pass

  @OQ-L1-902 @URS-REJ-008 @negative
  Scenario Outline: A pack whose text differs from its code is rejected
    Given a batch of "product-a" is running at <speed> speed
    When the text beside the code of the next pack shows another lot
    Then that pack is rejected
    And nothing else is rejected

    Examples:
      | speed   |
      | minimum |
      | nominal |
      | maximum |
"""


@pytest.fixture(scope="session")
def write():
    """Write the small scenario and feature side by side into a folder, with texts replaced."""
    def call(folder: Path, *changes: tuple[str, str]) -> Path:
        folder.mkdir(exist_ok=True)
        for name, text in (("small-line.toml", SCENARIO), ("small.feature", FEATURE)):
            for old, new in changes:
                text = text.replace(old, new)  # noqa: PLW2901  # every change acts on what the one before left
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
        return folder

    return call


@pytest.fixture(scope="session")
def package(tmp_path_factory, write):
    """A sealed package of a run with a planted defect: two cases pass, one step of each other fails."""
    desk = tmp_path_factory.mktemp("package")
    write(desk / "bare")
    done = command(["run", "--content", "bare", "--mutant", "l2-skips-text-check", "--out", "out"], desk, {})
    assert (done.code, done.err) == (1, "")
    return desk / "out"
