"""A pool of serials over SOAP, as a dialect."""

from linebench.wire.dialect import Dialect
from linebench.wire.serials_soap.client import SoapPoolClient
from linebench.wire.serials_soap.profile import SoapProfile
from linebench.wire.serials_soap.server import SoapPoolServer

__all__ = ["DIALECTS"]

DIALECTS = (
    Dialect(
        name="serials-soap",
        seats=("serials",),
        port=8000,
        summary="a pool of serials over SOAP, as serialization networks have it",
        profiles={"soap-1.1": SoapProfile(),
                  "soap-1.2": SoapProfile(version="1.2")},
        device=SoapPoolServer,
        host=SoapPoolClient,
    ),
)
