"""The store by itself: every act is a record, and leaves the goods as it says."""

from linebench.records.store import PhotoTaken, UnitCameBack, UnitLabelled, UnitLeft, UnitPut, UnitTaken
from linebench.site.clerk import Slip
from linebench.site.photo import photo_of
from tests.sites.warehouse import CASE, CLERK, PALLET, Warehouse, box, epc

T = 6_000_000


def test_every_act_is_a_record():
    """Who did it, what it was, what its label says, and where."""
    house = Warehouse()
    store, (case, other) = house.store, house.store.cases[:2]
    pack = case.inside[0]
    store.take_out(T, "Jo", pack)
    store.put_in(T, "Jo", pack, other)
    store.damage(T, "Jo", pack)
    store.label(T, "Jo", pack, epc(99))
    store.let_go(T, "Jo", store.pallets[0], "shipped")
    store.take_back(T, "Jo", store.pallets[0], "unloaded")
    store.new_case(T, "Jo", box(7))
    assert house.records == [
        UnitTaken(T, "Jo", "pack", 1, epc(0), "case", 1), UnitPut(T, "Jo", "pack", 1, epc(0), "case", 2),
        UnitLabelled(T, "Jo", "pack", 1, epc(0), epc(0), readable=False),
        UnitLabelled(T, "Jo", "pack", 1, epc(0), epc(99), readable=True),
        UnitLeft(T, "Jo", "pallet", 1, PALLET[0], "shipped"),
        UnitCameBack(T, "Jo", "pallet", 1, PALLET[0], "unloaded"),
        UnitLabelled(T, "Jo", "case", 5, "", box(7), readable=True)]
    assert (pack.box, pack.scanned(), pack.content) == (other, epc(99), "01095011015300031728020010LOT1\x1d21S099")
    assert pack not in case.inside


def test_swapped_labels_are_two_labels():
    """Each says what the other's said."""
    house = Warehouse()
    one, other = house.store.cases[:2]
    house.store.swap_labels(T, "Jo", one, other)
    assert (one.scanned(), other.scanned()) == (CASE[1], CASE[0])
    assert house.records == [UnitLabelled(T, "Jo", "case", 1, CASE[0], CASE[1], readable=True),
                             UnitLabelled(T, "Jo", "case", 2, CASE[1], CASE[0], readable=True)]


def test_what_lies_loose_is_not_taken_out():
    """Nothing is recorded that did not happen."""
    house = Warehouse()
    house.store.take_out(T, "Jo", house.store.pallets[0])
    assert house.records == []


def test_a_photo_shows_the_label_as_it_is():
    """Equal things give equal bytes; a torn label gives another picture; containers have one too."""
    house = Warehouse()
    pack, other = house.store.packs[:2]
    sound = photo_of(pack)
    assert sound == photo_of(pack)
    assert sound != photo_of(other)
    house.store.damage(T, "Jo", pack)
    assert photo_of(pack) != sound
    assert all(photo_of(unit).startswith(b"\x89PNG") for unit in (pack, house.store.pallets[0]))


def test_the_clerk_takes_a_photo_when_asked():
    """It is recorded with its hash, and kept under its name."""
    house = Warehouse()
    house.resolve("destroy", house.store.packs[0])
    photo = next(record for record in house.records if isinstance(record, PhotoTaken))
    assert (photo.who, photo.unit, photo.number, photo.file) == (CLERK, "pack", 1, "photo-001-pack-1.png")
    assert house.clerk.photos[photo.file] == photo_of(house.store.packs[0])


def test_what_nobody_tells_is_not_known():
    """A pack in a wrong case makes the warehouse differ from what the enterprise has."""
    house = Warehouse()
    pack, case = house.store.packs[0], house.store.cases[1]
    house.now(house.store.take_out, pack)
    house.now(house.store.put_in, pack, case)
    assert len(house.differences()) == 1


def test_a_clerk_who_leaves_has_done_nothing():
    """What is abandoned is neither done nor reported."""
    house = Warehouse()
    house.resolve("sample", house.store.packs[0], slip=Slip("take", leaves=True))
    assert house.records == []
    assert len(house.captures) == 1
