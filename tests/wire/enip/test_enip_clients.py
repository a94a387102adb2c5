"""pycomm3's driver for Logix controllers, as it is, against the controller's end on a real port."""

from datetime import UTC, datetime

import pytest
from pycomm3 import CIPDriver, LogixDriver

from linebench.ports.plc import Command
from linebench.wire.enip.transport import TRANSPORTS
from linebench.wire.tags.logix_names import logix_names
from tests.wire.tagrig import LONG, SAID, Controlled

ENIP = TRANSPORTS[0]
TYPES = {"bool": "BOOL", "int16": "INT", "uint16": "UINT", "int32": "DINT", "uint32": "UDINT", "float": "REAL",
         "string": "STRING"}


@pytest.fixture(scope="module")
def plc():
    with Controlled(ENIP, LONG, now=1_000_000) as opened:
        yield opened


@pytest.fixture
def driver(plc):
    plc.heard.clear()
    with LogixDriver(f"127.0.0.1:{plc.port}/0") as opened:
        yield opened


def bare(value):
    """A text as the client shows it, which takes each byte for a character."""
    return value.encode().decode("latin-1") if isinstance(value, str) else value


def test_the_tag_list_is_uploaded(driver):
    """Names, types, room of texts, and who may write."""
    names = logix_names(LONG)
    assert list(driver.tags) == list(names.values())
    found = {name: (driver.tags[legal]["data_type_name"], driver.tags[legal]["external_access"])
             for name, legal in names.items()}
    assert found == {tag.name: ("STRING_100" if tag.size == 100 else TYPES[tag.kind],
                                "Read/Write" if tag.writable else "Read Only") for tag in LONG}
    assert {name: each["string"] for name, each in driver.data_types.items()} == {"STRING": 82, "STRING_100": 100}


def test_all_tags_are_read_alike(driver, plc):
    """At once, over as many messages as that takes, and one by one."""
    names = logix_names(LONG)
    expected = {names[name]: bare(value) for name, value in plc.image.values.items()}
    assert {tag.tag: tag.value for tag in driver.read(*names.values())} == expected
    assert {legal: driver.read(legal).value for legal in names.values()} == expected


def test_tags_are_written(driver, plc):
    """Together they are one write; alone, as bits, and characters of texts."""
    plc.face.wrote.clear()
    written = driver.write(("Set_Code", 5), ("Set_Lot", "QA"), ("Set_Level", 1.5), ("Set_Number", 1))
    assert [tag.error for tag in written] == [None] * 4
    assert plc.heard == [Command("5", "QA")]
    assert plc.face.wrote == [{"Set.Code", "Set.Lot", "Set.Level", "Set.Number"}]
    for name, value in (("Set_On", True), ("Set_Shift", -9), ("Set_Total.3", True), ("Set_Lot", "lot 7"),
                        ("Set_Total", 4_000_000_000), ("Set_Lot.DATA[0]", 76), ("Set_Offset", -3)):
        assert driver.write(name, value).error is None
        assert driver.read(name).value == value
    assert plc.image.values["Set.Lot"] == "Lot 7"


@pytest.mark.parametrize(("name", "value", "why"), [
    ("State", 3, "Permission denied"), ("Set_Lot", "longer than its room", "Too much data"),
    ("State.DATA", 1, "internal_tags|failed")])
def test_what_may_not_be_written_is_refused(driver, plc, name, value, why):
    """With the reason in the client's words, and nothing changes."""
    before = dict(plc.image.values)
    try:
        error = driver.write(name, value).error
    except Exception as raised:  # noqa: BLE001  # whatever the client makes of it
        error = str(raised)
    assert any(each in error for each in why.split("|")), error
    assert plc.image.values == before


def test_tags_that_are_not_there(driver):
    """By name and by number; an element of what is no array."""
    driver._tags["Nix"] = {**driver.tags["State"], "instance_id": 9999}
    driver._tags["State"]["dim"] = 1
    assert "(05, 00)" in driver.read("Nix").error
    driver._cfg["use_instance_ids"] = False
    assert "(04, 00)" in driver.read("Nix").error
    assert "beyond end of the object" in driver.read("State[1]").error
    assert driver.read("State").value == SAID["State"]


def test_what_the_controller_says_of_itself(driver, plc):
    """Product, revision, mode, project and clock; who is there, without a session."""
    info = driver.info
    assert (info["product_name"], info["revision"], info["keyswitch"], info["name"]) == (
        "1756-L83E/B", {"major": 33, "minor": 11}, "REMOTE RUN", "linebench")
    assert driver.get_plc_time().value["datetime"] == datetime(2026, 1, 5, 6, 0, 1, tzinfo=UTC)
    assert CIPDriver.list_identity(f"127.0.0.1:{plc.port}")["product_name"] == "1756-L83E/B"


def test_an_older_controller():
    """Short messages, no numbers of tags, and no unsigned types: the same bits."""
    with Controlled(ENIP, LONG, "compactlogix") as plc:
        text = "0123456789" * 10
        plc.image.set({"Text[3]": text})
        with LogixDriver(f"127.0.0.1:{plc.port}/0") as driver:
            assert driver.connection_size == 500
            assert [tag.value for tag in driver.read("Count", "Text_3", "State")] == [
                SAID["Count"] - 2**32, text, SAID["State"]]
            assert [each["data_type_name"] for name, each in driver.tags.items() if name in ("Count", "State")] == [
                "INT", "DINT"]


def test_a_wrong_slot_is_refused(plc):
    """No other module sits in the chassis."""
    with pytest.raises(Exception, match=r"PLC info|forward_open|did not return"), \
            LogixDriver(f"127.0.0.1:{plc.port}/3") as driver:
        driver.read("State")


def test_clients_come_and_go(plc):
    """Several at once see the same image."""
    drivers = [LogixDriver(f"127.0.0.1:{plc.port}/0") for _ in range(3)]
    for driver in drivers:
        driver.open()
    assert drivers[0].write("Set_Code", 8).error is None
    assert [driver.read("Set_Code").value for driver in drivers] == [8, 8, 8]
    for driver in drivers:
        driver.close()
