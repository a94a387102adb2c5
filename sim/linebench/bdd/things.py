"""Packs and containers as a partner of the enterprise tells of them: their identifiers, and events about them."""

import hashlib
from collections.abc import Sequence

import msgspec

from linebench.epcis.hashing import event_hash
from linebench.epcis.model import ErrorDeclaration, Event, Extensions, Place
from linebench.epcis.names import MASTER_DATA
from linebench.epcis.times import micros, text_of
from linebench.product.dates import last_day
from linebench.product.epc_uri import link_of_elements
from linebench.product.identifiers import CHARSET_82
from linebench.product.keys import container_epc, epc, sscc
from linebench.scenario.model import Scenario

__all__ = ["FATES", "PREFIX_DIGITS", "Thing", "Things"]

Thing = tuple[str, int]
"""``pack``, ``case`` or ``pallet``, and its number in the test case."""
PREFIX_DIGITS = 7
"""Length of the company prefix in the bench's own keys."""
FATES: dict[str, tuple[str, str, str]] = {
    "commissioned": ("ADD", "commissioning", "active"),
    "decommissioned": ("DELETE", "decommissioning", "inactive"),
    "destroyed": ("DELETE", "destroying", "destroyed"),
    "inspected": ("OBSERVE", "inspecting", "conformant"),
    "shipped": ("OBSERVE", "shipping", "in_transit"),
    "taken back from shipping": ("OBSERVE", "void_shipping", "in_progress"),
    "received": ("OBSERVE", "receiving", "in_progress"),
}
"""What can happen to things by themselves, in words: action, business step and disposition. CBV 2.0, 7."""
_EXTENSIONS = {"case": 5, "pallet": 6}
_REFERENCES = 10 ** (16 - PREFIX_DIGITS)
_SERIALS = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_SITE = "https://id.gs1.org/414/9501101000018"


class Things:
    """Identifiers of one test case: the same run has the same ones, and another run or case has others.

    Attributes:
        serial_length: characters of the serial of a pack.
        alphabet: what serials are made of.
        skew_us: how far whoever tells of them has a clock that is ahead.

    """

    def __init__(self, scenario: Scenario, own: str) -> None:
        """``own``: what identifiers are drawn from."""
        self._batch = scenario.batches[0]
        self._gtin = next(each for each in scenario.products if each.name == self._batch.product).gtin
        self._own, self._epoch = own, micros(scenario.epoch)
        self.serial_length = 12
        self.alphabet = _SERIALS
        self.skew_us = 0
        self._last = 0

    @property
    def word(self) -> str:
        """A name that no other test case has."""
        return hashlib.sha256(self._own.encode()).hexdigest()[:16]

    def link(self, thing: Thing) -> str:
        """The identifier of a thing, as GS1 Digital Link."""
        kind, number = thing
        chance = hashlib.sha256(f"{self._own} {kind} {number}".encode()).digest()
        if kind == "pack":
            return link_of_elements(epc(self._gtin, self._serial(chance, number)))
        prefix, reference = self._gtin[1:1 + PREFIX_DIGITS], int.from_bytes(chance[:8], "big") % _REFERENCES
        return link_of_elements(container_epc(sscc(prefix, reference, extension=_EXTENSIONS[kind])))

    def every_character(self) -> None:
        """Let the serials of packs hold all characters that an AI (21) may hold, and be as long as it may be."""
        self.serial_length, self.alphabet = 20, CHARSET_82

    def happened(self, things: Sequence[Thing], fate: str, now: int) -> Event:
        """An event of ``FATES`` at ``now``, in microseconds since the epoch of the attempt."""
        action, step, disposition = FATES[fate]
        packs = all(kind == "pack" for kind, _ in things)
        made = self._event("ObjectEvent", action, step, disposition, now)
        return _named(msgspec.structs.replace(
            made, epc_list=tuple(map(self.link, things)), ilmd=self._ilmd() if packs and action == "ADD" else {}))

    def happened_at(self, things: Sequence[Thing], fate: str, time: str, offset: str) -> Event:
        """An event of ``FATES`` at a time as people write it, with its offset from UTC."""
        made = self.happened(things, fate, 0)
        return _named(msgspec.structs.replace(made, event_time=time, event_time_zone_offset=offset, event_id=""))

    def packed(self, things: Sequence[Thing], container: Thing, now: int, *, out: bool) -> Event:
        """An event of packing into a container, or of taking ``out`` of it."""
        action, step = ("DELETE", "unpacking") if out else ("ADD", "packing")
        made = self._event("AggregationEvent", action, step, "in_progress", now)
        return _named(msgspec.structs.replace(
            made, parent_id=self.link(container), child_epcs=tuple(map(self.link, things))))

    def erroneous(self, event: Event, now: int) -> Event:
        """The declaration that an event did not occur. GS1 EPCIS 2.0, 7.4.1.2."""
        told = ErrorDeclaration(declaration_time=text_of(self._epoch + now), reason="did_not_occur")
        return msgspec.structs.replace(event, error_declaration=told)

    def _event(self, kind: str, action: str, step: str, disposition: str, now: int) -> Event:
        at = self._last = max(now + self.skew_us, self._last + 1_000)  # each a moment behind the one before
        return Event(
            type=kind, event_time=text_of(self._epoch + at), event_time_zone_offset="+00:00", action=action,
            biz_step=step, disposition=disposition, read_point=Place(_SITE), biz_location=Place(_SITE))

    def _ilmd(self) -> Extensions:
        return {f"{{{MASTER_DATA}}}lotNumber": self._batch.lot,
                f"{{{MASTER_DATA}}}itemExpirationDate": last_day(self._batch.expiry).isoformat()}

    def _serial(self, chance: bytes, number: int) -> str:
        """By chance, but of many characters no two packs of a test case begin at the same one."""
        letters, value = len(self.alphabet), int.from_bytes(chance, "big")
        found = [self.alphabet[number * self.serial_length % letters]]
        while len(found) < self.serial_length:
            value, at = divmod(value, letters)
            found.append(self.alphabet[at])
        return "".join(found)


def _named(event: Event) -> Event:
    return msgspec.structs.replace(event, event_id=event_hash(event))
