"""Companion specifications: one table each of what it defines, facts without behaviour."""

from linebench.wire.opcua.types.autoid import AUTOID
from linebench.wire.opcua.types.di import DI
from linebench.wire.opcua.types.ia import IA
from linebench.wire.opcua.types.job_control import JOB_CONTROL
from linebench.wire.opcua.types.machine_vision import MACHINE_VISION
from linebench.wire.opcua.types.machinery import MACHINERY
from linebench.wire.opcua.types.machinery_jobs import MACHINERY_JOBS
from linebench.wire.opcua.types.openscs import OPENSCS
from linebench.wire.opcua.types.packml import PACKML
from linebench.wire.opcua.types.table import Specification
from linebench.wire.opcua.types.weighing import WEIGHING

__all__ = ["SPECIFICATIONS"]

SPECIFICATIONS: dict[str, Specification] = {each.name: each for each in (
    DI, IA, MACHINERY, PACKML, MACHINE_VISION, AUTOID, WEIGHING, OPENSCS, JOB_CONTROL, MACHINERY_JOBS)}
"""By name, in the one order in which every server has them: the library keeps one index for each per process."""
