"""The joints of the house: what two seats say to each other in neutral terms, one file per seat.

A message carries meaning only. How it is written as bytes is a face in ``wire``; how long it takes is a
Link in ``seats``. ``Message`` is the union of everything that can be said, which is what a wire record holds.
"""

from typing import TypeAlias

from linebench.ports import (
    access,
    camera,
    checkweigher,
    clock,
    condition,
    desk,
    erp,
    io,
    l3,
    l4,
    lines,
    office,
    operator,
    packer,
    people,
    plc,
    presence,
    printer,
    serials,
    verification,
)

__all__ = ["Message"]

Message: TypeAlias = (
    printer.ToHost | printer.ToDevice
    | camera.ToHost | camera.ToDevice
    | checkweigher.ToHost
    | packer.ToHost | packer.ToDevice
    | io.ToController | io.ToField
    | plc.ToLine | plc.ToPlc
    | l3.ToSite | l3.ToLine
    | erp.ToSite | erp.ToPlanner
    | l4.ToEnterprise | l4.ToSite
    | desk.ToSite | desk.ToDesk
    | lines.ToSite | lines.ToLines
    | office.ToSite | office.ToOffice
    | serials.ToOwner | serials.ToUser
    | verification.ToEnterprise | verification.ToAsker
    | condition.ToSite
    | operator.ToPerson | operator.ToLine
    | people.ToPerson | people.ToLine
    | clock.ToServer | clock.ToAsker
    | access.ToLevel | access.ToWatch
    | presence.Presence
)
