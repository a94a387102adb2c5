"""The lock holds everything that the product asks for, on every platform, with hashes, and names no place."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from linebench.bundle.errors import BundleError
from linebench.bundle.lock import LOCK, Locked, needed, read_lock, write_lock
from linebench.bundle.platforms import PLATFORMS
from linebench.content import library

ROOT = library()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = {"requirements-dev.lock": "dev", "requirements-bench.lock": "bench"}


def locked(name):
    return read_lock((ROOT / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("python", ["3.11", "3.14"])
@pytest.mark.parametrize("target", PLATFORMS.values(), ids=PLATFORMS)
@pytest.mark.parametrize("name", [LOCK, *EXTRAS])
def test_a_lock_satisfies_the_project(name, target, python):
    """Each dependency that is needed in an environment is locked there once, in a version that is asked for."""
    where = target.environment(python)
    found = {}
    for one in needed(locked(name), where):
        assert one.name not in found
        found[one.name] = one.version
    extra = PROJECT["optional-dependencies"][EXTRAS[name]] if name in EXTRAS else []
    for asked in map(Requirement, (*PROJECT["dependencies"], *extra)):
        if asked.marker is None or asked.marker.evaluate(where):
            assert asked.specifier.contains(found[canonicalize_name(asked.name)], prereleases=True), asked


@pytest.mark.parametrize("name", EXTRAS)
def test_all_locks_agree(name):
    """What the product is developed and measured with is what it is installed with."""
    product = {(one.name, one.version, one.marker): one.hashes for one in locked(LOCK)}
    versions = {(one.name, one.version) for one in locked(name)}
    assert {pair[:2] for pair in product} <= versions


@pytest.mark.parametrize("name", [LOCK, *EXTRAS])
def test_a_lock_names_no_place(name):
    """No address, no index, no path: each site fetches from where it may."""
    assert re.search(r"://|--index|--find|^/", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE) is None


def test_a_lock_is_read_and_written():
    """Name, version, marker and hashes; markers are not written, for a bundle is for one platform."""
    text = ("# a comment\nsmall==1.0 ; sys_platform == 'win32' \\\n    --hash=sha256:" + "ab" * 32 + " \\\n"
            "    --hash=sha256:" + "cd" * 32 + "\n")
    (one,) = read_lock(text)
    assert one == Locked("small", "1.0", 'sys_platform == "win32"', ("ab" * 32, "cd" * 32))
    assert list(needed([one], PLATFORMS["linux-x86_64"].environment("3.11"))) == []
    assert list(needed([one], PLATFORMS["windows-amd64"].environment("3.11"))) == [one]
    assert read_lock(write_lock([one])) == (Locked("small", "1.0", "", one.hashes),)


@pytest.mark.parametrize("line", ["small==1.0", "small>=1.0 --hash=sha256:" + "ab" * 32, "small 1.0 !"])
def test_what_is_not_pinned_is_refused(line):
    """No hash, no version, no requirement: the message has the line and what to do."""
    with pytest.raises(BundleError, match=r"lock: small.*found 'small.*expected name==version.*make lock"):
        read_lock(line)
