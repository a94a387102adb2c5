"""What differs between planners and sites that speak ISA-95 job control."""

from collections.abc import Mapping
from typing import Literal

from linebench.units import Duration
from linebench.wire.dialect import Profile
from linebench.wire.isa95.places import Places
from linebench.wire.isa95.words import MOVES, ORDERS

__all__ = ["JobsProfile"]


class JobsProfile(Profile, frozen=True, kw_only=True):
    """Options of both ends."""

    places: Places = Places()
    """Where in an order the fields of the port stand."""
    produced: tuple[str, ...] = ("Material Produced", "Produced")
    """What MaterialUse says of the material that is to be packed, in any case of letters; the first is written.
    Where no material says its use, the only one is meant."""
    expiry_as: Literal["YYMMDD", "date"] = "YYMMDD"
    """How the expiry is written: so, or as 2027-12-31, where 2027-12 means the end of the month. Both are read, and
    a DateTime."""
    counts: Mapping[str, str] = {}
    """Ids in JobResponseData by the names of counts, where they differ: ``commissioned=GoodQuantity``."""
    count_as: Literal["Int64", "UInt32", "Double"] = "Int64"
    """The type of counts as they are written, Double in OPC 40001-3; any number that is whole is read."""
    actual: str = "commissioned"
    """The count that is the quantity of the material produced (MaterialActuals) too; empty: none is."""
    numbers: bool = False
    """ReturnStatus is the number of its bit, with 0 for no error, and not the bits; some read annex B.2 so."""
    longest: int = 256
    """Characters of any text in an order or command; Machinery asks for at least 64 of an id."""
    most_pairs: int = 1_000
    """Parameters of an order, those within others too."""

    name: str = "jobs"
    """Of the site: of the server, and of the machine."""
    methods: tuple[str, ...] = (*ORDERS, *MOVES)
    """Of the site: those that it has."""
    most_orders: int = 100
    """Of the site: MaxDownloadableJobOrders, those that are done and not cleared too."""
    machinery: bool = False
    """Of the site: the objects stand as JobManagement below a machine (OPC 40001-3), and not below Objects."""
    equipment: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    work_masters: tuple[str, ...] = ()
    material_classes: tuple[str, ...] = ()
    assets: tuple[str, ...] = ()
    personnel: tuple[str, ...] = ()
    """Of the site: what it tells that orders may name; nothing is refused by them."""

    receiver: str = ""
    provider: str = ""
    """Of the planner: NodeIds of the site's objects. Empty: they are looked for below Objects by their types."""
    publish_every: Duration = Duration(100_000)
    """Of the planner: how often the site tells of events, in real time."""

    answer_within: Duration = Duration(30_000_000)
    """How long the other end is waited for, in real time."""
    retry_after: Duration = Duration(500_000)
    """Of whoever dials: between attempts."""
    attempts: int = 5
    """Of whoever dials: how often a call is tried, the first time too."""
