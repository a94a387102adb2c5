"""Reading codes from pictures: independent decoders as witnesses, and what puts them together.

A witness is a module of this package that declares ``WITNESS``; ``witnesses()`` finds it.
"""

import importlib
import pkgutil

from linebench.imaging.readers.code_read import CodeRead, CodeReader, Corners, ReaderError, Witness

__all__ = ["CodeRead", "CodeReader", "Corners", "ReaderError", "Witness", "witnesses"]


def witnesses() -> dict[str, Witness]:
    """Every witness by its name, in the order of the names."""
    modules = [importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)
               if found.name != "serve"]  # that one is a program
    found = [module.WITNESS for module in modules if hasattr(module, "WITNESS")]
    return {witness.name: witness for witness in sorted(found, key=lambda witness: str(witness.name))}
