"""What all device sides of printers do with their clients, whatever the dialect."""

import pytest

from linebench.ports.printer import ClearQueue, PrintOrders
from tests.wire.printers.link import JOB, joined

DIALECTS = ("codenet", "videojet", "wsi", "zpl")


@pytest.mark.parametrize("name", DIALECTS)
@pytest.mark.parametrize("survives", [True, False])
def test_what_a_lost_connection_takes_with_it(name, survives):
    """The last connection that ends takes queue and job with it, unless the unit keeps them."""
    pipe = joined(name, "", {"queue_survives": survives, "job_survives": survives})
    pipe.host.says(JOB)
    pipe.host.says(PrintOrders(1, ("A1",)))
    pipe.device.take()
    job = pipe.device.side.core.job
    pipe.cut()
    core = pipe.device.side.core
    assert (pipe.device.take(), core.job, len(core.waiting)) == (
        ([], job, 1) if survives else ([ClearQueue()], "", 0))


@pytest.mark.parametrize("name", DIALECTS)
def test_a_client_that_was_refused_takes_nothing_with_it(name):
    """Its end is not that of the last connection."""
    pipe = joined(name, "", {"queue_survives": False, "job_survives": False, "clients": 1})
    pipe.host.says(JOB)
    pipe.host.says(PrintOrders(1, ("A1",)))
    side = pipe.device.side
    job = side.core.job
    side.opened(9)
    assert list(side.closed(9)) == []
    assert (side.core.job, len(side.core.waiting)) == (job, 1)
