"""What a level stores outlives its process."""

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
    store.close()
    again = LastingStore(file)
    assert dict(again) == dict(store) == plain
    again.close()


def test_values_of_a_level_come_back_as_they_were(tmp_path):
    """Orders, tuples of serials and flags are equal after a round trip."""
    order = Order("PO-1", "09501101530003", "LOT", "281231", 10, 5, 2, "3950110", 1)
    store = LastingStore(tmp_path / "l2.sqlite")
    store["order"], store["block:0"], store["powered"] = order, ("S1", "S2"), True
    store.close()
    again = LastingStore(tmp_path / "l2.sqlite")
    assert dict(again) == {"order": order, "block:0": ("S1", "S2"), "powered": True}
    again.close()


def test_a_killed_process_has_stored_what_it_set(tmp_path):
    """A process that dies at once after a change has not lost it, nor anything before."""
    file = tmp_path / "level.sqlite"
    code = ("import os, pathlib, sys; from linebench.wiring.store import LastingStore\n"
            "store = LastingStore(pathlib.Path(sys.argv[1]))\n"
            "for n in range(100): store[str(n)] = n\n"
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
