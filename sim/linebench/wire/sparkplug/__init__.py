"""Sparkplug B: what an edge node and a host application say to each other over an MQTT broker.

Bytes (``codec``), names (``topics``), the two ends as state machines without I/O (``node``, ``host``), and what is
wrong with what a node says (``checks``). Source: Eclipse Sparkplug specification 3.0.0.
"""
