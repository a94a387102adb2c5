"""Everything that a reader tells its host as lines: readings, its state, its counters."""

from collections.abc import Callable

from linebench.ports.camera import CameraCounters, CameraState, Reading
from linebench.wire.readers.profile import ReaderProfile
from linebench.wire.readers.result import ResultLine, number
from linebench.wire.readers.template import Template, TemplateError

__all__ = ["CountersLine", "ReaderLines", "StateLine", "ToHost"]

ToHost = Reading | CameraState | CameraCounters
_NUMBERS = ("total", "detections", "rejects", "series", "longest")
_FLAGS = {"0": False, "1": True}


class StateLine:
    """Encoder and decoder of the state line; ``camera``: its name when the line does not carry it."""

    def __init__(self, template: Template, camera: str) -> None:
        self._template = template
        self._camera = camera

    def encode(self, state: CameraState) -> bytes:
        """The line without its end."""
        return self._template.encode({"camera": state.camera, "job": state.job, "online": str(int(state.online)),
                                      "series": str(int(state.series))})

    def decode(self, line: bytes) -> CameraState:
        """The state in a line; what the template leaves out is: no job, online, no series.

        Raises:
            TemplateError: the line does not fit.

        """
        values = self._template.decode(line)
        online, series = _FLAGS.get(values.get("online", "1")), _FLAGS.get(values.get("series", "0"))
        if online is None or series is None:
            raise TemplateError(f"{line[:80]!r}: expected 0 or 1 for online and series")
        return CameraState(values.get("camera", self._camera), values.get("job", ""), online, series)


class CountersLine:
    """Encoder and decoder of the counters line."""

    def __init__(self, template: Template, camera: str) -> None:
        self._template = template
        self._camera = camera

    def encode(self, counters: CameraCounters) -> bytes:
        """The line without its end."""
        return self._template.encode({"camera": counters.camera, "job": counters.job,
                                      **{name: str(getattr(counters, name)) for name in _NUMBERS}})

    def decode(self, line: bytes) -> CameraCounters:
        """The counters in a line; those that the template leaves out are 0.

        Raises:
            TemplateError: the line does not fit.

        """
        values = self._template.decode(line)
        numbers = {name: number(values, name) if name in values else 0 for name in _NUMBERS}
        return CameraCounters(values.get("camera", self._camera), values.get("job", ""), **numbers)


class ReaderLines:
    """All lines of a profile. ``ends``: characters that end a line or frame of the dialect.

    Raises:
        TemplateError: a template of the profile cannot be read back.

    """

    def __init__(self, profile: ReaderProfile, camera: str, ends: str = "\r\n") -> None:
        marks = profile.marks(ends)
        self.result = ResultLine(profile, marks, camera)
        self._decoders: list[Callable[[bytes], ToHost]] = []
        self._state = self._counters = None
        if profile.state:
            known = frozenset({"camera", "job", "online", "series"})
            self._state = StateLine(Template(profile.state, marks, known), camera)
            self._decoders.append(self._state.decode)
        if profile.counters:
            known = frozenset({"camera", "job", *_NUMBERS})
            self._counters = CountersLine(Template(profile.counters, marks, known), camera)
            self._decoders.append(self._counters.decode)
        self._decoders.append(self.result.decode)

    def encode(self, message: ToHost, job: str = "") -> bytes | None:
        """The line of a message, without its end; ``None`` when the profile does not say such a thing."""
        if isinstance(message, Reading):
            return self.result.encode(message, job)
        if isinstance(message, CameraState):
            return self._state.encode(message) if self._state else None
        return self._counters.encode(message) if self._counters else None

    def decode(self, line: bytes) -> ToHost:
        """The message in a line.

        Raises:
            TemplateError: it fits none of the profile's templates.

        """
        faults: list[str] = []
        for decoder in self._decoders:
            try:
                return decoder(line)
            except TemplateError as fault:
                faults.append(str(fault))
        raise TemplateError(faults[-1])
