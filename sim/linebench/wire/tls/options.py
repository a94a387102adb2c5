"""Everything that may be said of a wire within TLS, and how it is read from a stack file."""

from collections.abc import Mapping
from typing import Literal

from linebench.wire.dialect import Profile, choose

__all__ = ["TlsOptions", "read_options"]


class TlsOptions(Profile, frozen=True, kw_only=True):
    """Options of both ends of a wire. Without ``folder`` and ``access``, certificates are made for each attempt.

    Attributes:
        folder: where ``certificate.pem`` and ``key.pem`` of the server are; certificates of clients that are known,
            or of who issues them, are in ``trusted`` in it.
        access: the same for the level that dials: what it shows, and which servers it trusts.
        clients: ``known``: whoever dials must show a certificate that is trusted; ``any``: it need not.
        name: of the server, as its certificate must have it; empty: the host that is dialled.
        shows: a server with anything but ``fit`` plays one that must be refused: where its certificate is made, it
            is made so; one in ``folder`` is shown whether it holds or not.

    """

    folder: str = ""
    access: str = ""
    clients: Literal["known", "any"] = "known"
    name: str = ""
    shows: Literal["fit", "expired", "unknown", "misnamed"] = "fit"


def read_options(given: Mapping[str, str]) -> TlsOptions:
    """Read the options of a wire.

    Raises:
        ValueError: no such option, or its value does not fit.

    """
    found = choose("tls", {"tls": TlsOptions()}, "", given)
    assert isinstance(found, TlsOptions)
    return found
