"""Verification of packs by messages of a few words, as wholesalers ask for what comes back to them."""
