import pytest

from linebench.ports.printer import ClearQueue, PrintOrders
from linebench.wire.dialect import dialects
from tests.wire.printers.link import JOB, SETTLE_US, joined


@pytest.mark.parametrize("name", sorted(each.name for each in dialects().values() if "printer" in each.seats))
def test_the_same_job_again_costs_no_records(name):
    """A level that sets its devices again tells the job that is selected: what waits in the printer stays there."""
    pipe = joined(name)
    pipe.host.says(JOB)
    pipe.host.says(PrintOrders(1, ("A1", "A2")))
    pipe.device.take()
    pipe.host.says(JOB)
    assert [message for message in pipe.device.take() if message != JOB] == []
    pipe.host.says(ClearQueue())
    pipe.host.says(JOB)
    pipe.host.says(PrintOrders(3, ("A3",)))
    pipe.advance(SETTLE_US)
    said = [message for message in pipe.device.take() if message != JOB]
    assert (said[0], said[-1].serials) == (ClearQueue(), ("A3",))
