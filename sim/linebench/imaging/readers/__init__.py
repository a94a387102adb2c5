"""Reading codes from pictures: independent decoders as witnesses, and what puts them together."""
