"""People who act on a dossier at times that a test gives."""

from pathlib import Path

from linebench.content import library
from linebench.evidence.audit import AuditEvent, read_audit
from linebench.evidence.controlled import Person
from linebench.evidence.dossier.desk import Desk
from linebench.evidence.people.users import read_users

USERS = read_users((library() / "fixtures" / "users.toml").read_text(encoding="utf-8"), "fixtures/users.toml")
TEMPLATES = library() / "reports"
QA, REVIEWER, EXECUTOR = "q.quality", "r.reviewer", "e.executor"
OWNER, AUTHOR = "o.owner", "a.author"
DEVIATION = "first-D001"
RETEST = "OQ-L1-952, attempt 2"
SETTLED = {"kind": "system defect", "classed": "major", "cause": "the bin was not looked at",
           "impact": "none: found before release", "resolution": "the check was switched on", "retest": RETEST}


class Clock:
    """A wall clock that moves one second at each look, in a year that no run of today is before."""

    def __init__(self, second: int = 0) -> None:
        self.second = second

    def __call__(self) -> str:
        self.second += 1
        return f"2031-05-05T10:{self.second // 60:02d}:{self.second % 60:02d}.000+00:00"


CLOCK = Clock()


def desk(folder: Path, user: str, *, users: tuple[Person, ...] = USERS, action: str = "act") -> Desk:
    return Desk.open(folder, user, users, host="bench-1", action=action, now=CLOCK)


def events(folder: Path) -> list[AuditEvent]:
    read = read_audit((folder / "audit.jsonl").read_bytes())
    assert (read.problem, read.torn) == ("", False)
    return list(read.events)


def refusals(folder: Path) -> list[tuple[str, str]]:
    return [(event.actor, event.reason) for event in events(folder) if event.action == "refused"]


def files(folder: Path) -> dict[str, bytes]:
    """Every file but the audit trail."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*"))
            if path.is_file() and path.name != "audit.jsonl"}
