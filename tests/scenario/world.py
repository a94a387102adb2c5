"""A small library in memory and devices of its own: scenarios are tested without any line behind them."""

from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from linebench.scenario.kinds import DeviceKind, FaultKind, Parameter, Settings
from linebench.scenario.load import Loaded, load
from linebench.scenario.problems import Problem, ScenarioError, SourceError
from linebench.units import Duration, Length


class GateSettings(Settings, frozen=True):
    window: Length = Length(80_000)
    capacity: int = 50


KINDS = {
    "printer": DeviceKind("printer", faults=(
        FaultKind("blank", "physical", "No ink."),
        FaultKind("nozzle_dead", "physical", "No ink in some rows.", (
            Parameter("rows", "number", 1, 12, "2", "rows"),
        )),
    )),
    "gate": DeviceKind("gate", GateSettings),
    "belt": DeviceKind("belt", faults=(FaultKind("encoder_lost", "physical", "No pulses."),)),
    "link": DeviceKind("link", faults=(FaultKind("delay", "wire", "Late.", (
        Parameter("time", Duration, 0, 10_000_000, None, "how much later"),
    )),)),
}

LINE = """\
id = "short"
title = "Short line"
pitch = "150 mm"
pack_length = "100 mm"
encoder_pitch = "1 mm"
minimum = "100/min"
nominal = "400/min"
maximum = "500/min"

[[belt]]
id = "main"
length = "3 m"

[[station]]
id = "printer-1"
kind = "printer"
belt = "main"
at = "0.6 m"

[[station]]
id = "gate-1"
kind = "gate"
belt = "main"
at = "2.4 m"
settings = { capacity = 40 }
"""

PRODUCT = """\
name = "pills"
gtin = "09501101530003"
mass = "24 g"
mass_spread = "150 mg"
mass_low = "22 g"
mass_high = "26 g"
case_size = 10
pallet_size = 3
"""

BATCH = """
[[batch]]
order = "PO-1"
product = "pills"
lot = "LOT1"
expiry = "281231"
quantity = 60
"""

HEAD = """\
id = "small"
title = "Small"
line = "lines/short.toml"
products = ["products/pills.toml"]
"""


@dataclass(frozen=True)
class MemoryFile:
    name: str
    text: str

    @property
    def shown(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        return Path(self.name)

    @property
    def sha256(self) -> str:
        return sha256(self.text.encode()).hexdigest()


@dataclass
class Memory:
    files: dict[str, str] = field(default_factory=dict)

    def read(self, area: str, name: str, near: Path | None = None) -> MemoryFile:
        assert area == "scenarios"
        assert near in (None, Path())
        if name not in self.files:
            raise SourceError(Problem("", "", f"no file {name!r}", "one that exists"))
        return MemoryFile(name, self.files[name])


def library(scenario: str = HEAD + BATCH, **files: str) -> Memory:
    return Memory({"small.toml": scenario, "lines/short.toml": LINE, "products/pills.toml": PRODUCT, **files})


def loaded(scenario: str = HEAD + BATCH, files: dict[str, str] | None = None, **options: object) -> Loaded:
    return load("small.toml", library(scenario, **(files or {})), KINDS, **options)  # type: ignore[arg-type]


def problems(scenario: str = HEAD + BATCH, files: dict[str, str] | None = None, **options: object) -> list[str]:
    """Every message of a scenario that must not load."""
    try:
        loaded(scenario, files, **options)
    except ScenarioError as error:
        return str(error).split("\n")
    raise AssertionError("the scenario loaded")
