import random

import pytest

from linebench.imaging.inspector import ImageInspector
from linebench.product import PackCode, serial_block

CODES = [PackCode("09504000059101", "271231", "LOT-7A", serial)
         for serial in serial_block(random.Random(2), 12, length=12)]


@pytest.fixture
def codes():
    """Twelve pack codes of one batch."""
    return CODES


@pytest.fixture
def inspector():
    """A camera with seeded noise."""
    return ImageInspector(random.Random(1))
