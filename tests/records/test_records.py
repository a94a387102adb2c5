"""Record types are complete, distinct and stable."""

import typing

import msgspec

from linebench.ports.camera import Reading
from linebench.records import AnyRecord, record_types
from linebench.records.truth import PackPrinted
from linebench.records.wire import Delivered


def test_the_union_holds_every_record_type():
    """A type that is declared can be read."""
    assert set(typing.get_args(AnyRecord)) == set(record_types())


def test_tags_are_distinct_and_carry_plane_name_and_version():
    """No two types share a tag; each tag is plane.name.version."""
    tags = [kind.__struct_config__.tag for kind in record_types()]
    assert len(set(tags)) == len(tags)
    assert all(len(tag.split(".")) == 3 and tag.split(".")[2].isdigit() for tag in tags)


def test_a_line_of_a_journal_looks_as_documented():
    """Golden: one truth and one wire record as JSON."""
    printed = PackPrinted(5, 1, "printer-1", 7, "01\x1d21", None, ("ink_low reflectance=0.5",))
    said = Delivered(9, "camera>l2", 8, Reading(1, "no_read", "", "", ""))
    assert msgspec.json.encode(printed) == (
        b'["truth.pack_printed.1",5,1,"printer-1",7,"01\\u001d21",null,["ink_low reflectance=0.5"],""]')
    assert msgspec.json.encode(said) == b'["wire.delivered.1",9,"camera>l2",8,["reading",1,"no_read","","",""]]'
