"""Case packers and palletizers: which connections they have, and what usually speaks on each."""

from linebench.wire.composite import Channel, Composite
from linebench.wire.packer_station.device import device_sides
from linebench.wire.packer_station.host import host_sides
from linebench.wire.packer_station.profile import StationProfile

__all__ = ["COMPOSITES"]

_LINE = {"result": "{trigger};{outcome};{data}"}

COMPOSITES = (
    Composite(
        name="packer-station",
        seats=("packer", "palletizer"),
        summary="reader of contents, label printer, label scanner and controller, each on a connection of its own",
        profiles={"numbered": StationProfile(), "last": StationProfile(labels="last")},
        channels=(
            # a pallet of some hundred cases in one line
            Channel(name="contents", seat="camera", dialect="rawline", options={**_LINE, "max_frame": 65_536}),
            Channel(name="printer", seat="label_printer", dialect="zpl", profile="case-label"),
            Channel(name="label", seat="camera", dialect="rawline", options=_LINE),
            Channel(name="control", seat="packer_control", dialect="packer-control"),
        ),
        device=device_sides,
        host=host_sides,
    ),
)
