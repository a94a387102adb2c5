"""Pure values of the product: GS1 keys and element strings, pack codes, serials. No time, I/O or chance."""

from linebench.product.pack_code import PackCode, PackCodeError, read_pack_code, text_agrees
from linebench.product.serials import SERIAL_ALPHABET, SerialError, guess_odds, serial_block

__all__ = ["SERIAL_ALPHABET", "PackCode", "PackCodeError", "SerialError", "guess_odds", "read_pack_code",
           "serial_block", "text_agrees"]
