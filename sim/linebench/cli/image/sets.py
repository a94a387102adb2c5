"""Carries ``linebench image dataset`` out, and reads the options it has in common with ``feed``."""

from pathlib import Path

from linebench.cli.failure import IncompleteError, UserError
from linebench.cli.image.options import read_frame
from linebench.cli.output import counted, progress, say
from linebench.imaging.dataset.make import make_dataset
from linebench.imaging.dataset.mix import DEFAULT, read_mix
from linebench.imaging.dataset.spec import DatasetStoppedError, Spec
from linebench.imaging.symbols import CARRIERS, SymbolError

__all__ = ["perform", "spec_of"]

_MODES, _FORMATS = ("exact", "fast"), ("png", "raw")


def spec_of(*, count: int, seed: int, mode: str, form: str, frame: str, carriers: list[str] | None,
            faults: str | None, grade: bool, read: bool) -> Spec:
    """The options as a value.

    Raises:
        UserError, SymbolError, FaultError: one of them cannot be used.

    """
    for option, found, known in (("--mode", mode, _MODES), ("--format", form, _FORMATS)):
        if found not in known:
            raise UserError(f"{option}: found {found!r}; expected {' or '.join(known)}")
    wrong = next((name for name in carriers or () if name not in CARRIERS), None)
    if wrong is not None:
        raise SymbolError(f"--carrier: {wrong!r} is no carrier; expected one of {', '.join(CARRIERS)}")
    width, height = read_frame(frame)
    read_mix(faults or DEFAULT)
    return Spec(count=count, seed=seed, mode="exact" if mode == "exact" else "fast",
                format="raw" if form == "raw" else "png", width=width, height=height,
                carriers=tuple(carriers or ("gs1-datamatrix",)), faults=faults or DEFAULT, grade=grade, read=read)


def perform(spec: Spec, out: Path, *, processes: int, resume: bool) -> None:
    """Make the data set, with a progress bar on a terminal.

    Raises:
        DatasetError: the folder cannot be used.
        IncompleteError: interrupted, or something of the bench failed; ``--resume`` goes on.

    """
    try:
        with progress("drawing") as advance:
            make_dataset(spec, out, processes=processes, resume=resume,
                         progress=lambda done, total: advance(done, total, "pictures"))
    except DatasetStoppedError as error:
        raise IncompleteError(f"{out.as_posix()}: {error}") from error
    except KeyboardInterrupt:
        raise IncompleteError(f"{out.as_posix()}: interrupted; what is whole stays; go on with --resume") from None
    say(f"{counted(spec.count, 'picture')} with labels in {out.as_posix()}; README.md there tells the columns")
