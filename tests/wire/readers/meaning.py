"""Facts that hold for every dialect of a reader; each test of a dialect calls them with its own names."""

from linebench.ports.camera import (
    AskCounters,
    CameraCounters,
    CameraJob,
    CameraState,
    Reading,
    ResetCounters,
    TriggerNow,
)
from linebench.ports.presence import Presence
from linebench.wire.dialect import dialects
from linebench.wire.side import Write
from tests.wire.pipe import Chance, Clock, bytewise, whole
from tests.wire.readers.bench import CAMERA, Bench, Storm, reading
from tests.wire.transcript import blocks, run

JOB = "09504000059101"
CHUNKINGS = (whole, bytewise, Chance(7))


def check_like_a_direct_link(bench):
    """What either seat says the other hears, the same and in the same order."""
    assert bench.connect() == [bench.here, CameraState(CAMERA, "", True)]
    assert bench.asks(CameraJob(JOB)) == [CameraState(CAMERA, JOB, True)]
    first = [reading(trigger) for trigger in range(1, 40)]
    assert [told for each in first for told in [*bench.says(each), *bench.look()]] == first
    bench.trigger = 39
    assert bench.asks(AskCounters()) == [CameraCounters(CAMERA, JOB, 39, 39, 0, 0, 0)]
    series = CameraState(CAMERA, JOB, True, series=True)
    assert [*bench.says(series), *bench.look()] == [series]
    assert bench.asks(ResetCounters()) == [CameraCounters(CAMERA, JOB, 39, 39, 0, 0, 0),
                                           CameraState(CAMERA, JOB, True)]
    assert bench.asks(TriggerNow()) == []
    assert bench.asks(CameraJob("other;job|2")) == [CameraCounters(CAMERA, JOB, 39, 39, 0, 0, 0),
                                                   CameraState(CAMERA, "other;job|2", True)]
    assert bench.heard == [CameraJob(JOB), AskCounters(), ResetCounters(), TriggerNow(), CameraJob("other;job|2")]
    assert (bench.host.noted, bench.device.noted) == ([], [])


def check_an_unknown_job_is_told(dialect, **options):
    """A job that the camera does not have is answered by a state without a job."""
    bench = Bench(dialect, jobs=(JOB,), **options)
    bench.connect()
    assert bench.asks(CameraJob("9999")) == [CameraState(CAMERA, "", True)]


def check_silence_ends_the_connection(dialect, **options):
    """A request without an answer is noted, the connection is given up, and the seat is told once."""
    bench = Bench(dialect, **options)
    bench.connect()
    bench.silent = True
    assert bench.asks(CameraJob(JOB)) == []
    bench.pipe.advance(499_999)
    assert bench.host.take() == []
    bench.pipe.advance(1)
    assert bench.host.take() == [Presence(CAMERA, here=False, why="no answer within 500 ms")]
    assert bench.host.notes() == ["unanswered"]
    assert not bench.pipe.up
    assert bench.asks(CameraJob(JOB)) == []
    assert bench.host.notes() == ["unanswered", "unsent"]


def check_a_reconnect_tells_the_state(dialect, **options):
    """After a cut the host's seat learns what job is active; the host selects none by itself."""
    bench = Bench(dialect, **options)
    bench.connect()
    bench.asks(CameraJob(JOB))
    bench.pipe.cut()
    assert bench.host.take() == [Presence(CAMERA, here=False, why="connection closed")]
    assert bench.connect() == [bench.here, CameraState(CAMERA, JOB, True)]
    bench.pipe.cut()
    bench.device.says(CameraState(CAMERA, "", True))
    assert bench.connect() == [Presence(CAMERA, here=False, why="connection closed"), bench.here,
                               CameraState(CAMERA, "", True)]
    assert bench.heard == [CameraJob(JOB)]


def check_line(side, line):
    """A reading with all that a reading can have goes to the client as ``line``."""
    assert side.tell(Reading(7, "read", "01\x1d21", "(21)\n(10)", "]d2")) == [Write(1, line)]


def check_readme(dialect, text):
    """Every byte of the session comes from the device's side, and every profile is named."""
    made = dialects()[dialect]
    (session,) = blocks(text)
    run(session, made.device(made.profile(), Clock().setting(CAMERA)))
    assert all(f"`{name}`" in text for name in made.profiles)


def check_storm(dialect, *, count=5000, seed=3, steps=6, **options):
    """However bytes are cut and connections break, no reading is doubled, changed or lost that could be heard."""
    bench = Bench(dialect, chunking=Chance(seed), hold=True, **options)
    bench.connect()
    storm = Storm(bench, seed, count, steps)
    storm.run()
    storm.check()
    assert set(bench.host.notes()) <= {"unsent", "lost"}
    assert set(bench.device.notes()) <= {"unheard"}


def check_garbage(dialect, data, **options):
    """Any bytes at either end are survived, and readings still come."""
    bench = Bench(dialect, max_frame=200, **options)
    bench.connect()
    bench.pipe.inject(bench.device, data)
    bench.pipe.inject(bench.host, data)
    bench.work()
    bench.pipe.cut()
    bench.connect()
    for trigger in (1, 2):
        assert [*bench.says(reading(trigger)), *bench.look()] == [reading(trigger)]
