"""The one place where a dossier's summary is rendered."""

from collections.abc import Sequence
from pathlib import Path

from linebench.evidence.closing import Closing
from linebench.evidence.controlled import SignatureRole
from linebench.evidence.dossier.errors import DossierError
from linebench.evidence.files import Source
from linebench.evidence.people.signing import fields_of
from linebench.evidence.report.summary import SUMMARY, render_summary

__all__ = ["field_of", "render_dossier"]


def render_dossier(packages: Sequence[Source], closing: Closing, record: str, templates: Path,
                   language: str) -> bytes:
    """Return the summary with an open field for each signature. ``record``: the hash printed beside them.

    Raises:
        PackageError: a package lacks something the summary needs, or a template is wrong.

    """
    return render_summary(packages, closing, templates, language, record=record)[SUMMARY]


def field_of(pdf: bytes, plan: Sequence[SignatureRole], order: int) -> str:
    """Return the name of the field in which signs who is ``order``-th of the plan, from 1.

    Raises:
        DossierError: the summary has other fields than the plan has signatures.

    """
    fields = fields_of(pdf)
    if len(fields) != len(plan):
        raise DossierError(f"{SUMMARY}: found {len(fields)} signature fields; expected {len(plan)}: "
                           f"{', '.join(one.role for one in plan)}; the boxes of the language file are others than "
                           "those of the protocol; freeze it again with the right one")
    return fields[order - 1]
