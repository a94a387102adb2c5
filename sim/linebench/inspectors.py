"""Chooses the camera's eye by the scenario's fidelity."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from linebench.content import Content
from linebench.imaging.drawing.scene import Scene
from linebench.imaging.label import LABEL
from linebench.imaging.shot import Inspector
from linebench.imaging.table import TableInspector, parse_table
from linebench.line.devices.printer import PrinterSettings
from linebench.scenario.model import Scenario

__all__ = ["inspector_for", "label_on"]

TABLE = "images/model.toml"
"""Name of the measured table in ``fixtures``."""


def label_on(scenario: Scenario) -> Scene:
    """The sound label as the scenario's first printer prints it."""
    heads = (station.settings.nozzles_per_inch for station in scenario.line.stations
             if isinstance(station.settings, PrinterSettings))
    return replace(LABEL, nozzles_per_inch=next(heads, LABEL.nozzles_per_inch))


def inspector_for(scenario: Scenario, stream: Callable[[str], Random], content: Content) -> Inspector:
    """Return the inspector of a scenario: pictures in ``image`` fidelity, else the measured table.

    Raises:
        TableError: the table cannot be used.
        ContentError: there is no table.

    """
    chance = stream("camera.sight")
    if scenario.fidelity == "image":
        from linebench.imaging.inspector import ImageInspector  # noqa: PLC0415  # loads the decoders: 0.3 s

        return ImageInspector(chance, label=label_on(scenario))
    file = content.read("fixtures", TABLE)
    return TableInspector(parse_table(file.text, source=file.shown), chance, no_read_ppm=int(scenario.no_read))
