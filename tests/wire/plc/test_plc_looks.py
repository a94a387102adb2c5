"""Which tags the line controller reads at a look."""

from linebench.ports.plc import TrackResults
from linebench.wire.plc import PlcFace, PlcHost, PlcOptions
from linebench.wire.rings.layout import LAYOUT, LIVES
from tests.wire.rings.pair import Pair


def test_a_look_reads_what_is_new():
    """The version, then all; later the head, and then nothing, new rows, or everything of another life."""
    pair = Pair(lambda setting: PlcFace(PlcOptions(), setting), lambda setting: PlcHost(PlcOptions(), setting))
    assert pair.host.glance() == (LAYOUT,), "a host that begins looks whom it speaks with"
    assert [*pair.host.beyond(pair.image.values, torn=False)] == [*pair.image.values], "and wants all"
    assert pair.host.beyond(pair.image.values, torn=True) == ()
    pair.settle()
    head = tuple(pair.host.glance())
    assert {"Link.IncarnationStill", "Link.Heartbeat", "Result.Produced", "Verdict.Taken", "Host.Order"} <= {*head}
    assert not any("[" in name or name.startswith(("Status", "Alarm.")) for name in head)
    assert pair.host.beyond(pair.image.values, torn=False) == ()
    pair.host.glance()
    assert pair.host.beyond(pair.image.values, torn=True) == (LIVES[2],)
    pair.controller_says(TrackResults(((1, "passed", ""), (2, "passed", ""))))
    pair.host.glance()
    assert [*pair.host.beyond(pair.image.values, torn=False)] == [
        *(f"Result[{slot}].{field}" for slot in (0, 1) for field in ("Order", "More", "Trigger", "Fate", "Cause")),
        LIVES[2]]
    assert pair.host.beyond(pair.image.values, torn=False) == (), "the rows were read"
    pair.restart()
    pair.host.glance()
    assert [*pair.host.beyond(pair.image.values, torn=False)] == [*pair.image.values]
    pair.cut()
    pair.connect()
    assert pair.host.glance() == (LAYOUT,), "a connection begins anew"
