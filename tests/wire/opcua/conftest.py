import pytest

from tests.wire.opcua.running import Loop


@pytest.fixture(scope="module")
def run():
    loop = Loop()
    yield loop
    loop.close()
    assert loop.trouble == []
