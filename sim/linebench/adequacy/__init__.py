"""The bench's own qualification: whether it finds what it claims to find, on the computer it is installed on.

EU GMP Annex 11, 4.7 asks for a documented assessment of automated test tools for their adequacy. One file per part;
what a part did is a list of rows, and all parts together are the adequacy pack.
"""
