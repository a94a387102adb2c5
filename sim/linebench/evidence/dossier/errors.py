"""What is said when a dossier cannot be used, or an act of a person is refused."""

from linebench.evidence.files import PackageError

__all__ = ["DossierError", "RefusedError"]


class DossierError(PackageError):
    """A dossier cannot be read or made. The message says where, what was found and what to do."""


class RefusedError(DossierError):
    """An act of a person was refused; the refusal stands in the audit trail of the dossier."""
