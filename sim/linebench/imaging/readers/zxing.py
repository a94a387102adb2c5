"""zxing-cpp as a witness."""

import zxingcpp

from linebench.imaging.picture import Picture
from linebench.imaging.readers.code_read import CodeRead

__all__ = ["ZxingReader"]

_FORMATS = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.DataMatrix])


class ZxingReader:
    """Reads with zxing-cpp."""

    def read(self, picture: Picture) -> CodeRead | None:
        """The symbol in ``picture``, if any."""
        found = zxingcpp.read_barcode(picture, formats=_FORMATS)
        if found is None:
            return None
        return CodeRead(found.bytes.decode("latin-1"), found.symbology_identifier, "zxing-cpp")
