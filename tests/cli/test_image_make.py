"""``image make``, ``fault``, ``grade``, ``read`` and ``sheet`` as they are meant to be used."""

import csv
import json
import re
import shlex

import cv2
import numpy as np
import pytest

from linebench.content import library
from linebench.imaging.faults.catalogue import catalogue
from linebench.imaging.load import load
from linebench.imaging.symbols import CARRIERS

README = (library() / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.search(r"## Code images\n.*?```sh\n(.*?)```", README, re.DOTALL)[1].strip().split("\n")


def test_the_examples_of_the_readme_run(here):
    """One after the other, as a reader would type them."""
    for line in EXAMPLES:
        done = here(*shlex.split(line)[1:])
        assert (done.code, done.err) == (0, ""), line


def test_a_picture_is_made_with_its_truth(here, tmp_path):
    """Picture, truth and the line about them agree; the same words give the same bytes."""
    words = ("image", "make", "--serial", "ABC123", "--size", "24x24", "--px", "8", "--x", "0.5mm",
             "--fault", "nozzle_dead nozzles=1", "--seed", 9, "--truth", "a.json", "--out")
    first, second = here(*words, "a.png"), here(*words, "b.png")
    height, width = load(tmp_path / "a.png").shape
    assert first.out == (f"a.png: {width}x{height} pixels, GS1 DataMatrix 24x24, X 0.5 mm, 8 pixels a module; "
                         "grade 4.0/16/660 (ISO/IEC 15415:2011); expected verdict: accept\n")
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()
    assert second.out == first.out.replace("a.png", "b.png")
    truth = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert (truth["content"], truth["rows"], truth["x_mm"], truth["seed"], truth["mode"]) == (
        "01095011015300031727123110LOT1\x1d21ABC123", 24, 0.5, 9, "exact")
    assert truth["faults"] == [{"kind": "nozzle_dead", "plane": "print", "parameters": [
        {"name": "nozzles", "value": 1, "unit": "nozzles"},
        {"name": "place", "value": 0.5, "unit": "of the symbol's height"}]}]
    assert truth["readable"] == any(each["content"] == truth["content"] for each in truth["reads"])


@pytest.mark.parametrize("carrier", CARRIERS)
def test_every_carrier_is_made_read_and_graded(here, carrier):
    """A sound picture of each is read and graded 4 without knowing what is in it."""
    assert here("image", "make", "--carrier", carrier, "--out", "a.png").code == 0
    read = json.loads(here("image", "read", "a.png", "--json").out)
    assert {each["read"]["symbology"] for each in read if each["read"]} == {CARRIERS[carrier].aim}
    graded = json.loads(here("image", "grade", "a.png", "--x", "0.38mm", "--json").out)
    assert (graded["overall"], graded["letter"], graded["x_mm"]) == (4.0, "A", 0.38)


def test_content_may_be_written_with_brackets(here):
    """And anything that the carrier holds where it is no GS1 element string."""
    for words in (("--content", "(01)09501101530003(21)7"), ("--content", "010950110153000310A\x1d217"),
                  ("--carrier", "datamatrix", "--content", "any text"),
                  ("--carrier", "qr-link", "--content", "https://id.gs1.org/01/09501101530003")):
        done = here("image", "make", *words, "--out", "a.png", "--json")
        assert done.code == 0
        expected = {"(01)09501101530003(21)7": "0109501101530003217"}.get(words[-1], words[-1])
        assert json.loads(done.out)["content"] == expected


def test_faults_are_added_to_a_described_picture(here, tmp_path):
    """The truth file is all that is needed; options change what they name and nothing else."""
    here("image", "make", "--out", "a.png", "--truth", "a.json", "--fault", "ink_low=0.3", "--no-text", "--seed", 4)
    assert here("image", "fault", "a.json", "--out", "same.png").code == 0
    assert (tmp_path / "same.png").read_bytes() == (tmp_path / "a.png").read_bytes()
    here("image", "fault", "a.json", "--fault", "defocus=0.3", "--lot", "X", "--out", "b.png", "--truth", "b.json")
    before, after = (json.loads((tmp_path / name).read_text(encoding="utf-8")) for name in ("a.json", "b.json"))
    assert [each["kind"] for each in after["faults"]] == ["ink_low", "defocus"]
    assert after["recipe"] == before["recipe"] | {
        "code": before["recipe"]["code"] | {"lot": "X"},
        "faults": [*before["recipe"]["faults"], {"kind": "defocus", "values": {"sigma": 0.3}}]}


def test_a_drift_is_a_series(here, tmp_path):
    """The fault grows linearly, each picture has its truth, and the table shows the grade fall."""
    done = here("image", "fault", "--drift", "ink_low reflectance=0.05..0.65", "--count", 4, "--out", "d", "--json")
    rows = json.loads(done.out)
    with (tmp_path / "d" / "drift.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.DictReader(file)) == rows
    assert [row["fault"] for row in rows] == [f"ink_low reflectance={value}" for value in (0.05, 0.25, 0.45, 0.65)]
    assert [row["grade"][:3] for row in rows] == ["4.0", "3.0", "2.0", "1.0"]
    assert [row["verdict"] for row in rows] == ["accept", "accept", "accept", "reject"]
    files = [tmp_path / "d" / f"{number:05d}.json" for number in range(4)]
    truths = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    values = [truth["faults"][0]["parameters"][0]["value"] for truth in truths]
    assert values == pytest.approx([0.05, 0.25, 0.45, 0.65])
    assert sorted(path.name for path in (tmp_path / "d").iterdir()) == sorted(
        [*(f"0000{number}.{suffix}" for number in range(4) for suffix in ("json", "png")), "drift.csv"])


def test_the_catalogue_is_listed(here):
    """From the declarations themselves, so it is complete."""
    listed = json.loads(here("image", "fault", "--list", "--json").out)
    assert [row["fault"] for row in listed] == list(catalogue())
    kind = catalogue()["defocus"]
    assert next(row for row in listed if row["fault"] == "defocus") == {
        "fault": "defocus", "plane": "camera", "summary": kind.summary, "parameters": [
            {"name": "sigma", "unit": "X", "low": 0, "high": 3, "default": 0.3, "whole": False,
             "summary": kind.parameters[0].summary}],
        "moves": list(kind.moves), "worse": list(kind.worse), "verdict": "grade", "reason": "",
        "source": kind.source}
    assert "nozzles=2 (0..24 nozzles)" in here("image", "fault", "--list").out


def test_known_geometry_grades_what_nobody_reads(here):
    """With the truth file a symbol is graded that cannot be found; without, it is not there or has grade 0."""
    here("image", "make", "--out", "a.png", "--truth", "a.json", "--fault", "ecc_errors codewords=11", "--fault",
         "curvature radius=15")
    known = json.loads(here("image", "grade", "a.png", "--truth", "a.json", "--json").out)
    assert (known["overall"], known["text"]) == (0, "0.0/12/660")
    values = {each["name"]: each["grade"] for each in known["parameters"]}
    assert (values["decode"], values["UEC"], values["SC"]) == (0, 0, 4)
    blind = here("image", "grade", "a.png")
    assert blind.code in (0, 2)
    assert "no reader can" in blind.out + blind.err


def test_an_edition_is_chosen(here):
    """And printed beside the grade."""
    here("image", "make", "--out", "a.png", "--fault", "ink_low=0.25")
    done = here("image", "grade", "a.png", "--edition", "ISO/IEC 15415:2011, decimal (interpolated)")
    assert done.out.rstrip().endswith(" by ISO/IEC 15415:2011, decimal (interpolated)")
    assert re.search(r"^3\.\d/0\.8X/660 \(B\)", done.out, re.MULTILINE)


def test_pictures_come_in_the_format_of_their_name(here, tmp_path):
    """Each holds the same levels."""
    names = ("a.png", "a.bmp", "a.pgm", "a.tif")
    for name in names:
        assert here("image", "make", "--mode", "fast", "--frame", "900x400", "--out", name).code == 0
    pictures = [cv2.imread(str(tmp_path / name), cv2.IMREAD_UNCHANGED) for name in names]
    assert all(picture.shape == (400, 900) for picture in pictures)
    assert all(np.array_equal(picture, pictures[0]) for picture in pictures)


def test_a_plane_of_the_catalogue_is_drawn(here, tmp_path):
    """One picture, told with its size."""
    done = here("image", "sheet", "--plane", "camera", "--out", "s.png")
    height, width = load(tmp_path / "s.png").shape
    assert done.out == f"s.png: {width}x{height} pixels\n"


def test_help_of_the_images_is_there_at_once(linebench):
    """It names every command, and needs no image library."""
    shown = linebench("image")
    assert shown.code == 0
    assert re.findall(r"^  (\w+)  ", shown.out, re.MULTILINE) == [
        "make", "fault", "grade", "read", "sheet", "dataset", "feed", "table"]
