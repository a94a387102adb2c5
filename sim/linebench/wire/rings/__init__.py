"""Messages through tags without loss: rings with counts, order numbers, heartbeats, and the two ends that use them.

Tags are looked at, messages are told: between two looks anything may have happened. So each kind of message has a
ring of slots with two counts, one written by each end, and nobody writes a slot before the other end has read it.
``README.md`` has the rules; ``wire.plc`` and ``wire.fieldio`` say what the rings of each port hold.
"""
