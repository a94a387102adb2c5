"""Modbus TCP: a tag image as holding registers, input registers, coils and discrete inputs.

``codec`` frames, ``pdu`` says what stands in a frame, ``device`` serves an image, ``host`` polls a table.
"""
