"""WSI: continuous ink jet printers of the Videojet 1000 line.

README.md in this folder says what it speaks, which profiles there are and what is not published.
"""
