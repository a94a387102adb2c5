"""ZPL II: label printers of Zebra and those that speak its language, on lines and in case packers.

README.md in this folder says what it speaks, which profiles there are and what is not published.
"""
