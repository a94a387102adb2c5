"""A bystander of EPCIS over REST: it cuts requests and responses, and knows of nothing that happened by itself."""

from linebench.wire.epcis.profile import EpcisProfile
from linebench.wire.http.ear import http_ear
from linebench.wire.witness import Ear, Witness

__all__ = ["WITNESSES"]


def _ear(profile: EpcisProfile) -> Ear:
    del profile  # HTTP is HTTP
    return http_ear()


WITNESSES = (Witness(name="epcis", ear=_ear),)
