"""Every procedure from the shelf to the enterprise: what is asked, what is reported, and that it is as it is."""

from linebench.ports.desk import Ask, Done
from linebench.stack.l3.evented import photo_uri
from linebench.stack.l3.procedure import procedures
from tests.sites.warehouse import CASE, GTIN, PALLET, Warehouse, box, epc, link

NEW = box(900_000_001)
DESK = "{urn:x-linebench:desk:}"


def told(house, since=1):
    """What the enterprise was told from a capture on: action, step, disposition, parent, things."""
    return [(event.action, event.biz_step, event.disposition, event.parent_id, event.epc_list or event.child_epcs)
            for capture in house.captures[since:] for event in capture.events if event.error_declaration is None]


def links(*epcs):
    return tuple(map(link, epcs))


def steps(job):
    return [ask.step for ask in job.asked]


def sound(house):
    """Nothing was refused, and the enterprise has the store as it is."""
    assert (house.refused, house.differences()) == ([], [])


def test_before_anything_is_done_nothing_differs():
    """The warehouse's own check."""
    sound(Warehouse())


def test_a_damaged_label_is_printed_again():
    """Found by elimination; the pack keeps its number, and its photo goes with the event."""
    house = Warehouse()
    case = house.store.cases[0]
    house.now(house.store.damage, case.inside[1])
    job = house.resolve("damaged label", case, pack=case.inside[1])
    assert steps(job) == ["contents", "count", "reason", "photo", "label", "verify"]
    assert told(house) == [("OBSERVE", "repairing", "in_progress", "", links(epc(1)))]
    photo = house.records[-2]
    assert house.captures[1].events[0].extensions == {
        f"{DESK}exception": "damaged label", f"{DESK}task": "1", f"{DESK}photo": photo_uri(photo.sha256)}
    assert case.inside[1].readable
    sound(house)


def test_a_damaged_label_gets_a_new_number():
    """Where the market wants it: the old number ends, and the new one is commissioned with lot and expiry."""
    house = Warehouse(relabel="new serial")
    case = house.store.cases[0]
    house.now(house.store.damage, case.inside[1])
    house.resolve("damaged label", case, pack=case.inside[1])
    new = f"01{GTIN}21N900"
    assert told(house) == [
        ("DELETE", "unpacking", "in_progress", link(CASE[0]), links(epc(1))),
        ("DELETE", "decommissioning", "damaged", "", links(epc(1))),
        ("ADD", "commissioning", "active", "", links(new)),
        ("ADD", "packing", "in_progress", link(CASE[0]), links(new))]
    assert house.captures[1].events[2].ilmd == {
        "{urn:epcglobal:cbv:mda}lotNumber": "LOT1", "{urn:epcglobal:cbv:mda}itemExpirationDate": "2028-02-29"}
    assert case.inside[1].epc == new
    sound(house)


def test_what_is_missing_is_taken_out_and_ends():
    """With the reason as its disposition."""
    house = Warehouse()
    case, lost = house.store.cases[0], house.store.cases[0].inside[2]
    house.now(house.store.take_out, lost)
    house.now(house.store.let_go, lost, "lost")
    job = house.resolve("missing unit", case, reason="stolen")
    assert steps(job) == ["contents", "count", "reason", "photo"]
    assert told(house) == [("DELETE", "unpacking", "in_progress", link(CASE[0]), links(epc(2))),
                           ("DELETE", "decommissioning", "stolen", "", links(epc(2)))]
    sound(house)


def test_two_swapped_labels_are_put_right():
    """Each is found from the cases on the pallet; nothing is packed anew."""
    house = Warehouse()
    one, other = house.store.pallets
    house.now(house.store.swap_labels, one, other)
    assert house.differences() != []
    for pallet in (one, other):
        job = house.resolve("mislabelled pallet", pallet)
        assert steps(job) == ["contents", "photo", "label", "verify"]
    assert told(house) == [("OBSERVE", "inspecting", "in_progress", "", links(label)) for label in PALLET]
    assert [pallet.epc for pallet in (one, other)] == PALLET
    sound(house)


def test_a_wrong_count_takes_the_case_as_it_is_found():
    """What is too many leaves where it was."""
    house = Warehouse()
    first, second = house.store.cases[:2]
    stray = second.inside[0]
    house.now(house.store.take_out, stray)
    house.now(house.store.put_in, stray, first)
    job = house.resolve("wrong count", first)
    assert steps(job) == ["contents", "count", "photo"]
    assert told(house) == [("DELETE", "unpacking", "in_progress", link(CASE[1]), links(epc(3))),
                           ("ADD", "packing", "in_progress", link(CASE[0]), links(epc(3)))]
    sound(house)


def test_a_wrong_count_of_less_leaves_what_is_not_there_in_nothing():
    """The pack lies loose beside its case."""
    house = Warehouse()
    first = house.store.cases[0]
    house.now(house.store.take_out, first.inside[0])
    house.resolve("wrong count", first)
    assert told(house) == [("DELETE", "unpacking", "in_progress", link(CASE[0]), links(epc(0)))]
    sound(house)


def test_a_case_is_packed_anew():
    """The new case takes the place of the old one on its pallet."""
    house = Warehouse()
    job = house.resolve("repack", house.store.cases[1])
    packs = links(epc(3), epc(4), epc(5))
    assert steps(job) == ["contents", "fill", "verify"]
    assert told(house) == [
        ("DELETE", "unpacking", "in_progress", link(PALLET[0]), links(CASE[1])),
        ("DELETE", "unpacking", "in_progress", link(CASE[1]), packs),
        ("DELETE", "decommissioning", "inactive", "", links(CASE[1])),
        ("ADD", "commissioning", "active", "", links(NEW)),
        ("ADD", "packing", "in_progress", link(NEW), packs),
        ("ADD", "packing", "in_progress", link(PALLET[0]), links(NEW))]
    sound(house)


def test_a_pack_in_a_closed_case_is_replaced():
    """The new one leaves the case that it is in; the old one is destroyed."""
    house = Warehouse()
    case, other = house.store.cases[0], house.store.cases[3].inside[0]
    job = house.resolve("rework", case, pack=case.inside[0], other=other, reason="wet")
    assert steps(job) == ["old", "reason", "photo", "new", "swap"]
    assert told(house) == [
        ("DELETE", "unpacking", "in_progress", link(CASE[0]), links(epc(0))),
        ("DELETE", "destroying", "destroyed", "", links(epc(0))),
        ("DELETE", "unpacking", "in_progress", link(CASE[3]), links(epc(9))),
        ("ADD", "packing", "in_progress", link(CASE[0]), links(epc(9)))]
    sound(house)


def test_a_sample_and_a_destroyed_pack_end():
    """Each by its own step, out of its case."""
    house = Warehouse()
    case = house.store.cases[0]
    first, second = case.inside[:2]
    house.resolve("sample", first)
    house.resolve("destroy", second)
    assert told(house) == [
        ("DELETE", "unpacking", "in_progress", link(CASE[0]), links(epc(0))),
        ("DELETE", "sampling", "inactive", "", links(epc(0))),
        ("DELETE", "unpacking", "in_progress", link(CASE[0]), links(epc(1))),
        ("DELETE", "destroying", "destroyed", "", links(epc(1)))]
    sound(house)


def test_a_pallet_is_shipped_called_back_and_a_case_of_it_comes_back():
    """The delivery note goes with the shipping; the case leaves the pallet on which it left."""
    house = Warehouse()
    pallet = house.store.pallets[0]
    house.resolve("shipping", pallet, note="DN-1")
    shipped = house.captures[1].events[0]
    assert [(each.type, each.id) for each in shipped.biz_transaction_list] == [
        ("desadv", "urn:epcglobal:cbv:bt:9501101000018:DN-1")]
    sound(house)
    house.resolve("void shipping", pallet)
    sound(house)
    house.resolve("shipping", pallet, note="DN-2")
    house.resolve("return", pallet.inside[0], reason="damaged")
    assert told(house) == [
        ("OBSERVE", "shipping", "in_transit", "", links(PALLET[0])),
        ("OBSERVE", "void_shipping", "in_progress", "", links(PALLET[0])),
        ("OBSERVE", "shipping", "in_transit", "", links(PALLET[0])),
        ("DELETE", "unpacking", "in_progress", link(PALLET[0]), links(CASE[0])),
        ("OBSERVE", "receiving", "damaged", "", links(CASE[0]))]
    sound(house)


def test_a_sample_of_the_wrong_pack_is_declared_erroneous():
    """The declared events name those that are right, which happened at the same time."""
    house = Warehouse()
    case = house.store.cases[0]
    wrong, right = case.inside[:2]
    house.resolve("sample", wrong, pack=right)  # takes one, and has scanned the other
    assert house.differences() != []
    house.resolve("correction", wrong, other=right, reason="incorrect_data")
    said, corrected = house.captures[1].events, house.captures[2].events
    declared, better = corrected[:2], corrected[2:]
    assert [event.event_id for event in declared] == [event.event_id for event in said]
    assert {event.error_declaration.reason for event in declared} == {"incorrect_data"}
    assert {event.error_declaration.corrective_event_ids for event in declared} == {
        tuple(event.event_id for event in better)}
    assert [event.event_time for event in better] == [event.event_time for event in said]
    assert told(house, 2) == [("DELETE", "unpacking", "in_progress", link(CASE[0]), links(epc(1))),
                              ("DELETE", "sampling", "inactive", "", links(epc(1)))]
    sound(house)


def test_what_did_not_happen_is_declared_and_nothing_takes_its_place():
    """The pack is in its case as before."""
    house = Warehouse()
    pack = house.store.cases[0].inside[0]
    house.resolve("sample", pack, done={"take"})  # says so, and leaves it where it is
    house.resolve("correction", pack, reason="did_not_occur")
    assert told(house, 2) == []
    assert len(house.captures[2].events) == 2
    sound(house)


def test_every_procedure_is_led_to_its_end_somewhere_above():
    """A new exception is a new file, and has its test."""
    text = __import__("pathlib").Path(__file__).read_text(encoding="utf-8")
    assert [name for name in procedures() if f'"{name}"' not in text] == []
    assert {Ask, Done} <= {type(message) for message in _all_said()}


def _all_said():
    house = Warehouse()
    house.resolve("sample", house.store.packs[0])
    return house.asked
