"""By night: the bundle of this platform is made, installed where there is no network, and runs there."""

import os
import shutil
import subprocess
import sys
import zipfile

import pytest

from linebench.bundle.making import bundle
from linebench.bundle.platforms import this_platform
from linebench.content import Content, library

CLOSED = "http://127.0.0.1:9"
"""Nobody listens there: whatever asks a proxy or an index ends at once."""


def alone():
    """Words that run a program without any network, where the system allows that."""
    words = ["unshare", "--user", "--map-root-user", "--net"]
    if shutil.which(words[0]) and not subprocess.run([*words, "true"], capture_output=True, check=False).returncode:
        return words
    return []


@pytest.mark.nightly
def test_a_bundle_installs_and_runs_without_a_network(tmp_path):
    """Into an empty environment with --no-index; the demonstration runs, its package verifies as INTACT."""
    here = f"{sys.version_info[0]}.{sys.version_info[1]}"
    made = bundle(library(), tmp_path / "dist", this_platform(), here, Content((library(),)))
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(made.path) as archive:
        archive.extractall(folder)
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP") if name in os.environ}
    closed = kept | {"HOME": str(tmp_path), "APPDATA": str(tmp_path), "PIP_CONFIG_FILE": os.devnull,
                     "HTTP_PROXY": CLOSED, "HTTPS_PROXY": CLOSED, "PIP_INDEX_URL": CLOSED, "PYTHONUTF8": "1"}

    def run(*words):
        done = subprocess.run([*alone(), *map(str, words)], cwd=folder, env=closed, capture_output=True, text=True,
                              encoding="utf-8", check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run(sys.executable, "-m", "venv", "bench")
    python = next(folder.glob("bench/[bS][ic][nr]*/python*"))
    run(python, "-m", "pip", "install", "--quiet", "--no-index", "--find-links", "wheels", "--require-hashes",
        "-r", "requirements.lock")
    assert "linebench 0.1.0" in run(python, "-m", "linebench", "--version")
    run(python, "-m", "linebench", "demo", "--out", "demo")
    assert "INTACT: every file" in run(python, "-m", "linebench", "verify", "demo")
