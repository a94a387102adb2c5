"""What is known of a test case of a package, as texts that other systems take over."""

from linebench.evidence.junit import CaseTold, Property
from linebench.evidence.model import case_name
from linebench.evidence.report.sittings import Sitting

__all__ = ["facts_of", "file_facts", "told"]


def facts_of(sitting: Sitting, one: CaseTold) -> dict[str, str | tuple[str, ...]]:
    """Return the facts of a test case, by the names of ``FACTS``, those of ``LISTS`` as tuples."""
    case, plan, _ = one
    tried = [sitting.tried[folder] for folder in case.attempts]
    return {
        "test": case.test, "row": case.row, "case": case_name(case.test, case.row), "title": case.title,
        "revision": plan.revision, "kind": plan.kind, "objective": plan.objective, "script": plan.script,
        "verdict": case.verdict, "why": case.why, "unstable": "yes" if case.unstable else "no",
        "attempts": str(len(case.attempts)), **file_facts(sitting),
        "requirements": case.requirements, "risks": case.risks, "tags": plan.tags,
        "deviations": tuple(each.id for each in sitting.deviations if each.case == case_name(case.test, case.row)),
        "journals": tuple(f"{each.folder} {each.journal}" for each in tried if each.journal),
    }


def file_facts(sitting: Sitting) -> dict[str, str]:
    """Return what is known of the run as a whole."""
    protocol = sitting.run.protocol
    return {"run": sitting.run.id, "protocol": f"{protocol.number} revision {protocol.revision}"}


def told(sitting: Sitting, one: CaseTold) -> tuple[Property, ...]:
    """Return every fact as a property; ``test`` under the name ``test_id``, lists with a space between."""
    def plain(fact: str | tuple[str, ...], name: str) -> str:
        # folder and hash of a journal stand with a space between, so between journals stands more
        return fact if isinstance(fact, str) else ("; " if name == "journals" else " ").join(fact)
    return tuple(Property("test_id" if name == "test" else name, plain(fact, name))
                 for name, fact in facts_of(sitting, one).items())
