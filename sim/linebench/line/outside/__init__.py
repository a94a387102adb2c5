"""Devices that are not ours: what stands on the line for a printer and a camera that the bench only speaks to."""
