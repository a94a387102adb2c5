"""The ports of camera and scale as tags, for hosts that read a device as they read a controller.

``table`` makes the tags from the messages of a port; ``face`` and ``host`` are both ends. ``README.md`` says what
a host finds there.
"""
