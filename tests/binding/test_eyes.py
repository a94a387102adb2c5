"""What eyes see: report files as they grow or come, and pages that tell what is so now."""

import asyncio

import pytest

from linebench.binding.eye import Row, Trouble
from linebench.binding.eyes import csv_files, json_page
from tests.binding.site import made, site


def look(eye):
    return [*asyncio.run(eye.look())]


def rows(*values, name="a.csv", first=2):
    return [Row(dict(zip(("Nr", "Zustand"), each, strict=True)), f"{name}:{number}")
            for number, each in enumerate(values, first)]


def test_lines_of_a_growing_file_are_seen_once_each_when_they_are_whole(tmp_path):
    """Half a line waits for its end; the place is that in the file."""
    eye = made(csv_files.KIND, tmp_path, files="*.csv", delimiter=";")
    file = tmp_path / "a.csv"
    file.write_bytes(b"Nr;Zustand\n1;GUT\n2;SCH")
    assert look(eye) == rows(("1", "GUT"))
    assert look(eye) == []
    file.write_bytes(b"Nr;Zustand\n1;GUT\n2;SCHLECHT\r\n3;GUT\n")
    assert look(eye) == rows(("2", "SCHLECHT"), ("3", "GUT"), first=3)


def test_a_report_that_has_not_ended_says_nothing(tmp_path):
    """A file that is written in one go counts when its last line is there."""
    eye = made(csv_files.KIND, tmp_path, files="out/*.csv", columns="Nr Zustand", complete="file", last="END")
    (tmp_path / "out").mkdir()
    file = tmp_path / "out" / "a.csv"
    file.write_bytes(b"1,GUT\n")
    assert look(eye) == []
    file.write_bytes(b"1,GUT\nEND,1\n")
    assert look(eye) == rows(("1", "GUT"), ("END", "1"), first=1)


def test_the_same_report_twice_is_one_report(tmp_path):
    """Delivered again under another name it says nothing new, and that it came again is told once."""
    eye = made(csv_files.KIND, tmp_path, files="*.csv")
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_bytes(b"Nr,Zustand\n1,GUT\n")
    assert look(eye) == [*rows(("1", "GUT")), Trouble("b.csv is a.csv once more")]
    assert look(eye) == []


@pytest.mark.parametrize(("data", "says"), [
    (b"Nr,Zustand\n1,\xff\n",
     "a.csv: 'utf-8' codec can't decode byte 0xff in position 13: invalid start byte; expected utf-8-sig"),
    (b"Nr,Zustand\n1,GUT,x\n", "a.csv:2: 3 fields; expected Nr, Zustand"),
])
def test_what_is_no_report_is_told(tmp_path, data, says):
    """Wrong bytes and wrong columns are no statements and stop nothing."""
    (tmp_path / "a.csv").write_bytes(data)
    eye = made(csv_files.KIND, tmp_path, files="*.csv")
    assert look(eye) == [Trouble(says)]
    assert look(eye) == []


def test_another_encoding_is_an_option(tmp_path):
    """As the system writes it."""
    (tmp_path / "a.csv").write_bytes("Nr,Zustand\n1,geprüft\n".encode("cp1252"))
    assert look(made(csv_files.KIND, tmp_path, files="*.csv", encoding="cp1252")) == rows(("1", "geprüft"))


def test_a_folder_that_is_not_there_is_told_who_checks(tmp_path):
    """Files come later; their folder has to be there."""
    assert asyncio.run(made(csv_files.KIND, tmp_path, files="out/*.csv").reach()) == f"no folder {tmp_path / 'out'}"


def looks(eye, web, *pages):
    """What is seen of each page in turn."""
    async def run():
        found = []
        for page in pages:
            web.say("/status", page)
            found.append([(seen.values, seen.gone) if isinstance(seen, Row) else seen for seen in await eye.look()])
        await eye._shared.close()
        return found

    return asyncio.run(run())


def test_what_appears_changes_and_goes_on_a_page_is_seen_once(tmp_path):
    """Alarms by name: one comes, is acknowledged, goes."""
    with site() as web:
        eye = made(json_page.KIND, tmp_path, url=web.address + "/status", rows="line.alarms", key="name")
        one = {"name": "door", "latched": True}
        assert looks(eye, web, {"line": {"alarms": []}}, {"line": {"alarms": [one]}}, {"line": {"alarms": [one]}},
                     {"line": {"alarms": [{**one, "latched": False}]}}, {"line": {"alarms": []}}) == [
            [], [({"name": "door", "latched": "true"}, False)], [],
            [({"name": "door", "latched": "false"}, False)], [({"name": "door", "latched": "false"}, True)]]


def test_a_page_can_be_one_statement(tmp_path):
    """All its values together; another value is another statement."""
    runs, stops = ({"name": "L3", "state": state} for state in ("run", "stop"))
    with site() as web:
        eye = made(json_page.KIND, tmp_path, url=web.address + "/status", rows="line", key="name")
        assert looks(eye, web, {"line": runs}, {"line": stops}) == [[(runs, False)], [(stops, False)]]


@pytest.mark.parametrize("page", ["no json", {"line": {}}, {"line": {"alarms": 3}},
                                  {"line": {"alarms": [{"x": 1}]}}])
def test_a_page_that_is_none_is_told_once(tmp_path, page):
    """It says nothing; what was seen before stands until a page says otherwise."""
    with site() as web:
        eye = made(json_page.KIND, tmp_path, url=web.address + "/status", rows="line.alarms", key="name")
        good = {"line": {"alarms": [{"name": "door"}]}}
        first, trouble, again, back = looks(eye, web, good, page, page, good)
        assert first == [({"name": "door"}, False)]
        assert [isinstance(each, Trouble) for each in trouble] == [True]
        assert (again, back) == ([], [])
