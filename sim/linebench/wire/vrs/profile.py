"""What services of verification do differently. Names of members and the order of the path vary between them."""

import re
from collections.abc import Mapping

import msgspec

from linebench.wire.verification.profile import VerificationProfile

__all__ = ["INFO", "REASONS", "VrsProfile"]

_PLACES = ("gtin", "lot", "serial")
_PATH = re.compile(r"(?:/(?:[A-Za-z0-9._~-]+|\{(?:gtin|lot|serial)\}))+")
_PARAMETERS = {"expiry": "exp", "asker": "reqGLN", "token": "corrUUID", "context": "context"}
_MEMBERS = {"data": "data", "verified": "verified", "reason": "verificationFailureReason",
            "info": "additionalInfo", "token": "corrUUID", "responder": "responderGLN"}
REASONS: Mapping[str, str] = {
    "unknown": "No_match_GTIN_Serial", "lot_and_expiry": "No_match_GTIN_Serial_Lot_Expiry",
    "lot": "No_match_GTIN_Serial_Lot", "unknown_lot": "No_match_GTIN_Serial_Lot",
    "expiry": "No_match_GTIN_Serial_Expiry", "inactive": "Not_for_re-distribution",
    "dispensed": "Not_for_re-distribution", "cloned": "No_reason_provided", "refused": "Manufacturer_policy",
}
"""Why a pack is not verified, by the port's word."""
INFO: Mapping[str, str] = {"recalled": "Recalled", "expired": "Expired", "extended": "ExpirationExtended"}
"""What else is said, by the port's word; the first that holds is said."""


class VrsProfile(VerificationProfile, frozen=True, kw_only=True):
    """Options of both ends.

    Attributes:
        path: of a question, with ``{gtin}``, ``{lot}`` and ``{serial}`` where these stand.
        connectivity: path of the question whether there is anybody.
        parameters: names behind the question mark: ``expiry``, ``asker``, ``token`` and ``context``.
        members: names in the answer: ``data``, ``verified``, ``reason``, ``info``, ``token`` and ``responder``.
        contexts: what a question may be about.
        context: of the partner: what its questions are about.
        responder: of the enterprise: its GLN.
        check_first: of the partner: it asks whether there is anybody before it asks about a product the first time.

    """

    path: str = "/verify/gtin/{gtin}/lot/{lot}/ser/{serial}"
    connectivity: str = "/checkConnectivity"
    parameters: Mapping[str, str] = msgspec.field(default_factory=_PARAMETERS.copy)
    members: Mapping[str, str] = msgspec.field(default_factory=_MEMBERS.copy)
    contexts: tuple[str, ...] = ("dscsaSaleableReturn", "dscsaSuspectProduct")
    context: str = "dscsaSaleableReturn"
    responder: str = "9501101000001"
    check_first: bool = False

    def __post_init__(self) -> None:
        """Look at what would come to light in the middle of a run only.

        Raises:
            ValueError: an option does not fit.

        """
        if not _PATH.fullmatch(self.path) or any(self.path.count(f"{{{each}}}") != 1 for each in _PLACES):
            raise ValueError(f"path: found {self.path!r}; expected a path with {{gtin}}, {{lot}} and {{serial}}, "
                             "each once and as a part of its own")
        if not _PATH.fullmatch(self.connectivity) or "{" in self.connectivity:
            raise ValueError(f"connectivity: found {self.connectivity!r}; expected one such as /checkConnectivity")
        for name, wanted in (("parameters", _PARAMETERS), ("members", _MEMBERS)):
            found = getattr(self, name)
            if found.keys() != wanted.keys() or len(set(found.values())) != len(wanted) or "" in found.values():
                raise ValueError(f"{name}: found {dict(found)}; expected a name of its own for each of "
                                 f"{', '.join(wanted)}")
