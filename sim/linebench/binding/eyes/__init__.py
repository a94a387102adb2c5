"""Kinds of eyes: where a system that is not ours says what it did."""
