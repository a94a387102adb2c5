"""A process that stores captures as fast as it can and names each on its standard output once it is stored."""

import sys

from linebench.epcis.model import Event
from linebench.store import open_repository

SIZE = 25
"""Events of a capture."""


def events(capture):
    """The events of a capture, each with the capture's number and its own in its id."""
    return [Event(type="ObjectEvent", action="OBSERVE", event_time="2026-01-31T12:00:00Z",
                  event_time_zone_offset="+00:00", event_id=f"urn:x:{capture}:{number}",
                  epc_list=(f"urn:epc:id:sgtin:9501101.053000.{capture}-{number}",)) for number in range(SIZE)]


def main():
    """Until somebody ends it: every capture twice, as a client does that heard nothing, from a number on."""
    url, number = sys.argv[1], int(sys.argv[2])
    repository = open_repository(url)
    while True:
        repository.add(str(number), events(number))
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
        repository.add(str(number), events(number))
        number += 1


if __name__ == "__main__":
    main()
