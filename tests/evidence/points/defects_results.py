"""Defects of deviations, traceability and conclusion: EC-47 to EC-61."""

from pathlib import Path

from planting import FIRST, edit, plants, seal, set_totals, without_rows


@plants("EC-47")
def nothing_described(folder: Path) -> None:
    edit(folder, "verdicts.json", lambda verdicts: [each.update(test="") for each in verdicts["cases"]])


@plants("EC-53")
def case_without_row(folder: Path) -> None:
    without_rows(folder, "OQ-L1-010")


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
    seal(folder)


@plants("EC-55")
def met_although_failed(folder: Path) -> None:
    edit(folder, "verdicts.json", lambda verdicts: verdicts["requirements"][0].update(outcome="met"))


@plants("EC-57")
def totals_do_not_add_up(folder: Path) -> None:
    set_totals(folder, **{"pass": 3})


@plants("EC-57")
def attempt_not_counted(folder: Path) -> None:
    set_totals(folder, attempts=2)


@plants("EC-58")
def no_criterion(folder: Path) -> None:
    edit(folder, "run.json", lambda run: run["protocol"].update(acceptance=[]))


@plants("EC-58")
def criterion_on_nothing(folder: Path) -> None:
    edit(folder, "run.json", lambda run: run["protocol"]["acceptance"][0].update(requirements=["URS-X-1"]))


@plants("EC-60")
def picture_is_gone(folder: Path) -> None:
    (folder / FIRST / "attachments" / "reject-40.png").unlink()
    seal(folder)


@plants("EC-60")
def picture_put_in(folder: Path) -> None:
    (folder / FIRST / "attachments" / "better.png").write_bytes(b"png")
    seal(folder)


@plants("EC-51")
def verdict_without_deviation(folder: Path) -> None:
    edit(folder, "verdicts.json", lambda verdicts: verdicts["cases"][2].update(verdict="pass", attempts=[]))

