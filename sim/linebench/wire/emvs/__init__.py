"""Verification of packs by pharmacies, in the manner of national systems of the European Union."""
