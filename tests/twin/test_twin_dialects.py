"""A recording of an emulator, replayed into it, has no difference; one with an edited answer has exactly that."""

import pytest

from tests.twin.recorded import Once, Session
from tests.twin.sessions import control_line, look_at_packs, print_packs, read_packs, weigh_packs

CASES = {
    "codenet": ("codenet", "deep", print_packs, Once(b"\x06", b"\x15009", 6)),
    "codenet status": ("codenet", "deep", print_packs, Once(b"O100100", b"O101104", 20)),
    "codenet bare": ("codenet", "a200", print_packs, Once(b"A300000", b"A310000")),
    "codenet fixed": ("codenet", "ax", print_packs, Once(b"\x1by008", b"\x1by003", 2)),
    "videojet": ("videojet", "clarity", print_packs, Once(b"ACK", b"ERR", 5)),
    "videojet counter": ("videojet", "dataflex-counter", print_packs, Once(b"ACK", b"ERR", 2)),
    "videojet notices": ("videojet", "dataflex", print_packs, Once(b"ACK", b"ERR", 3)),
    "wsi": ("wsi", "buffered", print_packs, Once(b"\x02G", b"\x02X", 3)),
    "wsi single": ("wsi", "single", print_packs, Once(b"\x02E", b"\x02F", 3)),
    "wsi echo": ("wsi", "echo", print_packs, Once(b"\x02I100", b"\x02I101")),
    "zpl alerts": ("zpl", "zt411", print_packs, Once(b"ZT411", b"ZT421")),
    "zpl polling": ("zpl", "polling", print_packs, Once(b"030,0,0", b"031,0,0", 2)),
    "zpl silent": ("zpl", "silent-hs", print_packs, Once(b"1234,0", b"1234,1", 2)),
    "dmcc": ("dmcc", "", read_packs, Once(b"[0]DM475", b"[0]DM374")),
    "in-sight cells": ("insight", "", look_at_packs, Once(b"0\r\n", b"9\r\n", 3)),
    "rawline": ("rawline", "full", read_packs, Once(b"STATE;;1;0\r\n", b"STATE;;7;0\r\n")),
    "rawline unnumbered": ("rawline", "unnumbered", read_packs, Once(b"STATE;;1;0\r\n", b"STATE;;9;0\r\n")),
    "keyence sr": ("keyence_sr", "", read_packs, Once(b"OK,", b"ER,")),
    "keyence cv-x": ("keyence_cvx", "", read_packs, None),
    "sick": ("sick_cola", "", read_packs, None),
    "scale": ("mt_sics", "", weigh_packs, Once(b"XS A", b"XS B")),
    "scale taken": ("mt_sics", "take", weigh_packs, None),
    "native": ("native", "", print_packs, None),
    "modbus": ("modbus", "standard", control_line, Once(b"\x00\x06\x01\x10", b"\x00\x06\x01\x11")),
    "modbus value": ("modbus", "standard", control_line,
                     Once(b"\x01\x03\x30\x00\x00\x00\x01", b"\x01\x03\x30\x00\x00\x00\x02", 5)),
    "modbus low word": ("modbus", "low_word_first", control_line, None),
    "s7": ("s7", "", control_line, Once(b"\x05\x02\xff\xff", b"\x05\x02\xff\x0a", 1)),
    "enip": ("enip", "", control_line, Once(b"\xcd\x00\x00\x00", b"\xcd\x00\x0f\x00", 1)),
    "enip value": ("enip", "unconnected", control_line,
                   Once(b"\xcc\x00\x00\x00\xc7\x00\x01\x00", b"\xcc\x00\x00\x00\xc7\x00\x09\x00", 11)),
    "s7 value": ("s7", "", control_line, Once(b"\x04\x01\x80\x00\x00\x00\x01", b"\x04\x01\x80\x00\x00\x00\x09", 5)),
}


@pytest.mark.parametrize("case", CASES)
def test_a_recording_of_the_emulator_has_no_difference(case):
    """Everything that the device says is said by the emulator, in the order of the recording."""
    dialect, profile, act, _ = CASES[case]
    session = Session(dialect, profile)
    act(session)
    found = session.compared()
    assert found.differences == []
    assert found.equal == sum(each.device_frames for each in found.connections) > 10


@pytest.mark.parametrize("case", [name for name, each in CASES.items() if each[3] is not None])
def test_one_edited_answer_is_exactly_one_difference(case):
    """The answer that was edited is told, and no other."""
    dialect, profile, act, edit = CASES[case]
    edit.done = False
    session = Session(dialect, profile, edit=edit)
    act(session)
    found = session.compared()
    assert edit.done
    assert [each.what for each in found.differences] == ["different"], found.differences
