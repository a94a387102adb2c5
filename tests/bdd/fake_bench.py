"""A bench without a line: keeps records, lets time pass, and writes a journal that the oracle can judge."""

import msgspec

from linebench.kernel.journal import Journal
from linebench.records.requirement import encode_requirements
from linebench.records.run import Opened


class FakeBench:
    """The Bench's own interface over nothing but a clock."""

    def __init__(self, scenario, *, seed, sink=None, test="", row="", mutants=(), requirements=(), origins="{}",
                 files=(), keep=True, content=None, outer=None):
        self.scenario, self.now = scenario, 0
        self.endpoints, self.captured, self.measured = {}, (), None
        self._journal = Journal(sink, keep=keep)
        text = msgspec.json.encode(scenario, enc_hook=int).decode()
        self.write(Opened(0, "0", test, row, seed, scenario.epoch, text, origins, encode_requirements(requirements),
                          tuple(mutants), files))

    @property
    def records(self):
        return self._journal.records

    def write(self, record):
        self._journal.write(record)
        return self._journal.position - 1

    def advance(self, until, limit_us, *, since=None):
        for at in range(len(self.records) if since is None else since, len(self.records)):
            if until and until(self.records[at]):
                return at
        self.now += limit_us
        return None

    def close(self):
        self._journal.close(self.now)
