"""A bystander of verification by GET. What is asked and answered is all that happens."""

from linebench.wire.http.ear import http_ear
from linebench.wire.witness import Witness

__all__ = ["WITNESSES"]

WITNESSES = (Witness(name="vrs", ear=lambda profile: http_ear()),)  # noqa: ARG005  # all profiles alike
