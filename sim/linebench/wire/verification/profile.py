"""Options that the faces of verification share."""

from linebench.wire.serials.profile import SerialsProfile

__all__ = ["VerificationProfile"]


class VerificationProfile(SerialsProfile, frozen=True, kw_only=True):
    """Options of both ends, beside those of every server that is asked: here the enterprise is what is asked.

    Attributes:
        askers: of the enterprise: GLNs of the places that may ask; none: every one may.
        gtins: of the enterprise: products that can be asked about at all; none: every one.

    """

    askers: tuple[str, ...] = ()
    gtins: tuple[str, ...] = ()
