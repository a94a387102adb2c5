"""A pool of serials over SOAP, and the same in files."""

from linebench.wire.serials_soap.client import SoapPoolClient
from linebench.wire.serials_soap.server import SoapPoolServer

__all__ = ["SoapPoolClient", "SoapPoolServer"]
