"""Defects of deviations, traceability and conclusion: EC-53 to EC-61."""

from pathlib import Path

from planting import FIRST, edit, plants, set_totals, without_rows

from linebench.adequacy.plantings import seal_anew


@plants("EC-53")
def deviation_without_row(folder: Path) -> None:
    without_rows(folder, "-D001")


@plants("EC-54")
def requirement_without_row(folder: Path) -> None:
    without_rows(folder, "URS-AUD-001")


@plants("EC-54")
def gap_without_word(folder: Path) -> None:
    path = folder / "matrix.csv"
    path.write_bytes(path.read_bytes().replace(b"requirement without test", b""))
    seal_anew(folder)


@plants("EC-57")
def attempt_not_counted(folder: Path) -> None:
    set_totals(folder, attempts=2)


@plants("EC-58")
def criterion_on_nothing(folder: Path) -> None:
    edit(folder, "run.json", lambda run: run["protocol"]["acceptance"][0].update(requirements=["URS-X-1"]))


@plants("EC-60")
def picture_is_gone(folder: Path) -> None:
    (folder / FIRST / "attachments" / "reject-40.png").unlink()
    seal_anew(folder)


@plants("EC-60")
def picture_put_in(folder: Path) -> None:
    (folder / FIRST / "attachments" / "better.png").write_bytes(b"png")
    seal_anew(folder)


@plants("EC-51")
def verdict_without_deviation(folder: Path) -> None:
    edit(folder, "verdicts.json", lambda verdicts: verdicts["cases"][2].update(verdict="pass", attempts=[]))
