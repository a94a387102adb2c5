"""What the foreign controller forgets when it is killed at any moment: nothing."""

import csv

import pytest

from tests.foreign.product.bericht import Berichte, Uhr
from tests.foreign.product.charge import Ablehnung, Charge
from tests.foreign.product.gebinde import Gebinde
from tests.foreign.product.pruefung import Lesung
from tests.foreign.product.zustand import Zustand
from tests.foreign.site import EXAMPLE

ORDER = {"auftrag": "PO-1", "gtin": "09501101530003", "los": "L1", "ablauf": "281231", "menge": 20, "karton": 2,
         "palette": 2, "nachlauf": 0}


def controller(folder, fault=""):
    """One that finds what the one before left."""
    return Charge(Zustand(folder / "zustand.json"), Berichte(folder), Uhr(90), EXAMPLE / "serien.csv", fault)


def running(folder):
    charge = controller(folder)
    charge.beginnen(ORDER)
    return charge


def reading(serial, text=""):
    return Lesung(True, "]d2", f"01{ORDER['gtin']}17281231" + f"10L1\x1d21{serial}",
                  text or f"(01){ORDER['gtin']}\n(21){serial}\n(10)L1\n(17)281231")


def reported(folder, name="meldungen.csv"):
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return [tuple(line[3:]) for line in csv.reader(file, delimiter=";")][1:]


def test_a_serial_number_is_used_before_it_goes_to_the_printer(tmp_path):
    """Whoever comes after a kill begins behind it, and says that it is void."""
    first = running(tmp_path).naechste_serie()
    after = controller(tmp_path)
    after.wiederanlaufen()
    assert reported(tmp_path) == [(first, "VERNICHTET", "Stromausfall")]
    assert after.naechste_serie() != first
    assert after.gelesen(1, reading(first)) is False


def test_a_pack_that_was_verified_is_known_after_a_kill(tmp_path):
    """The result that the PLC keeps for it is booked on its serial number."""
    charge = running(tmp_path)
    serial = charge.naechste_serie()
    assert charge.gelesen(1, reading(serial)) is True
    after = controller(tmp_path)
    after.wiederanlaufen()
    after.ergebnis(1, gut=True, grund="")
    after.ergebnis(1, gut=True, grund="")
    assert reported(tmp_path) == [(serial, "GUT", "")]


@pytest.mark.parametrize("written", [False, True])
def test_what_became_certain_is_reported_once(tmp_path, written):
    """Killed before the line was written, or behind it."""
    charge = running(tmp_path)
    serial = charge.naechste_serie()
    charge.gelesen(1, reading(serial))
    charge.ergebnis(1, gut=False, grund="Gewicht")
    if not written:
        (tmp_path / "meldungen.csv").unlink()
    controller(tmp_path).wiederanlaufen()
    assert reported(tmp_path) == [(serial, "AUSSCHUSS", "Gewicht")]


@pytest.mark.parametrize(("lesung", "gut"), [
    (reading, True),
    (lambda serial: reading("NOBODYS"), False),
    (lambda serial: reading(serial, "(01)0"), False),
    (lambda serial: Lesung(False, "", "NoRead", ""), False),
    (lambda serial: reading(serial)._replace(symbologie="]d1"), False),
])
def test_a_pack_is_good_when_everything_on_it_is_as_ordered(tmp_path, lesung, gut):
    """Code, serial number, text and symbology."""
    charge = running(tmp_path)
    assert charge.gelesen(1, lesung(charge.naechste_serie())) is gut


def test_a_serial_number_is_good_once(tmp_path):
    """The second pack that shows it is refused, and the first reading of a trigger counts."""
    charge = running(tmp_path)
    serial = charge.naechste_serie()
    assert [charge.gelesen(trigger, reading(serial)) for trigger in (1, 2, 2)] == [True, False, None]


def test_the_numbers_of_a_batch_come_out(tmp_path):
    """Each serial number that was taken has one end; those that are on no pack go back."""
    charge = running(tmp_path)
    serials = [charge.naechste_serie() for _ in range(5)]
    for trigger, serial in enumerate(serials[:3], 1):
        charge.gedruckt()
        charge.gelesen(trigger, reading(serial))
        charge.ergebnis(trigger, gut=trigger < 3, grund="Gewicht")
    charge.gedruckt()
    charge.bemustern(serials[0])
    assert charge.beenden() == {"zugeteilt": 40, "gut": 1, "ausschuss": 2, "muster": 1, "vernichtet": 0,
                                "zurueck": 36, "kartons": 0, "paletten": 0}
    with pytest.raises(Ablehnung, match="gehört nicht"):
        charge.serie_in(reading(serials[0]).daten)


def test_an_sscc_has_its_check_digit(tmp_path):
    """GS1 General Specifications 7.9.1."""
    charge = running(tmp_path)
    gebinde = Gebinde(charge, Zustand(tmp_path / "zustand.json"), Berichte(tmp_path), Uhr(90), "39501101")
    assert gebinde.neue_sscc() == "395011010000000019"


def test_what_was_packed_is_reported_once_and_not_packed_again(tmp_path):
    """A good pack goes into one container; a list of contents that a kill prevented is made good."""
    zustand, berichte = Zustand(tmp_path / "zustand.json"), Berichte(tmp_path)
    charge = Charge(zustand, berichte, Uhr(90), EXAMPLE / "serien.csv", "")
    gebinde = Gebinde(charge, zustand, berichte, Uhr(90), "39501101")
    charge.beginnen(ORDER)
    serial = charge.naechste_serie()
    code = reading(serial).daten
    assert not gebinde.frei(code)
    charge.gelesen(1, reading(serial))
    charge.ergebnis(1, gut=True, grund="")
    assert gebinde.frei(code)
    gebinde.geschlossen("395011010000000019", [gebinde.kurz(code)], "karton", 1)
    assert (gebinde.frei(code), gebinde.frei("00395011010000000019")) == (False, True)
    assert gebinde.offene_packungen() == 0
    (tmp_path / "packliste.csv").unlink()
    for _ in range(2):
        controller(tmp_path).wiederanlaufen()
    assert reported(tmp_path, "packliste.csv") == [(f"01{ORDER['gtin']}21{serial}",)]


def test_a_state_that_was_cut_off_is_the_one_before(tmp_path):
    """The power goes while it is written: nothing is lost but what nobody has acted on yet."""
    zustand = Zustand(tmp_path / "zustand.json")
    for sscc in (1, 2, 3):
        zustand.werte["sscc"] = sscc
        zustand.sichern()
    assert Zustand(tmp_path / "zustand.json").werte["sscc"] == 3
    newest = max(tmp_path.glob("zustand.*.json"), key=lambda file: '"nummer": 3' in file.read_text("utf-8"))
    newest.write_bytes(newest.read_bytes()[:-9])
    assert Zustand(tmp_path / "zustand.json").werte["sscc"] == 2
