"""Allure's own report generator, as its npm package has it, and what a report that it built says.

It is installed once into the user's cache, never into the repository.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

PACKAGE = "allure"
VERSION = "3.18.0"
"""Apache-2.0. Steps lie in ``data/test-results`` of what this version builds."""


def installed():
    """Node and the command of the package; skips where they cannot be had."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("Node is not installed")
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "linebench" / f"{PACKAGE}-{VERSION}"
    command = cache / "node_modules" / PACKAGE / "cli.js"
    if not command.exists():
        cache.mkdir(parents=True, exist_ok=True)
        try:
            subprocess.run([npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries", "0",
                            "--prefix", str(cache), f"{PACKAGE}@{VERSION}"], check=True, capture_output=True,
                           timeout=180)
        except (OSError, subprocess.SubprocessError) as error:
            pytest.skip(f"{PACKAGE} {VERSION} cannot be installed from npm: {type(error).__name__}")
    return [node, str(command)]


def build(results: Path, out: Path) -> Path:
    """Let Allure build its report from a folder of results; returns the folder of the report."""
    done = subprocess.run([*installed(), "awesome", str(results), "-o", str(out)], check=False, timeout=120,
                          capture_output=True, text=True, encoding="utf-8", cwd=results.parent)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def told(report: Path) -> list[dict]:
    """Return what a report holds of each result, in the order of their names and parameters."""
    found = [json.loads(path.read_text(encoding="utf-8")) for path in (report / "data/test-results").glob("*.json")]
    return sorted(found, key=lambda one: (one["name"], one["start"]))


def steps(result: dict) -> list[tuple[str, str]]:
    """Name and status of the steps of a result, in order; what is attached beside them is left out."""
    return [(step["name"], step["status"]) for step in result["steps"] if step["type"] == "step"]
