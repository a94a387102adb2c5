"""A small plant for tests: a belt that moves one encoder count a millisecond, and devices that do as they are told.

It joins the three levels as ``seats`` does, every message one millisecond under way. Packs are numbered from 1
in the order of feeding. ``quirks`` maps (pack, what) to what goes wrong there.
"""

from collections import deque

from linebench.ports.camera import CameraJob, CameraState, Reading
from linebench.ports.checkweigher import Weight
from linebench.ports.io import Compare, Edges, Input, Output, Reached
from linebench.ports.l3 import Order
from linebench.ports.operator import Answer, Request, Shown
from linebench.ports.packer import CloseNow, ContentsRead, LabelOrder, LabelRead, Release
from linebench.ports.printer import AskJob, ClearQueue, JobTold, PrintDone, PrintJob, PrintOrders
from linebench.product.pack_code import PackCode
from linebench.stack import make_decisions
from linebench.stack.l1 import L1Layout, PlcProgram
from linebench.stack.l2 import L2Config, LineController, Recipe
from linebench.stack.l3 import L3Config, SiteServer
from linebench.stack.machine import Arm, Cancel, Send, Store

MS = 1_000
GTIN = "04012345678901"
ORDER = Order("A1", GTIN, "LOT1", "271231", 1000, 5, 2, "34012345", 1)
LAYOUT = L1Layout(camera_to_gate=200, gate_to_push=50, confirm_within=60, gate_to_exit=150, tolerance=10,
                  min_gap=50, pitch=100, run_out=700, beat_us=100 * MS, ramp_us=50 * MS, confirm_us=200 * MS,
                  camera_to_scale=100, scan_us=MS)
PRINTER, CAMERA, SCALE, GATE, PUSHER, EXIT, PACKER = 50, 200, 300, 400, 450, 550, 650


class Seat:
    """A driver of one level: power, timers and store."""

    def __init__(self, make):
        self.make, self.store, self.timers, self.level = make, {}, {}, None


class Plant:
    def __init__(self, order=ORDER, mutants=(), pool=100_000, **config):
        self.order, self.t, self.encoder = order, 0, 0
        self.motor = self.feed = self.frozen = False
        self.quirks, self.cut, self.wires, self.log = {}, set(), deque(), []
        self.packs, self.compare, self.queue, self.job, self.camera_job = {}, {}, deque(), None, ""
        self.number = self.trigger = self.last_fed = 0
        self.bin, self.exited, self.waiting, self.boxes, self.pallet = [], [], [], {}, []
        self.boxed = {"case": 0, "pallet": 0}
        self.conditions = {}
        self.drawn = 0
        settings = {"print_queue": 4, "serial_low": 10, "serial_block": 100, "report_every_us": 1_000 * MS}
        settings.update(config)
        plan = L2Config(recipes={GTIN: Recipe(9_000, 11_000)}, **settings)
        site = L3Config(orders={order.order: order}, refused={"B1": "not released"}, pool=pool)
        self.seats = {
            "l1": Seat(lambda: PlcProgram(LAYOUT, make_decisions("l1", mutants))),
            "l2": Seat(lambda: LineController(plan, make_decisions("l2", mutants))),
            "l3": Seat(lambda: SiteServer(site, self.draw, make_decisions("l3", mutants))),
        }
        for name in ("l3", "l1", "l2"):
            self.power_on(name)

    def draw(self, count, _gtin):
        self.drawn += count
        return tuple(f"S{n:06d}" for n in range(self.drawn - count, self.drawn))

    # power, messages, timers

    def power_on(self, name):
        seat = self.seats[name]
        seat.level = seat.make()
        self.perform(name, seat.level.start(seat.store, self.t))
        if name == "l1":
            for signal, on in self.conditions.items():
                if on:
                    self.say("io", "l1", Input(signal, True, self.encoder))

    def power_off(self, name):
        seat = self.seats[name]
        seat.level = None
        seat.timers.clear()
        if name == "l1":
            self.motor = self.feed = False

    def perform(self, name, answer):
        seat = self.seats[name]
        for effect in [answer] if type(answer) is Send else answer:
            if type(effect) is Send:
                self.say(name, effect.to, effect.message)
            elif type(effect) is Arm:
                seat.timers[effect.name] = self.t + effect.delay_us
            elif type(effect) is Cancel:
                seat.timers.pop(effect.name, None)
            elif type(effect) is Store and effect.value is None:
                seat.store.pop(effect.key, None)
            else:
                seat.store[effect.key] = effect.value

    def say(self, source, to, message, later=1):
        if (source, to) not in self.cut:
            self.wires.append((self.t + later * MS, source, to, message))

    def deliver(self):
        due = [wire for wire in self.wires if wire[0] <= self.t]
        self.wires = deque(wire for wire in self.wires if wire[0] > self.t)
        for _, source, to, message in due:
            self.log.append((source, to, message))
            if to in self.seats:
                if self.seats[to].level is not None:
                    self.perform(to, self.seats[to].level.receive(source, message, self.t))
            else:
                self.device(to, message)

    def step(self):
        self.t += MS
        self.deliver()
        for name, seat in self.seats.items():
            for timer in [timer for timer, due in seat.timers.items() if due <= self.t]:
                seat.timers.pop(timer, None)
                self.perform(name, seat.level.expire(timer, self.t))
        if self.motor:
            self.travel()
        for slot in [slot for slot, count in self.compare.items() if count <= self.encoder and not self.frozen]:
            del self.compare[slot]
            self.say("io", "l1", Reached(slot, self.encoder))

    def run(self, ms):
        for _ in range(ms):
            self.step()

    def until(self, condition, limit=20_000):
        for _ in range(limit):
            if condition():
                return True
            self.step()
        return False

    # people

    def ask(self, action, subject="", by="operator 1"):
        """Ask and wait for the answer: "" when done, else why not."""
        start = len(self.log)
        self.say("hmi", "l2", Request(action, subject, by))
        def answered():
            return any(isinstance(m, Answer) and m.action == action for _, _, m in self.log[start:])
        assert self.until(answered)
        return next(m.reason for _, _, m in self.log[start:] if isinstance(m, Answer) and m.action == action)

    def begin(self):
        assert self.ask("confirm_clearance") == ""
        assert self.ask("start_batch", self.order.order) == ""
        assert self.ask("start_line") == ""

    def condition(self, signal, on):
        self.conditions[signal] = on
        self.say("io", "l1", Input(signal, on, self.encoder))

    # physics

    def travel(self):
        if not self.frozen:
            self.encoder += 1
        self.last_fed += 1
        if self.feed and self.last_fed >= LAYOUT.pitch:
            self.last_fed = 0
            self.put(0)
        for pack in list(self.packs):
            self.packs[pack][0] += 1
            self.moved(pack, self.packs[pack][0])

    def put(self, position, content="", text=""):
        self.number += 1
        self.packs[self.number] = [position, content, text]
        return self.number

    def moved(self, pack, position):
        if (pack, "taken") in self.quirks and position == self.quirks[pack, "taken"]:
            del self.packs[pack]
        elif position == PRINTER:
            self.print(pack)
        elif position == CAMERA:
            self.view(pack)
        elif position == SCALE:
            self.say("scale", "l1", Weight("scale-1", self.encoder, self.quirks.get((pack, "mg"), 10_000)), 20)
        elif position == GATE:
            self.say("io", "l1", Edges(("barrier_gate",), self.encoder))
        elif position == EXIT:
            self.exited.append(pack)
            self.say("io", "l1", Edges(("barrier_exit",), self.encoder))
        elif position == PACKER:
            self.waiting.append(self.packs.pop(pack)[1])
            self.pack("case", self.waiting, self.order.case_size)

    def print(self, pack):
        if not self.queue:
            return
        if (pack, "double") in self.quirks:
            self.say("printer", "l2", PrintDone(self.queue.popleft()[0]), 20)
        record, serial = self.queue.popleft()
        code = PackCode(self.job.gtin, self.job.expiry, self.job.lot, serial)
        code = self.quirks.get((pack, "code"), lambda same: same)(code)
        self.packs[pack][1:] = [code.content(), self.quirks.get((pack, "text"), code.text())]
        self.say("printer", "l2", PrintDone(record), 20)

    def view(self, pack):
        self.trigger += 1
        self.say("io", "l1", Edges(("barrier_camera",), self.encoder))
        _, content, text = self.packs[pack]
        if (pack, "silent") in self.quirks:
            return
        later = self.quirks.get((pack, "late"), 40)
        if not content or (pack, "no_read") in self.quirks:
            self.say("camera", "l2", Reading(self.trigger, "no_read", "", "", ""), later)
        else:
            symbology = self.quirks.get((pack, "symbology"), "]d2")
            self.say("camera", "l2", Reading(self.trigger, "read", content, text, symbology), later)

    def strike(self):
        for pack in [pack for pack, state in self.packs.items() if abs(state[0] - PUSHER) <= 8]:
            if (pack, "stuck") in self.quirks:
                continue
            self.bin.append((pack, self.packs.pop(pack)[1]))
            if (pack, "unseen") not in self.quirks:
                self.say("io", "l1", Edges(("reject_confirm",), self.encoder), 30)

    def pack(self, word, waiting, size):
        seat = {"case": "packer", "pallet": "palletizer"}[word]
        if word not in self.boxes and len(waiting) >= size:
            self.close(word, seat, waiting, size)

    def close(self, word, seat, waiting, size):
        contents = [waiting.pop(0) for _ in range(min(size, len(waiting)))]
        self.boxed[word] += 1
        self.boxes[word] = [self.boxed[word], contents, ""]
        read = [self.quirks.get((word, self.boxed[word], child), child) for child in contents]
        read = read[: self.quirks.get((word, self.boxed[word], "seen"), size)]
        self.say(seat, "l2", ContentsRead(word, self.boxed[word], tuple(read)), 20)

    # devices

    def device(self, to, message):
        if to == "io":
            self.field(message)
        elif to == "printer":
            self.printer(message)
        elif type(message) is CameraJob:
            self.trigger, self.camera_job = 0, message.job
            self.say("camera", "l2", CameraState("camera-1", self.quirks.get("job", message.job), True))
        elif to in ("packer", "palletizer"):
            self.container(to, message)

    def field(self, message):
        if type(message) is Compare:
            self.compare[message.slot] = message.encoder
        elif type(message) is Output:
            if message.signal in ("motor", "feed"):
                setattr(self, message.signal, message.on)
            elif message.signal == "pusher":
                self.strike()

    def printer(self, message):
        if type(message) is PrintJob:
            self.job = self.quirks.pop("print job", message)
        elif type(message) is AskJob:
            self.say("printer", "l2", JobTold(self.job.job, self.job.gtin, self.job.lot, self.job.expiry))
        elif type(message) is ClearQueue:
            self.queue.clear()
        elif type(message) is PrintOrders:
            self.queue.extend(enumerate(message.serials, message.first))

    def container(self, seat, message):
        word = message.container
        waiting, size = self.waiting, self.order.case_size
        if word == "pallet":
            waiting, size = self.pallet, self.order.pallet_size
        box = self.boxes.get(word)
        if type(message) is CloseNow:
            if box is None and waiting:
                self.close(word, seat, waiting, size)
        elif box is not None and box[0] == message.trigger:
            if type(message) is LabelOrder:
                quirk = self.quirks.pop((word, box[0], "label"), None)
                read = ("read", "00" + message.sscc) if quirk is None else quirk
                box[2] = message.sscc
                self.say(seat, "l2", LabelRead(word, box[0], *read), 50)
            elif type(message) is Release:
                del self.boxes[word]
                if message.accept and word == "case":
                    self.pallet.append("00" + box[2])
                    self.pack("pallet", self.pallet, self.order.pallet_size)
                self.pack(word, waiting, size)

    # what was said

    def said(self, source, to, *kinds):
        return [m for s, d, m in self.log if (s, d) == (source, to) and isinstance(m, kinds)]

    def shown(self, item):
        values = [m.value for m in self.said("l2", "hmi", Shown) if m.item == item]
        return values[-1] if values else None
