"""``simulate``: a batch without protocol, judged from the journal it leaves."""

import json

from linebench.records.codec import read_blocks
from linebench.records.run import Closed, Opened

SMALL = "batch.PO-1001.quantity=20"


def test_equal_seeds_give_equal_journals(linebench, tmp_path):
    """Two simulations with one seed agree in every byte, however Python hashes; another seed does not."""
    for name, seed in (("a", 7), ("b", 7), ("c", 8)):
        done = linebench("simulate", "carton-line", "--seed", seed, "--set", SMALL, "--out", name,
                         PYTHONHASHSEED=str(ord(name)))
        assert (done.code, done.err) == (0, "")
    journals = [(tmp_path / name / "journal.zst").read_bytes() for name in ("a", "b", "c")]
    assert journals[0] == journals[1] != journals[2]


def test_a_simulation_tells_machines_how_it_went(linebench, tmp_path):
    """Key figures, the outcome of every rule, and where the journal is; the journal begins and ends as it must."""
    done = linebench("simulate", "carton-line", "--set", SMALL, "--out", "out", "--json")
    told = json.loads(done.out)
    records = [record for block in read_blocks((tmp_path / "out" / "journal.zst").read_bytes())
               for record in block.records]
    assert (told["scenario"], told["seed"], told["journal"]) == ("carton-line", 1, "out/journal.zst")
    assert told["records"] == len(records)
    assert [rule["rule"] for rule in told["rules"] if rule["outcome"] == "fail"] == []
    opened, closed = records[0], records[-1]
    assert isinstance(opened, Opened)
    assert isinstance(closed, Closed)
    assert json.loads(opened.origins)["batch.PO-1001.quantity"] == "command line"
    assert [name for name, _ in opened.files if name.startswith("scenarios/")] == [
        "scenarios/carton-line.toml", "scenarios/lines/carton.toml", "scenarios/markets/eu-fmd.toml",
        "scenarios/products/product-a.toml", "scenarios/products/product-b.toml", "scenarios/stacks/emulated.toml"]
