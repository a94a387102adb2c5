"""The vocabulary: what a protocol can say, grouped by topic. Each module is a pytest plugin of its own."""

import importlib
import pkgutil
from types import ModuleType

__all__ = ["modules"]


def modules() -> tuple[ModuleType, ...]:
    """Import every module of steps and return them in the order of their names."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(importlib.import_module(f"{__name__}.{name}") for name in names)
