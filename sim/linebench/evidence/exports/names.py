"""Names of the facts that are known of a test case, and of a run."""

__all__ = ["FACTS", "LISTS", "OF_RUN"]

LISTS = ("requirements", "risks", "tags", "deviations", "journals")
"""Facts that are several: ids, and each attempt's journal as folder and SHA-256."""
OF_RUN = ("run", "protocol")
FACTS = ("test", "row", "case", "title", "revision", "kind", "objective", "script", "verdict", "why", "unstable",
         "attempts", *OF_RUN, *LISTS)
"""What a test case has; ``case`` is test and row as people read them, ``attempts`` how many there were."""
