"""Defects of the environment: EC-38 to EC-46."""

from pathlib import Path
from typing import Any

from planting import edit, plants

ENVIRONMENT = "environment.json"


def lose(folder: Path, area: str, prop: str = "") -> None:
    """Take facts out of what was found at the end and at the start."""
    def take(environment: Any) -> None:
        for side in ("start", "end"):
            environment[side]["items"] = [item for item in environment[side]["items"] if item["area"] != area
                                          or (prop and item["property"] != prop)]
    edit(folder, ENVIRONMENT, take)


def add(folder: Path, **fact: str) -> None:
    """Put a fact into what was found at the start and at the end."""
    def put(environment: Any) -> None:
        for side in ("start", "end"):
            environment[side]["items"].append(fact)
    edit(folder, ENVIRONMENT, put)


@plants("EC-38")
def no_versions(folder: Path) -> None:
    lose(folder, "software", "version")


@plants("EC-39")
def another_file_than_was_read(folder: Path) -> None:
    add(folder, area="configuration", subject="oq/reject.feature", property="SHA-256", value="00" * 32)


@plants("EC-40")
def endpoints_not_listed(folder: Path) -> None:
    edit(folder, "run.json", lambda run: run["components"][0].update(
        nature="real", spoken=[{"wire": "l2-printer", "dialect": "zpl"}]))


@plants("EC-41")
def instrument_overdue(folder: Path) -> None:
    add(folder, area="instruments", subject="scale-1", property="due on", value="2026-11-19",
        source="installation.toml")


@plants("EC-46")
def difference_not_reported(folder: Path) -> None:
    edit(folder, ENVIRONMENT, lambda environment: environment["end"]["items"][0].update(value="another"))
