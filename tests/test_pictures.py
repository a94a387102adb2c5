"""Pictures of packs: drawn from truth records alone, and true to them."""

import json

import cv2
import numpy as np
import pytest

from linebench.imaging.drawing.layout import layout
from linebench.imaging.label import LABEL
from linebench.imaging.readers.ladder import LadderReader
from linebench.pictures import pictures_of
from linebench.product.pack_code import PackCode
from linebench.records.run import Opened
from linebench.records.truth import FaultBegan, FaultStruck, PackDiverted, PackPrinted, PackViewed

GONE = PackDiverted(2, 3, "gate-1")


def content(number):
    return PackCode("09501101530003", "281231", "LOT1", f"S{number}").content()


def printed(number, *faults, text=None):
    return PackPrinted(1, number, "printer-1", number, content(number), text, faults)


def rejected(numbers):
    return [record for number in numbers for record in (printed(number), PackDiverted(2, number, "gate-1"))]


def read(png):
    """Decode the code in a picture."""
    picture = cv2.imdecode(np.frombuffer(png, dtype=np.uint8), cv2.IMREAD_GRAYSCALE)
    found = LadderReader(6).read(layout(LABEL, 6).code_area(picture))
    return found and found.content


def test_a_picture_shows_the_code_that_was_printed():
    """A decoder reads from the picture what the truth record says."""
    picture, = pictures_of(rejected([12]))
    assert (picture.name, read(picture.png)) == ("pack-000012.png", content(12))
    assert picture.title.startswith("Pack 12: code (01)09501101530003 (17)281231 (10)LOT1 (21)S12; ")


@pytest.mark.parametrize("spoilt", [
    [printed(3, "nozzle_dead nozzles=20"), GONE], [printed(3, "blank"), GONE],
    [printed(3), PackViewed(2, 3, "camera-1", 1, True, False, ("late", "defocus sigma=1.5")), GONE],
])
def test_a_picture_shows_what_is_wrong(spoilt):
    """Faults of print and optics are in the picture: the decoder fails on it as the camera did."""
    picture, = pictures_of(spoilt)
    assert read(picture.png) is None


def test_equal_records_give_equal_bytes():
    """There is no chance in a picture, so a package is attached the same bytes when it is run again."""
    assert pictures_of(rejected([1, 2])) == pictures_of(rejected([1, 2]))


def test_packs_that_are_named_come_first():
    """Of many only a few are drawn: those that findings name before those that merely stand out."""
    records = [*rejected(range(1, 8)), printed(20)]
    assert [picture.name for picture in pictures_of(records)] == [f"pack-{n:06d}.png" for n in (1, 2, 3, 4)]
    assert [picture.name for picture in pictures_of(records, named=(20, 6, 99), limit=3)] == [
        f"pack-{n:06d}.png" for n in (1, 6, 20)]


def test_ordinary_packs_are_not_drawn():
    """Neither are packs that never met a printer, or whose print cannot be drawn."""
    struck = [FaultBegan(0, 1, "infeed-1", "gap", "{}"), FaultStruck(1, 1, 5), FaultStruck(1, 1, 6)]
    drawn = pictures_of([printed(4), *struck, PackPrinted(1, 6, "printer-1", 6, "\x07", "\x07", ())])
    assert drawn == ()


def test_a_picture_shows_the_line_s_own_print_head():
    """Half as many millimetres are lost to a nozzle of a head with twice as many to the inch."""
    line = {"line": {"stations": [{"settings": {}}, {"settings": {"nozzles_per_inch": 600}}]}}
    opened = Opened(0, "0.1.0", "", "", 1, "2026-01-05T06:00:00Z", json.dumps(line), "{}", "[]", (), ())
    coarse, = pictures_of([printed(3, "nozzle_dead nozzles=6"), GONE])
    same, = pictures_of([printed(3, "nozzle_dead nozzles=3"), GONE])
    fine, = pictures_of([opened, printed(3, "nozzle_dead nozzles=6"), GONE])
    assert coarse.png != fine.png == same.png
