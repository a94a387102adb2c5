import pytest
from tests.imaging.symbols.pictures import picture_of, zxing_reads


@pytest.fixture
def read():
    """Reads a symbol as drawn: content and symbology identifier."""
    return lambda symbol, **options: zxing_reads(picture_of(symbol), **options)
