"""``linebench check``: everything that is wrong with scenarios and features, found without running anything."""

from pathlib import Path
from typing import Annotated

import typer

from linebench.cli.failure import PASS, USAGE
from linebench.cli.options import AsJson, ContentDir, find_content
from linebench.cli.output import counted, say, show_json
from linebench.content import Content, ContentError
from linebench.profiles import FOLDER, profile_of
from linebench.scenario.problems import Problem, ScenarioError
from linebench.translated import by_language

__all__ = ["check"]

_NO_SCENARIO = ("linebench.toml", "pyproject.toml", "protocol.toml", "requirements.toml")


def check(
    paths: Annotated[list[Path] | None, typer.Argument(
        metavar="[PATH]...",
        help="Features, scenarios or folders; the whole content folder if not given.")] = None,
    *, content: ContentDir = None, as_json: AsJson = False,
) -> int:
    """Check scenarios, features and profiles of conformance without running them."""
    found = find_content(content)
    features, others = _sort(paths, found)
    profiles = [path for path in others if _is_profile(path)]
    scenarios = [path for path in others if path not in profiles]
    errors = _requirements(found)
    if not errors:
        errors += _lint(features, found)
    for path in scenarios:
        errors += _scenario(path, found)
    for path in profiles:
        errors += _profile(path, found)
    if as_json:
        show_json({"features": len(features), "scenarios": len(scenarios), "profiles": len(profiles),
                   "problems": errors})
    else:
        _print(errors, len(features), len(scenarios), len(profiles))
    return USAGE if errors else PASS


def _sort(paths: list[Path] | None, content: Content) -> tuple[list[Path], list[Path]]:
    if not paths:
        return content.listing("features", "*.feature"), [
            *(path for path in content.listing("scenarios", "*.toml") if _is_whole(path, content)),
            *(path for path in content.listing("features", "*.toml")
              if _is_profile(path) and path.is_relative_to(content.roots[0]))]
    files = [file for path in paths for file in _files(path)]
    return ([file for file in files if file.suffix == ".feature"],
            [file for file in files if file.suffix == ".toml" and file.name not in _NO_SCENARIO])


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted({*path.rglob("*.feature"), *path.glob("*.toml")}, key=Path.as_posix)
    if path.suffix not in (".feature", ".toml"):
        raise ContentError(Problem(path.as_posix(), "", "a file of another kind" if path.is_file() else "no file",
                                   "a .feature or .toml file, or a folder", "correct the path"))
    return [path]


def _is_whole(path: Path, content: Content) -> bool:
    """Whether a file is a scenario of its own; those in folders of scenarios/ are parts of others."""
    folders = [folder for root in content.roots for folder in (root / "scenarios", root)]
    return path.parent in folders and path.name not in _NO_SCENARIO


def _requirements(content: Content) -> list[str]:
    try:
        content.requirements()
        content.risks()
    except ScenarioError as error:
        return [str(problem) for problem in error.problems]
    return []


def _scenario(path: Path, content: Content) -> list[str]:
    from linebench.line.kinds import KINDS  # noqa: PLC0415  # the line's rooms are slow to import
    from linebench.scenario.load import load  # noqa: PLC0415  # see above
    from linebench.showing import check_showing  # noqa: PLC0415  # see above
    from linebench.wiring.maps import read_maps  # noqa: PLC0415  # see above

    try:
        loaded = load(path.resolve(), content.fresh(), KINDS)
        read_maps(loaded)
        check_showing(loaded.scenario)
    except ScenarioError as error:
        return [str(problem) for problem in error.problems]
    return []


def _is_profile(path: Path) -> bool:
    """Whether a file is a profile of conformance: it stands in a folder of that name."""
    return path.absolute().parent.name == FOLDER


def _profile(path: Path, content: Content) -> list[str]:
    from linebench.bdd.linter import read_documents  # noqa: PLC0415  # pytest is slow to import
    from linebench.certifying import features_of, unknown_entries  # noqa: PLC0415  # see above

    try:
        profile = profile_of(content.fresh().open(path.resolve()))
    except ScenarioError as error:
        return [str(problem) for problem in error.problems]
    return list(unknown_entries(profile, read_documents(features_of(content), content)[0]))


def _lint(features: list[Path], content: Content) -> list[str]:
    if not features:
        return []
    from linebench.bdd.run import RunConfig, check  # noqa: PLC0415  # pytest is slow to import

    return [str(error) for paths in by_language(path.resolve() for path in features)
            for error in check(RunConfig(content=content.roots[0], features=tuple(paths), out=Path()))]


def _print(errors: list[str], features: int, scenarios: int, profiles: int) -> None:
    for error in errors:
        say(error, error=True)
    what = f"{counted(features, 'feature file')} and {counted(scenarios, 'scenario')}"
    if profiles:
        what = f"{what} and {counted(profiles, 'profile')}"
    say(f"{counted(len(errors), 'problem')} in {what}" if errors else f"{what}: nothing wrong")
