"""What a level stores outlives its process."""

import random
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.ports.l3 import Order
from linebench.wiring.store import LastingStore

KEYS = st.sampled_from(["a", "b", "c"])
CHANGES = st.lists(st.one_of(
    st.tuples(st.just("set"), KEYS, st.one_of(st.integers(), st.text(), st.tuples(st.integers(), st.text()))),
    st.tuples(st.just("pop"), KEYS, st.none()), st.tuples(st.just("del"), KEYS, st.none())))


@given(CHANGES)
def test_what_is_read_again_is_what_was_there(tmp_path_factory, changes):
    """Whatever was set, replaced and taken out, another store of the same file holds the same."""
    file = tmp_path_factory.mktemp("store") / "level.sqlite"
    store, plain = LastingStore(file), {}
    for how, key, value in changes:
        if how == "set":
            store[key] = plain[key] = value
        elif how == "pop":
            assert store.pop(key, None) == plain.pop(key, None)
        elif key in plain:
            del store[key], plain[key]
    store.commit()
    store.close()
    again = LastingStore(file)
    assert dict(again) == dict(store) == plain
    again.close()


def test_values_of_a_level_come_back_as_they_were(tmp_path):
    """Orders, tuples of serials and flags are equal after a round trip."""
    order = Order("PO-1", "09501101530003", "LOT", "281231", 10, 5, 2, "3950110", 1)
    store = LastingStore(tmp_path / "l2.sqlite")
    store["order"], store["block:0"], store["powered"] = order, ("S1", "S2"), True
    store.commit()
    store.close()
    again = LastingStore(tmp_path / "l2.sqlite")
    assert dict(again) == {"order": order, "block:0": ("S1", "S2"), "powered": True}
    again.close()


def test_a_killed_process_has_stored_what_it_set(tmp_path):
    """A process that dies at once after a commit has not lost what it changed, nor anything before."""
    file = tmp_path / "level.sqlite"
    code = ("import os, pathlib, sys; from linebench.wiring.store import LastingStore\n"
            "store = LastingStore(pathlib.Path(sys.argv[1]))\n"
            "for n in range(100): store[str(n)] = n; store.commit()\n"
            "os._exit(9)")
    assert subprocess.run([sys.executable, "-c", code, str(file)], check=False).returncode == 9
    store = LastingStore(file)
    assert dict(store) == {str(n): n for n in range(100)}
    store.close()


def test_taking_out_what_is_not_there_is_an_error(tmp_path):
    """As of a dict."""
    store = LastingStore(tmp_path / "level.sqlite")
    with pytest.raises(KeyError):
        store.pop("nothing")
    store.close()


def test_what_is_not_committed_is_not_there(tmp_path):
    """Changes of several keys, one of them taken out, count together or not at all."""
    file = tmp_path / "level.sqlite"
    store = LastingStore(file)
    store["last"], store["waiting"] = 1, "first"
    store.commit()
    store["last"], store["document"] = 2, "second"
    del store["waiting"]
    store.close()
    again = LastingStore(file)
    assert dict(again) == {"last": 1, "waiting": "first"}
    again.close()


WRITES = """
import itertools, pathlib, sys
from linebench.wiring.store import LastingStore

store = LastingStore(pathlib.Path(sys.argv[1]))
print("ready", flush=True)
for number in itertools.count(store.get("last", 0) + 1):
    store["last"] = number
    store[f"document:{number}"] = "x" * 5_000
    store.pop(f"document:{number - 20}", None)
    store.commit()
"""


def test_a_store_is_never_torn(tmp_path):
    """A process that only writes is killed at any moment, eight times: last number and documents agree."""
    file, chance, last = tmp_path / "level.sqlite", random.Random(1), 0
    for _ in range(8):
        with subprocess.Popen([sys.executable, "-c", WRITES, str(file)], stdout=subprocess.PIPE) as writer:
            assert writer.stdout.readline().strip() == b"ready"
            with pytest.raises(subprocess.TimeoutExpired):
                writer.wait(chance.uniform(0.01, 0.1))
            writer.kill()
        store = LastingStore(file)
        assert store["last"] > last
        last = store["last"]
        assert store.keys() == {"last", *(f"document:{number}" for number in range(max(1, last - 19), last + 1))}
        store.close()
