"""The one place where a dossier's summary is rendered."""

from collections.abc import Sequence
from pathlib import Path

from linebench.evidence.controlled import SignatureRole
from linebench.evidence.files import Source
from linebench.evidence.people.boxes import Box, open_fields
from linebench.evidence.render import REPORT_PDF, render

__all__ = ["render_dossier"]

_LEFT, _TOP, _WIDTH, _HEIGHT, _STEP = 60.0, 60.0, 220.0, 60.0, 80.0
"""Points from the top left corner of the page."""


def render_dossier(packages: Sequence[Source], signatures: Sequence[SignatureRole], templates: Path,
                   language: str) -> bytes:
    """Return the summary with an open field for each signature.

    Raises:
        PackageError: a package lacks something the summary needs, or a template is wrong.

    """
    boxes = [Box(order=n, role=one.role, meaning=one.meaning, page=1, x=_LEFT, y=_TOP + _STEP * n, w=_WIDTH,
                 h=_HEIGHT) for n, one in enumerate(signatures, 1)]
    return open_fields(render(packages[-1], templates, language)[REPORT_PDF], boxes)
