"""linebench: a test bench that stands in for the physical world around a serialization stack."""

__version__ = "0.1.0"
