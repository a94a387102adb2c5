"""``linebench products``: products and markets looked at before a scenario names them."""

import json
import re
import shlex

import pytest

from linebench.content import library

SCENARIOS = library() / "scenarios"
README = (SCENARIOS / "markets" / "README.md").read_text("utf-8")


def test_what_is_shipped_has_nothing_wrong(here):
    """All products and markets of the content folder, without a word about which."""
    done = here("products", "check")
    files = [*SCENARIOS.glob("products/*.toml"), *SCENARIOS.glob("markets/*.toml")]
    assert (done.code, done.out, done.err) == (0, f"{len(files)} files: nothing wrong\n", "")


def test_everything_that_is_wrong_is_one_line_each(here, tmp_path):
    """File, line, what was found, what was expected; exit code 2, no traceback."""
    text = (SCENARIOS / "products" / "br-tablets.toml").read_text("utf-8")
    (tmp_path / "mine.toml").write_text(text.replace("0171", "0176").replace("1012300450011", "10 12")
                                        .replace("serial_length = 13", "serial_length = 12"), "utf-8")
    done = here("products", "check", "mine.toml")
    assert (done.code, done.out) == (2, "3 problems in 1 file\n")
    assert [line.partition(": ")[2] for line in done.err.splitlines()] == [
        "product.gtin: found GTIN '09501101530176' ends with check digit 6; expected 1; correct the GTIN",
        "product.code.713: found '10 12'; expected X..20 for (713) DRN; correct it",
        "product.serial_length: found 12; expected 13, as market br has it; change the length"]
    told = json.loads(here("products", "check", "mine.toml", "--json").out)
    assert len(told["mine.toml"]) == 3


@pytest.mark.parametrize(("name", "text", "says"), [
    ("none.toml", None, "found no file 'none.toml'"),
    ("torn.toml", "name = ", "text that is no TOML"),
    ("empty.toml", "", "found nothing; expected text in quotes; add the line name"),
    ("market.toml", 'id = "other"\ntitle = "x"\n[code]\nelements = ["01", "21"]\ntext = []\n',
     "market.market.id: found 'other'; expected 'market', as its file is called"),
])
def test_bad_input_is_told(here, tmp_path, name, text, says):
    """A missing file, no TOML, nothing in it, a market under another name."""
    if text is not None:
        (tmp_path / name).write_text(text, "utf-8")
    done = here("products", "check", name)
    assert (done.code, says in done.err, "Traceback" in done.err) == (2, True, False), done


def test_a_site_adds_a_market_of_its_own(here, tmp_path):
    """A file in the site's folder of markets, as the guide shows it, and a product that names it."""
    (tmp_path / "scenarios" / "markets").mkdir(parents=True)
    (tmp_path / "scenarios" / "products").mkdir()
    blocks = dict(re.findall(r"```toml\n# (\S+)\n(.*?)```", README, re.DOTALL))
    for name, text in blocks.items():
        (tmp_path / "scenarios" / name).write_text(text, "utf-8")
    done = here("products", "check", "--content", tmp_path)
    assert (done.code, done.out, done.err) == (0, f"{len(blocks)} files: nothing wrong\n", "")


@pytest.mark.parametrize("line", re.findall(r"^    linebench (.*)$", README, re.MULTILINE))
def test_every_command_of_the_guide_works(here, line):
    """As it stands, with exit code 0."""
    done = here(*shlex.split(line))
    assert (done.code, done.err) == (0, "")
