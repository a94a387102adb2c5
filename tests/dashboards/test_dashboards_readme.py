"""The README's tables are those of the code: options, gauges, and the options of the command."""

import re
from pathlib import Path

import linebench.dashboards
from linebench.cli import main
from linebench.dashboards.forms import BrokerOptions, NamespaceOptions, SparkplugOptions
from linebench.stack.dashboard import BoardConfig, SiteBoard
from linebench.stack.dashboard.packs import CAUSES

README = (Path(linebench.dashboards.__file__).parent / "README.md").read_text(encoding="utf-8")


def test_every_option_is_told():
    """Of both forms and of the broker, and no other."""
    rows = re.findall(r"^\| (`.*?`) \| (?:sparkplug|namespace|both) \|", README, re.MULTILINE)
    kinds = (BrokerOptions, NamespaceOptions, SparkplugOptions)
    known = {name for kind in kinds for name in kind.__struct_fields__}
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == known


def test_every_gauge_is_told():
    """Those of line and site; the causes stand there once."""
    page = README.split("## Gauges")[1].split("## See")[0]
    told = set(re.findall(r"`([a-z]+(?:/[a-zA-Z ]+)?(?:/CAUSE)?)`", page))
    board = SiteBoard(BoardConfig(line="x", rate=1.0)).gauges
    names = {gauge.name for gauges in board.values() for gauge in gauges}
    causes = {f"packs/rejected/{cause}" for cause in CAUSES}
    assert told == (names - causes) | {"packs/rejected/CAUSE"}
    assert all(cause in README for cause in CAUSES)


def test_the_command_is_there(capsys):
    """Its options are those of the page."""
    assert main(["dashboard", "watch", "--help"]) == 0
    shown = capsys.readouterr().out
    assert set(re.findall(r"`?(--[a-z]+)", README)) <= set(re.findall(r"--[a-z]+", shown)) | {"--real"}
