"""Verdicts from journal records alone: one ledger, one policy, a folder of rules, and what follows from them."""
