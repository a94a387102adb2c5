"""Codenet: continuous ink jet printers of the A and Ax series, which take records one frame at a time."""
