"""A bystander of verification in the manner of national systems. What is asked and answered is all that happens."""

from linebench.wire.http.ear import http_ear
from linebench.wire.witness import Witness

__all__ = ["WITNESSES"]

WITNESSES = (Witness(name="emvs", ear=lambda profile: http_ear()),)  # noqa: ARG005  # all profiles alike
