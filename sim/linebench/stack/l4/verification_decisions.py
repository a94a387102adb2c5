"""The decisions by which partners are answered about single packs, each of which a mutant can replace."""

from datetime import date

from linebench.stack.l4.pack_record import PackRecord

__all__ = ["VerificationDecisions"]

_UNDONE_WITHIN_US = 10 * 24 * 3_600_000_000
"""Ten days. Commission Delegated Regulation (EU) 2016/161, article 13."""


class VerificationDecisions:
    """What a right enterprise repository decides when it is asked about a pack."""

    def is_known(self, pack: PackRecord) -> bool:
        """Whether the serial was ever put onto a pack."""
        return bool(pack.state)

    def has_lot(self, pack: PackRecord, lot: str) -> bool:
        """Whether the pack is of the lot that it is said to be of."""
        return pack.lot == lot

    def is_recalled(self, *, recalled: bool) -> bool:
        """Whether a pack that is, or is not, said to be recalled counts as such."""
        return recalled

    def is_expired(self, expiry: date, today: date) -> bool:
        """Whether it may not be used any more; it may on the day itself."""
        return today > expiry

    def is_ended(self, pack: PackRecord) -> bool:
        """Whether it was taken out of the market before it was dispensed."""
        return pack.state not in ("active", "dispensed")

    def is_elsewhere(self, asker: str, before: str) -> bool:
        """Whether two askers, one a moment after the other, are two places."""
        return asker != before

    def is_by(self, asker: str, dispenser: str) -> bool:
        """Whether it was this asker who dispensed it."""
        return asker == dispenser

    def is_undone_in_time(self, age_us: int) -> bool:
        """Whether a dispensing may still be undone."""
        return age_us <= _UNDONE_WITHIN_US
