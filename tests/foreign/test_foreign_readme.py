"""The page that says how a site connects a product: what is typed there works as it stands."""

import re
import sys

import pytest

from tests.foreign.site import EXAMPLE, copied
from tests.foreign.typed import commands, typed

README = (EXAMPLE / "README.md").read_text(encoding="utf-8")
PROVISIONAL = 4


@pytest.mark.slow
@pytest.mark.nightly
def test_every_command_of_the_page_works(tmp_path):
    """In its order, in the folder of the example; times that the computer cannot vouch for are no failure."""
    copied(tmp_path / "site")
    done = [typed(words, tmp_path / "site") for words in commands(README)]
    assert [words.split()[1] for words in commands(README)] == ["serve", "run", "verify"]
    served, run, verified = done
    assert (served.returncode, verified.returncode) == (0, 0), [each.stdout for each in done]
    assert run.returncode in {0, PROVISIONAL}, run.stdout
    assert "HR101.1" in (tmp_path / "site" / "tags.csv").read_text(encoding="utf-8")


def test_the_page_names_every_file_and_every_defect():
    """Those of the example, and those that the product's settings list."""
    settings = (EXAMPLE / "anlage.ini").read_text(encoding="utf-8")
    planted = re.search(r"# a defect planted for tests: (.*)", settings)[1]
    assert set(planted.split(", ")) == set(re.findall(r"^\| `(\w+)` \| .* \| OQ", README, re.MULTILINE))
    assert {path.name for path in EXAMPLE.glob("*.*") if path.suffix in {".csv", ".ini", ".toml"}} - {
        "serien.csv"} == set(re.findall(r"^\| `([\w.]+)` \| the", README, re.MULTILINE))


def test_the_product_knows_nothing_of_the_bench():
    """It imports the standard library and itself."""
    for path in (EXAMPLE / "product").glob("*.py"):
        imported = re.findall(r"^(?:from|import) ([\w.]+)", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert {name.partition(".")[0] for name in imported} - {"", *sys.stdlib_module_names} == set()
