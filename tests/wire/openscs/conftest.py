import pytest

from tests.wire.opcua.running import Loop
from tests.wire.openscs.running import Bench


@pytest.fixture(scope="module")
def run():
    loop = Loop()
    yield loop
    loop.close()
    assert loop.trouble == []


@pytest.fixture(scope="module")
def bench(run, tmp_path_factory):
    made = Bench(tmp_path_factory.mktemp("openscs"))
    run(made.begin())
    yield made
    run(made.end())


@pytest.fixture(autouse=True)
def fresh(request):
    if "bench" in request.fixturenames:
        bench = request.getfixturevalue("bench")
        bench.pool.fill()
        bench.pool.tell = bench.server.tell


@pytest.fixture(scope="module")
def ours(run, bench):
    client = bench.ours()
    yield client
    run(client.__aexit__(None, None, None))
