"""MQTT: one connection to a broker, over which a party without I/O of its own speaks.

Source: OASIS MQTT 3.1.1 and 5.0.
"""
