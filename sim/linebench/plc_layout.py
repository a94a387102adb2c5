"""What an integrator measures on the line and enters into the PLC: distances in encoder counts, times."""

from linebench.line.devices.camera import CameraSettings
from linebench.line.devices.gate import GateSettings
from linebench.line.line import speed_of
from linebench.scenario.model import LinePlan, Scenario, StationPlan
from linebench.stack.l1.layout import L1Layout

__all__ = ["LayoutError", "packs_before_verdict", "plc_layout"]

_MARGIN_UM = 20_000  # how far from its expected place a pack may be seen: a fifth of a pack


class LayoutError(ValueError):
    """A line that the PLC program cannot track on. The message names what is missing."""


def plc_layout(scenario: Scenario) -> L1Layout:
    """Derive the PLC's constants from the line.

    Raises:
        LayoutError: the line lacks a station that tracking needs.

    """
    plan, stack = scenario.line, scenario.stack
    pitch, speed = int(plan.encoder_pitch), speed_of(plan, scenario.rate)
    gate = _station(plan, "gate")
    assert isinstance(gate.settings, GateSettings)
    scale = next((station for station in plan.stations if station.kind == "checkweigher"), None)
    seal = next((station for station in plan.stations if station.kind == "seal"), None)
    camera, behind = _at(plan, "camera"), _at(plan, "exit") - int(gate.at)
    # from the count being reached to the stroke: input latency, half a scan, output latency, stroke
    delay_us = 2 * int(stack.field_latency) + int(stack.scan) // 2 + int(gate.settings.stroke)
    return L1Layout(
        camera_to_gate=(int(gate.at) - camera) // pitch,
        camera_to_scale=None if scale is None else (int(scale.at) - camera) // pitch,
        camera_to_seal=None if seal is None else _before_gate(plan, int(seal.at) - camera) // pitch,
        gate_to_push=(int(gate.settings.push_after) - speed * delay_us // 1_000_000) // pitch,
        confirm_within=(behind - int(gate.settings.push_after)) * 2 // 3 // pitch,
        gate_to_exit=behind // pitch,
        tolerance=_MARGIN_UM // pitch,
        min_gap=int(plan.pack_length) // pitch,
        pitch=int(plan.pitch) // pitch,
        run_out=max(int(station.at) for station in plan.stations) // pitch,
        beat_us=int(plan.pitch) * 1_000_000 // speed,
        ramp_us=int(plan.belts[0].ramp),
        confirm_us=int(gate.settings.fall) * 4,
        rate_limit=stack.reject_rate,
        rate_of=stack.reject_rate_of,
        bypass_us=int(stack.bypass_time),
        scan_us=int(stack.scan),
    )


def packs_before_verdict(scenario: Scenario) -> int:
    """Count the packs that are fed after one while that one travels to the camera and is decided on."""
    plan, stack = scenario.line, scenario.stack
    camera = _station(plan, "camera")
    assert isinstance(camera.settings, CameraSettings)
    told_us = (int(camera.settings.answer_after) + int(stack.device_latency) + int(stack.plc_latency)
               + int(stack.field_latency) + int(stack.scan))
    way = int(camera.at) - _at(plan, "infeed") + speed_of(plan, scenario.rate) * told_us // 1_000_000
    return way // int(plan.pitch)


def _station(plan: LinePlan, kind: str) -> StationPlan:
    for station in plan.stations:
        if station.kind == kind:
            return station
    raise LayoutError(f"line {plan.id!r} has no station of kind {kind!r}; the PLC program tracks from camera to "
                      f"gate to exit and needs one of each")


def _before_gate(plan: LinePlan, behind: int) -> int:
    """What decides on a pack must stand behind the camera, which counts it, and before the gate."""
    if 0 < behind < _at(plan, "gate") - _at(plan, "camera"):
        return behind
    raise LayoutError(f"line {plan.id!r} has its seal sensor {behind / 1_000_000:g} m behind the camera; "
                      "put it between camera and gate")


def _at(plan: LinePlan, kind: str) -> int:
    return int(_station(plan, kind).at)
