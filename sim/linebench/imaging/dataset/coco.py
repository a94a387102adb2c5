"""Labels as COCO JSON: the code as a polygon, every letter as a class with its pixels; a file for each shard."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from linebench.imaging.dataset.labels import Box, Label
from linebench.imaging.dataset.text_boxes import Letter
from linebench.imaging.symbols import CARRIERS
from linebench.product.identifiers import CHARSET_82

__all__ = ["Part", "categories", "part_of", "write"]

_FIRST_LETTER = 101
_MOST = 1000
"""Annotations that a picture can have: ids are 1,000 times the picture's number and on."""
_CODES = {name: number for number, name in enumerate(CARRIERS, 1)}
_LETTERS = {sign: number for number, sign in enumerate(CHARSET_82, _FIRST_LETTER)}


class Part(NamedTuple):
    """Pictures and annotations of some labels, as the inside of two JSON lists."""

    images: bytes
    annotations: bytes


def categories() -> list[dict[str, object]]:
    """Codes by carrier from 1, letters from 101."""
    return [*({"id": number, "name": name, "supercategory": "code"} for name, number in _CODES.items()),
            *({"id": number, "name": sign, "supercategory": "character"} for sign, number in _LETTERS.items())]


def part_of(labels: Sequence[Label]) -> Part:
    """The part of a document that tells of some pictures."""
    images = [_image(label) for label in labels]
    annotations = [each for label in labels for each in _annotations(label)]
    return Part(_inside(images), _inside(annotations))


def write(path: Path, parts: Sequence[Part]) -> None:
    """The document of a shard."""
    head = msgspec.json.encode({"info": {"description": "code images, see README.md"}, "categories": categories()})
    images = b",\n".join(part.images for part in parts if part.images)
    annotations = b",\n".join(part.annotations for part in parts if part.annotations)
    path.write_bytes(head[:-1] + b',"images":[\n' + images + b'\n],"annotations":[\n' + annotations + b"\n]}\n")


def _inside(values: Sequence[object]) -> bytes:
    return b",\n".join(map(msgspec.json.encode, values))


def _image(label: Label) -> dict[str, Any]:
    truth = label.truth
    return {"id": label.number, "file_name": label.file, "place": label.place, "width": truth.width,
            "height": truth.height, "text": truth.text, "verdict": truth.verdict, "reason": truth.reason,
            "faults": [_fault(label, number) for number in range(len(truth.faults))]}


def _fault(label: Label, number: int) -> dict[str, Any]:
    fault = label.truth.faults[number]
    return {"kind": fault.kind, "plane": fault.plane,
            "parameters": {each.name: {"value": each.value, "unit": each.unit} for each in fault.parameters}}


def _annotations(label: Label) -> Iterator[dict[str, Any]]:
    first = label.number * _MOST
    if label.code is not None:
        yield _code(label, first, label.code)
    for number, letter in enumerate(label.letters, 1):
        yield _letter(label, first + number, letter)


def _code(label: Label, number: int, box: Box) -> dict[str, Any]:
    truth, grading = label.truth, label.truth.grading
    polygon = [round(value, 3) for point in truth.corners for value in point]
    return {"id": number, "image_id": label.number, "category_id": _CODES[truth.carrier], "segmentation": [polygon],
            "bbox": box, "area": round(box.width * box.height, 3), "iscrowd": 0, "content": truth.content,
            "aim": truth.aim, "grade": grading and grading.overall, "edition": grading and grading.edition,
            "grades": {each.name: each.grade for each in grading.parameters} if grading else {},
            "readable": truth.readable}


def _letter(label: Label, number: int, letter: Letter) -> dict[str, Any]:
    truth = label.truth
    return {"id": number, "image_id": label.number, "category_id": _LETTERS[letter.sign],
            "segmentation": {"size": [truth.height, truth.width], "counts": letter.mask.counts},
            "bbox": letter.box, "area": letter.mask.area, "iscrowd": 0,
            "line": letter.line, "column": letter.column}
