"""From the name of a scenario to its checked values, with the origin of each and the files they came from."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from linebench.scenario.build import Builder
from linebench.scenario.kinds import DeviceKind
from linebench.scenario.layers import Assembly, File, Source
from linebench.scenario.model import Scenario
from linebench.scenario.problems import ScenarioError, SourceError
from linebench.scenario.world import World

__all__ = ["COMMAND_LINE", "Loaded", "load"]

COMMAND_LINE = "command line"
"""Origin of values, and place of mistakes, that the command line brought."""


_MARKET = "market."


@dataclass(frozen=True, slots=True)
class Loaded:
    """A scenario ready to be built. ``origins``: key path to origin; ``files``: name and hash of each file;
    ``folder``: what relative paths in its stack start from; ``maps``: the map of each wire that has one, by its id.
    """

    scenario: Scenario
    origins: Mapping[str, str]
    files: tuple[tuple[str, str], ...]
    folder: Path = Path()
    maps: Mapping[str, File] = field(default_factory=dict)

    @property
    def origins_text(self) -> str:
        """The origins as record 0 carries them: JSON text, keys sorted."""
        return json.dumps(self.origins, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def load(name: str | Path, content: Source, kinds: Mapping[str, DeviceKind], *, near: Path | None = None,
         stack: str | None = None, settings: Mapping[str, str] | None = None,
         given: Mapping[str, str] | None = None) -> Loaded:
    """Load a scenario: built-in < included files < the file < ``stack`` < ``settings`` < ``given``.

    Args:
        name: name in the content's ``scenarios``, or a path.
        content: where files come from.
        kinds: the devices a line may have, and ``belt`` and ``link``, by name.
        near: folder that is searched first: that of the feature which names the scenario.
        stack: stack file named for this run.
        settings: values from the command line by key path (``stack.scan``, ``line.station.camera-1.at``).
        given: values from Given steps by key path.

    Raises:
        ScenarioError: everything that is wrong, one line for each problem.

    """
    assembly = Assembly(content)
    try:
        assembly.scenario(str(name), near)
        if stack is not None:
            assembly.stack(stack, near)
    except SourceError as error:
        raise ScenarioError((error.problem,)) from error
    _override(assembly, {COMMAND_LINE: settings or {}, "Given": given or {}})
    builder = Builder(assembly.problems)
    scenario = World(builder, kinds, own_stack=stack is None).scenario(assembly.root)
    maps = _maps(scenario, assembly, builder, content) if scenario is not None and not assembly.problems else {}
    if assembly.problems or scenario is None:
        raise ScenarioError(tuple(dict.fromkeys(assembly.problems)))
    return Loaded(scenario, builder.origins, tuple(sorted(assembly.files.items())), assembly.folder, maps)


def _override(assembly: Assembly, layers: Mapping[str, Mapping[str, str]]) -> None:
    """Set values by key path: those of markets last, for which markets there are depends on the others."""
    for origin, values in layers.items():
        assembly.override({key: text for key, text in values.items() if not key.startswith(_MARKET)}, origin)
    assembly.markets()
    for origin, values in layers.items():
        assembly.override({key: text for key, text in values.items() if key.startswith(_MARKET)}, origin)


def _maps(scenario: Scenario, assembly: Assembly, builder: Builder, content: Source) -> dict[str, File]:
    """The maps of wires; one that cannot be read is a problem of the line that names it."""
    found: dict[str, File] = {}
    for wire in scenario.stack.wires:
        if wire.map:
            key = f"stack.wire.{wire.id}.map"
            try:
                file = found[wire.id] = content.read("scenarios", wire.map, assembly.folder)
            except SourceError as error:
                place = error.problem.place or builder.place(key)
                assembly.problems.append(replace(error.problem, place=place, key=key))
            else:
                assembly.files[file.name] = file.sha256
    return found
