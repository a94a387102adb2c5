"""The tag image of a controller: named, typed values that a host reads and writes.

``tag`` and ``image`` say what tags are and hold their values; a face for each seat renders its port on them;
``modbus``, ``s7``, ``enip`` and ``opcua``, each in its own folder, carry them.
A carrier declares itself as a ``transport``; ``memory`` and ``picture`` are an image as bytes at addresses, at
either end, and ``polling`` is the host of every carrier that cannot push, with a ``link`` for what differs.
"""
