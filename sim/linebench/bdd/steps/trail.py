"""The audit trail of L2: what is administered, what nobody may do to it, how it is read, exported and printed."""

import csv
import io
from collections import Counter

from linebench.bdd.actual import CLAIM, expect, expect_equal
from linebench.bdd.attempt import Attempt
from linebench.bdd.flow import ask
from linebench.bdd.phrase import then, when
from linebench.bdd.seen import each
from linebench.bdd.users_l2 import change, people_of, said, trail
from linebench.ports.operator import Request
from linebench.ports.people import Acknowledge, Change, Prove, Sign
from linebench.product.trail import FIRST, linked
from linebench.records.claim import PaperClaimed
from linebench.records.wire import Delivered


@when('"{who:name}" creates the user "{user:name}" as "{role:name}" because "{why:name}"')
def creates(attempt: Attempt, who: str, user: str, role: str, why: str) -> None:
    """Ask L2 for a new user of a role."""
    change(attempt, Change("create", f"user:{user}", role, why, who))


@when('"{who:name}" makes the user "{user:name}" a "{role:name}" because "{why:name}"')
def changes(attempt: Attempt, who: str, user: str, role: str, why: str) -> None:
    """Ask L2 to give a user another role."""
    change(attempt, Change("change", f"user:{user}", role, why, who))


@when('"{who:name}" deletes the user "{user:name}" because "{why:name}"')
def deletes(attempt: Attempt, who: str, user: str, why: str) -> None:
    """Ask L2 to delete a user."""
    change(attempt, Change("delete", f"user:{user}", "", why, who))


@when('"{who:name}" wants entry {number:count} of the audit trail to say "{text:name}"')
def edits(attempt: Attempt, who: str, number: int, text: str) -> None:
    """Try to change an entry of L2's audit trail."""
    change(attempt, Change("change", f"trail:{number}", text, "it was a mistake", who))


@when('"{who:name}" wants the audit trail to be switched off')
def switches_off(attempt: Attempt, who: str) -> None:
    """Try to switch L2's audit trail off."""
    change(attempt, Change("change", "trail", "off", "it is slow", who))


@when('"{who:name}" exports the audit trail')
def exports(attempt: Attempt, who: str) -> None:
    """Ask L2 for its audit trail as CSV."""
    _asks(attempt, "export_trail", "", who)


@when('"{who:name}" exports what the audit trail has of "{user:name}"')
def exports_of(attempt: Attempt, who: str, user: str) -> None:
    """Ask L2 for the entries of one user as CSV."""
    _asks(attempt, "export_trail", f"who={user}", who)


@when('"{who:name}" prints the audit trail')
def prints(attempt: Attempt, who: str) -> None:
    """Ask L2 to print its audit trail."""
    _asks(attempt, "print_trail", "", who)


@when('"{who:name}" reads the audit trail with the filter "{wanted:name}"')
def reads(attempt: Attempt, who: str, wanted: str) -> None:
    """Ask L2 for the entries of its audit trail that fit."""
    _asks(attempt, "read_trail", wanted, who)


@then('the audit trail says that "{who:name}" did "{what:name}" from "{old:name}" to "{new:name}" '
      'because "{why:name}"')
def says_change(attempt: Attempt, who: str, what: str, *, old: str, new: str, why: str) -> None:
    """Claim: an entry has who, what, old value, new value and reason; "nothing" stands for a value there is not."""
    wanted = (who, what, *("" if value == "nothing" else value for value in (old, new)), why)
    found = [at for at, line in trail(attempt) if (line.who, line.what, line.old, line.new, line.why) == wanted]
    met, told = bool(found), [line for _, line in trail(attempt) if line.what == what]
    seen = "; ".join(f"{line.who}: {line.old or 'nothing'} to {line.new or 'nothing'}, {line.why}" for line in told)
    expect(attempt, CLAIM, f"{who}: {what}, {old} to {new}, {why}", seen or "no entry", met=met, at=found[:1])


@then('the audit trail is whole when "{who:name}" reads it')
def whole(attempt: Attempt, who: str) -> None:
    """Claim: each entry is read as it was made, numbers have no gap, and each hash covers the entry before."""
    made = {line.number: line for _, line in trail(attempt)}
    since = len(attempt.records)
    _asks(attempt, "read_trail", "", who)
    told = {line.number: (at, line) for at, line in trail(attempt, since) if line.number in made}
    wrong = [number for number in made if number not in told or said(told[number][1]) != said(made[number])]
    previous = FIRST
    for number in sorted(made):
        line = made[number]
        if line.previous != previous or line.digest != linked(previous, *said(line)):
            wrong.append(number)
        previous = line.digest
    expect(attempt, CLAIM, f"{len(made)} entries as they were made", f"{len(made) - len(set(wrong))} are",
           met=bool(made) and not wrong and sorted(made) == list(range(1, len(made) + 1)),
           at=[at for at, _ in told.values()])


@then("the export has everything that people asked of L2")
def export_complete(attempt: Attempt) -> None:
    """Claim: what reached L2 from people up to the export is in the exported file, by user and request."""
    at, text = _paper(attempt, "text/csv")
    rows = Counter((row["who"], row["what"].partition(" ")[0]) for row in csv.DictReader(io.StringIO(text)))
    asked = Counter(_asked(heard) for place, heard in each(attempt.records, Delivered)
                    if place < attempt.cursor and heard.link == "hmi>l2")
    asked.pop(("", ""), None)
    missing = [f"{who}: {action}" for (who, action), count in asked.items() if rows[who, action] < count]
    told = "all of them" if not missing else f"all but {', '.join(missing)}"
    expect(attempt, CLAIM, f"{sum(asked.values())} requests of people in the export", told,
           met=bool(asked) and not missing, at=[] if at is None else [at])


@then('the export has every entry of "{user:name}" and no other')
def export_filtered(attempt: Attempt, user: str) -> None:
    """Claim: the entries of the file are those of this user that L2 had told before."""
    at, text = _paper(attempt, "text/csv")
    wanted = sorted({line.number for place, line in trail(attempt) if line.who == user and place < (at or 0)})
    expect_equal(attempt, CLAIM, f"entries of {user}", wanted,
                 [int(row["number"]) for row in csv.DictReader(io.StringIO(text))], at=[] if at is None else [at])


@then("each page of the print-out says who printed it and which page of how many it is, and no entry is missing")
def print_readable(attempt: Attempt) -> None:
    """Claim: every page has such a head, and every entry that L2 had told before stands on one."""
    at, text = _paper(attempt, "text/plain")
    pages = text.split("\f")
    heads = [page.partition("\n")[0] for page in pages]
    headed = all(f"page {n} of {len(pages)}" in head and "printed" in head for n, head in enumerate(heads, 1))
    wanted = {f"{line.number} | {line.time} | {line.who}" for place, line in trail(attempt) if place < (at or 0)}
    missing = [entry for entry in sorted(wanted) if entry not in text]
    expect(attempt, CLAIM, f"{len(wanted)} entries on headed pages",
           f"{len(wanted) - len(missing)} entries on {len(pages)} pages, {'each' if headed else 'not each'} headed",
           met=bool(wanted) and headed and not missing, at=[] if at is None else [at])


@then("L2 has read {count:count} entry")
@then("L2 has read {count:count} entries")
def read_count(attempt: Attempt, count: int) -> None:
    """Claim: so many entries were told again since the latest request."""
    made = {line.number for place, line in trail(attempt) if place < attempt.cursor}
    told = [at for at, line in trail(attempt, attempt.cursor) if line.number in made]
    expect_equal(attempt, CLAIM, "entries read", count, len(told), at=told)


def _asks(attempt: Attempt, action: str, subject: str, who: str) -> None:
    people_of(attempt)
    ask(attempt, action, subject, who)


def _paper(attempt: Attempt, media: str) -> tuple[int | None, str]:
    papers = [(at, paper.text) for at, paper in each(attempt.records, PaperClaimed, attempt.cursor)
              if paper.media == media]
    return papers[-1] if papers else (None, "")


def _asked(heard: Delivered) -> tuple[str, str]:
    message = heard.message
    if isinstance(message, Prove):
        return message.user, "log_in"
    if isinstance(message, Change):
        return message.by, message.act
    if isinstance(message, Acknowledge):
        return message.by, "acknowledge"
    return (message.by, message.action) if isinstance(message, Request | Sign) else ("", "")
