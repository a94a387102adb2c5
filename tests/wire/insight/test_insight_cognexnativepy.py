"""The public client CognexNativePy, unmodified, against the device's end on a real port."""

import asyncio
import sys
import threading

import pytest

from linebench.ports.camera import AskCounters, CameraCounters, CameraJob, CameraState, ResetCounters, TriggerNow
from linebench.wire.insight.codec import checksum
from linebench.wire.insight.dialect import DIALECTS
from linebench.wire.side import Setting
from linebench.wire.stream.server import StreamServer
from tests.wire.loopclock import LoopClock
from tests.wire.readers.bench import CAMERA, reading

if sys.version_info < (3, 12):
    pytest.skip("the client's source needs Python 3.12", allow_module_level=True)
client = pytest.importorskip("CognexNativePy")
errors = pytest.importorskip("CognexNativePy.CognexCommandError")

DATA = bytes(range(100))
CRC = checksum(DATA.hex().upper().encode())
UNKNOWN = "nosuch"


class Served:
    """A vision system on a port of its own, in a thread of its own, with a camera that answers at once."""

    def __enter__(self):
        self.loop, self.faults, self.heard = asyncio.new_event_loop(), [], []
        self.loop.set_exception_handler(lambda _, context: self.faults.append(context))
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        return self.do(self._serve())

    def __exit__(self, *_):
        self.do(self.server.stop())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(30)
        self.loop.close()
        assert self.faults == []

    def do(self, work):
        """Run a coroutine in the server's thread."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(30)

    async def _serve(self):
        clock = LoopClock(self.loop)
        insight = DIALECTS[0]
        profile = insight.profile("blocks_apart", {"block_gap": "300 ms", "user": "line", "password": "secret"})
        self.side = insight.device(profile, Setting(name=CAMERA, now=clock.now))
        self.server = StreamServer(self.side, "l2-camera", clock, self._hear, lambda *_: None)
        await self.server.start()
        return self

    def _hear(self, message):
        self.heard.append(message)
        self.loop.call_soon(lambda: [self.server.tell(answer) for answer in self._answers(message)])

    def _answers(self, message):
        if isinstance(message, CameraJob):
            self.job = "" if message.job == UNKNOWN else message.job
            return [CameraState(CAMERA, self.job, True)]
        if isinstance(message, TriggerNow):
            return [reading(1)]
        counters = [CameraCounters(CAMERA, self.job, 5, 4, 1, 0, 1)]
        return counters if isinstance(message, AskCounters) else [*counters, CameraState(CAMERA, self.job, True)]


@pytest.fixture
def served():
    with Served() as system:
        yield system


@pytest.fixture
def dialled(served, monkeypatch):
    monkeypatch.setattr("CognexNativePy.utils.PORT", served.server.port)
    native = client.NativeInterface("127.0.0.1", "line", "secret")
    yield native
    native.close()


def refuses(words, call, *arguments):
    """The client raises its own error, which tells the status in words."""
    with pytest.raises(errors.CognexCommandError, match=words):
        call(*arguments)


def test_execution(dialled, served):
    """Online, offline, events and messages."""
    run = dialled.execution_and_online
    assert run.get_online() == 1
    run.set_online(0)
    assert run.get_online() == 0
    refuses("could not be executed", run.set_event_and_wait, 8)
    run.set_online(1)
    assert run.set_event(0) == ("1", "<Result></Result>")
    run.set_event_and_wait(8)
    status, result = run.set_event(8)
    assert (status, "<Trigger>1</Trigger>" in result) == ("1", True)
    run.send_message("hello")
    run.send_message("hello", 0)
    assert served.heard == [TriggerNow(), TriggerNow()]
    refuses("closed", run.reset_system)


def test_jobs(dialled, served):
    """Job files and slots."""
    run, jobs = dialled.execution_and_online, dialled.file_and_job
    refuses("online|Online", jobs.load_file, "1one.job")
    refuses("not been saved", jobs.get_file)
    run.set_online(0)
    jobs.load_file("1one.job")
    assert (jobs.get_file(), jobs.get_job()) == ("1one.job", 1)
    jobs.store_file("2two.job")
    jobs.store_job(3, "three")
    jobs.set_job(2)
    assert jobs.get_file() == "2two.job"
    jobs.delete_job(3)
    jobs.delete_file("2two.job")
    refuses("could not be deleted", jobs.delete_file, "2two.job")
    refuses("failed to load", jobs.load_file, f"{UNKNOWN}.job")
    refuses("failed to load", jobs.set_job, 999)
    assert served.heard == [CameraJob("1one"), CameraJob("2two"), CameraJob(UNKNOWN)]


def test_cells(dialled, served):
    """Values of cells and tags, system information, and the lock."""
    cells = dialled.settings_and_cells_values
    served.job = "1"
    cells.set_integer_value("E", 10, 53)
    assert cells.get_value("E", 10) == "53"
    cells.set_float_value("Inspection.Exposure", 69.3)
    assert cells.get_value("Inspection.Exposure") == "69.300"
    cells.set_string("E", 11, "some text")
    assert cells.get_value("E", 11) == "some text"
    cells.set_region("E", 12, 1.0, 2.0, 3.0, 4.0, 5.0, 0.0)
    cells.set_integer_value("A", 12, 1)
    assert cells.get_value("D", 11) == "4"
    cells.set_integer_value("A", 13, 1)
    assert served.heard == [AskCounters(), ResetCounters()]
    refuses("invalid", cells.get_value, "No.Such")
    assert cells.get_info()["Model"] == "5605"
    cells.set_ip_address_lock(1)
    assert cells.get_ip_address_lock() == 1
    refuses("Online", cells.store_settings)


def test_results_in_cells(dialled, served):
    """The result of a trigger is in its cells, with the separator in the data."""
    dialled.execution_and_online.set_event_and_wait(8)
    cells = dialled.settings_and_cells_values
    assert (cells.get_value("C", 10), cells.get_value("C", 13)) == ("1", reading(1).content)


def without_name(block):
    """What the client gives as name is a line of the digits: its own fault, whoever answers."""
    return {key: value for key, value in block.items() if key not in ("name", "id")}


def test_blocks(dialled):
    """Files, jobs, pictures and settings that were written are read, with length and checksum."""
    jobs, cells, image = dialled.file_and_job, dialled.settings_and_cells_values, dialled.image
    jobs.write_file("a.job", 200, DATA, CRC)
    assert without_name(jobs.read_file("a.job")) == {"size": 200, "data": DATA, "checksum": CRC}
    jobs.write_job(5, "five", 200, DATA, CRC)
    assert without_name(jobs.read_job(5)) == {"size": 200, "data": DATA, "checksum": CRC}
    image.write_bmp(200, DATA, CRC)
    assert image.read_bmp() == {"size": 200, "data": DATA, "checksum": CRC}
    assert image.read_image() == {"size": 200, "data": DATA, "checksum": CRC}
    cells.write_settings(200, DATA, CRC)
    assert cells.read_settings() == {"size": 200, "settings": DATA, "checksum": CRC}
    refuses("checksum", jobs.write_file, "b.job", 200, DATA, "0000")


def test_a_wrong_password_is_refused(served, monkeypatch):
    """The client learns no more than that it is not logged in."""
    monkeypatch.setattr("CognexNativePy.utils.PORT", served.server.port)
    refuses("Error logging in", client.NativeInterface, "127.0.0.1", "line", "wrong")
