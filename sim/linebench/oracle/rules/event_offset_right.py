"""Events state how far the clocks of their site were from UTC when they happened."""

from linebench.epcis.times import micros, offset_at
from linebench.oracle.rule import Rule
from linebench.ports.l4 import Capture

__all__ = ["RULE"]


class RULE(Rule):
    """Opportunities: events that a site which is not in UTC told the enterprise.

    What a data logger told is left out: its clock is its own.
    """

    id = "event-offset-right"
    title = "Each event states the offset from UTC that clocks at its site had when it happened."
    classes = ("time",)

    def on_capture(self, capture: Capture, t: int, at: int) -> None:
        """Look at the events of one capture."""
        zone = self.book.world.zone
        if zone == "UTC":
            return
        for event in capture.events:
            if event.sensor_element_list:
                continue
            self.opportunities += 1
            right = offset_at(micros(event.event_time), zone)
            if event.event_time_zone_offset != right:
                self.find(f"an event of {event.event_time} in {zone} states the offset "
                          f"{event.event_time_zone_offset}, it was {right}", t, at=(at,))
