"""Names of tags in a Logix controller are legal and differ from each other, whatever ours are."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.wire.tags.address_text import AddressError, TagAddress, read_address
from linebench.wire.tags.logix_names import LONGEST_NAME, logix_name, logix_names, with_names
from linebench.wire.tags.tag import Tag, TagTable

LEGAL = re.compile(r"[A-Za-z](?:_?[A-Za-z0-9])*")


@pytest.mark.parametrize(("ours", "theirs"), [
    ("Result[3].Trigger", "Result_3_Trigger"), ("State", "State"), ("3rd.x", "T_3rd_x"), ("a__b_", "a_b"),
    ("é", "T"), ("A" * 41, "A" * 35 + "_47AB")])
def test_names_are_flattened(ours, theirs):
    """Brackets and dots become underscores; a long name is cut and marked."""
    assert logix_name(ours) == theirs


@given(st.lists(st.text(st.sampled_from("aAbB01._[]é "), min_size=1, max_size=60), unique=True, max_size=30))
def test_names_are_legal_and_differ(names):
    """Also without regard to case."""
    found = logix_names(TagTable(tuple(Tag(name=name, kind="bool") for name in names)))
    assert list(found) == names
    assert all(LEGAL.fullmatch(name) and len(name) <= LONGEST_NAME for name in found.values())
    assert len({name.lower() for name in found.values()}) == len(names)


def test_a_placed_table_has_the_names_of_its_addresses():
    """Tags that lie in other protocols alone are not there."""
    table = TagTable((Tag(name="a", kind="bool", at=("HR1", "tag=L2.Verdict[2].New")), Tag(name="b", kind="bool"),
                      Tag(name="c", kind="bool", at=("HR2",))))
    assert dict(logix_names(with_names(table))) == {"a": "L2_Verdict_2_New"}


def test_addresses_are_read():
    """Names with members and elements; nothing else."""
    assert read_address("tag=L2.Verdict[2]") == TagAddress("L2.Verdict[2]")
    assert read_address("tag=L2.Verdict[2]").text == "tag=L2.Verdict[2]"
    for wrong in ("tag=", "tag=1x", "tag=a..b", "tag=a[x]", "tag=a b"):
        with pytest.raises(AddressError):
            read_address(wrong)
