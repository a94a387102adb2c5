"""The belt keeps packs in place and in order whatever the drive does."""

import random

from linebench.kernel.engine import Engine
from linebench.line.belt import PM_PER_UM, Belt
from linebench.line.drive import Drive
from linebench.line.pack import Pack
from linebench.records.truth import BeltMoved


def belt_with(points, speed=1_000_000):
    engine, records, passed = Engine(), [], []
    belt = Belt("main", engine, records.append)
    for at in points:
        belt.add_point(at, lambda t, pack, at=at: passed.append((t, at, pack.number)))
    belt.set_speed(0, speed)
    return engine, belt, records, passed


def test_a_pack_passes_points_at_the_exact_microsecond():
    """At 1 m/s a pack laid down at 0 passes 300 mm after 300 ms and 1 m after 1 s."""
    engine, belt, _, passed = belt_with([300_000, 1_000_000])
    belt.put(0, Pack(1, 0))
    engine.run_to(2_000_000)
    assert passed == [(300_000, 300_000, 1), (1_000_000, 1_000_000, 1)]


def test_a_stop_delays_everything_by_its_length_and_moves_nothing():
    """A belt that stands for 500 ms passes every pack exactly 500 ms later."""
    engine, belt, records, passed = belt_with([300_000, 1_000_000])
    belt.put(0, Pack(1, 0))
    engine.run_to(400_000)
    belt.set_speed(400_000, 0)
    engine.run_to(900_000)
    belt.set_speed(900_000, 1_000_000)
    engine.run_to(3_000_000)
    assert passed == [(300_000, 300_000, 1), (1_500_000, 1_000_000, 1)]
    assert records == [BeltMoved(0, "main", 1_000_000, 0), BeltMoved(400_000, "main", 0, 400_000),
                       BeltMoved(900_000, "main", 1_000_000, 400_000)]


def test_a_thousand_stops_lose_nothing():
    """Stops at random microseconds leave travel equal to running time times speed, to the picometre."""
    engine, belt, _, _ = belt_with([])
    chance, running, t, speed = random.Random(4), 0, 0, 333_333
    belt.set_speed(0, speed)
    for _ in range(1000):
        step = chance.randrange(1, 10_000)
        running += step
        engine.run_to(t + step)
        belt.set_speed(t + step, 0)
        t += step + chance.randrange(1, 10_000)
        engine.run_to(t)
        belt.set_speed(t, speed)
    assert belt.travel(t) == running * speed


def test_packs_keep_their_order_and_distance():
    """Packs laid down 150 ms apart pass each point 150 ms apart, in order, across a stop."""
    engine, belt, _, passed = belt_with([500_000])
    for number in range(1, 4):
        engine.run_to((number - 1) * 150_000)
        belt.put(engine.now, Pack(number, 0))
    engine.run_to(400_000)
    belt.set_speed(400_000, 0)
    engine.run_to(1_400_000)
    belt.set_speed(1_400_000, 1_000_000)
    engine.run_to(3_000_000)
    assert passed == [(1_500_000, 500_000, 1), (1_650_000, 500_000, 2), (1_800_000, 500_000, 3)]


def test_a_pack_taken_away_passes_nothing_more():
    """Taking a pack off the belt ends its journey; the pack behind goes on."""
    engine, belt, _, passed = belt_with([300_000, 600_000])
    first, second = Pack(1, 0), Pack(2, 0)
    belt.put(0, first)
    engine.run_to(100_000)
    belt.put(100_000, second)
    engine.run_to(350_000)
    belt.take(first)
    engine.run_to(2_000_000)
    assert passed == [(300_000, 300_000, 1), (400_000, 300_000, 2), (700_000, 600_000, 2)]
    assert list(belt.packs) == [2]


def test_a_pack_laid_down_midway_passes_only_what_lies_ahead():
    """A pack put on behind the first point does not pass it."""
    engine, belt, _, passed = belt_with([300_000, 600_000])
    belt.put(0, Pack(7, 0), 400_000)
    engine.run_to(1_000_000)
    assert passed == [(200_000, 600_000, 7)]


def test_a_due_travel_that_is_already_passed_is_served_at_once():
    """What is asked for too late happens now, and does not disturb what is due later."""
    engine, belt, _, _ = belt_with([])
    seen = []
    belt.due(0, 500_000 * PM_PER_UM, lambda t, word: seen.append((t, word)), "later")
    engine.run_to(200_000)
    belt.due(200_000, 1 * PM_PER_UM, lambda t, word: seen.append((t, word)), "passed")
    engine.run_to(1_000_000)
    assert seen == [(200_000, "passed"), (500_000, "later")]


def test_the_booking_count_does_not_grow_with_the_packs():
    """A stop and start books one event however many packs ride."""
    engine, belt, _, _ = belt_with([5_000_000])
    for number in range(100):
        engine.run_to(number * 10_000)
        belt.put(engine.now, Pack(number, 0))
    before = engine.events
    belt.set_speed(engine.now, 0)
    belt.set_speed(engine.now, 1_000_000)
    engine.run_to(engine.now + 1)
    assert engine.events - before == 0


def drive_with(ramp=100_000):
    engine, records = Engine(), []
    belt = Belt("main", engine, records.append)
    drive = Drive(engine, [belt], ramp)
    drive.set_speed(1_000_000)
    return engine, belt, drive, records


def test_a_ramp_covers_the_distance_of_a_constant_deceleration():
    """From 1 m/s to rest in 100 ms takes 50 mm."""
    engine, belt, drive, _ = drive_with()
    drive.output(0, on=True)
    engine.run_to(1_000_000)
    drive.output(1_000_000, on=False)
    start = belt.travel(1_000_000)
    engine.run_to(2_000_000)
    assert (belt.speed, belt.travel(2_000_000) - start) == (0, 50_000 * PM_PER_UM)


def test_an_open_contact_stops_and_needs_a_new_start():
    """After the contact closes the belt stands until the output has been off and on again."""
    engine, belt, drive, _ = drive_with()
    drive.output(0, on=True)
    engine.run_to(500_000)
    drive.contact(500_000, "estop", opened=True)
    engine.run_to(700_000)
    drive.contact(700_000, "estop", opened=False)
    engine.run_to(900_000)
    stands = belt.speed
    drive.output(900_000, on=False)
    drive.output(900_000, on=True)
    engine.run_to(1_100_000)
    assert (stands, belt.speed) == (0, 1_000_000)


def test_a_start_during_the_ramp_down_voids_the_ramp():
    """Switching on again before the belt stands brings it back to full speed, not to rest."""
    engine, belt, drive, _ = drive_with()
    drive.output(0, on=True)
    engine.run_to(500_000)
    drive.output(500_000, on=False)
    engine.run_to(550_000)
    drive.output(550_000, on=True)
    engine.run_to(1_000_000)
    assert belt.speed == 1_000_000
