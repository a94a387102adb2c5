"""The store of an enterprise repository: captured events, kept once and whole, and found again.

In memory, or in SQLite or PostgreSQL by URL: ``open_repository``. What may be asked is ``epcis.query``.
"""

from linebench.store.memory import MemoryRepository
from linebench.store.opening import open_repository
from linebench.store.repository import Delivery, Page, Repository, StoreError

__all__ = ["Delivery", "MemoryRepository", "Page", "Repository", "StoreError", "open_repository"]
