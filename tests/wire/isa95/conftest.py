import pytest

from tests.wire.isa95.running import Bench
from tests.wire.opcua.running import Loop


@pytest.fixture(scope="module")
def run():
    loop = Loop()
    yield loop
    loop.close()
    assert loop.trouble == []


@pytest.fixture(scope="module")
def bench(run):
    made = Bench()
    run(made.begin())
    yield made
    run(made.end())


@pytest.fixture(autouse=True)
def fresh(request):
    if "bench" in request.fixturenames:
        request.getfixturevalue("bench").fresh()
