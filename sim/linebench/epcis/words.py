"""Words of the Core Business Vocabulary, bare, as URN and as web address.

Source: GS1 CBV 2.0, chapter 7; sensor words of the GS1 Web Vocabulary as EPCIS 2.0 uses them.
"""

import re
from collections.abc import Iterable
from types import MappingProxyType

import msgspec

__all__ = ["ALERTS", "COMPONENTS", "DISPOSITIONS", "MEASUREMENTS", "PARTIES", "REASONS", "STEPS", "TRANSACTIONS",
           "Vocabulary", "listed", "web_of_urn"]

CBV = "https://ref.gs1.org/cbv/"
GS1 = "https://gs1.org/voc/"


class Vocabulary(msgspec.Struct, frozen=True):
    """The words of one field. ``urn`` and ``web`` stand before a word in its long forms; no URN: ``""``."""

    name: str
    urn: str
    web: str
    words: frozenset[str]

    def bare(self, text: str) -> str:
        """The bare word of any form of a word of the standard; other text stays as it is."""
        if text in self.words:
            return text
        for prefix in filter(None, (self.urn, self.web, _short(self.web))):
            if text.startswith(prefix) and text[len(prefix):] in self.words:
                return text[len(prefix):]
        return text

    def as_urn(self, text: str) -> str:
        """A word in its URN form, which EPCIS 1.2 writes; its web address where it has no URN."""
        return (self.urn or self.web) + text if text in self.words else text

    def as_web(self, text: str) -> str:
        """A word as its web address."""
        return self.web + text if text in self.words else text

    def foreign(self, text: str) -> bool:
        """Whether a text claims to be of this vocabulary and is not: a misspelt word in a long form."""
        return text not in self.words and text.startswith(("urn:epcglobal:cbv:", "http://ns.gs1.org/cbv/",
                                                           "https://ns.gs1.org/cbv/", self.web))


def _short(web: str) -> str:
    for prefix, full in (("cbv:", CBV), ("gs1:", GS1)):
        if web.startswith(full):
            return prefix + web.removeprefix(full)
    return ""


def _cbv(name: str, urn: str, web: str, words: str) -> Vocabulary:
    return Vocabulary(name, f"urn:epcglobal:cbv:{urn}:", f"{CBV}{web}-", frozenset(words.split()))


def _voc(name: str, words: str) -> Vocabulary:
    return Vocabulary(name, "", GS1, frozenset(words.split()))


STEPS = _cbv("bizStep", "bizstep", "BizStep", """
    accepting arriving assembling collecting commissioning consigning creating_class_instance cycle_counting
    decommissioning departing destroying disassembling dispensing encoding entering_exiting holding inspecting
    installing killing loading other packing picking receiving removing repackaging repairing replacing reserving
    retail_selling sampling sensor_reporting shipping staging_outbound stock_taking stocking storing transporting
    unloading unpacking void_shipping""")
DISPOSITIONS = _cbv("disposition", "disp", "Disp", """
    active available completeness_inferred completeness_verified conformant container_closed container_open damaged
    destroyed dispensed disposed encoded expired in_progress in_transit inactive mismatch_class mismatch_instance
    mismatch_quantity needs_replacement no_pedigree_match non_conformant non_sellable_other partially_dispensed
    recalled reserved retail_sold returned sellable_accessible sellable_not_accessible stolen unavailable
    unknown""")
TRANSACTIONS = _cbv("bizTransaction type", "btt", "BTT", """
    bol cert desadv inv pedigree po poc prodorder recadv rma testprd testres upevt""")
PARTIES = _cbv("source or destination type", "sdt", "SDT", "location owning_party possessing_party")
REASONS = _cbv("reason", "er", "ER", "did_not_occur incorrect_data")
COMPONENTS = _cbv("component", "comp", "Comp", """
    altitude axial_distance azimuth easting elevation_angle height latitude longitude northing polar_angle
    spherical_radius x y z""")
MEASUREMENTS = _voc("sensorReport type", """
    AbsoluteHumidity AbsorbedDose AbsorbedDoseRate Acceleration Altitude AmountOfSubstance
    AmountOfSubstancePerUnitVolume Angle AngularAcceleration AngularMomentum AngularVelocity Area Capacitance
    Conductance Conductivity Count Density Dimensionless DoseEquivalent DoseEquivalentRate DynamicViscosity
    ElectricCharge ElectricCurrent ElectricCurrentDensity ElectricFieldStrength Energy Exposure Force Frequency
    Illuminance Inductance Irradiance KinematicViscosity Length LinearMomentum Luminance LuminousFlux
    LuminousIntensity MagneticFlux MagneticFluxDensity MagneticVectorPotential Mass MassConcentration MassFlowRate
    MassPerAreaTime MemoryCapacity MolalityOfSolute MolarEnergy MolarMass MolarVolume Power Pressure RadiantFlux
    RadiantIntensity Radioactivity RelativeHumidity Resistance Resistivity SolidAngle SpecificVolume Speed
    SurfaceDensity SurfaceTension Temperature Time Torque Voltage Volume VolumeFlowRate VolumeFraction
    VolumetricFlux Wavenumber""")
ALERTS = _voc("exception", "ALARM_CONDITION ERROR_CONDITION")

_ALL = (STEPS, DISPOSITIONS, TRANSACTIONS, PARTIES, REASONS, COMPONENTS)
_URNS = MappingProxyType({each.urn: each.web for each in _ALL})
_URN = re.compile("|".join(re.escape(urn) for urn in _URNS))


def web_of_urn(text: str) -> str:
    """A CBV URN as its web address; other text as it is."""
    if not text.startswith("urn:epcglobal:cbv:"):
        return text
    return _URN.sub(lambda match: _URNS[match[0]], text, count=1)


def listed(words: Iterable[str]) -> str:
    """Words for a message, in order."""
    return ", ".join(sorted(words))
