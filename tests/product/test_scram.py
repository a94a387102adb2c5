"""The proof of a password: the known answer of the standard, and what is no proof."""

import base64

import pytest

from linebench.product.scram import credential, proof, proves

SALT = base64.b64decode("W22ZaJ0SNY7soEsUEjb6gQ==").hex()
SERVER = "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0"
TEXT = f"n=user,r=rOprNGfwEbeRWgbNEkqO,r={SERVER},s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,r={SERVER}"
KNOWN = base64.b64decode("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=").hex()


def test_the_proof_is_that_of_the_standard():
    """The exchange that RFC 7677, clause 3, prints in full."""
    assert proof("pencil", SALT, 4096, TEXT) == KNOWN
    assert proves(credential("pencil", SALT), TEXT, KNOWN)


@pytest.mark.parametrize(("text", "given"), [
    (TEXT, proof("Pencil", SALT, 4096, TEXT)), (TEXT + "!", KNOWN), (TEXT, KNOWN[:-2]), (TEXT, "no hexadecimal"),
    (TEXT, "")])
def test_anything_else_is_no_proof(text, given):
    """Another password, another text, a part of it, and what is no proof at all."""
    assert not proves(credential("pencil", SALT), text, given)


def test_what_is_kept_does_not_hold_the_password():
    """Equal passwords with other salts are kept as other values."""
    one, other = credential("pencil", "00"), credential("pencil", "01")
    assert one.stored != other.stored
    assert "pencil" not in repr(one)
