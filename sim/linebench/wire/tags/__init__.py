"""The tag image of a controller: named, typed values that a host reads and writes.

``tag`` and ``image`` say what tags are and hold their values; a face for each seat renders its port on them;
``modbus``, ``s7`` and ``opcua``, each in its own folder, carry them.
"""
