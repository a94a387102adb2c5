from tests.wire.opcua.probe import probe
from tests.wire.opcua.running import Loop


def test_a_client_in_another_process_loses_nothing():
    """Changes as fast as the server can tell them arrive all, in order; how many a second is the probe's to say."""
    loop = Loop()
    try:
        found = loop(probe(changes=10_000, tags=20))
    finally:
        loop.close()
    assert (found["heard"], found["wrong"]) == (10_000, 0)
