"""The table ``[product]`` of a stack file: whose product the stack is, for a statement on its conformance."""

import msgspec

__all__ = ["ProductPlan"]


class ProductPlan(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The product that a stack is: what its maker calls it, and who answers for it."""

    vendor: str
    product: str
    version: str
    """As the product itself tells it, where the stack file binds the action ``read_version``."""
    contact: str = ""
    """Whom a reader of the statement may ask, such as a mail address."""
    description: str = ""
