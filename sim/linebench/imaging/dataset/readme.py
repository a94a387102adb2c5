"""The README that a data set carries: what is in the folder and what each column says."""

from linebench.imaging.dataset.mix import DEFAULT
from linebench.imaging.dataset.parquet import COLUMNS
from linebench.imaging.dataset.spec import SHARD, Stored
from linebench.imaging.truth import REQUIRED

__all__ = ["readme"]

_FILES = {
    "png": "- `images/NNNNNN/NNNNNNNNN.png`: 8-bit grey, a file for each picture",
    "raw": '- `images/NNNNNN.npy`: 8-bit grey, pictures x rows x columns; `numpy.load(file, mmap_mode="r")[place]`',
}


def readme(stored: Stored) -> str:
    """The text of ``README.md``."""
    spec = stored.spec
    rows = "\n".join(f"| `{name}` | {kind} | {meaning} |" for name, kind, meaning in COLUMNS)
    return _TEXT.format(
        spec=spec, shard=SHARD, files=_FILES[spec.format], rows=rows, required=REQUIRED, default=DEFAULT,
        carriers=", ".join(spec.carriers), grade="measured" if spec.grade else "not measured",
        read="by all witnesses" if spec.read else "not tried",
        versions=", ".join(f"{name} {version}" for name, version in stored.versions.items()))


_TEXT = """\
# Code images with labels

{spec.count} pictures of {spec.width} x {spec.height} pixels, drawn in {spec.mode} mode from seed {spec.seed}.
Carriers: {carriers}. Faults: `{spec.faults}`. Grades: {grade}. Reading: {read}.
Made with {versions}.

Picture i follows from the options in `dataset.json` and i alone: the number of processes, interruptions and other
pictures change no byte. Equal versions on a processor of the same kind give equal bytes.

## Files

`NNNNNN` is the number of a group of {shard} pictures, from 000000.

{files}
- `labels/NNNNNN.parquet`: a row for each picture; a group is whole when this file is there
- `coco/NNNNNN.json`: the same as COCO JSON: each code is a polygon, each letter of the text a class of its own
  with its pixels as compressed run lengths (`pycocotools.mask.decode`). Image ids are picture numbers, annotation
  ids 1,000 times the picture's number and on, so that documents of several groups can be joined list by list.
- `dataset.json`: options and versions

## Coordinates

Pixels; (0, 0) is the outer corner of the top left pixel, whose centre is at (0.5, 0.5). Corners may lie outside the
picture; boxes do not. Letters and their pixels are told as they were to be printed: missing ink makes none smaller.
What a fault keeps out of the picture has no box.

## Columns

| column | type | meaning |
| --- | --- | --- |
{rows}

Verdict: content faults decide first, then the grade against {required}; under the rules of ISO/IEC 15415:2011 a
single picture gives whole grades, so that 2 is the lowest that passes. Grade and readability are different facts.
In fast mode edges lie on whole cells of the print raster: grades are those of the pixels.

## The mix

Each picture is sound or has faults, drawn by weight; a fault's severity (its first parameter) is spread evenly over
the steps of its sweep from sound to fatal, each further parameter stands at its default or, half of the time,
anywhere in its range. Data are random: GTIN, serial of 8 to 20 characters, lot of 3 to 10, expiry. Three in four
have their text beside the code where the frame has room for it. The usual mix is `{default}`.
"""
