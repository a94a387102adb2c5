"""What each word of Videojet text communications does to a printer, and how it is answered."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

import msgspec

from linebench.wire.printers.core import Outcome, PrinterCore
from linebench.wire.side import Effect, Noted
from linebench.wire.videojet.notices import Notices
from linebench.wire.videojet.profile import NOTICES, VideojetProfile
from linebench.wire.videojet.status import OFFLINE, RUNNING, error_number, state_number

__all__ = ["Commands", "Done"]

_STOPPING = 2
_TIME = "%d/%m/%Y|%H:%M:%S"
_PRINT_NOTICES = frozenset({"PRS", "PRC"})


class Done(msgspec.Struct, frozen=True):
    """What came of a line. ``answer``: a line of word and values, empty for yes or no as ``ok`` says."""

    ok: bool = True
    answer: tuple[str, ...] = ()
    effects: tuple[Effect, ...] = ()


_NO = Done(ok=False)
_Act = Callable[[Sequence[str], int], Done]


class Commands:
    """The words of one unit. ``run`` takes what stands behind a word and the connection it came on."""

    def __init__(self, profile: VideojetProfile, core: PrinterCore, notices: Notices) -> None:
        self._profile, self._core, self._notices = profile, core, notices
        self._batch_from = 0
        versions: Mapping[int, dict[str, _Act]] = {
            1: {"SEL": self._select_ordered, "SLA": self._select_named, "JDU": self._update_ordered,
                "JDA": self._update_named, "PRN": self._print, "SST": self._request_state, "GST": self._status,
                "CAF": self._clear_faults},
            2: {"SLI": self._select_allocated, "JDI": self._update_allocated, "GPC": self._counts,
                "SPC": self._set_count},
            3: dict.fromkeys(("LAS", "LDU", "LSL", "CLN", "SLN"), self._cannot),
            4: {"IJS": self._cannot, "CQI": self._clear_queue},
            5: {"GTD": self._time, "TAD": self._set_time},
            6: {"GAN": self._wanted, "SAN": self._want_all, "EAN": self._want_all, "DAN": self._want_none,
                "DPN": self._want_no_prints, "SNO": self._want, "CAW": self._clear_faults,
                "CEM": self._clear_faults, "GFT": self._faults, "GWN": self._warnings, "QSZ": self._queue_size,
                "GJN": self._job_name},
            7: {"GJL": self._jobs, "GJF": self._fields, "GJD": self._data}}
        self._acts = {word: act for version, acts in versions.items() if version <= profile.version
                      for word, act in acts.items()}
        if profile.notices:
            self._acts["SNO"] = self._want

    def run(self, word: str, values: Sequence[str], client: int) -> Done:
        """Carry out a line."""
        act = self._acts.get(word)
        if act is None:
            return Done(ok=False, effects=(Noted("unknown", f"word {word[:40]!r}"),))
        return act(values, client)

    def _select_ordered(self, values: Sequence[str], client: int) -> Done:  # noqa: ARG002  # all words alike
        return self._select(values[0], self._profile.fields.name_ordered(values[1:])) if values else _NO

    def _select_named(self, values: Sequence[str], client: int) -> Done:  # noqa: ARG002  # all words alike
        return self._select(values[0], _named(values[1:])) if values else _NO

    def _select_allocated(self, values: Sequence[str], client: int) -> Done:  # noqa: ARG002  # all words alike
        count = _number(values[1:2])
        return self._select(values[0], _named(values[2:]), count) if count else _NO

    def _update_ordered(self, values: Sequence[str], client: int) -> Done:  # noqa: ARG002  # all words alike
        return self._record(self._profile.fields.name_ordered(values))

    def _update_named(self, values: Sequence[str], client: int) -> Done:  # noqa: ARG002  # all words alike
        return self._record(_named(values))

    def _update_allocated(self, values: Sequence[str], client: int) -> Done:  # noqa: ARG002  # all words alike
        count = _number(values[:1])
        return self._record(_named(values[1:]), count) if count else _NO

    def _select(self, job: str, fields: Mapping[str, str], count: int = 1) -> Done:
        outcome = self._core.select(job)
        if not outcome.done:
            return _done(outcome)
        self._batch_from = self._core.products
        cleared = self._core.clear().effects if self._profile.select_clears and self._core.waiting else ()
        filled = self._record(fields, count) if self._is_record(fields) else _done(self._core.assign(fields))
        return msgspec.structs.replace(filled, effects=(*cleared, *filled.effects))

    def _is_record(self, fields: Mapping[str, str]) -> bool:
        carrier = self._profile.fields.code or self._profile.fields.serial
        return {"with serial": carrier in fields, "with data": bool(fields), "never": False}[
            self._profile.select_queues]

    def _record(self, fields: Mapping[str, str], count: int = 1) -> Done:
        """Queue a record for ``count`` prints: all of them or none."""
        if count > max(self._core.places, 1):
            return Done(ok=False, effects=(Noted("full", f"{count} prints; expected {self._core.places} at most"),))
        done = _done(self._core.record(fields))
        for _ in range(count - 1 if done.ok else 0):
            done = msgspec.structs.replace(done, effects=(*done.effects, *self._core.record({}).effects))
        return done

    def _print(self, values: Sequence[str], client: int) -> Done:  # noqa: ARG002  # all words alike
        return _done(self._core.print_now())

    def _request_state(self, values: Sequence[str], client: int) -> Done:  # noqa: ARG002  # all words alike
        """Running needs a job; 0 and 1 cannot be asked for, and who shuts down has nothing that prints."""
        state = _number(values)
        if state not in {_STOPPING, RUNNING, OFFLINE} or (state == RUNNING and not self._core.job):
            return _NO
        return _done(self._core.enable(on=state == RUNNING))

    def _status(self, values: Sequence[str], client: int) -> Done:  # noqa: ARG002  # all words alike
        core = self._core
        return Done(answer=("STS", str(state_number(core)), str(error_number(core)), core.job,
                            str(core.products - self._batch_from), str(core.products)))

    def _clear_faults(self, values: Sequence[str], client: int) -> Done:  # noqa: ARG002  # all words alike
        return _done(self._core.clear_faults())

    def _counts(self, values: Sequence[str], client: int) -> Done:  # noqa: ARG002  # all words alike
        return Done(answer=("GPC", str(self._core.products - self._batch_from), str(self._core.products)))

    def _set_count(self, values: Sequence[str], client: int) -> Done:  # noqa: ARG002  # all words alike
        count = _number(values)
        if count is None:
            return _NO
        self._batch_from = self._core.products - count
        return Done()

    def _cannot(self, values: Sequence[str], client: int) -> Done:  # noqa: ARG002  # all words alike
        return Done(ok=False, effects=(Noted("refused", "lines to assign, people to ask: the unit has neither"),))

    def _clear_queue(self, values: Sequence[str], client: int) -> Done:  # noqa: ARG002  # all words alike
        """All records; a single one cannot be taken out, for the port has no word for that."""
        return _NO if values else _done(self._core.clear())

    def _time(self, values: Sequence[str], client: int) -> Done:  # noqa: ARG002  # all words alike
        return Done(answer=("GTD", *self._core.clock().strftime(_TIME).split("|")))

    def _set_time(self, values: Sequence[str], client: int) -> Done:  # noqa: ARG002  # all words alike
        try:
            now = datetime.strptime("|".join(values), _TIME).replace(tzinfo=UTC)
        except ValueError:
            return _NO
        self._core.set_clock(now)
        return Done()

    def _want(self, values: Sequence[str], client: int) -> Done:
        if len(values) != 2 or values[0] not in NOTICES or values[1] not in {"0", "1"}:  # noqa: PLR2004  # word, switch
            return _NO
        wanted = self._notices.wanted[client]
        (wanted.add if values[1] == "1" else wanted.discard)(values[0])
        return Done()

    def _wanted(self, values: Sequence[str], client: int) -> Done:  # noqa: ARG002  # all words alike
        return Done(answer=("GAN", *sorted(self._notices.wanted[client])))

    def _want_all(self, values: Sequence[str], client: int) -> Done:  # noqa: ARG002  # all words alike
        self._notices.wanted[client].update(NOTICES)
        return Done()

    def _want_none(self, values: Sequence[str], client: int) -> Done:  # noqa: ARG002  # all words alike
        self._notices.wanted[client].clear()
        return Done()

    def _want_no_prints(self, values: Sequence[str], client: int) -> Done:  # noqa: ARG002  # all words alike
        self._notices.wanted[client] -= _PRINT_NOTICES
        return Done()

    def _faults(self, values: Sequence[str], client: int) -> Done:  # noqa: ARG002  # all words alike
        state = self._core.state
        return Done(answer=("GFT", state.reason or state.state) if state.state == "fault" else ("GFT",))

    def _warnings(self, values: Sequence[str], client: int) -> Done:  # noqa: ARG002  # all words alike
        state = self._core.state
        ink = (f"ink={state.ink}",) if self._profile.ink_told else ()
        return Done(answer=("GWN", *((state.warning,) if state.warning else ()), *ink))

    def _queue_size(self, values: Sequence[str], client: int) -> Done:  # noqa: ARG002  # all words alike
        waiting, depth = len(self._core.waiting), self._profile.depth
        word = "empty" if not waiting else "full" if waiting >= depth else "partial"
        return Done(answer=("QSZ", str(waiting), str(depth), word))

    def _job_name(self, values: Sequence[str], client: int) -> Done:  # noqa: ARG002  # all words alike
        return Done(answer=("GJN", self._core.job))

    def _jobs(self, values: Sequence[str], client: int) -> Done:  # noqa: ARG002  # all words alike
        return Done(answer=("GJL", *sorted(self._core.jobs)))

    def _fields(self, values: Sequence[str], client: int) -> Done:  # noqa: ARG002  # all words alike
        return Done(answer=("GJF", *sorted(self._profile.fields.names)))

    def _data(self, values: Sequence[str], client: int) -> Done:  # noqa: ARG002  # all words alike
        values_now = self._core.values
        return Done(answer=("JDL", *(f"{name}={values_now.get(name, '')}"
                                     for name in sorted(self._profile.fields.names))))


def _done(outcome: Outcome) -> Done:
    return Done(outcome.done, (), outcome.effects)


def _named(values: Sequence[str]) -> dict[str, str]:
    """Fields by name; one without an equals sign is a name that no label has."""
    return {name: value for name, _, value in (field.partition("=") for field in values)}


def _number(values: Sequence[str]) -> int | None:
    fits = len(values) == 1 and values[0].isascii() and values[0].isdecimal() and len(values[0]) < 10  # noqa: PLR2004
    return int(values[0]) if fits else None
