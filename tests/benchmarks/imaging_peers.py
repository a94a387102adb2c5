"""How else such pictures are made: the peers of fast drawing, each doing the same job as its users would.

All draw packs of one batch into 640 x 480 pixels at 6 pixels a module: a fresh GS1 DataMatrix symbol of 24 x 24,
four lines of text, lens blur, sensor noise. They have no print physics: in its stead every picture is turned or
tilted. None says what is true about its picture. Symbols come from zxing-cpp, the fastest encoder there is for
Python, but for treepoem.

- ``OpenCv``: symbol enlarged by ``resize``, ``putText``, the whole frame through ``warpPerspective`` and
  ``GaussianBlur``, times a light gradient, plus ``randn`` noise.
- ``albumentations``: the same drawing, then a pipeline of ``RandomBrightnessContrast``, ``Perspective`` or
  ``Rotate``, ``GaussianBlur`` and ``GaussNoise``, all in every picture. Fixed seed.
- ``Pillow``: a rectangle per module, ``ImageDraw.text``, ``ImageFilter``, ``Image.effect_noise``.
- ``treepoem``: the symbol by treepoem, which needs Ghostscript, the rest as ``Pillow``.
"""

import os
import random
import shutil
from collections.abc import Iterator
from typing import Any

WIDTH, HEIGHT, PX = 640, 480, 6
LEFT, TOP = 420, 160
PAPER, INK, SD = 217, 13, 4.0
SAMPLES = 4


def elements(code: Any) -> str:
    """The element string with brackets, as encoders want it."""
    return f"(01){code.gtin}(17){code.expiry}(10){code.lot}(21){code.serial}"


def modules(code: Any) -> Any:
    """The symbol, 0 is dark."""
    import numpy as np
    import zxingcpp

    symbol = zxingcpp.create_barcode(elements(code), zxingcpp.BarcodeFormat.DataMatrix, gs1=True, force_square=True)
    return np.array(symbol.to_image(scale=1, add_quiet_zones=False))


def pasted(code: Any) -> Any:
    """A sound picture with OpenCV: board, symbol and text."""
    import cv2
    import numpy as np

    frame = np.full((HEIGHT, WIDTH), PAPER, dtype=np.uint8)
    symbol = cv2.resize(modules(code), None, fx=PX, fy=PX, interpolation=cv2.INTER_NEAREST)
    frame[TOP:TOP + len(symbol), LEFT:LEFT + len(symbol)] = np.where(symbol, PAPER, INK)
    for number, line in enumerate(code.text().split("\n")):
        cv2.putText(frame, line, (20, TOP + 30 * (number + 1)), cv2.FONT_HERSHEY_SIMPLEX, 0.8, INK, 2)
    return frame


class OpenCv:
    """Plain OpenCV, whole frame at each step."""

    def __init__(self) -> None:
        import cv2
        import numpy as np

        cv2.setNumThreads(1)
        self._rng = np.random.default_rng(1)
        self._gradient = np.linspace(0.9, 1, WIDTH, dtype=np.float32)[None, :].repeat(HEIGHT, axis=0)
        self._noise = np.empty((HEIGHT, WIDTH), dtype=np.float32)

    def draw(self, code: Any) -> Any:
        """One picture."""
        import cv2
        import numpy as np

        corners = np.array([[0, 0], [WIDTH, 0], [WIDTH, HEIGHT], [0, HEIGHT]], dtype=np.float32)
        moved = (corners + self._rng.uniform(-8, 8, (4, 2))).astype(np.float32)
        warped = cv2.warpPerspective(pasted(code), cv2.getPerspectiveTransform(corners, moved), (WIDTH, HEIGHT),
                                     borderMode=cv2.BORDER_REPLICATE)
        light = cv2.GaussianBlur(warped, (5, 5), 0.6) * self._gradient
        cv2.randn(self._noise, 0, SD)
        return cv2.convertScaleAbs(np.maximum(light + self._noise, 0))


class _Pipeline:
    def __init__(self, transform: Any) -> None:
        self._transform = transform

    def draw(self, code: Any) -> Any:
        """One picture."""
        return self._transform(image=pasted(code))["image"]


def albumentations() -> Any:
    """A pipeline of Albumentations with the same job."""
    os.environ["NO_ALBUMENTATIONS_UPDATE"] = "1"  # it asks the network for a newer version
    import albumentations as a
    import cv2

    cv2.setNumThreads(1)
    sd = SD / 255
    return _Pipeline(a.Compose([
        a.RandomBrightnessContrast(brightness_limit=0.1, contrast_limit=0.2, p=1),
        a.OneOf([a.Perspective(scale=(0.01, 0.03), fill=PAPER, p=1), a.Rotate(limit=5, fill=PAPER, p=1)], p=1),
        a.GaussianBlur(blur_limit=0, sigma_limit=(0.5, 0.7), p=1),
        a.GaussNoise(std_range=(sd, sd), p=1)], seed=1))


class Pillow:
    """Pillow alone."""

    def __init__(self) -> None:
        from PIL import ImageFont

        self._font = ImageFont.load_default(size=24)
        self._chance = random.Random(1)

    def draw(self, code: Any) -> Any:
        """One picture."""
        from PIL import Image, ImageDraw

        frame = Image.new("L", (WIDTH, HEIGHT), PAPER)
        pen = ImageDraw.Draw(frame)
        for row, line in enumerate(modules(code).tolist()):
            for column, light in enumerate(line):
                if not light:
                    x, y = LEFT + column * PX, TOP + row * PX
                    pen.rectangle((x, y, x + PX - 1, y + PX - 1), fill=INK)
        return self.seen(frame, code)

    def seen(self, frame: Any, code: Any) -> Any:
        """A label with its symbol: text, and what the camera makes of it."""
        from PIL import Image, ImageChops, ImageDraw, ImageFilter

        pen = ImageDraw.Draw(frame)
        for number, line in enumerate(code.text().split("\n")):
            pen.text((20, TOP + 30 * number), line, fill=INK, font=self._font)
        turned = frame.rotate(self._chance.uniform(-5, 5), Image.Resampling.BILINEAR, fillcolor=PAPER)
        blurred = turned.filter(ImageFilter.GaussianBlur(0.6))
        return ImageChops.add(blurred, Image.effect_noise((WIDTH, HEIGHT), SD), offset=-128)


def treepoem(codes: Iterator[Any]) -> dict[str, float | str]:
    """Pictures a second with treepoem and Pillow, few samples; what is missing where it cannot run."""
    if not any(map(shutil.which, ("gs", "gswin64c", "gswin32c"))):
        return {"treepoem": "not available: needs Ghostscript"}
    import treepoem as made
    from PIL import Image

    peer, start = Pillow(), sum(os.times()[:4])
    for _, code in zip(range(SAMPLES), codes, strict=False):
        symbol = made.generate_barcode("gs1datamatrix", elements(code), scale=PX // 2).convert("L")
        frame = Image.new("L", (WIDTH, HEIGHT), PAPER)
        frame.paste(symbol.point(lambda level: PAPER if level else INK), (LEFT, TOP))
        peer.seen(frame, code)
    return {"treepoem_per_s": SAMPLES / (sum(os.times()[:4]) - start)}
