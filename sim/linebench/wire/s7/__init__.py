"""Siemens S7 communication over ISO-on-TCP: a tag image as data blocks with absolute addresses.

``codec`` frames, ``pdu`` and ``items`` say what stands in a frame, ``layout`` where tags lie; ``device`` serves an
image, ``host`` polls a table.
"""
