"""In-Sight vision systems as a dialect."""

from linebench.units import Duration
from linebench.wire.dialect import Dialect
from linebench.wire.insight.device import InsightDevice
from linebench.wire.insight.host import InsightHost
from linebench.wire.insight.profile import InsightProfile

__all__ = ["DIALECTS"]

DIALECTS = (
    Dialect(
        name="insight",
        seats=("camera",),
        port=23,
        summary="Cognex In-Sight vision systems by native mode",
        profiles={
            "cells": InsightProfile(),
            "pushed": InsightProfile(push=True),
            "blocks_apart": InsightProfile(block_gap=Duration(100_000)),
            # DANGER: one lost line, and every later result belongs to another pack
            "unnumbered": InsightProfile(result="{outcome};{symbology};{data};{text}"),
        },
        device=InsightDevice,
        host=InsightHost,
    ),
)
