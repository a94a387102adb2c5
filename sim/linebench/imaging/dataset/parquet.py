"""Labels as a table: one row for each picture, one Parquet file for each shard."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from linebench.imaging.dataset.labels import Label
from linebench.imaging.dataset.text_boxes import Letter
from linebench.imaging.grading import Grading

__all__ = ["COLUMNS", "batch_of", "write"]

_TEXT, _LONG, _REAL, _FLAG = pa.string(), pa.int64(), pa.float64(), pa.bool_()
_VALUE = pa.struct([("name", _TEXT), ("value", _REAL), ("unit", _TEXT)])
_FAULT = pa.struct([("kind", _TEXT), ("plane", _TEXT), ("parameters", pa.list_(_VALUE))])
_GRADE = pa.struct([("name", _TEXT), ("value", _REAL), ("grade", _REAL)])
_READ = pa.struct([("witness", _TEXT), ("content", _TEXT), ("symbology", _TEXT)])
_LETTER = pa.struct([("character", _TEXT), ("line", _LONG), ("column", _LONG), ("outline", pa.list_(_REAL)),
                     ("box", pa.list_(_REAL)), ("area", _LONG), ("rle", _TEXT)])

COLUMNS: tuple[tuple[str, pa.DataType, str], ...] = (
    ("index", _LONG, "number of the picture; it and the data set's options decide everything else"),
    ("file", _TEXT, "relative to this folder"),
    ("place", _LONG, "of the picture in an array of several; 0 for a file of its own"),
    ("width", _LONG, "pixels"),
    ("height", _LONG, "pixels"),
    ("seed", _LONG, "of everything random in the scene"),
    ("mode", _TEXT, "how it was drawn: exact or fast"),
    ("carrier", _TEXT, "kind of symbol; empty: there is none"),
    ("aim", _TEXT, "symbology identifier that a reader must report"),
    ("content", _TEXT, "what a reader must deliver: separators as 0x1D, no leading FNC1"),
    ("ordered", _TEXT, "the element string as ordered; content faults and other carriers make content differ"),
    ("text", _TEXT, "human-readable text as printed, lines joined by line feeds; empty: none"),
    ("codewords", _TEXT, "of the symbol as encoded, hexadecimal; data first"),
    ("data_codewords", _LONG, "how many of them are data"),
    ("wrong_codewords", pa.list_(_LONG), "positions of codewords made wrong on purpose"),
    ("rows", _LONG, "modules"),
    ("columns", _LONG, "modules"),
    ("encoded", _TEXT, "modules as encoded, row by row, a bit each, 1 is dark, packed to hexadecimal"),
    ("printed", _TEXT, "modules as printed, faults of single modules included"),
    ("homography", pa.list_(_REAL), "3 x 3 row by row, from X (origin: outer corner, top left) to pixels"),
    ("warped", _FLAG, "there are displacements besides the homography; outlines and corners hold them"),
    ("corners", pa.list_(_REAL), "x, y of its outer corners: top left, top right, bottom right, bottom left"),
    ("box", pa.list_(_REAL), "of the code within the picture: left, top, width, height; null: it is not seen"),
    ("px_per_module", _REAL, "camera resolution"),
    ("x_mm", _REAL, "module width in millimetres"),
    ("ink", _REAL, "reflectance of full ink"),
    ("paper", _REAL, "reflectance of the board"),
    ("faults", pa.list_(_FAULT), "all that is wrong, each with its parameters and their units"),
    ("edition", _TEXT, "rules of the grades; null: not graded"),
    ("grade", _REAL, "overall grade, 0 to 4"),
    ("grades", pa.list_(_GRADE), "each parameter as measured and graded; grade null: reported only"),
    ("readable", _FLAG, "a witness read the right content; null: nobody tried"),
    ("reads", pa.list_(_READ), "what witnesses read, and after what filter"),
    ("verdict", _TEXT, "what a good system does: accept, reject, or unknown where only a grade could tell"),
    ("reason", _TEXT, "of a reject"),
    ("letters", pa.list_(_LETTER), "of the text: outline (four corners), box, pixels in COCO's run lengths"),
    ("recipe", _TEXT, "JSON: what linebench image fault draws this picture from"),
)
"""Name, type and meaning of each column."""

_SCHEMA = pa.schema([(name, kind) for name, kind, _ in COLUMNS])


def batch_of(labels: Sequence[Label]) -> bytes:
    """Rows as bytes that go from process to process."""
    batch = pa.RecordBatch.from_pylist([_row(label) for label in labels], schema=_SCHEMA)
    return bytes(batch.serialize())


def write(path: Path, batches: Sequence[bytes]) -> None:
    """One table of all rows, the same bytes however the rows were cut into batches."""
    table = pa.Table.from_batches([pa.ipc.read_record_batch(each, _SCHEMA) for each in batches])
    pq.write_table(table.combine_chunks(), path, compression="zstd", row_group_size=len(table))


def _row(label: Label) -> dict[str, Any]:
    truth = label.truth
    row = {name: getattr(truth, name, None) for name, _, _ in COLUMNS}
    row.update(
        index=label.number, file=label.file, place=label.place, box=label.code,
        corners=[value for point in truth.corners for value in point],
        faults=[msgspec.to_builtins(fault) for fault in truth.faults], **_grades(truth.grading),
        reads=[msgspec.to_builtins(read) for read in truth.reads],
        letters=[_letter(each) for each in label.letters],
        recipe=msgspec.json.encode(truth.recipe).decode())
    return row


def _grades(grading: Grading | None) -> dict[str, Any]:
    if grading is None:
        return {"edition": None, "grade": None, "grades": []}
    return {"edition": grading.edition, "grade": grading.overall,
            "grades": [{"name": each.name, "value": each.value, "grade": each.grade}
                       for each in grading.parameters]}


def _letter(letter: Letter) -> dict[str, Any]:
    return {"character": letter.sign, "line": letter.line, "column": letter.column, "outline": letter.outline,
            "box": letter.box, "area": letter.mask.area, "rle": letter.mask.counts}
