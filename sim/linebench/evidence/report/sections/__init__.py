"""The sections of a summary, one file each, in the order in which they are printed."""

from linebench.evidence.report.sections import (
    attachments,
    bound,
    components,
    conclusion,
    criteria,
    deviations,
    environment,
    glance,
    keeping,
    matrix,
    people,
    protocol,
    results,
    rules,
    runs,
    signatures,
)

__all__ = ["SECTIONS"]

SECTIONS = (
    glance.section, conclusion.section, criteria.section, deviations.section, people.section, protocol.section,
    components.section, environment.section, runs.section, results.section, matrix.section, rules.section,
    bound.section, attachments.section, keeping.section, signatures.section,
)
