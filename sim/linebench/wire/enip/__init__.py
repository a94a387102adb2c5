"""EtherNet/IP: a tag image as the controller tags of a Logix controller.

``codec`` cuts frames; ``items``, ``path`` and ``cip`` say what stands in one, ``connection`` how a connection is
opened, ``layout`` how values are written; ``device`` serves an image, ``host`` polls a table.
"""
