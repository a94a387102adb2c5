"""Everything that may be said of a wire between a planner and a site that is spoken in ISA-95 job control."""

from collections.abc import Mapping

from linebench.wire.isa95.places import read_places
from linebench.wire.isa95.profile import JobsProfile
from linebench.wire.opcua.client import Access
from linebench.wire.opcua.nameplate import Nameplate
from linebench.wire.opcua.options import OptionsError, read_secured
from linebench.wire.opcua.security import Security

__all__ = ["DIALECT", "PAIR", "JobsOptions", "read_options"]

DIALECT = "isa95"
"""As stack files call it."""
PAIR = "erp-l3"
"""The wire: a planner dials L3."""
_LISTS = ("policies",)


class JobsOptions(Security, frozen=True, kw_only=True):
    """Options of the site's server and of the planner that dials it, beside those of ``Security``."""

    path: str = "/linebench"
    """Of the endpoint's URL."""
    access: Access = Access(name="linebench-erp")
    """How the bench's own planner connects."""
    nameplate: Nameplate = Nameplate()
    """Of the machine, where ``jobs`` has one."""
    jobs: JobsProfile = JobsProfile()
    """``jobs = "most_orders=20, numbers=true"``; places and lists in a file."""


_PROFILES: Mapping[str, JobsOptions] = {
    "plain": JobsOptions(),
    "machinery": JobsOptions(jobs=JobsProfile(machinery=True, counts={"commissioned": "GoodQuantity"},
                                              count_as="Double")),
}


def read_options(profile: str, given: Mapping[str, str]) -> JobsOptions:
    """Read the options of one wire.

    Args:
        profile: ``plain``, or ``machinery`` for a site that shows JobManagement of OPC 40001-3; empty: the first.
        given: as a stack file has them. ``file`` names a TOML file with any of them.

    Raises:
        OptionsError: no such file, option or value.

    """
    found = read_secured(DIALECT, _PROFILES, profile, given, _LISTS)
    try:
        read_places(found.jobs.places)
    except ValueError as error:
        raise OptionsError(f"dialect {DIALECT}, profile {profile or 'plain'}: jobs.{error}") from error
    return found
