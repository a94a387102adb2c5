"""The open signature boxes with role, meaning and record hash printed beside them (EC-64, EC-65, EC-67, EC-69)."""

from linebench.evidence.report.sheet import Boxes, Paragraph, Section
from linebench.evidence.report.told import Told

__all__ = ["section"]


def section(told: Told) -> Section:
    """Return the section."""
    return Section(id="signatures", heading=told.say("heading.signatures"), apart=True, parts=(
        Paragraph(text=told.say("signature.note")), Paragraph(text=told.say(f"signature.over_{told.over}")),
        Paragraph(text=told.say("report.seal_note")),
        Boxes(boxes=told.boxes, record=told.record)))
