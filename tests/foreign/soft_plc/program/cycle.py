"""The runtime: reads inputs, carries out the programs, writes outputs, again and again."""

import configparser
import pathlib
import time

from program import words
from program.gate import Gate
from program.handover import Giver, Taker
from program.image import Station
from program.modbus import Master
from program.reject import Reject
from program.track import Track
from program.unit import Unit

__all__ = ["Runtime"]

_SILENT = 2.0
"""Seconds after which a heartbeat that stands still means that nobody is there."""
_AVERAGE = 0.2
"""Seconds over which the speed of the belt is taken."""


class Runtime:
    """Field and line controller are stations of a Modbus master."""

    def __init__(self, config: configparser.ConfigParser, folder: pathlib.Path) -> None:
        cycle, geometry = config["cycle"], config["geometry"]
        self._period = cycle.getfloat("period_ms") / 1000
        symbols = folder / config["cycle"]["symbols"]
        self._field, self._host = (Station(_master(config[name]), symbols, name) for name in ("FIELD", "HOST"))
        unit = Unit(geometry.getfloat("ramp_s"), geometry.getint("run_out"))
        track = Track(geometry.getint("camera_to_gate"), geometry.getint("camera_to_exit"),
                      geometry.getint("tolerance"))
        gate = Gate(geometry.getint("gate_to_pusher"), geometry.getfloat("stroke_s"), geometry.getint("window"),
                    geometry.getfloat("patience_s"))
        self._program = Reject(unit, track, gate, config["cycle"]["fault"])
        self._results, self._answers, self._verdict, self._command = Giver(), Giver(), Taker(), Taker()
        self._travel = self._speed = 0
        self._encoder: int | None = None
        self._marks: list[tuple[float, int]] = []
        self._beat = (-1, 0.0)

    def connect(self) -> None:
        """Wait until both stations are there."""
        for station in (self._field, self._host):
            while True:
                try:
                    station.connect()
                    break
                except OSError:
                    time.sleep(0.05)

    def run(self) -> None:
        """One cycle after the other. A station that does not answer leaves its inputs as they were."""
        due = time.monotonic()
        while True:
            try:
                self._field.read()
                self._host.read()
                self._carry_out(time.monotonic())
                self._field.write()
                self._host.write()
            except OSError:
                time.sleep(self._period)
            due = max(due + self._period, time.monotonic() - self._period)
            time.sleep(max(0.0, due - time.monotonic()))

    def _carry_out(self, now: float) -> None:
        inputs, program = self._field.values, self._program
        self._measure(now, inputs["I_Encoder"])
        self._listen(now)
        program.cycle(now, inputs, self._travel, self._speed)
        program.unit.cycle(now, self._travel, packer_full=bool(inputs["I_PackerFull"]))
        self._drive()
        self._speak()

    def _measure(self, now: float, encoder: int) -> None:
        """How far the belt has moved, and how fast it is."""
        self._travel += 0 if self._encoder is None else (encoder - self._encoder) & 0xFFFF_FFFF
        self._encoder = encoder
        self._marks = [mark for mark in self._marks if now - mark[0] <= _AVERAGE]
        if self._marks:
            then, travel = self._marks[0]
            self._speed = round((self._travel - travel) / (now - then))
        self._marks.append((now, self._travel))

    def _listen(self, now: float) -> None:
        host, program = self._host.values, self._program
        if host["I_Host_Life"] != self._beat[0]:
            self._beat = host["I_Host_Life"], now
        program.unit.cause(words.LINE_CONTROLLER, now, on=now - self._beat[1] > _SILENT, stops=words.STOP)
        program.limit = host["I_Limit"]
        if self._verdict.cycle(host["I_Verdict_New"]):
            program.track.judge(host["I_Verdict_Number"], good=host["I_Verdict_Good"] == 1)
        if self._command.cycle(host["I_Command_New"]):
            self._obey(host["I_Command_Code"], now)

    def _obey(self, code: int, now: float) -> None:
        program, reason = self._program, words.TAKEN
        if code == words.RESTART_COUNT:
            program.restart()
        elif code == words.RESEND:
            program.resend()
        else:
            recipe = bool(self._host.values["I_Mass_High"])
            reason = program.unit.command(code, now, self._travel, recipe=recipe)
        self._answers.add(code, int(reason == words.TAKEN), reason)

    def _drive(self) -> None:
        out, unit, gate = self._field.values, self._program.unit, self._program.gate
        out["Q_Motor"], out["Q_Feed"], out["Q_Horn"] = unit.motor, unit.feed, unit.horn
        out["Q_Life"] += 1
        if gate.strikes:
            out["Q_Push_At"] = (out["I_Encoder"] + gate.strikes.popleft().at - self._travel) & 0xFFFF_FFFF
            out["Q_Push_New"] ^= 1

    def _speak(self) -> None:
        out, unit, results = self._host.values, self._program.unit, self._program.results
        while results:
            self._results.add(*results.popleft())
        self._results.cycle(out["I_Result_Taken"])
        self._answers.cycle(out["I_Answer_Taken"])
        out["Q_Life_Plc"] += 1
        out["Q_State"] = unit.state
        out["Q_Alarms"] = sum(1 << number for number in unit.alarms)
        out["Q_Latched"] = sum(1 << number for number in unit.latched)
        out["Q_Verdict_Taken"], out["Q_Command_Taken"] = self._verdict.answer, self._command.answer
        out["Q_Result_New"], out["Q_Answer_New"] = self._results.request, self._answers.request
        if self._results.data:
            out["Q_Result_Number"], out["Q_Result_Fate"], out["Q_Result_Cause"] = self._results.data
        if self._answers.data:
            out["Q_Answer_Code"], out["Q_Answer_Yes"], out["Q_Answer_Reason"] = self._answers.data


def _master(section: configparser.SectionProxy) -> Master:
    return Master(section["host"], section.getint("port"), section.getint("unit"), section.getfloat("timeout_s"))
