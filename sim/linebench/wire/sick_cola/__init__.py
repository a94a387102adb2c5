"""SICK readers over CoLa-A: telegrams of text between STX and ETX."""
