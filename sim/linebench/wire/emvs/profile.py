"""What national systems do differently. Their interface is not public: the codes are, names and paths are not."""

from collections.abc import Mapping

import msgspec

from linebench.wire.verification.profile import VerificationProfile

__all__ = ["EmvsProfile"]

_CODES = {
    "": "NMVS_SUCCESS", "unknown": "A3 NMVS_NC_PC_02", "unknown_lot": "A2 NMVS_FE_LOT_03",
    "lot": "A68 NMVS_FE_LOT_13", "expiry": "A52 NMVS_FE_LOT_12", "lot_and_expiry": "A68 NMVS_FE_LOT_13",
    "dispensed": "A7 NMVS_NC_PCK_19", "cloned": "A7 NMVS_NC_PCK_19", "inactive": "A24 NMVS_NC_PCK_22",
    "not_dispensed": "A24 NMVS_NC_PCK_06", "not_by_you": "NMVS_NC_PCK_21", "too_late": "NMVS_NC_PCK_20",
    "unknown_product": "NMVS_NC_PC_01", "recalled": "NMVS_RECALLED", "expired": "NMVS_EXPIRED",
    "bad_request": "NMVS_BAD_REQUEST", "refused": "NMVS_REFUSED", "no_answer": "NMVS_NO_ANSWER",
}
_STATES = {"active": "ACTIVE", "dispensed": "SUPPLIED", "destroyed": "DESTROYED", "sampled": "SAMPLE",
           "decommissioned": "DECOMMISSIONED", "encoded": "ENCODED", "": "UNKNOWN"}


class EmvsProfile(VerificationProfile, frozen=True, kw_only=True):
    """Options of both ends.

    Attributes:
        base: what stands before every address, such as ``/v1``.
        codes: of an answer, by the port's word for why not: an alert, where one is raised, and the code.
        states: of a pack, by the port's word.
        locations: of the enterprise: the GLN of each user who does not say where they are.
        most: packs of a bulk at most.
        bulk: of the partner: so many questions go into one bulk; 1: each goes by itself.

    """

    base: str = ""
    codes: Mapping[str, str] = msgspec.field(default_factory=_CODES.copy)
    states: Mapping[str, str] = msgspec.field(default_factory=_STATES.copy)
    locations: Mapping[str, str] = {}
    most: int = 500
    bulk: int = 1

    def __post_init__(self) -> None:
        """Look at what would come to light in the middle of a run only.

        Raises:
            ValueError: an option does not fit.

        """
        if self.base and (not self.base.startswith("/") or self.base.endswith("/")):
            raise ValueError(f"base: found {self.base!r}; expected nothing or a path such as /v1")
        for name, wanted in (("codes", _CODES), ("states", _STATES)):
            missing = wanted.keys() - getattr(self, name).keys()
            if missing:
                raise ValueError(f"{name}: found none for {', '.join(map(repr, sorted(missing)))}; expected one")
        if not 1 <= self.bulk <= self.most:
            raise ValueError(f"bulk: found {self.bulk}; expected 1 to {self.most}")
