import pytest

from tests.line.stand import Stand


@pytest.fixture
def stand() -> Stand:
    return Stand()
